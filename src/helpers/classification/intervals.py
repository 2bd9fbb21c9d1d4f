"""Two intervals that need no distribution: of a share, and of a quantile."""

from __future__ import annotations

import math


def wilson(hits: int, trials: int, level: float = 0.95) -> tuple[float, float]:
    """Interval of a share, ``(nan, nan)`` without trials.

    Notes
    -----
    Score interval of Wilson, E. B. (1927), "Probable inference, the law of succession, and
    statistical inference", JASA 22, 209–212. Assumes independent cases with one common chance.
    """
    from statistics import NormalDist

    if not trials:
        return math.nan, math.nan
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share = hits / trials
    middle = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return (max(0.0, middle - half) if hits else 0.0), (min(1.0, middle + half) if hits < trials else 1.0)


def quantile_ranks(count: int, quantile: float, level: float = 0.95) -> tuple[int | None, int | None]:
    """Ranks (from 1, ascending) of the two observations between which a quantile lies.

    ``None`` at a side where ``count`` observations are too few to bound it.

    Notes
    -----
    The number of observations at or below the quantile is binomial (count, quantile); each end is
    taken so that it errs with at most half of ``1 − level``. Hahn, G. J., Meeker, W. Q. (1991),
    Statistical Intervals, Wiley, section 5.2. Needs no distribution, only independent peers.
    """
    from scipy.stats import binom

    if not count:
        return None, None
    tail = (1 - level) / 2
    low = int(binom.ppf(tail, count, quantile))
    high = int(binom.ppf(1 - tail, count, quantile)) + 1
    return (low if low >= 1 else None), (high if high <= count else None)
