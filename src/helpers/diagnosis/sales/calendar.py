"""The calendar of China by month: working days, and where the moving Spring Festival falls.

The festival lies between 21 January and 20 February, so January is a short month in one year and
February in the next. A fixed month effect cannot know which; a regressor that says what share of
the pause falls in each month can.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np
import pandas as pd

#: Days of the pause before and after New Year's Day: from when factories begin to close to the
#: Lantern Festival on the fifteenth day of the first lunar month.
BEFORE, AFTER = 7, 15
#: Years over which the regressor's usual monthly mean is taken.
LONG_RUN = (1951, 2050)


@cache
def new_year(year: int) -> dt.date:
    """First day of the lunar year that begins in ``year`` (from 1950), from package `holidays`."""
    import holidays

    days = holidays.China(years=year, language="zh_CN", observed=False)
    return min(day for day, name in days.items() if name.startswith("春节"))


def working_days(months: pd.DatetimeIndex) -> np.ndarray:
    """Official working days of China in each month: public holidays off, swapped weekends worked.

    Holidays that the State Council has not announced yet are taken by the law's fixed rule.
    """
    import holidays

    china = holidays.China(years=sorted({month.year for month in months}))
    counts = []
    for month in months:
        days = pd.date_range(month, month + pd.offsets.MonthEnd(0), freq="D").date
        counts.append(sum(china.is_working_day(day) for day in days))
    return np.array(counts, dtype="int64")


def festival_days(months: pd.DatetimeIndex, before: int = BEFORE, after: int = AFTER) -> np.ndarray:
    """Days of the pause around Spring Festival that fall in each month.

    Parameters
    ----------
    months
        First days of months.
    before, after
        The pause runs from ``before`` days ahead of New Year's Day for ``before + after`` days.
    """
    place = {(month.year, month.month): i for i, month in enumerate(months)}
    days = np.zeros(len(months), dtype="int64")
    for year in range(months[0].year, months[-1].year + 1):
        first = new_year(year) - dt.timedelta(days=before)
        for offset in range(before + after):
            day = first + dt.timedelta(days=offset)
            if (day.year, day.month) in place:
                days[place[day.year, day.month]] += 1
    return days


@cache
def _usual(before: int, after: int) -> np.ndarray:
    """Mean share of the pause in each calendar month over :data:`LONG_RUN`."""
    months = pd.date_range(f"{LONG_RUN[0]}-01-01", f"{LONG_RUN[1]}-12-01", freq="MS")
    return (festival_days(months, before, after) / (before + after)).reshape(-1, 12).mean(axis=0)


def festival(months: pd.DatetimeIndex, before: int = BEFORE, after: int = AFTER) -> np.ndarray:
    """Regressor of the moving festival: share of the pause in a month less that month's usual share.

    Centred by the long-run mean of each calendar month, so that it holds no fixed seasonality and
    leaves the level of a year alone; its coefficient is what the whole pause does to a month.

    Source: Bell and Hillmer 1983; Lin and Liu 2002, "Modeling lunar calendar holiday effects in
    Taiwan"; centring as the Census Bureau's genhol utility does for X-13ARIMA-SEATS.
    """
    share = festival_days(months, before, after) / (before + after)
    return share - _usual(before, after)[months.month.to_numpy() - 1]
