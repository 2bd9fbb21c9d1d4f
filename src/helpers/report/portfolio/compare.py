"""Companies of one industry side by side: quartiles and where each stands, never of fewer than five.

Quartiles are type 7 of Hyndman and Fan (1996), Sample quantiles in statistical packages, The American Statistician
50(4); the percentile rank of a value counts what lies below it and half of what equals it (mid-rank), so equals
rank equal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Companies below which nothing is compared: a reader could else tell who is who.
FEWEST = 5


@dataclass(frozen=True)
class Group:
    """One figure in one industry: how many companies have it, quartiles, and each one's percentile rank."""

    industry: str
    figure: str
    count: int
    quartiles: tuple[float, float, float] | None
    ranks: Mapping[str, float]


def compare(
    values: Mapping[str, Mapping[str, float | None]], industries: Mapping[str, str], figures: Sequence[str]
) -> list[Group]:
    """Groups by industry and figure.

    Parameters
    ----------
    values
        Company → figure → value or ``None``.
    industries
        Company → industry.
    """
    found = []
    for industry in sorted(set(industries.values())):
        members = sorted(name for name, own in industries.items() if own == industry)
        for figure in figures:
            have = {name: values[name][figure] for name in members if values[name].get(figure) is not None}
            enough = len(have) >= FEWEST
            quartiles = tuple(quantile(sorted(have.values()), part) for part in (0.25, 0.5, 0.75)) if enough else None
            ranks = {name: rank(value, list(have.values())) for name, value in have.items()} if enough else {}
            found.append(Group(industry, figure, len(have), quartiles, ranks))
    return found


def quantile(ordered: Sequence[float], part: float) -> float:
    """Quantile of sorted values, by linear interpolation (type 7)."""
    at = (len(ordered) - 1) * part
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def rank(value: float, values: Sequence[float]) -> float:
    """Percentile rank between 0 and 1."""
    below = sum(other < value for other in values)
    equal = sum(other == value for other in values)
    return (below + equal / 2) / len(values)
