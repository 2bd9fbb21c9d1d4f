"""Do raters agree? The intraclass correlation in its six forms."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

#: Fewer objects than this say nothing about agreement.
FEWEST = 5


class Agreement(NamedTuple):
    """ICC(2,1): agreement of single raters, and how many objects and raters it rests on."""

    value: float
    low: float
    high: float
    objects: int
    raters: int


def squares(scores: np.ndarray) -> tuple[float, float, float, float]:
    """Mean squares between objects, within objects, between raters, and of the residual.

    Parameters
    ----------
    scores
        Objects × raters, complete.
    """
    n, k = scores.shape
    whole = scores.mean()
    between = k * np.sum((scores.mean(axis=1) - whole) ** 2) / (n - 1)
    raters = n * np.sum((scores.mean(axis=0) - whole) ** 2) / (k - 1)
    within = np.sum((scores - scores.mean(axis=1, keepdims=True)) ** 2) / (n * (k - 1))
    residual = (within * n * (k - 1) - raters * (k - 1)) / ((n - 1) * (k - 1))
    return float(between), float(within), float(raters), float(residual)


def six_forms(scores: np.ndarray) -> dict[str, float]:
    """ICC(1,1), (2,1), (3,1), (1,k), (2,k), (3,k) of Shrout and Fleiss 1979, Psychological Bulletin 86(2), 420–428."""
    n, k = scores.shape
    between, within, raters, residual = squares(scores)
    return {
        "1,1": (between - within) / (between + (k - 1) * within),
        "2,1": (between - residual) / (between + (k - 1) * residual + k * (raters - residual) / n),
        "3,1": (between - residual) / (between + (k - 1) * residual),
        "1,k": (between - within) / between,
        "2,k": (between - residual) / (between + (raters - residual) / n),
        "3,k": (between - residual) / between,
    }


def agree(frame: pd.DataFrame, objects: list[str], value: str) -> Agreement | None:
    """ICC(2,1) with its 95 % interval, over the objects that all raters judged.

    The interval is that of Shrout and Fleiss (1979, after Satterthwaite). ``None`` with fewer than two
    raters or five such objects, or where all scores are equal. Raters who skip many objects would leave few:
    the set of raters is the one with most complete objects times raters, ties by more raters.
    """
    wide = frame.pivot_table(index=objects, columns="rater", values=value, aggfunc="mean", sort=True)
    best = None
    for count in range(2, len(wide.columns) + 1):
        busiest = wide.notna().sum().sort_values(ascending=False, kind="stable").index[:count]
        whole = wide[busiest].dropna()
        if len(whole) >= FEWEST and (best is None or whole.size >= best.size):
            best = whole
    if best is None:
        return None
    scores = best.to_numpy("float64")
    if np.ptp(scores) == 0:
        return None
    n, k = scores.shape
    between, _, raters, residual = squares(scores)
    if residual <= 1e-12:  # raters differ by a constant only
        residual = 1e-12
    icc = six_forms(scores)["2,1"]
    a = k * icc / (n * (1 - icc)) if icc < 1 else np.inf
    b = 1 + k * icc * (n - 1) / (n * (1 - icc)) if icc < 1 else np.inf
    if not np.isfinite(a + b):
        return Agreement(icc, icc, icc, n, k)
    freedom = (a * raters + b * residual) ** 2 / (
        (a * raters) ** 2 / (k - 1) + (b * residual) ** 2 / ((n - 1) * (k - 1))
    )
    upper, lower = stats.f.ppf(0.975, n - 1, freedom), stats.f.ppf(0.975, freedom, n - 1)
    noise = k * raters + (k * n - k - n) * residual
    low = n * (between - upper * residual) / (upper * noise + n * between)
    high = n * (lower * between - residual) / (noise + n * lower * between)
    return Agreement(float(icc), float(min(low, icc)), float(max(high, icc)), n, k)
