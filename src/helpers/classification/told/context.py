"""What the findings of RFM, ABC and the grid are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from helpers.quantity import Quantity
from helpers.rules import Rules
from helpers.station import ResultTable


@dataclass(frozen=True)
class Context:
    """What findings are drawn from: the station's own tables and rules."""

    currency: str
    window: tuple[pd.Timestamp, pd.Timestamp]
    rules: Rules
    tables: Mapping[str, ResultTable]
    second: Mapping[str, float] = field(default_factory=dict)

    def rows(self, name: str) -> pd.DataFrame:
        return self.tables[name].rows

    @property
    def period(self) -> tuple[str, str]:
        return tuple(day.date().isoformat() for day in self.window)

    def money(self, value, low=None, high=None) -> Quantity:
        ends = [None if end is None or pd.isna(end) else int(end) for end in (low, high)]
        return Quantity(int(value), "money", *ends, currency=self.currency)


def count(value) -> Quantity:
    """A whole number."""
    return Quantity(int(value), "count")
