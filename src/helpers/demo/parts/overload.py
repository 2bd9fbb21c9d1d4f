"""A salesperson with too many accounts: the smaller ones are not seen any more, and some of them leave."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from helpers.demo.firm import Firm
from helpers.demo.part import Part

#: A new account stays for at least so many days.
STAYS = 90


@dataclass(frozen=True)
class Overload(Part):
    """One salesperson of a region has taken over others' accounts. In the twin accounts unseen stay all the same.

    Attributes
    ----------
    region
        Where; the salesperson is the one with the most accounts there.
    taken
        Share of the other salespersons' accounts of the region that this one has taken over.
    on
        Day from which the accounts are too many.
    seen
        Share of the accounts, the largest needs first, that are seen as before.
    leaving, leave_from, leave_to
        Chance that an account not seen leaves for good between these days.
    """

    name: ClassVar[str] = "overload"

    region: str
    taken: float
    on: str
    seen: float
    leaving: float
    leave_from: str
    leave_to: str

    def quiet(self) -> Overload:
        return dataclasses.replace(self, leaving=0.0)

    def people(self, firm: Firm, chance: np.random.Generator) -> None:
        people = firm.people
        here, lot = (people["region"] == self.region).to_numpy(), chance.random(len(people))
        counts = people.loc[here, "owner"].value_counts()
        owner = min(counts[counts == counts.max()].index)
        taken = here & (lot < self.taken)
        firm.people = people.assign(owner=people["owner"].where(~taken, owner))
        own = np.flatnonzero((firm.people["owner"] == owner).to_numpy())
        order = own[np.argsort(-people["wallet"].to_numpy()[own], kind="stable")]
        neglected = np.full(len(people), firm.market.days)
        neglected[order[round(self.seen * len(order)) :]] = firm.market.day(self.on)
        firm.shared["neglected"], firm.shared["overloaded"] = neglected, owner

    def story(self, firm: Firm, chance: np.random.Generator) -> None:
        people, days = firm.people, firm.market.days
        lot, when = chance.random((2, len(people)))
        alone = (firm.shared["neglected"] < days) & (people["kind"] == "regular").to_numpy()
        first = np.maximum(firm.market.day(self.leave_from), people["starts"].to_numpy() + STAYS)
        last = firm.market.day(self.leave_to)
        stops = (first + when * (last - first)).astype(int)
        gone = alone & (lot < self.leaving) & (first < last) & (firm.plot.stops > stops)
        firm.plot = dataclasses.replace(firm.plot, stops=np.where(gone, stops, firm.plot.stops))
        who = np.flatnonzero(gone)
        left = dict(zip(firm.codes(who), firm.dates(stops[who]).strftime("%Y-%m-%d"), strict=True))
        firm.truth[self.name] = dataclasses.asdict(self) | {
            "owner": firm.shared["overloaded"],
            "unseen": list(firm.codes(np.flatnonzero(firm.shared["neglected"] < days))),
            "gone": left,
        }

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        if not self.leaving:
            firm.truth[self.name] = None
