"""Member numbers: given in the order of joining."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from helpers.demo.firm import Firm
from helpers.demo.part import Part


@dataclass(frozen=True)
class MemberNumbers(Part):
    """Customers in the order of joining, numbered from 1; the number stands in the name, which many share.

    Put it after all parts that say when somebody joined.

    Attributes
    ----------
    prefix, digits
        What a number looks like.
    """

    name: ClassVar[str] = "member_numbers"

    prefix: str = "M"
    digits: int = 5

    def people(self, firm: Firm, chance: np.random.Generator) -> None:
        people = firm.people.sort_values("created_on", kind="stable").reset_index(drop=True)
        codes = [f"{self.prefix}{number:0{self.digits}d}" for number in range(1, len(people) + 1)]
        names = [f"{name} {code}" for name, code in zip(people["name"], codes, strict=True)]
        firm.people = people.assign(customer=codes, name=names)
        firm.truth[self.name] = dataclasses.asdict(self)
