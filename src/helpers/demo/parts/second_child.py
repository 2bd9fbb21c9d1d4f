"""A second child: families that were fading come back, while the file still knows the first child only."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from helpers.demo.firm import Firm
from helpers.demo.part import Fact
from helpers.demo.parts.child_stage import BORN, DAYS_A_MONTH, NEVER, SECOND


@dataclass(frozen=True)
class SecondChild(Fact):
    """Some families whose first child is of a certain age have a second one; their card does not say so.

    Attributes
    ----------
    share
        Share of the families able to.
    between
        First and last day of birth.
    apart
        Least and greatest age in months of the first child then.
    """

    name: ClassVar[str] = "second_child"

    share: float
    between: tuple[str, str]
    apart: tuple[float, float]

    def people(self, firm: Firm, chance: np.random.Generator) -> None:
        people = firm.people
        first, last = (firm.market.day(date) for date in self.between)
        born = chance.integers(first, last + 1, len(people))
        months = (born - people[BORN].to_numpy()) / DAYS_A_MONTH
        able = (people["kind"] == "regular").to_numpy() & (months >= self.apart[0]) & (months <= self.apart[1])
        taken = able & (chance.random(len(people)) < self.share)
        firm.people = people.assign(**{SECOND: np.where(taken, born, NEVER)})
        firm.truth[self.name] = dataclasses.asdict(self) | {
            "born": {
                code: day.date().isoformat()
                for code, day in zip(
                    firm.codes(np.flatnonzero(taken)), firm.dates(np.where(taken, born, 0)[taken]), strict=True
                )
            }
        }
