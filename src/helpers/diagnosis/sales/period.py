"""Windows before the as-of date: of finished months, or of months to the day."""

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


def months_to_day(as_of: dt.date, months: int) -> Period:
    """The ``months`` that end on the as-of date itself, as the classes of station 2 count them.

    Shares of customers need no finished months, and a share told twice must be one number.

    >>> months_to_day(dt.date(2011, 12, 9), 12).iso
    ('2010-12-10', '2011-12-09')
    """
    after = pd.Timestamp(as_of) + pd.Timedelta(days=1)
    return Period((after - pd.DateOffset(months=months)).date(), pd.Timestamp(as_of).date())
