"""What ``compute`` hands to tables, findings and remarks: the results of the steps, not yet worded."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pandas as pd

from helpers.diagnosis.regions.matrix import Matrix
from helpers.diagnosis.regions.potential import Potential
from helpers.diagnosis.regions.visits import Visits
from helpers.diagnosis.sales.period import Period
from helpers.quantity import Quantity
from helpers.rules import Rules


@dataclass(frozen=True)
class Parts:
    """Results of all steps; a step whose table is missing is ``None`` or has no rows.

    ``then`` and ``now`` are the periods compared; ``regions`` is what our own data say; ``no_region`` is the revenue
    of customers without a region, ``None`` where no customer has one.
    """

    rules: Rules
    currency: str
    as_of: str
    then: Period
    now: Period
    regions: pd.DataFrame
    market: Potential | None
    shares: pd.DataFrame
    penetration: pd.DataFrame
    coverage: pd.DataFrame
    needs: pd.DataFrame | None
    rivals: pd.DataFrame | None
    visits: Visits | None
    changed: pd.DataFrame
    moved: pd.DataFrame
    rolling: pd.DataFrame
    seasons: pd.DataFrame
    matrix: Matrix | None
    no_region: int | None

    def with_matrix(self, found: Matrix | None) -> Parts:
        """The same with the matrix."""
        return dataclasses.replace(self, matrix=found)

    def money(self, value: float, low: float | None = None, high: float | None = None) -> Quantity:
        """Whole minor units of the company's currency."""
        ends = [None if end is None or pd.isna(end) else round(end) for end in (low, high)]
        return Quantity(round(value), "money", *ends, currency=self.currency)

    def end(self, value: float) -> Quantity:
        """An end of an interval of money by itself, which may be unknown."""
        return Quantity(None if pd.isna(value) else round(value), "money", currency=self.currency)
