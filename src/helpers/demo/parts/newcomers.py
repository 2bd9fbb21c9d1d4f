"""New customers who try and leave: how many, and from when on more of them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from helpers.demo.firm import Firm
from helpers.demo.part import Part


@dataclass(frozen=True)
class Newcomers(Part):
    """How many new customers leave early, and how that changed. In the twin all leave as the first ones do.

    Attributes
    ----------
    leaving, within
        Chance that a new customer orders nothing more from a day within so many days of its first order …
    changed_on, leaving_since
        … and the chance for those who first order from this day on.
    """

    name: ClassVar[str] = "newcomers"

    leaving: float
    within: int
    changed_on: str
    leaving_since: float

    def quiet(self) -> Newcomers:
        return dataclasses.replace(self, leaving_since=self.leaving)

    def story(self, firm: Firm, chance: np.random.Generator) -> None:
        people, days = firm.people, firm.market.days
        lot, day = chance.random((2, len(people)))
        starts = people["starts"].to_numpy()
        new = (starts >= 0) & (people["kind"] == "regular").to_numpy()
        later = starts >= firm.market.day(self.changed_on)
        leaving = new & (lot < np.where(later, self.leaving_since, self.leaving))
        stops = np.where(leaving, np.minimum(starts + 1 + (day * self.within).astype(int), days), days)
        firm.plot = dataclasses.replace(firm.plot, stops=np.minimum(firm.plot.stops, stops))
        firm.truth["faded"] = {
            firm.people["customer"][i]: firm.dates(stops[i : i + 1])[0].date().isoformat()
            for i in np.flatnonzero(stops < days)
        }

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        firm.truth[self.name] = dataclasses.asdict(self) if self.leaving_since != self.leaving else None
