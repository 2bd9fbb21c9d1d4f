"""Dates moved by a secret number of weeks, amounts multiplied by a secret factor."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.company.kinds import EARLIEST, LATEST
from helpers.intake.privacy.key import Key

#: Farthest a date moves, in weeks, and the least.
FAR, NEAR = 260, 8
#: Windows of months whose length in days must stay as it was, so that what happened within one still does.
MONTHS = (12, 24, 36)
PARTS = 10**6


@dataclass(frozen=True)
class Shift:
    """``days`` added to every date, ``parts`` millionths that every amount is multiplied by."""

    days: int = 0
    parts: int = PARTS

    def date(self, day: dt.date) -> dt.date:
        return day + dt.timedelta(days=self.days)

    def dates(self, days: pd.Series) -> pd.Series:
        return (days + pd.Timedelta(days=self.days)).astype(days.dtype)

    def amount(self, money: int) -> int:
        """Exact to the minor unit: halves away from zero."""
        return int(math.copysign((abs(money) * self.parts + PARTS // 2) // PARTS, money)) if money else 0

    def amounts(self, money: pd.Series) -> pd.Series:
        """The same for a column of whole minor units; equal amounts stay equal."""
        if self.parts == PARTS:
            return money
        whole = money.fillna(0).astype("int64")
        size = whole.abs()
        scaled = size // PARTS * self.parts + (size % PARTS * self.parts + PARTS // 2) // PARTS
        return (scaled * np.sign(whole)).astype("Int64").where(money.notna())


def chosen(key: Key, as_of: dt.date, first: dt.date, last: dt.date, dates: bool, amounts: bool) -> Shift:
    """What the key says: the same for every copy made with it.

    The weeks (a weekday stays one) come from those between two months and five years, back or on,
    that keep the length of the one, two and three years before the as-of date; the factor is log-uniform
    between 0.4 and 2.5.
    """
    days, parts = 0, PARTS
    if dates:
        fits = [w for w in range(-FAR, FAR + 1) if abs(w) >= NEAR and _keeps(as_of, first, last, w)]
        days = 7 * fits[key.digest("weeks") % len(fits)] if fits else 0
    if amounts:
        share = key.digest("factor") % 10**9 / 10**9
        parts = round(PARTS * 0.4 * 6.25**share)
        parts += parts == PARTS
    return Shift(days, parts)


def _keeps(as_of: dt.date, first: dt.date, last: dt.date, weeks: int) -> bool:
    move = pd.Timedelta(weeks=weeks)
    if pd.Timestamp(first) + move < EARLIEST or pd.Timestamp(last) + move > LATEST:
        return False
    before, after = pd.Timestamp(as_of) + pd.Timedelta(days=1), pd.Timestamp(as_of) + pd.Timedelta(days=1) + move
    return all(
        (before - (before - pd.DateOffset(months=m))).days == (after - (after - pd.DateOffset(months=m))).days
        for m in MONTHS
    )
