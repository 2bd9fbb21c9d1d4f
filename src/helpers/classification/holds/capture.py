"""How much of what came later a list had captured, with its interval, and the difference of two lists."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

#: Weights held at once.
CELLS = 2_000_000
#: Half a percentage point: for less nobody would change a list of customers, however sure the difference is.
SMALL = 0.005


def captured(
    chosen: Mapping[str, np.ndarray], later: np.ndarray, *, draws: int = 500, seed: int = 20250101, level: float = 0.95
) -> pd.DataFrame:
    """Share of ``later`` that falls to each list.

    Parameters
    ----------
    chosen
        Method → weight (0 to 1) of each customer; the first is compared with the others.
    later
        What each customer brought afterwards, not below zero.

    Returns
    -------
    DataFrame
        ``method, share, low, high, lift`` (share / part of the customers chosen), and of the first list less this one
        ``ahead, ahead_low, ahead_high``; empty when nothing came later.

    Notes
    -----
    Cumulative gain and lift at equal effort: Berry, M. J. A., Linoff, G. S. (2004), Data Mining Techniques, Wiley,
    chapter 3. Intervals by resampling customers with the lists held fixed: Rubin, D. B. (1981), "The Bayesian
    bootstrap", The Annals of Statistics 9(1), 130–134. The lists are compared on the same draws, so the
    difference is surer than the two intervals alone suggest.
    """
    later = np.clip(np.asarray(later, dtype="float64"), 0, None)
    names, lots = list(chosen), np.array([chosen[name] for name in chosen], dtype="float64")
    if not len(later) or later.sum() <= 0 or lots.sum() == 0:
        return pd.DataFrame()
    scale = later.sum()
    values = lots * (later / scale)
    chance, parts = np.random.default_rng(seed), []
    step = max(1, CELLS // len(later))
    for first in range(0, draws, step):
        weights = chance.standard_exponential((min(step, draws - first), len(later)))
        parts.append((weights @ values.T) / (weights @ (later / scale))[:, None])
    drawn = np.concatenate(parts)
    ends = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.quantile(drawn, ends, axis=0)
    ahead_low, ahead_high = np.quantile(drawn[:, :1] - drawn, ends, axis=0)
    share = values.sum(axis=1)
    return pd.DataFrame(
        {
            "method": pd.Series(names, dtype="str"),
            "share": share,
            "low": low,
            "high": high,
            "lift": share / (lots.sum(axis=1) / len(later)),
            "ahead": share[0] - share,
            "ahead_low": ahead_low,
            "ahead_high": ahead_high,
        }
    )


def verdict(low: float, high: float, ahead: float | None = None) -> str:
    """``better``, ``worse`` or ``same``: whether the interval of the difference leaves out zero.

    With the difference itself (``ahead``), one below :data:`SMALL` is ``same`` too: sure, and of no use.
    """
    if ahead is not None and abs(ahead) < SMALL:
        return "same"
    return "better" if low > 0 else "worse" if high < 0 else "same"
