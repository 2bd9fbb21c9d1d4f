"""One group of customers falls behind while the rest goes on."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from helpers.demo.firm import Firm
from helpers.demo.part import Fact


@dataclass(frozen=True)
class GroupShift(Fact):
    """One group of customers buys less from a day on, while the others go on.

    Attributes
    ----------
    attribute, value
        Column of the customer table, and the group in it.
    on, level
        Day from which the share ``level`` of its orders' value is gone (−0.4: forty in a hundred less).
    """

    name: ClassVar[str] = "group_shift"

    attribute: str
    value: str
    on: str
    level: float

    def orders(self, firm: Firm, chance: np.random.Generator) -> None:
        documents = firm.documents
        member = (firm.people[self.attribute] == self.value).to_numpy()[documents["position"]]
        since = (documents["day"] >= firm.market.day(self.on)).to_numpy()
        firm.documents = documents.assign(value=documents["value"] * np.where(member & since, 1 + self.level, 1.0))

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        firm.truth[self.name] = dataclasses.asdict(self)
