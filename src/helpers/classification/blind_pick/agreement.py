"""How far several managers agree beyond chance."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

DRAWS = 500


class Agreement(NamedTuple):
    """A coefficient (1 full agreement, 0 as by chance), its interval, and how many customers and pairs it rests on."""

    value: float
    low: float
    high: float
    units: int


def krippendorff(ratings: np.ndarray) -> float:
    """Krippendorff's alpha for classes without order.

    Parameters
    ----------
    ratings
        Shape ``(raters, units)``: whole numbers for classes, below zero where a rater gave none.

    Returns
    -------
    float
        NaN where no unit has two ratings; 1 where only one class was ever given.

    Notes
    -----
    Krippendorff, K. (2011), "Computing Krippendorff's alpha-reliability", University of Pennsylvania; with its
    example C it gives .743.
    """
    return _alpha(_coincidences(ratings).sum(axis=0))


def _coincidences(ratings: np.ndarray) -> np.ndarray:
    """Coincidence matrix of each unit, shape ``(units, classes, classes)``; zero where fewer than two rated it."""
    classes = int(ratings.max(initial=0)) + 1
    counts = np.stack([(ratings == c).sum(axis=0) for c in range(classes)], axis=1).astype("float64")
    rated = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs[:, np.arange(classes), np.arange(classes)] -= counts
    return np.where(rated[:, None, None] >= 2, pairs / np.maximum(rated - 1, 1)[:, None, None], 0.0)


def _alpha(table: np.ndarray) -> float:
    total, margin = table.sum(), table.sum(axis=0)
    if total == 0:
        return float("nan")
    unlike = total - np.trace(table)
    expected = (total**2 - (margin**2).sum()) / (total - 1)
    return 1.0 if expected == 0 else float(1 - unlike / expected)


def classes_alike(ratings: np.ndarray, seed: int, level: float = 0.95) -> Agreement:
    """Alpha with its interval by drawing customers anew (percentiles of 500 draws)."""
    each = _coincidences(ratings)
    known = each.sum(axis=(1, 2)) > 0
    each, units = each[known], int(known.sum())
    value = _alpha(each.sum(axis=0)) if units else float("nan")
    return Agreement(value, *_interval(units, seed, level, lambda rows: _alpha(each[rows].sum(axis=0))), units)


def fleiss(named: np.ndarray) -> float:
    """Fleiss' kappa of who names whom (Fleiss, J. L. (1971), Psychological Bulletin 76, 378–382).

    Parameters
    ----------
    named
        Shape ``(customers, categories)``: how many raters put the customer there; rows sum to the raters.
    """
    raters = named.sum(axis=1)[0] if len(named) else 0
    if raters < 2:
        return float("nan")
    share = named.sum(axis=0) / named.sum()
    chance = float((share**2).sum())
    same = float((((named**2).sum(axis=1) - raters) / (raters * (raters - 1))).mean())
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)


def names_alike(named: np.ndarray, seed: int, level: float = 0.95) -> Agreement:
    """Fleiss' kappa with its interval by drawing customers anew."""
    counts = np.asarray(named, dtype="float64")
    interval = _interval(len(counts), seed, level, lambda rows: fleiss(counts[rows]))
    return Agreement(fleiss(counts), *interval, len(counts))


def _interval(units: int, seed: int, level: float, of) -> tuple[float, float]:
    if units < 3:
        return float("nan"), float("nan")
    rng = np.random.default_rng([seed, 5])
    drawn = np.array([of(rng.integers(0, units, units)) for _ in range(DRAWS)])
    drawn = drawn[~np.isnan(drawn)]
    if not len(drawn):
        return float("nan"), float("nan")
    return tuple(float(end) for end in np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2]))
