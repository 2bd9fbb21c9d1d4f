"""Whether a first purchase on record is a first one: who was a customer before the data begin only looks like a new one."""

from __future__ import annotations

import pandas as pd


def entered_before(first: pd.Series, entered: pd.Series | None) -> pd.Series:
    """Whether each customer's entry date lies before the month in which the purchases begin.

    A date after the first purchase says nothing and is not used, nor is a missing one (see
    :func:`without_date`). Left truncation: Klein and Moeschberger 2003.

    Parameters
    ----------
    first
        First purchase on record, missing for who never bought.
    entered
        Entry date, with the index of ``first``; ``None`` where there are none.
    """
    if entered is None or not first.notna().any():
        return pd.Series(False, index=first.index)
    start = first.min().to_period("M").to_timestamp()
    return _usable(first, entered) & (entered < start)


def without_date(first: pd.Series, entered: pd.Series | None) -> pd.Series:
    """Whether no entry date can be used: missing, or after the first purchase."""
    return pd.Series(True, index=first.index) if entered is None else ~_usable(first, entered)


def _usable(first: pd.Series, entered: pd.Series) -> pd.Series:
    return entered.notna() & (entered <= first)
