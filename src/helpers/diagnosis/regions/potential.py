"""Method 1, potential: how large each region's market is, by persons who lean and differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.diagnosis.raters import Rated, fit, holm, latest


@dataclass(frozen=True)
class Potential:
    """Market size and growth by region.

    Attributes
    ----------
    regions
        By region: ``market, market_low, market_high`` (minor units; level unknown with its raters' spread),
        ``part, part_low, part_high`` (of all regions' market: leanings that raters have everywhere cancel),
        ``p`` (how often chance alone puts it so far below the largest), ``growth, growth_low, growth_high`` (share a year), ``accounts, accounts_low, accounts_high``, ``raters``.
    size, growth
        The fits: logarithm of the market, and growth.
    raters
        ``rater, lean`` as a share (0.2: a fifth above the others), ``low, high, count``.
    """

    regions: pd.DataFrame
    size: Rated
    growth: Rated
    raters: pd.DataFrame


def potential(table: pd.DataFrame) -> Potential:
    """Estimates of several raters put together.

    Markets are estimated by factors, so logarithms are averaged (geometric mean); each rater's leaning is taken out
    before regions are compared (:func:`helpers.diagnosis.raters.fit`), and put back as uncertainty of the level. Each
    rater's last estimate of a region counts.
    """
    frame = latest(table.dropna(subset=["region", "rater"]), ["region"])
    size = frame["potential"].astype("float64")
    logs = np.log(size.where(size > 0))
    fitted = fit(frame["region"], frame["rater"], logs)
    level = fit(frame["region"], frame["rater"], logs, absolute=True)
    growth = fit(frame["region"], frame["rater"], frame["growth"] / 100)
    counted = frame["accounts"].astype("float64")
    accounts = fit(frame["region"], frame["rater"], np.log(counted.where(counted > 0)), absolute=True)
    found = pd.DataFrame(index=sorted(set(level.things.index) | set(growth.things.index)))
    for name, source in (("market", level), ("accounts", accounts)):
        for end, column in (("", "value"), ("_low", "low"), ("_high", "high")):
            found[name + end] = np.exp(source.things[column].astype("float64")).reindex(found.index)
    for end, column in (("", "value"), ("_low", "low"), ("_high", "high")):
        found["growth" + end] = growth.things[column].astype("float64").reindex(found.index)
    found["raters"] = fitted.things["raters"].reindex(found.index)
    parts = _parts(fitted)
    leans = fitted.raters[["rater", "lean", "low", "high", "count"]].copy()
    leans[["lean", "low", "high"]] = np.exp(leans[["lean", "low", "high"]].astype("float64")) - 1
    return Potential(found.join(parts).join(_below(fitted)), fitted, growth, leans)


def _below(fitted: Rated) -> pd.Series:
    """How often chance alone puts a market so far below the largest: Student's t of the logarithms, one-sided, with Holm's
    correction; missing for the largest, and where nobody can tell."""
    from scipy import stats

    logs = fitted.things["value"]
    if len(logs) < 2 or not fitted.freedom > 0:
        return pd.Series(np.nan, index=logs.index, name="p", dtype="float64")
    first = int(np.argmax(logs.to_numpy(float)))
    chance = {}
    for place, name in enumerate(logs.index):
        contrast = np.zeros(len(logs))
        contrast[first], contrast[place] = 1, -1
        error = float(np.sqrt(max(contrast @ fitted.covariance @ contrast, 0)))
        if place != first:
            gap = float(logs.iloc[first] - logs.iloc[place])
            chance[name] = float(stats.t.sf(gap / error, fitted.freedom)) if error > 0 else float(gap == 0)
    return pd.Series(holm(chance), name="p", dtype="float64").reindex(logs.index)


def _parts(fitted: Rated) -> pd.DataFrame:
    """Each region's part of all markets with its interval, by the delta method on the logarithms."""
    from scipy import stats

    logs = fitted.things["value"].to_numpy(float)
    if not len(logs):
        return pd.DataFrame(columns=["part", "part_low", "part_high"], dtype="float64")
    part = np.exp(logs - logs.max())
    part = part / part.sum()
    slope = np.eye(len(part)) - part  # of log(part) by each log(market)
    error = np.sqrt(np.clip(np.diag(slope @ fitted.covariance @ slope.T), 0, None))
    known = fitted.freedom > 0
    reach = stats.t.ppf(0.975, fitted.freedom) * error if known else np.full(len(part), np.nan)
    ends = {"part": part, "part_low": part * np.exp(-reach), "part_high": np.minimum(part * np.exp(reach), 1.0)}
    return pd.DataFrame(ends, index=fitted.things.index)
