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
        Day from which the share ``level`` of its business is gone (−0.4: forty in a hundred less).
    fewer
        True when so many orders stay away; else every order is worth so much less.
    """

    name: ClassVar[str] = "group_shift"

    attribute: str
    value: str
    on: str
    level: float
    fewer: bool = False

    def orders(self, firm: Firm, chance: np.random.Generator) -> None:
        documents = firm.documents
        group = (firm.people[self.attribute] == self.value).to_numpy()
        member = group[documents["position"]]
        since_day = firm.market.day(self.on)
        since = (documents["day"] >= since_day).to_numpy()
        firm.shared[self.name] = (group, since_day, 1 + self.level)  # for parts that follow
        hit = member & since
        if self.fewer:
            stays = ~hit | (chance.random(len(documents)) < 1 + self.level)
            firm.documents = documents[stays].reset_index(drop=True)
        else:
            firm.documents = documents.assign(value=documents["value"] * np.where(hit, 1 + self.level, 1.0))

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        firm.truth[self.name] = dataclasses.asdict(self)
