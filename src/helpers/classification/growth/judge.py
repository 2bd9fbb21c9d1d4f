"""How good a ranking was: order, hits at equal effort, calibration, each with its interval."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.classification.holds.choose import best
from helpers.classification.intervals import wilson

#: Weights held at once.
CELLS = 1_000_000
BINS = 5


def compare(
    scores: Mapping[str, list[np.ndarray]],
    grew: list[np.ndarray],
    extra: list[np.ndarray],
    accounts: list[pd.Index],
    *,
    capacity: int,
    draws: int = 500,
    seed: int = 20250101,
    level: float = 0.95,
    sure: float = 0.99,
) -> pd.DataFrame:
    """Each ranking tried on the same days: how well it orders, and what the first ``capacity`` of each day turned out.

    Parameters
    ----------
    scores
        Ranking → scores, one array a day; the first ranking is compared with the others.
    grew, extra
        Who grew, and the money beyond what was to be expected (not below zero), one array a day.
    accounts
        Who they are: an account gets the same weight on all days, as its days are not independent.
    capacity
        Customers worked on at once; on a day at most a third of the customers.

    Returns
    -------
    DataFrame
        ``method, places, hits, share, share_low, share_high, lift, lift_low, lift_high`` (hits against chance),
        ``captured`` (share of the extra money), ``auc, auc_low, auc_high``, and of the first less this one
        ``ahead, ahead_low, ahead_high`` (lift) and ``order, order_low, order_high`` (AUC). ``…_sure`` is the low end of
        the interval at level ``sure``.

    Notes
    -----
    Area under the curve: the chance that a grower stands before another customer, ties half (Hanley, J. A., McNeil, B. J.
    (1982), Radiology 143, 29–36). Lift at equal effort: Berry, M. J. A., Linoff, G. S. (2004), Data Mining Techniques,
    Wiley, chapter 3. Intervals by the Bayesian bootstrap over customers (Rubin 1981), the lists held fixed, on the same
    draws for all rankings. Places are shared out evenly among ties.
    """
    names = list(scores)
    whole = pd.Index(sorted(set().union(*(set(index) for index in accounts))))
    where = [whole.get_indexer(index) for index in accounts]
    lists = {name: [best(day, min(capacity, len(day) // 3)) for day in scores[name]] for name in names}
    total = max(sum(float(money.sum()) for money in extra), 1e-9)
    chance, drawn = np.random.default_rng(seed), {name: [] for name in names}
    step = max(1, CELLS // max(len(whole), 1))
    ones = np.ones((1, len(whole)))
    point = {name: _measure(ones, where, scores[name], lists[name], grew) for name in names}
    for first in range(0, draws, step):
        weights = chance.standard_exponential((min(step, draws - first), len(whole)))
        for name in names:
            drawn[name].append(_measure(weights, where, scores[name], lists[name], grew))
    rows, ends, floor = [], [(1 - level) / 2, (1 + level) / 2], (1 - sure) / 2
    spread = {name: np.concatenate(parts, axis=1) for name, parts in drawn.items()}
    for name in names:
        share, lift, auc = point[name][:, 0]
        row = {"method": name, "places": float(sum(lot.sum() for lot in lists[name]))}
        row["hits"] = float(sum((lot * hit).sum() for lot, hit in zip(lists[name], grew, strict=True)))
        row["captured"] = sum(float((lot * money).sum()) for lot, money in zip(lists[name], extra, strict=True)) / total
        for place, (what, value) in enumerate((("share", share), ("lift", lift), ("auc", auc))):
            row[what] = value
            row[f"{what}_low"], row[f"{what}_high"] = np.nanquantile(spread[name][place], ends)
            row[f"{what}_sure"] = np.nanquantile(spread[name][place], floor)
        for what, place in (("ahead", 1), ("order", 2)):
            row[what] = point[names[0]][place, 0] - point[name][place, 0]
            gap = spread[names[0]][place] - spread[name][place]
            row[f"{what}_low"], row[f"{what}_high"] = np.nanquantile(gap, ends)
            row[f"{what}_sure"] = np.nanquantile(gap, floor)
        rows.append(row)
    return pd.DataFrame(rows)


def _measure(weights: np.ndarray, where, scores, lists, grew) -> np.ndarray:
    """Share of hits, lift and AUC (mean over days) for each draw: 3 × draws."""
    chosen = hits = base = 0.0
    areas = []
    for place, score, lot, hit in zip(where, scores, lists, grew, strict=True):
        here = weights[:, place]
        chosen = chosen + here @ lot
        hits = hits + here @ (lot * hit)
        rate = (here @ hit.astype("float64")) / here.sum(axis=1)
        base = base + rate * (here @ lot)
        areas.append(auc(score, hit, here))
    share = hits / chosen
    return np.array([share, hits / base, np.mean(areas, axis=0)])


def auc(score, hit: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted chance that a grower is ranked before another, ties half; one a row of the weights."""
    values = np.asarray(pd.Series(score, dtype="float64").fillna(-np.inf))
    order = np.argsort(values, kind="stable")
    starts = np.flatnonzero(np.r_[True, values[order][1:] != values[order][:-1]])
    sorted_weights, flags = weights[:, order], hit[order]
    up = np.add.reduceat(sorted_weights * flags, starts, axis=1)
    down = np.add.reduceat(sorted_weights * ~flags, starts, axis=1)
    below = np.cumsum(down, axis=1) - down
    with np.errstate(divide="ignore", invalid="ignore"):
        return (up * (below + down / 2)).sum(axis=1) / (up.sum(axis=1) * down.sum(axis=1))


def reliability(told: np.ndarray, grew: np.ndarray, bins: int = BINS, level: float = 0.95) -> pd.DataFrame:
    """Told chance against what came true, in groups of about equal size; equal chances stay together.

    Returns
    -------
    DataFrame
        ``told, customers, grew, share, low, high`` (Wilson), lowest first.
    """
    edges = np.unique(np.quantile(told, np.linspace(0, 1, bins + 1)[1:-1], method="inverted_cdf"))
    group, rows = np.searchsorted(edges, told, side="left"), []
    for number in np.unique(group):
        inside = group == number
        hits, count = int(grew[inside].sum()), int(inside.sum())
        rows.append((float(told[inside].mean()), count, hits, hits / count, *wilson(hits, count, level)))
    return pd.DataFrame(rows, columns=["told", "customers", "grew", "share", "low", "high"])


def brier(told: np.ndarray, grew: np.ndarray) -> tuple[float, float]:
    """Brier score of the told chances, and of telling everybody the base rate.

    Notes
    -----
    Brier, G. W. (1950), "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78(1), 1–3.
    """
    rate = grew.mean()
    return float(((told - grew) ** 2).mean()), float(rate * (1 - rate))
