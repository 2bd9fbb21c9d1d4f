"""Why a judgement of the surroundings differs from the former one: re-rated, new evidence, or re-weighted."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from math import fsum

import numpy as np
import pandas as pd
from scipy import stats

from helpers.diagnosis.environment import spread

#: From the place of each row's object, its score and its weight to a number.
Index = Callable[[np.ndarray, np.ndarray, np.ndarray], float]
STEPS = ("rerated", "evidence", "reweighted")


def value(rows: pd.DataFrame, by: str, index: Index) -> float:
    """An index of judged rows: of each object ``by`` names, ``score`` and ``weight``."""
    return index(pd.factorize(rows[by], sort=True)[0], rows["score"].to_numpy(float), rows["weight"].to_numpy(float))


def split(then: pd.DataFrame, now: pd.DataFrame, by: str, index: Index) -> dict[str, float]:
    """The change of an index, divided so that the parts add up to it exactly.

    A row is one rater's judgement of one object. Re-rated: the rater gave another ``score`` on the same evidence.
    New evidence: the evidence is another, or the rater or the object is new or gone. Re-weighted: another ``weight``.
    The order in which the three are exchanged would matter, so each part is its mean over all six orders
    (Shapley 1953; as decomposition Shorrocks 2013, Journal of Economic Inequality 11, 99–126).

    Parameters
    ----------
    then, now
        Columns ``by, rater, score, weight, evidence``: at most one row a rater and object ``by`` names.
    index
        :func:`expected_index` or :func:`force_index`.

    Returns
    -------
    dict
        ``rerated, evidence, reweighted``; the sum is ``value(now) - value(then)``.
    """
    keys = [by, "rater"]
    both = then.set_index(keys).join(now.set_index(keys), how="outer", lsuffix="_then", rsuffix="_now").sort_index()
    objects = both.index.get_level_values(by)
    at = pd.factorize(objects, sort=True)[0]
    marks = {name: both[name].to_numpy(float) for name in ("score_then", "score_now", "weight_then", "weight_now")}
    old, new = ~np.isnan(marks["score_then"]), ~np.isnan(marks["score_now"])
    same = old & new & (both["evidence_then"].fillna("") == both["evidence_now"].fillna("")).to_numpy(bool)

    def state(done: frozenset[str]) -> float:
        renewed = "evidence" in done
        there = (new if renewed else old) | (old & new)
        fresh = old & new & ((same & ("rerated" in done)) | (~same & renewed)) | (new & ~old)
        score = np.where(fresh, marks["score_now"], marks["score_then"])
        heavy = (old & new & ("reweighted" in done)) | (new & ~old)
        weight = np.where(heavy, marks["weight_now"], marks["weight_then"])
        return index(at[there], score[there], weight[there])

    known = {frozenset(part): state(frozenset(part)) for part in _subsets()}
    parts = dict.fromkeys(STEPS, 0.0)
    orders = list(permutations(STEPS))
    for order in orders:
        done: frozenset[str] = frozenset()
        for step in order:
            after = done | {step}
            parts[step] += (known[after] - known[done]) / len(orders)
            done = after
    return parts


def _subsets():
    for size in range(len(STEPS) + 1):
        yield from {tuple(sorted(order[:size])) for order in permutations(STEPS)}


def reach(then: pd.DataFrame, now: pd.DataFrame, group: str, by: str, kind: str, tests: int) -> pd.Series:
    """How far each group's index may move by the raters' scatter alone, at 5 % over all ``tests`` together (Bonferroni).

    Only raters who judged an object at both dates tell: their differences scatter around the object's mean difference
    with one pooled standard deviation s, and an index of objects with weights w moves by ``t · s · √Σ(w²/raters)``.

    Parameters
    ----------
    group, by
        Columns that name the field or force, and the object in it.
    kind
        ``product``: a row counts score × weight and all objects alike (:func:`expected_index`); ``mean``: a row counts
        its score and objects by weight (:func:`force_index`).

    Returns
    -------
    Series
        By group; missing where nobody judged the same object twice.
    """
    both = pairs(then, now, [group, by], kind)
    deviation, freedom = spread.pooled(both, [group, by], "moved")
    if not freedom:
        return pd.Series(dtype="float64")
    objects = both.groupby([group, by]).agg(raters=("rater", "size"), weight=("weight_now", "mean")).reset_index()
    heavy = objects["weight"] if kind == "mean" else objects["weight"] * 0 + 1.0
    share = heavy / heavy.groupby(objects[group]).transform("sum")
    scale = (share**2 / objects["raters"]).groupby(objects[group]).sum() ** 0.5
    return float(stats.t.ppf(1 - 0.025 / max(tests, 1), freedom)) * deviation * scale


def pairs(then: pd.DataFrame, now: pd.DataFrame, by: list[str], kind: str) -> pd.DataFrame:
    """Judgements of the same rater on the same object at both dates, with how far each ``moved``; see :func:`reach`."""
    both = then.merge(now, on=[*by, "rater"], suffixes=("_then", "_now"))
    if kind == "product":
        return both.assign(moved=both["score_now"] * both["weight_now"] - both["score_then"] * both["weight_then"])
    return both.assign(moved=both["score_now"] - both["score_then"])


def expected_index(objects: np.ndarray, score: np.ndarray, weight: np.ndarray) -> float:
    """Of PEST rows (signed impact, probability): mean over factors of the raters' mean; 0 for no rows."""
    if not len(score):
        return 0.0
    means = _means(objects, score * weight)
    return float(means[~np.isnan(means)].mean())


def force_index(objects: np.ndarray, score: np.ndarray, weight: np.ndarray) -> float:
    """Of drivers' rows: the mean score of each driver, weighted with its mean weight; 0 for no rows."""
    if not len(score):
        return 0.0
    score, weight = _means(objects, score), _means(objects, weight)
    return float(np.nansum(score * weight) / np.nansum(weight))


def _means(objects: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Mean of each object's known values, objects in order; sums are exact, so the order of rows cannot matter."""
    known: dict[int, list[float]] = {place: [] for place in sorted(set(objects.tolist()))}
    for place, one in zip(objects.tolist(), values.tolist(), strict=True):
        if one == one:
            known[place].append(one)
    return np.array([fsum(own) / len(own) if own else np.nan for own in known.values()])
