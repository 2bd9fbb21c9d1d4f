"""Entries that say the same: clusters of texts, likeness beyond chance only, with the stability of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.diagnosis.intelligence import text as texts

#: Draws of the likeness that chance makes, and of the stability; fewer for long logs.
CHANCE, AGAIN, LONG = 40, 60, 400
KEPT = 0.8
#: Chance makes a group of so many entries in at most this share of the draws.
GROUP, FALSE = 3, 0.01
#: Texts this much alike say the same, also in a log about one thing only, where chance is made of it too.
SURE = 0.4


@dataclass(frozen=True)
class Clusters:
    """Which entries belong together.

    Attributes
    ----------
    labels
        Number of each entry's cluster; −1 for an entry alone.
    stability
        By cluster: mean Jaccard agreement when four fifths of the entries are clustered again (Hennig 2007,
        Computational Statistics & Data Analysis 52: below .6 it should not be trusted).
    likeness
        Cosine from which entries are joined.
    central
        By cluster: position of the entry most like the others.
    """

    labels: np.ndarray
    stability: dict[int, float]
    likeness: float
    central: dict[int, int]


def cluster(said: list[str], seed: int) -> Clusters:
    """Cluster texts.

    Pieces of one and two characters (Chinese) or four, weighted by rarity (:mod:`helpers.diagnosis.intelligence.text`),
    cosine likeness, average linkage (Sokal and Michener 1958). Entries are joined down to the likeness at which texts
    made of pieces drawn by their frequency form a group of three in one of a hundred draws: the number of clusters is
    thus not chosen by anybody. In logs of fewer than some fifteen entries little can be told from chance. The result depends on the texts, not on their order.
    """
    count = len(said)
    plain = [texts.plain(one) for one in said]
    length = texts.length_of(plain)
    sets = [texts.pieces(one, length) for one in plain]
    order = np.array(sorted(range(count), key=lambda place: (plain[place], place)), dtype=int)
    alone = Clusters(np.full(count, -1), {}, 1.0, {})
    if count < 2 or not any(sets):
        return alone
    ordered = [sets[place] for place in order]
    random = np.random.default_rng(seed)
    matrix = texts.weighted(ordered)
    alike = np.clip((matrix @ matrix.T).toarray(), 0, 1)
    likeness = min(by_chance(ordered, random, CHANCE if count <= LONG else 10), SURE)
    labels = joined(alike, likeness)
    stability = _stability(alike, likeness, labels, random, AGAIN if count <= LONG else 15)
    numbers = _numbered(labels)
    found = np.full(count, -1)
    central = {}
    for old, new in numbers.items():
        places = np.flatnonzero(labels == old)
        found[order[places]] = new
        central[new] = int(order[places[np.argmax(alike[np.ix_(places, places)].sum(axis=1))]])
    return Clusters(found, {new: stability[old] for old, new in numbers.items()}, likeness, central)


def by_chance(sets: list[set[str]], random: np.random.Generator, draws: int) -> float:
    """Likeness down to which texts without meaning form no group, but in one of a hundred draws."""
    names = sorted(set().union(*sets))
    counts = pd.Series([piece for one in sets for piece in one]).value_counts().reindex(names).to_numpy(float)
    weights, parts = counts / counts.sum(), texts.parts_of(names)
    sizes = [min(len(one), len(names) - 1) for one in sets]
    rows = np.repeat(np.arange(len(sets)), sizes)
    most = []
    for _ in range(draws):
        drawn = []
        for size in sizes:
            keys = -np.log(random.random(len(names))) / weights  # exponential races: draws without repeat
            drawn.append(np.sort(np.argpartition(keys, size)[:size]))
        matrix = texts.weighted_at(rows, np.concatenate(drawn), len(sets), parts)
        tree = linked(np.clip((matrix @ matrix.T).toarray(), 0, 1))
        groups = tree[tree[:, 3] >= GROUP]
        most.append(1 - groups[0, 2] if len(groups) else 0.0)
    return float(np.quantile(most, 1 - FALSE))


def linked(alike: np.ndarray) -> np.ndarray:
    """The tree of average linkage."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    distance = 1 - alike
    np.fill_diagonal(distance, 0)
    return linkage(squareform(np.round((distance + distance.T) / 2, 12), checks=False), "average")


def joined(alike: np.ndarray, likeness: float) -> np.ndarray:
    """Labels by average linkage, cut where the mean likeness falls to the limit; −1 for those alone."""
    from scipy.cluster.hierarchy import fcluster

    if len(alike) < 2:
        return np.full(len(alike), -1)
    labels = fcluster(linked(alike), 1 - likeness - 1e-12, "distance")
    sizes = np.bincount(labels)
    return np.where(sizes[labels] > 1, labels, -1)


def _stability(alike, likeness, labels, random, draws) -> dict[int, float]:
    known = [label for label in np.unique(labels) if label >= 0]
    sums, times = dict.fromkeys(known, 0.0), dict.fromkeys(known, 0)
    size = max(int(round(KEPT * len(alike))), 2)
    for _ in range(draws):
        kept = np.sort(random.permutation(len(alike))[:size])
        again = joined(alike[np.ix_(kept, kept)], likeness)
        for label in known:
            own = labels[kept] == label
            if own.sum() < 2:
                continue
            best = 0.0
            for other in np.unique(again[own]):
                if other >= 0:
                    both = again == other
                    best = max(best, float((both & own).sum() / (both | own).sum()))
            sums[label] += best
            times[label] += 1
    return {label: sums[label] / times[label] if times[label] else float("nan") for label in known}


def _numbered(labels: np.ndarray) -> dict[int, int]:
    """Clusters by size, then by first text: 0, 1, …"""
    known = [label for label in np.unique(labels) if label >= 0]
    return {
        int(label): number
        for number, label in enumerate(sorted(known, key=lambda x: (-(labels == x).sum(), np.argmax(labels == x))))
    }
