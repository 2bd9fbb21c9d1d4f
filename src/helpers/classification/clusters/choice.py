"""How many clusters: by what lasts, what is large enough and what is of use, together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.classification.clusters import lloyd, pipeline, stability, structure

#: Customers that the test of structure looks at, at most, and data sets without groups it makes.
TESTED, REFERENCES = 500, 79
#: Customers of a draw, at most, and for the silhouette.
DRAWN = 600
#: Uses that differ by less than this are alike; then fewer clusters are taken.
ALIKE = 0.01
#: Trusted clusters must hold at least this share of the customers.
TRUSTED = 0.5
#: Numbers whose trusted clusters hold as many customers as the best, less this, stay for choice.
NEAR = 0.05


@dataclass(frozen=True)
class Choice:
    """What was tried and what was taken.

    ``numbers`` has a row for each number tried; ``centres`` and ``jaccard`` are of the number taken, or
    ``None`` where no number holds. ``p`` is that of the test of structure.
    """

    numbers: pd.DataFrame
    p: float
    centres: np.ndarray | None = None
    jaccard: np.ndarray | None = None


def choose(
    data: np.ndarray,
    *,
    seed: int,
    most: int = 6,
    smallest: float = 0.05,
    chance: float = 0.05,
    draws: int = 50,
    lattices: tuple = (),
    dummies: int = 0,
    use: Callable[[np.ndarray], float] | None = None,
) -> Choice:
    """Try 2 … ``most`` clusters and take the number that holds.

    First: are there groups at all (:mod:`structure`)? If not, none is taken. A number stands for choice when
    it is tighter itself than data without groups are at any number, when its smallest cluster holds ``smallest`` of the customers and when clusters with a Jaccard of .75 or more
    hold at least half of them. Of those, the ones whose trusted clusters hold as many customers as the best
    (within five in a hundred) stay, and the most useful is taken; nearly alike, the fewest clusters. The
    silhouette (Rousseeuw, P. J. (1987), Journal of Computational and Applied Mathematics 20, 53–65) is shown
    and decides nothing: one giant apart from all others makes it largest.

    Parameters
    ----------
    data
        Scaled features, rows in a fixed order.
    seed
        Start of all random draws.
    most, smallest, chance, draws
        The rules ``cluster_most``, ``cluster_smallest``, ``cluster_chance``, ``cluster_draws``.
    lattices, dummies
        As of :func:`structure.test`.
    use
        From centres to how much the clusters explain of what came later; none: the adjusted Rand index.
    """
    from threadpoolctl import threadpool_limits

    n = len(data)
    tried = tuple(k for k in range(2, most + 1) if k * smallest <= 1 and len(np.unique(data, axis=0)) > k)
    if not tried:
        return Choice(tried_frame([]), float("nan"))
    with threadpool_limits(1):
        tested = structure.test(
            _some(data, TESTED, seed), tried, REFERENCES, np.random.default_rng([seed, 1]), lattices, dummies, chance
        )
        some, rows, kept = _some(data, DRAWN, seed + 1), [], {}
        for k, z in zip(tried, tested.z, strict=True):
            centres = pipeline.groups(data, k, seed)
            labels = lloyd.distances(data[None], centres[None])[0].argmin(axis=1)
            own = lloyd.distances(some[None], centres[None])[0].argmin(axis=1)
            held = stability.bootstrap(some, own, k, draws, np.random.default_rng([seed, 2, k]))
            sizes = np.bincount(labels, minlength=k)
            kept[k] = (centres, held.jaccard)
            rows.append(
                {
                    "number": k,
                    "smallest": sizes.min() / n,
                    "jaccard": float(held.jaccard.min()),
                    "ari": held.ari,
                    "trusted": float(sizes[held.jaccard >= stability.VALID].sum() / n),
                    "use": use(centres) if use else float("nan"),
                    "gap": float(z),
                    "gap_limit": tested.limit,
                    "silhouette": _silhouette(some, own),
                }
            )
    numbers = tried_frame(rows)
    if not tested.p <= chance:
        return Choice(numbers, tested.p)
    tighter = numbers["gap"] > numbers["gap_limit"]
    fit = numbers[tighter & (numbers["smallest"] >= smallest) & (numbers["trusted"] >= TRUSTED)]
    if fit.empty:
        return Choice(numbers, tested.p)
    fit = fit[fit["trusted"] >= fit["trusted"].max() - NEAR]
    worth = fit["use"] if fit["use"].notna().all() else fit["ari"]
    taken = int(fit.loc[worth >= worth.max() - ALIKE, "number"].min())
    numbers["taken"] = numbers["number"] == taken
    return Choice(numbers, tested.p, *kept[taken])


def tried_frame(rows: list[dict]) -> pd.DataFrame:
    names = ["number", "smallest", "jaccard", "ari", "trusted", "use", "gap", "gap_limit", "silhouette"]
    frame = pd.DataFrame(rows, columns=names).astype({name: "float64" for name in names[1:]})
    return frame.astype({"number": "int64"}).assign(taken=False)


def _some(data: np.ndarray, most: int, seed: int) -> np.ndarray:
    """At most this many rows, drawn without replacement, in their order."""
    if len(data) <= most:
        return data
    return data[np.sort(np.random.default_rng([seed, 3]).choice(len(data), most, replace=False))]


def _silhouette(data: np.ndarray, labels: np.ndarray) -> float:
    from sklearn.metrics import silhouette_score

    if len(np.unique(labels)) < 2:
        return float("nan")
    return float(silhouette_score(data, labels))
