"""Dark horses: middling customers whose own sales take off while nobody looks."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from helpers.demo.firm import Firm
from helpers.demo.part import Fact
from helpers.demo.parts.stuffing import STUFFED

#: Column of the customers: share of a year's purchases that waits a season in the store.
HELD = "held_over"


@dataclass(frozen=True)
class DarkHorses(Fact):
    """A number of customers need more from a day on, and buy it from us.

    Attributes
    ----------
    customers
        How many.
    sizes, channel
        Of these sizes and this channel; among the customers known before the period.
    away
        Regions without any.
    on, growth
        Day from which the share ``growth`` is added to the value of their orders.
    held
        Share of what they bought in the year before that day which dealers sell on a season later: they built up stock
        while nobody asked for it yet, so that purchases show little of what happens.
    """

    name: ClassVar[str] = "dark_horses"

    customers: int
    sizes: tuple[str, ...]
    channel: str
    away: tuple[str, ...]
    on: str
    growth: float
    held: float = 0.0

    def able(self, firm: Firm) -> np.ndarray:
        """Positions of the customers that could be one."""
        people = firm.people
        fits = (people["channel"] == self.channel) & (people["kind"] == "regular") & (people["starts"] < 0)
        fits &= people["size"].isin(self.sizes) & ~people["region"].isin(self.away)
        if STUFFED in people:
            fits &= ~people[STUFFED]
        return np.flatnonzero(fits)

    def orders(self, firm: Firm, chance: np.random.Generator) -> None:
        able = self.able(firm)
        taken = able[np.sort(chance.permutation(len(able))[: self.customers])]
        firm.people[HELD] = np.where(np.isin(np.arange(len(firm.people)), taken), self.held, 0.0)
        documents = firm.documents
        hit = np.isin(documents["position"], taken) & (documents["day"] >= firm.market.day(self.on)).to_numpy()
        firm.documents = documents.assign(value=documents["value"] * np.where(hit, 1 + self.growth, 1.0))
        firm.truth[self.name] = dataclasses.asdict(self) | {"codes": list(firm.codes(taken))}
