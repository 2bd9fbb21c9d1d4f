"""Goods that some dealers take at the end of each quarter and cannot sell: they stay in the dealer's store."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Fact
from helpers.demo.parts.push import QUARTERS, last_days

#: Column of the customers that says who is stuffed; other parts leave these alone.
STUFFED = "stuffed"


@dataclass(frozen=True)
class Stuffing(Fact):
    """The same dealers are stuffed quarter by quarter; nothing comes back within the period.

    Attributes
    ----------
    since
        First day of the first quarter at whose end it is done.
    days
        It is done on the last so many working days of a quarter.
    dealers
        Region → share of its dealers; ``""`` for all others.
    sizes
        Sizes of dealers that it is done to.
    value, spread
        Value of the extra order: this part of a dealer's usual quarter (median), and the standard
        deviation of its logarithm.
    """

    name: ClassVar[str] = "stuffing"

    since: str
    days: int
    dealers: Mapping[str, float]
    sizes: tuple[str, ...]
    value: float
    spread: float

    def people(self, firm: Firm, chance: np.random.Generator) -> None:
        people = firm.people
        able = (people["channel"] == "dealer") & (people["kind"] == "regular") & people["size"].isin(self.sizes)
        able &= people["starts"] < 0
        share = people["region"].map(dict(self.dealers)).fillna(self.dealers[""])
        firm.people = people.assign(**{STUFFED: able & (chance.random(len(people)) < share)})

    def orders(self, firm: Firm, chance: np.random.Generator) -> None:
        who = np.flatnonzero(firm.people[STUFFED])
        parts = [firm.documents]
        for last in last_days(firm, self.days):
            day = last[chance.integers(0, len(last), len(who))]
            noise = np.exp(self.spread * chance.standard_normal(len(who)))
            value = self.value * noise * firm.rate["revenue"].to_numpy()[who] / QUARTERS
            if last[0] >= firm.market.day(self.since):
                parts.append(pd.DataFrame({"position": who, "day": day, "value": value, "pushed": True}))
        both = pd.concat(parts, ignore_index=True)
        firm.documents = both.sort_values(["day", "position", "pushed"], kind="stable").reset_index(drop=True)

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        firm.truth[self.name] = dataclasses.asdict(self) | {
            "customers": list(firm.codes(np.flatnonzero(firm.people[STUFFED]))),
            "documents": [f"SO{number}" for number in firm.numbers[firm.documents["pushed"]]],
        }
