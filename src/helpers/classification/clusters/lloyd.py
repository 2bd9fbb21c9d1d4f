"""K-means on many data sets of one size at once: for resampling, where one call a set would take too long."""

from __future__ import annotations

import numpy as np

ROUNDS = 60
#: A run ends when no centre moves by more than this (standard deviations).
STILL = 1e-3


def many(sets: np.ndarray, k: int, rng: np.random.Generator, starts: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Centres and inertia of the best of ``starts`` runs on each data set.

    Parameters
    ----------
    sets
        Data sets, shape ``(sets, rows, columns)``.
    k
        Number of clusters.
    rng
        Draws the first centres.
    starts
        Runs for each data set.

    Returns
    -------
    centres, inertia
        Shapes ``(sets, k, columns)`` and ``(sets,)``.

    Notes
    -----
    Lloyd, S. P. (1982), IEEE Transactions on Information Theory 28, 129–137; first centres by Arthur, D.,
    Vassilvitskii, S. (2007), "k-means++: the advantages of careful seeding", SODA, 1027–1035.
    """
    best, least = None, None
    for _ in range(starts):
        centres = _converged(sets, _seeded(sets, k, rng))
        inertia = distances(sets, centres).min(axis=2).sum(axis=1)
        if best is None:
            best, least = centres, inertia
        else:
            better = inertia < least
            best = np.where(better[:, None, None], centres, best)
            least = np.where(better, inertia, least)
    return best, least


def distances(sets: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Squared distances, shape ``(sets, rows, k)``."""
    cross = sets @ centres.transpose(0, 2, 1)
    square = (sets**2).sum(axis=2)[:, :, None] + (centres**2).sum(axis=2)[:, None, :] - 2 * cross
    return np.maximum(square, 0.0)


def _seeded(sets: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    count, rows, _ = sets.shape
    every = np.arange(count)
    centres = [sets[every, rng.integers(0, rows, count)]]
    near = ((sets - centres[0][:, None]) ** 2).sum(axis=2)
    for _ in range(1, k):
        running = np.cumsum(near, axis=1)
        drawn = (running < (rng.random(count) * running[:, -1])[:, None]).sum(axis=1).clip(0, rows - 1)
        centres.append(sets[every, drawn])
        near = np.minimum(near, ((sets - centres[-1][:, None]) ** 2).sum(axis=2))
    return np.stack(centres, axis=1)


def _converged(sets: np.ndarray, centres: np.ndarray) -> np.ndarray:
    k = centres.shape[1]
    open_ = np.arange(len(sets))
    for _ in range(ROUNDS):
        some = sets[open_]
        spot = centres[open_]
        cross = some @ spot.transpose(0, 2, 1)
        nearest = ((spot**2).sum(axis=2)[:, None, :] - 2 * cross).argmin(axis=2)
        member = (nearest[:, :, None] == np.arange(k)).astype("float64")
        size = member.sum(axis=1)
        new = member.transpose(0, 2, 1) @ some / np.maximum(size, 1.0)[:, :, None]
        new = np.where(size[:, :, None] > 0, new, spot)
        moved = np.abs(new - spot).max(axis=(1, 2)) > STILL
        centres[open_] = new
        open_ = open_[moved]
        if not len(open_):
            break
    return centres
