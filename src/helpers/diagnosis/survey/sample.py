"""How many to ask, and how many of each kind."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
from scipy.stats import norm

#: Share for which a sample must be largest.
WORST = 0.5


def sample_size(
    margin: float = 0.05,
    population: int | None = None,
    *,
    share: float = WORST,
    level: float = 0.95,
    design: float = 1.0,
) -> int:
    """Answers needed to know a share within ``margin`` either side.

    ``n₀ = z² p (1 − p) / margin²``, times the design effect, then ``n = n₀ / (1 + (n₀ − 1) / N)``.

    Parameters
    ----------
    margin
        Half width of the interval, 0.05 for five percentage points.
    population
        How many there are in all; ``None`` for very many.
    share
        Share expected; a half needs most answers.
    design
        How much larger the variance is than that of a simple random sample (Kish), 1 for that itself.

    Source: Cochran 1977, *Sampling Techniques*, 3rd ed., ch. 4; Kish 1965. Assumes that those who answer are a random
    part of those who could; non-response bias does not shrink with more answers.

    >>> sample_size(), [sample_size(population=n) for n in (100, 500, 1000, 2000, 10000)]
    (385, [80, 218, 278, 323, 370])

    (Krejcie and Morgan 1970 print 217 for 500 and 322 for 2,000: they round to the nearest instead of up.)
    """
    if not 0 < margin < 1 or not 0 < share < 1 or design <= 0:
        raise ValueError("margin and share lie between 0 and 1, the design effect is positive")
    if population is not None and population <= 0:
        return 0
    needed = norm.ppf((1 + level) / 2) ** 2 * share * (1 - share) / margin**2 * design
    if population is not None:
        needed = needed / (1 + (needed - 1) / population)
        return min(population, math.ceil(round(needed, 9)))
    return math.ceil(round(needed, 9))


def margin_of(answers: float, population: int | None = None, *, share: float = WORST, level: float = 0.95) -> float:
    """Half width of the interval of a share that so many (effective) answers give; the inverse of :func:`sample_size`."""
    if answers <= 0:
        return float("nan")
    variance = share * (1 - share) / answers
    if population is not None and population > 1:
        variance *= max(0.0, (population - answers) / (population - 1))
    return float(norm.ppf((1 + level) / 2) * math.sqrt(variance))


def plan(
    sizes: Mapping[str, int], answers: int, spread: Mapping[str, float] | None = None, least: int = 2
) -> pd.DataFrame:
    """Answers to win from each stratum: in proportion to its size, and by Neyman's rule where spreads are known.

    Neyman: ``n_h ∝ N_h S_h``, which gives the smallest variance of the mean for the same number of answers. Whole
    numbers by largest remainder, ties by name; no stratum is asked for more than it has, or for fewer than ``least``.

    Returns
    -------
    DataFrame
        ``stratum, customers, proportional, neyman`` (missing without spreads), in the order of names.

    Source: Neyman 1934, *Journal of the Royal Statistical Society* 97(4); Cochran 1977, sections 5.5 to 5.9.
    """
    names = sorted(sizes)
    even = _allot({name: float(sizes[name]) for name in names}, sizes, answers, least)
    table = pd.DataFrame({"stratum": names, "customers": [int(sizes[n]) for n in names]})
    table["proportional"] = [even[name] for name in names]
    known = spread and all(name in spread and spread[name] == spread[name] for name in names)
    if known and sum(spread[name] for name in names) > 0:
        best = _allot({name: sizes[name] * spread[name] for name in names}, sizes, answers, least)
        table["neyman"] = pd.array([best[name] for name in names], dtype="Int64")
    else:
        table["neyman"] = pd.array([pd.NA] * len(names), dtype="Int64")
    return table


def _allot(pull: Mapping[str, float], sizes: Mapping[str, int], answers: int, least: int) -> dict[str, int]:
    """Whole numbers in proportion to ``pull`` between ``least`` and the stratum's size; they add up where they can."""
    floor = {name: min(least, sizes[name]) for name in pull}
    wanted = min(max(answers, sum(floor.values())), sum(sizes.values()))
    given, left = dict(floor), wanted - sum(floor.values())
    while left > 0:
        open_ = [name for name in pull if given[name] < sizes[name]]
        total = sum(pull[name] for name in open_)
        # the one furthest below its due gets the next; shares are of all answers, so the floors count too
        due = {name: wanted * (pull[name] / total if total else 1 / len(open_)) - given[name] for name in open_}
        name = max(sorted(open_), key=lambda n: due[n])
        step = max(1, min(sizes[name] - given[name], left, math.floor(due[name] / 2)))
        given[name] += step
        left -= step
    return given
