"""Would each cluster be found again? Draw the customers anew many times and compare."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from helpers.classification.clusters import lloyd

#: Hennig's readings of a cluster's mean Jaccard similarity.
DISSOLVED, DOUBTFUL, VALID, STRONG = 0.5, 0.6, 0.75, 0.85


class Stability(NamedTuple):
    """Mean Jaccard similarity of each cluster, and the adjusted Rand index of the whole."""

    jaccard: np.ndarray
    ari: float


def bootstrap(data: np.ndarray, labels: np.ndarray, k: int, draws: int, rng: np.random.Generator) -> Stability:
    """Stability of a clustering under resampling of its rows.

    Parameters
    ----------
    data
        Scaled features, one row a customer.
    labels
        Cluster of each row, 0 … k−1.
    k, draws
        Number of clusters, and of samples drawn.
    rng
        Draws the samples.

    Notes
    -----
    Hennig, C. (2007), "Cluster-wise assessment of cluster stability", Computational Statistics & Data
    Analysis 52, 258–271: rows are drawn with replacement, the sample is clustered anew, and each cluster is
    compared with the most similar new one by Jaccard on the distinct rows drawn. At or below .5 a cluster
    is dissolved, under .6 not to be trusted, from .75 valid, from .85 highly stable. The adjusted Rand
    index is Hubert, L., Arabie, P. (1985), "Comparing partitions", Journal of Classification 2, 193–218,
    between the clustering and the rows assigned to the centres of the sample.
    """
    n = len(data)
    similar, rand = np.zeros((draws, k)), np.zeros(draws)
    step = max(1, int(4e6 // max(n * k, 1)))
    for begin in range(0, draws, step):
        size = min(step, draws - begin)
        rows = rng.integers(0, n, (size, n))
        centres, _ = lloyd.many(data[rows], k, rng)
        for place in range(size):
            near = lloyd.distances(data[None], centres[place : place + 1])[0].argmin(axis=1)
            drawn = np.unique(rows[place])
            similar[begin + place] = best_jaccard(labels[drawn], near[drawn], k)
            rand[begin + place] = adjusted_rand(labels, near)
    return Stability(similar.mean(axis=0), float(rand.mean()))


def best_jaccard(labels: np.ndarray, others: np.ndarray, k: int) -> np.ndarray:
    """For each cluster the Jaccard similarity with the most similar of the others (0 when it has no row)."""
    table = crossed(labels, others, k, max(k, int(others.max(initial=0)) + 1))
    union = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
    return np.where(union > 0, table / np.maximum(union, 1), 0.0).max(axis=1)


def adjusted_rand(labels: np.ndarray, others: np.ndarray) -> float:
    """Agreement of two partitions, 1 for the same, 0 on average by chance."""
    table = crossed(labels, others, int(labels.max()) + 1, int(others.max()) + 1).astype("float64")
    pairs = (table * (table - 1)).sum() / 2
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    first, second = (rows * (rows - 1)).sum() / 2, (columns * (columns - 1)).sum() / 2
    every = len(labels) * (len(labels) - 1) / 2
    chance = first * second / every if every else 0.0
    most = (first + second) / 2
    return 1.0 if most == chance else float((pairs - chance) / (most - chance))


def crossed(labels: np.ndarray, others: np.ndarray, k: int, m: int) -> np.ndarray:
    """How many rows stand in each pair of clusters, shape ``(k, m)``."""
    return np.bincount(labels * m + others, minlength=k * m).reshape(k, m)
