"""How much of the differences between customers a grouping explains, by ranks, with an interval."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np


class Explained(NamedTuple):
    """Adjusted share of rank variance explained, its interval, and how likely chance alone is.

    ``share`` may lie a little below zero when a grouping explains less than chance would.
    """

    share: float
    low: float
    high: float
    p: float
    groups: int
    customers: int


NOTHING = Explained(math.nan, math.nan, math.nan, math.nan, 0, 0)


def explained(groups: np.ndarray, values: np.ndarray, level: float = 0.95) -> Explained:
    """Share of the differences in ``values`` (as ranks) that lie between groups.

    Parameters
    ----------
    groups
        Group of each customer, as whole numbers; below zero: no group, left out.
    values
        What is to be explained; only its order counts, ties share their mean rank.
    level
        Level of the interval.

    Returns
    -------
    Explained
        All missing where fewer than two groups, or no differences, are there.

    Notes
    -----
    The adjusted correlation ratio (Kelley, T. L. (1935), "An unbiased correlation ratio measure", PNAS 21,
    554–559) on ranks (Conover, W. J., Iman, R. L. (1981), "Rank transformations as a bridge", American
    Statistician 35, 124–129). With H of Kruskal and Wallis (1952, JASA 47, 583–621; ties corrected) it is
    (H − g + 1) / (n − g). Ranks, because a few giants would otherwise decide, and because only then money in
    another unit changes nothing. Interval by inverting the noncentral F distribution (Steiger, J. H. (2004),
    "Beyond the F test", Psychological Methods 9, 164–182); it takes customers as independent and the
    spread of ranks within groups as alike. ``p`` is that of H (chi squared).
    """
    from scipy.special import chdtrc
    from scipy.stats import rankdata

    known = np.asarray(groups) >= 0
    if known.sum() < 3:
        return NOTHING
    codes, counts = np.unique(np.asarray(groups)[known], return_inverse=True, return_counts=True)[1:]
    ranks = rankdata(np.asarray(values)[known])
    n, g = len(ranks), len(counts)
    total = float(((ranks - ranks.mean()) ** 2).sum())
    if g < 2 or n <= g + 1 or total == 0:
        return NOTHING
    means = np.bincount(codes, weights=ranks) / counts
    between = float((counts * (means - ranks.mean()) ** 2).sum())
    ratio = min(between / total, 1 - 1e-12)
    h = (n - 1) * ratio
    low, high = _interval(ratio, n, g, level)
    share = (h - g + 1) / (n - g)
    return Explained(share, min(low, max(share, 0.0)), max(high, share), float(chdtrc(g - 1, h)), g, n)


def _interval(ratio: float, n: int, g: int, level: float) -> tuple[float, float]:
    """Ends of the population's share of variance: the noncentral F that fits each tail.

    The noncentral F by its first two moments (Patnaik, P. B. (1949), Biometrika 36, 202–232), which is
    stable at any size.
    """
    from scipy.optimize import brentq
    from scipy.special import fdtr

    f = ratio / (g - 1) / ((1 - ratio) / (n - g))
    ends = []
    for chance in ((1 + level) / 2, (1 - level) / 2):

        def miss(size: float, chance=chance) -> float:
            between = g - 1
            freedom = (between + size) ** 2 / (between + 2 * size)
            return float(fdtr(freedom, n - g, f * between / (between + size))) - chance

        top = 4.0 * (f * (g - 1) + n)
        while miss(top) > 0 and top < 1e15:
            top *= 4
        size = brentq(miss, 0.0, top, xtol=1e-6) if miss(0.0) > 0 > miss(top) else 0.0
        ends.append(size / (size + n))
    return ends[0], ends[1]


def codes_of(values) -> np.ndarray:
    """Whole numbers for the values of a column, in sorted order; −1 where one is missing."""
    import pandas as pd

    codes, _ = pd.factorize(pd.Series(values), sort=True, use_na_sentinel=True)
    return codes
