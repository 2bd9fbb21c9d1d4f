"""A small class of customers that come again and again; nobody has marked them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from helpers.demo.firm import Firm
from helpers.demo.part import Part


@dataclass(frozen=True)
class LoyalClass(Part):
    """Some regular customers buy many times what others buy. In the twin they do not.

    Attributes
    ----------
    share
        Share of the regular customers.
    times
        Their need, as a multiple of what it would be.
    """

    name: ClassVar[str] = "loyal_class"

    share: float
    times: float

    def people(self, firm: Firm, chance: np.random.Generator) -> None:
        people = firm.people
        loyal = (people["kind"] == "regular").to_numpy() & (chance.random(len(people)) < self.share)
        firm.people = people.assign(wallet=people["wallet"] * np.where(loyal, self.times, 1.0))
        codes = list(firm.codes(np.flatnonzero(loyal)))
        firm.truth[self.name] = {"times": self.times, "codes": codes} if self.times != 1 else None

    def quiet(self) -> LoyalClass:
        return dataclasses.replace(self, times=1.0)
