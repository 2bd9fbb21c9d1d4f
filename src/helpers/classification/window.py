"""Periods counted back from the as-of date; both ends belong to them."""

from __future__ import annotations

import datetime as dt

import pandas as pd


def window(as_of: dt.date | str | pd.Timestamp, months: int, shift: int = 0) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of the ``months`` that end ``shift`` months before the as-of date.

    Twelve months to 31 December begin on 1 January; to 28 February 2025 they begin on 1 March 2024.
    """
    after = pd.Timestamp(as_of).normalize() + pd.Timedelta(days=1)
    start, end = after - pd.DateOffset(months=months + shift), after - pd.DateOffset(months=shift)
    return start, end - pd.Timedelta(days=1)
