"""Are there groups at all? Clusters are compared with those of data that hold none but look the same otherwise."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from helpers.classification.clusters import lloyd, unimodal


class Structure(NamedTuple):
    """How much tighter than without groups: ``z`` for each number tried, ``p`` for the largest of them.

    ``limit`` is what the largest ``z`` of data without groups stays below in all but ``chance`` of cases.
    """

    numbers: tuple[int, ...]
    z: np.ndarray
    p: float
    limit: float


def test(
    data: np.ndarray,
    numbers: tuple[int, ...],
    draws: int,
    rng: np.random.Generator,
    lattices: tuple[np.ndarray | None, ...] = (),
    dummies: int = 0,
    chance: float = 0.05,
) -> Structure:
    """Test of "one group": are the clusters tighter than in data without groups?

    Parameters
    ----------
    data
        Scaled features, one row a customer; the last ``dummies`` columns stand for categories.
    numbers
        Numbers of clusters tried.
    draws
        Data sets made up without groups.
    rng
        Makes them.
    lattices
        For each feature the values that counts and days can take, ascending, or ``None``.
    dummies
        Columns at the end that stand for categories; a row takes those of the customer it is most like in the
        features, so categories go with features as observed.
    chance
        For ``limit``.

    Returns
    -------
    Structure
        ``p`` is exact for data that follow the reference: the largest ``z`` among all data sets, the
        observed one included, over the numbers tried.

    Notes
    -----
    Gap statistic (Tibshirani, R., Walther, G., Hastie, T. (2001), "Estimating the number of clusters in a
    data set via the gap statistic", JRSS B 63, 411–423) against a reference in the manner of Hennig, C.,
    Lin, C.-J. (2015), "Flexible parametric bootstrap for testing homogeneity against clustering and
    assessing the number of clusters", Statistics and Computing 25, 821–833: each feature keeps its own shape
    but is made single-humped, and features keep their rank correlation (Gaussian copula). So skewness,
    floors, whole numbers and long clouds are no groups.
    """
    n, width = data.shape
    plain = width - dummies
    sets = np.empty((draws + 1, n, width))
    sets[0] = data
    if plain:
        scores = rng.standard_normal((draws, n, plain)) @ _root(data[:, :plain]).T
        from scipy.special import ndtr

        for column in range(plain):
            fitted = unimodal.nearest(data[:, column])
            drawn = unimodal.draw(*fitted, ndtr(scores[:, :, column]))
            lattice = lattices[column] if column < len(lattices) else None
            if lattice is not None:
                place = np.searchsorted(lattice, drawn - 1e-9).clip(0, len(lattice) - 1)
                drawn = lattice[place]
            sets[1:, :, column] = drawn
    if dummies:
        for each in sets[1:]:
            near = lloyd.distances(each[None, :, :plain], data[None, :, :plain])[0].argmin(axis=1)
            each[:, plain:] = data[near, plain:]
    spread = ((sets - sets.mean(axis=1, keepdims=True)) ** 2).sum(axis=(1, 2))
    tight = np.empty((draws + 1, len(numbers)))
    for column, k in enumerate(numbers):
        tight[:, column] = -np.log(np.maximum(lloyd.many(sets, k, rng)[1], 1e-12) / np.maximum(spread, 1e-12))
    deviation = tight.std(axis=0)
    z = (tight - tight.mean(axis=0)) / np.where(deviation > 0, deviation, 1.0)
    largest = z.max(axis=1)
    others = tight[1:]
    own = (tight[0] - others.mean(axis=0)) / np.where(others.std(axis=0) > 0, others.std(axis=0), 1.0)
    p = float((1 + (largest[1:] >= largest[0]).sum()) / (draws + 1))
    return Structure(tuple(numbers), own, p, float(np.quantile(largest[1:], 1 - chance)))


def _root(features: np.ndarray) -> np.ndarray:
    """Square root of the normal correlation that gives the features' rank correlation."""
    from scipy.stats import rankdata

    ranks = np.apply_along_axis(rankdata, 0, features)
    ranks = ranks - ranks.mean(axis=0)
    length = np.sqrt((ranks**2).sum(axis=0))
    spearman = (ranks.T @ ranks) / np.where(length > 0, length, 1.0)[:, None] / np.where(length > 0, length, 1.0)
    pearson = 2 * np.sin(np.pi / 6 * spearman)
    np.fill_diagonal(pearson, 1.0)
    values, vectors = np.linalg.eigh(pearson)
    root = vectors * np.sqrt(values.clip(0))
    return root / np.sqrt((root**2).sum(axis=1, keepdims=True))
