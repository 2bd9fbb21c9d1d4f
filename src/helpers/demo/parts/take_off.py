"""Dark horses that make things: small customers whose own business takes off, and ours with it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from helpers.demo.firm import Firm
from helpers.demo.part import Fact
from helpers.demo.seasons import DAYS_A_YEAR


@dataclass(frozen=True)
class TakeOff(Fact):
    """A number of customers buy more and more from a day on.

    Attributes
    ----------
    customers
        How many, among the regular direct customers known before the period.
    sizes, away
        Of these sizes, and of no region named here.
    on, growth
        Day from which the value of their orders grows by this share a year (2: threefold after a year).
    orders_least
        Only customers with at least so many orders a year.
    """

    name: ClassVar[str] = "take_off"

    customers: int
    sizes: tuple[str, ...]
    away: tuple[str, ...]
    on: str
    growth: float
    orders_least: float = 4.0

    def orders(self, firm: Firm, chance: np.random.Generator) -> None:
        people, documents = firm.people, firm.documents
        fits = (people["kind"] == "regular") & (people["starts"] < 0) & (people["channel"] == "direct")
        fits &= people["size"].isin(self.sizes) & ~people["region"].isin(self.away)
        fits &= (firm.plot.stops >= firm.market.days) & (firm.rate["orders"].to_numpy() >= self.orders_least)
        able, lot = np.flatnonzero(fits), chance.random(len(people))
        taken = np.sort(able[np.argsort(lot[able], kind="stable")[: self.customers]])
        years = (documents["day"].to_numpy() - firm.market.day(self.on)).clip(min=0) / DAYS_A_YEAR
        factor = np.where(documents["position"].isin(taken), (1 + self.growth) ** years, 1.0)
        firm.documents = documents.assign(value=documents["value"] * factor)
        firm.truth[self.name] = dataclasses.asdict(self) | {"codes": list(firm.codes(taken))}
