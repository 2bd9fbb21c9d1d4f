"""Windows of finished months before the as-of date."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd


class Period(NamedTuple):
    """From ``start`` to ``end``, both days included."""

    start: dt.date
    end: dt.date

    @property
    def iso(self) -> tuple[str, str]:
        return self.start.isoformat(), self.end.isoformat()


def last_months(as_of: dt.date, months: int, back: int = 0) -> Period:
    """The last ``months`` finished months, ending ``back`` months before the last finished one.

    A month is finished when the as-of date is its last day or later.
    """
    stamp = pd.Timestamp(as_of)
    end = stamp if stamp.is_month_end else stamp - pd.offsets.MonthEnd(1)
    end = end - pd.offsets.MonthEnd(back) if back else end
    start = end - pd.offsets.MonthEnd(months) + pd.Timedelta(days=1)
    return Period(start.date(), end.date())
