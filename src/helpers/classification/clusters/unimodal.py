"""The single-humped distribution nearest to a sample: what a feature would look like without groups in it."""

from __future__ import annotations

import numpy as np


def nearest(sample: np.ndarray, modes: int = 25) -> tuple[np.ndarray, np.ndarray]:
    """Distribution function with one hump that is nearest to the sample's own.

    Left of the hump it bends upward, right of it downward; the hump's place is the one of ``modes`` tried
    (observed quantiles, both ends included) that leaves the smallest gap. Many equal values at the hump
    stay one step, so a floor such as "bought once" is no group of its own.

    Returns
    -------
    values, upto
        Points (ascending; a step has two points of one value) and the share at or below each.

    Notes
    -----
    Convex minorant and concave majorant of the empirical distribution, as in the dip: Hartigan, J. A.,
    Hartigan, P. M. (1985), "The dip test of unimodality", Annals of Statistics 13, 70–84.
    """
    values, counts = np.unique(sample, return_counts=True)
    upto = counts.cumsum() / counts.sum()
    if len(values) < 3:
        return np.repeat(values, 2), np.concatenate([[0.0], np.repeat(upto, 2)[:-1]])
    places = np.unique(np.searchsorted(upto, np.linspace(0, 1, modes)).clip(0, len(values) - 1))
    best, gap = None, np.inf
    for place in places:
        points, shares = _humped(values, upto, int(place))
        miss = np.abs(np.interp(values, points, shares) - upto).max()
        if miss < gap - 1e-12:
            best, gap = (points, shares), miss
    return best


def _humped(values: np.ndarray, upto: np.ndarray, place: int) -> tuple[np.ndarray, np.ndarray]:
    from sklearn.isotonic import isotonic_regression

    before = np.concatenate([[0.0], upto[:-1]])
    left_x = np.concatenate([[2 * values[0] - values[1]], values[: place + 1]])
    left_y = np.concatenate([[0.0], upto[:place], [before[place]]])
    right_x, right_y = values[place:], upto[place:]
    parts_x, parts_y = [], []
    for x, y, rising in ((left_x, left_y, True), (right_x, right_y, False)):
        if len(x) < 2:
            parts_x.append(x)
            parts_y.append(y)
            continue
        width = np.diff(x)
        slope = isotonic_regression(np.diff(y) / width, sample_weight=width, increasing=rising)
        parts_x.append(x)
        parts_y.append(y[0] + np.concatenate([[0.0], (slope * width).cumsum()]))
    return np.concatenate(parts_x), np.concatenate(parts_y)


def draw(points: np.ndarray, shares: np.ndarray, chances: np.ndarray) -> np.ndarray:
    """Values of the distribution at the given chances (its quantiles)."""
    place = np.searchsorted(shares, chances, side="left").clip(1, len(points) - 1)
    low, high = shares[place - 1], shares[place]
    part = np.where(high > low, (chances - low) / np.where(high > low, high - low, 1.0), 1.0).clip(0, 1)
    return points[place - 1] + part * (points[place] - points[place - 1])
