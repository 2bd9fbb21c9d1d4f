"""Contacts: who sits where at the customer, what part they play, and how they truly stand to us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.names import anybody
from helpers.demo.part import Part

#: A contact is entered at the latest so many days after the customer.
ENTERED_WITHIN = 400
INFLUENCE_LOW, INFLUENCE_HIGH = 1, 5
#: True support lies on the scale of the contract.
SUPPORT_LOW, SUPPORT_HIGH = -1, 3


@dataclass(frozen=True)
class Seat:
    """A place at the customer.

    Attributes
    ----------
    department, job, role
        As they stand in the table; ``role`` is one of the contract's.
    influence
        Usual influence on buying, 1 to 5; one contact's may differ by one.
    known
        Size of customer → chance that we know who sits there.
    concerns
        What such a person minds.
    industries
        Only customers of these industries have the seat; all when empty.
    """

    department: str
    job: str
    role: str
    influence: int
    known: Mapping[str, float]
    concerns: tuple[str, ...]
    industries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contacts(Part):
    """Persons at the customers.

    Attributes
    ----------
    seats
        See :class:`Seat`, from the highest to the lowest: each reports to the first that is known.
    support_mean, support_customer, support_person
        True support: its mean, and the standard deviations between customers and between the persons of one.
    key_from
        Least influence of a key person.
    """

    name: ClassVar[str] = "contacts"

    seats: tuple[Seat, ...]
    support_mean: float = 0.9
    support_customer: float = 0.8
    support_person: float = 0.5
    key_from: int = 4

    def people(self, firm: Firm, chance: np.random.Generator) -> None:
        """``firm.shared["contacts"]``: one row a person with ``support`` as it truly is; ``firm.shared["support"]``:
        per customer the mean of it, weighted by influence (the market's mean where nobody is known)."""
        customers, seats = firm.people, self.seats
        likely = np.array(
            [
                [seat.known.get(size, 0.0) * (not seat.industries or industry in seat.industries) for seat in seats]
                for size, industry in zip(customers["size"], customers["industry"], strict=True)
            ]
        )
        there = chance.random(likely.shape) < likely
        attitude = self.support_mean + self.support_customer * chance.standard_normal(len(customers))
        position, seat = np.nonzero(there)
        count = len(position)
        own = attitude[position] + self.support_person * chance.standard_normal(count)
        influence = np.array([s.influence for s in seats])[seat] + chance.integers(-1, 2, count)
        minds = [
            seats[s].concerns[int(u * len(seats[s].concerns))] for s, u in zip(seat, chance.random(count), strict=True)
        ]
        created = customers["created_on"].to_numpy()[position] + (
            chance.integers(0, ENTERED_WITHIN, count) * np.timedelta64(1, "D")
        )
        found = pd.DataFrame(
            {
                "contact": [f"L{number:05d}" for number in range(1, count + 1)],
                "position": position,
                "seat": seat,
                "support": own.clip(SUPPORT_LOW, SUPPORT_HIGH),
                "influence": influence.clip(INFLUENCE_LOW, INFLUENCE_HIGH),
                "name": anybody(count, chance),
                "concerns": minds,
                "created_on": created,
            }
        )
        firm.shared["contacts"] = found[found["created_on"] < pd.Timestamp(firm.market.end)].reset_index(drop=True)
        found = firm.shared["contacts"]
        weighted = (found["support"] * found["influence"]).groupby(found["position"]).sum()
        mean = weighted / found.groupby("position")["influence"].sum()
        firm.shared["support"] = mean.reindex(range(len(customers)), fill_value=self.support_mean).to_numpy()

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        found, seats = firm.shared["contacts"], self.seats
        first = found.groupby("position")["contact"].transform("first")
        seat = found["seat"].to_numpy()
        firm.frames["contacts"] = pd.DataFrame(
            {
                "contact": found["contact"],
                "customer": firm.codes(found["position"]),
                "name": found["name"],
                "department": [seats[s].department for s in seat],
                "job": [seats[s].job for s in seat],
                "key_person": np.where(found["influence"] >= self.key_from, "yes", "no"),
                "role": [seats[s].role for s in seat],
                "influence": found["influence"],
                "reports_to": first.where(first != found["contact"]),
                "our_contact": firm.people["owner"].to_numpy()[found["position"]],
                "concerns": found["concerns"],
                "created_on": found["created_on"],
            }
        )
        firm.truth[self.name] = {"mean_support": round(float(found["support"].mean()), 4)}
