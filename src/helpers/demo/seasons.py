"""The calendar of demand: how much business each day of the period carries."""

from __future__ import annotations

import datetime as dt
from functools import cache

import holidays
import numpy as np
import pandas as pd

from helpers.demo.market import Market
from helpers.demo.plans import Festival, Peak

FESTIVAL = "Chinese New Year (Spring Festival)"
SATURDAY = 5
DAYS_A_WEEK = 7
DAYS_A_YEAR = 365.25


@cache
def public_holidays(first: int, last: int) -> dict[dt.date, str]:
    """China's days off between two years, both included, by name (package ``holidays``)."""
    return dict(holidays.country_holidays("CN", years=range(first, last + 1), language="en_US"))


def festival_days(first: int, last: int) -> tuple[dt.date, ...]:
    """First day of the Spring Festival of each year."""
    days: dict[int, dt.date] = {}
    for day, name in sorted(public_holidays(first, last).items()):
        if FESTIVAL in name:
            days.setdefault(day.year, day)
    return tuple(days.values())


def calendar(market: Market, level: np.ndarray) -> pd.DataFrame:
    """Demand by day.

    Parameters
    ----------
    level
        Factor of each day that the story sets (1 where nothing is planted).

    Returns
    -------
    DataFrame
        One row a day: ``date``, ``open`` (orders are possible), ``season``, ``festival`` (factor
        on that day), ``growth``, ``level``, and ``weight``: the demand of the day in ordinary days.
        Without festival, peaks, growth and level a month carries its season whatever its working days.
    """
    days = pd.date_range(market.start, market.end, freq="D")
    closed = public_holidays(market.start.year, market.end.year)
    weekday = days.weekday.to_numpy()
    holiday = np.array([day.date() in closed for day in days])
    gap = _days_from_festival(market, days)
    effect = market.seasons.festival
    festival_closed = holiday & (gap > -effect.before) & (gap < effect.after)
    workday = (weekday < SATURDAY) & ~holiday
    if market.seasons.every_day:
        workday, festival_closed = np.ones(len(days), bool), np.zeros(len(days), bool)
    base = _ordinary(market, days, workday | (festival_closed & (weekday < SATURDAY)))
    for peak in market.seasons.peaks:
        base = base * _peak(peak, days)
    factor = _festival(effect, base, gap, festival_closed)
    growth = (1 + market.seasons.growth) ** (np.arange(len(days)) / DAYS_A_YEAR)
    return pd.DataFrame(
        {
            "date": days,
            "open": workday,
            "season": base,
            "festival": factor,
            "growth": growth,
            "level": level,
            "weight": base * factor * growth * level,
        }
    )


def _ordinary(market: Market, days: pd.DatetimeIndex, working: np.ndarray) -> np.ndarray:
    """Each month's season spread over its working days by weekday, with the push at its end."""
    seasons = market.seasons
    weekday_factor = np.array([*seasons.weekdays, 0.0, 0.0][:DAYS_A_WEEK])[days.weekday]
    month = days.year.to_numpy() * 12 + days.month.to_numpy()
    frame = pd.DataFrame({"month": month, "raw": np.where(working, weekday_factor, 0.0)})
    left = pd.Series(working[::-1].astype(int)).groupby(month[::-1]).cumsum().to_numpy()[::-1]
    frame.loc[working & (left <= seasons.month_end_days), "raw"] *= 1 + seasons.month_end
    season = np.array(seasons.months) / np.mean(seasons.months)
    days_a_month = DAYS_A_YEAR / len(season)
    return (
        frame["raw"] / frame.groupby("month")["raw"].transform("sum") * season[days.month - 1] * days_a_month
    ).to_numpy()


def _peak(peak: Peak, days: pd.DatetimeIndex) -> np.ndarray:
    """Factor of each day: stocking up for a shopping festival, and full shelves afterwards."""
    factor = np.ones(len(days))
    for year in range(days[0].year, days[-1].year + 1):
        until = (pd.Timestamp(year, peak.month, peak.day) - days).days.to_numpy()
        factor = np.where((until <= peak.from_days) & (until >= peak.to_days), 1 + peak.height, factor)
        factor = np.where((until < peak.to_days) & (until >= peak.to_days - peak.after_days), 1 - peak.after, factor)
    return factor


def _days_from_festival(market: Market, days: pd.DatetimeIndex) -> np.ndarray:
    firsts = np.array([pd.Timestamp(day) for day in festival_days(market.start.year, market.end.year)])
    gaps = np.array([(days - first).days for first in firsts])
    return gaps[np.abs(gaps).argmin(axis=0), np.arange(len(days))]


def _festival(effect: Festival, base: np.ndarray, gap: np.ndarray, closed: np.ndarray) -> np.ndarray:
    """Factor on each day: the drop around the festival, and the orders placed earlier or later instead."""
    near = np.where(gap < 0, 1 + gap / max(effect.before, 1), 1 - gap / max(effect.after, 1)).clip(0, 1)
    factor = np.where(closed, 0.0, 1 - effect.depth * near)
    change = factor.copy()
    starts = np.flatnonzero(gap == 0)
    for start in starts:
        around = slice(max(start - effect.before, 0), start + effect.after + 1)
        missing = (base[around] * (1 - factor[around])).sum()
        earlier = slice(max(start - effect.before - effect.pull_days, 0), max(start - effect.before, 0))
        later = slice(start + effect.after + 1, start + effect.after + 1 + effect.catch_days)
        for part, moved in ((earlier, effect.pulled_forward), (later, effect.caught_up)):
            room = base[part].sum()
            if room > 0:
                change[part] += moved * missing / room
    return change
