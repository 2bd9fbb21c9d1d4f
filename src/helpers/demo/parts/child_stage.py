"""A child's age drives how often its parents buy, and what; grown out of the shop's goods, they stay away."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.seasons import DAYS_A_YEAR

#: Columns of the customers: day number of the child's birth, years' worth of usual buying before the period,
#: day number of a second child's birth (beyond all days when there is none).
BORN, LIVED, SECOND = "born", "lived", "second_born"
NEVER = 1_000_000
DAYS_A_MONTH = DAYS_A_YEAR / 12


@dataclass(frozen=True)
class ChildStage(Part):
    """Visits and baskets by the age of the child. In the twin the age has no say in how often they come.

    Attributes
    ----------
    curve
        Age in months → visits relative to the busiest age; straight lines in between, flat outside.
    joins
        Age in months at joining: least, usual, most (triangular).
    fits
        Series of products → ages in months that it is for, both ends included.
    slope
        What is taken from the log preference for each month that an age lies outside.
    gifts, gift_age
        Share of the visits that are for somebody else's newborn, and its age in months.
    flat
        Visits of every age in the twin, relative to the busiest age.
    ages
        False in the twin.
    """

    name: ClassVar[str] = "child_stage"

    curve: Mapping[float, float]
    joins: tuple[float, float, float]
    fits: Mapping[str, tuple[float, float]]
    slope: float
    gifts: float
    gift_age: float
    flat: float
    ages: bool = True

    def quiet(self) -> ChildStage:
        return dataclasses.replace(self, ages=False)

    def people(self, firm: Firm, chance: np.random.Generator) -> None:
        people = firm.people
        entered = (people["created_on"] - pd.Timestamp(firm.market.start)).dt.days.to_numpy()
        joined = chance.triangular(*self.joins, len(people))
        born = np.rint(entered - joined * DAYS_A_MONTH).astype(int)
        firm.people = people.assign(**{BORN: born, LIVED: self._lived(entered, born), SECOND: NEVER})

    def _lived(self, entered: np.ndarray, born: np.ndarray) -> np.ndarray:
        """Years of buying at the busiest rate between joining and the beginning of the period."""
        steps = np.arange(0, -entered.min(initial=0) + DAYS_A_MONTH, DAYS_A_MONTH)
        day = entered[:, None] + steps[None, :]
        return (np.where(day < 0, self.visits(day - born[:, None]), 0.0).sum(axis=1)) * DAYS_A_MONTH / DAYS_A_YEAR

    def visits(self, days: np.ndarray) -> np.ndarray:
        """Visits at an age in days, relative to the busiest age."""
        if not self.ages:
            return np.full(np.shape(days), self.flat)
        return np.interp(np.asarray(days) / DAYS_A_MONTH, list(self.curve), list(self.curve.values()))

    def orders(self, firm: Firm, chance: np.random.Generator) -> None:
        """Visits are thinned by age (Lewis and Shedler 1979); a new member's first stays. Taste follows the age."""
        documents, people = firm.documents, firm.people
        lot, whose, gift = chance.random((3, len(documents)))
        position, day = documents["position"].to_numpy(), documents["day"].to_numpy()
        age, second = (day - people[column].to_numpy()[position] for column in (BORN, SECOND))
        first, other = self.visits(age), self.visits(second)
        other = np.where(second > min(self.curve) * DAYS_A_MONTH, other, 0.0)
        stays = (lot < np.maximum(first, other)) | (day == people["starts"].to_numpy()[position])
        for_second = other > whose * (first + other)
        months = np.where(for_second, second, age) / DAYS_A_MONTH
        months = np.where(gift < self.gifts, self.gift_age, months)
        firm.taste = self.taste(firm, months[stays])
        firm.documents = documents[stays].reset_index(drop=True)
        firm.truth[self.name] = {"curve": {str(m): v for m, v in self.curve.items()}} if self.ages else None

    def taste(self, firm: Firm, months: np.ndarray) -> np.ndarray:
        """What is added to the log preference for each product at each age."""
        ages = np.array([self.fits.get(product.series, (-np.inf, np.inf)) for product in firm.market.products])
        outside = np.maximum(ages[:, 0] - months[:, None], months[:, None] - ages[:, 1])
        return -self.slope * np.maximum(outside, 0.0)
