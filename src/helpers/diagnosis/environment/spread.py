"""Means of several raters with an interval, though each object has only two or three of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats


def pooled(frame: pd.DataFrame, by: Sequence[str], value: str) -> tuple[float, int]:
    """Standard deviation between raters of one object, pooled over all objects, and its degrees of freedom.

    Source: one-way random-effects analysis of variance, e.g. Searle, Casella and McCulloch 2006, *Variance
    Components*, ch. 3. Assumes that raters spread equally on all objects, which cannot be told from two or three
    ratings each. ``nan, 0`` where no object has two raters.
    """
    groups = frame.groupby(list(by), sort=True)[value]
    count = groups.transform("size")
    freedom = int(len(frame) - groups.ngroups)
    if freedom <= 0:
        return float("nan"), 0
    off = (frame[value] - groups.transform("mean"))[count > 1].to_numpy("float64")
    return float(np.sqrt(np.sum(off**2) / freedom)), freedom


def means(frame: pd.DataFrame, by: Sequence[str], value: str, low: float, high: float) -> pd.DataFrame:
    """Mean of each object over its raters with a 95 % interval.

    Parameters
    ----------
    frame
        One row a rater and object.
    low, high
        Ends of the scale; the interval stays within.

    Returns
    -------
    DataFrame
        Columns of ``by``, ``raters, mean, low, high, spread`` (largest less smallest rating). The interval is
        ``mean ± t · s / √raters`` with the pooled s of :func:`pooled`; missing where nobody was rated twice.
    """
    deviation, freedom = pooled(frame, by, value)
    grouped = frame.groupby(list(by), sort=True)[value].agg(["size", "mean", "min", "max"]).reset_index()
    reach = stats.t.ppf(0.975, freedom) * deviation / np.sqrt(grouped["size"]) if freedom else np.nan
    return pd.DataFrame(
        {
            **{name: grouped[name] for name in by},
            "raters": grouped["size"].astype("int64"),
            "mean": grouped["mean"],
            "low": (grouped["mean"] - reach).clip(lower=low),
            "high": (grouped["mean"] + reach).clip(upper=high),
            "spread": grouped["max"] - grouped["min"],
        }
    )
