"""The difference of an estimate between two dates, with its interval and how often chance alone makes one so large."""

from __future__ import annotations

from math import isfinite, sqrt
from typing import NamedTuple

#: Value, low, high; the ends missing where the value is a count and no estimate.
Reading = tuple[float, float | None, float | None]


class Difference(NamedTuple):
    """Later less earlier with its 95 % interval, and the chance of a difference so far from zero when nothing moved;
    ``freedom`` where the interval is Student's."""

    value: float
    low: float
    high: float
    p: float
    freedom: float | None = None


def recovered(old: Reading, new: Reading, together: float = 0.0) -> Difference | None:
    """The interval of a difference from the two intervals alone; ``None`` where one is missing.

    Each end takes the side of either interval that lies towards it (MOVER: Zou and Donner 2008, Statistics in Medicine
    27(10), 1693–1702); of two proportions with Wilson's intervals this is Newcombe's hybrid score interval (1998,
    Statistics in Medicine 17(8), 873–890, method 10). The chance is that of the level at which the end towards zero
    would touch it, the sides growing with the normal quantile.

    Parameters
    ----------
    together
        Correlation of the two estimates; 0 for samples that share nobody. What they share makes it positive, so that 0
        gives an interval that is wide enough, or wider.

    >>> found = recovered((48 / 80, 0.4905, 0.7003), (56 / 70, 0.6921, 0.8773))
    >>> [round(number, 3) for number in found[1:3]]
    [0.052, 0.334]
    """
    if any(end is None or not isfinite(end) for end in (*old, *new)):
        return None
    value = new[0] - old[0]
    down, up = (new[0] - new[1], old[2] - old[0]), (new[2] - new[0], old[0] - old[1])
    below, above = (sqrt(max(a * a + b * b - 2 * together * a * b, 0.0)) for a, b in (down, up))
    return Difference(value, value - below, value + above, chance(value, below if value > 0 else above))


def chance(value: float, side: float, freedom: float | None = None) -> float:
    """How often a value so far from zero comes by chance, when ``side`` is its 95 % interval's half towards zero."""
    from scipy import stats

    if value == 0:
        return 1.0
    if side <= 0:
        return 0.0
    law = stats.norm if freedom is None else stats.t(freedom)
    return float(2 * law.sf(abs(value) / side * law.ppf(0.975)))


def student(value: float, error: float, freedom: float) -> Difference | None:
    """A difference with Student's interval; ``None`` where its error is not known."""
    from scipy import stats

    if not (isfinite(value) and isfinite(error)) or not freedom > 0:
        return None
    side = float(stats.t.ppf(0.975, freedom)) * error
    return Difference(value, value - side, value + side, chance(value, side, freedom), freedom)
