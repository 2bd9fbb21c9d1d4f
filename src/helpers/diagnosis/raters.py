"""Scores of several raters who lean: what they say of each thing once the leanings are taken out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

LEVEL = 0.95


@dataclass(frozen=True)
class Rated:
    """Scores freed of their raters' leanings.

    Attributes
    ----------
    things
        By thing: ``value, low, high, error`` (standard error among the things), ``count`` (scores), ``raters``.
    raters
        ``rater, group, lean`` (above or below the reference raters of the group), ``low, high, count``.
    spread
        Standard deviation of one score once thing and rater are known; 0 when all agree.
    freedom
        Degrees of freedom behind ``spread``.
    between
        Standard deviation of the raters' leanings, sampling noise taken off; it is in the interval of an absolute
        level only.
    adjusted
        False where leanings cannot be told from things (one rater, or raters that share no thing).
    covariance
        Of the values, in the order of ``things``.
    """

    things: pd.DataFrame
    raters: pd.DataFrame
    spread: float
    freedom: int
    between: float
    adjusted: bool
    covariance: np.ndarray


def fit(
    thing: pd.Series,
    rater: pd.Series,
    score: pd.Series,
    group: pd.Series | None = None,
    reference: set[tuple[str, str]] | None = None,
    *,
    absolute: bool = False,
    by_scores: bool = False,
) -> Rated:
    """Score = thing + leaning of the rater + chance, by least squares.

    The value of a thing is what its group's reference raters would give on average, whoever rated it (Raymond and
    Viswesvaran 1993, Journal of Educational Measurement 30(3): 253–268). Leanings are the same for all things of a
    group. Intervals are Student's. Where raters share no thing, leanings and things cannot be told apart; then plain
    means are given and ``adjusted`` is false.

    Parameters
    ----------
    thing, rater, score
        One row a score; rows without score are left out.
    group
        Raters may lean differently in each group of things (our own firm and others); one group when not given.
    reference
        ``(group, rater)`` pairs whose average counts; all when not given.
    absolute
        Put the raters' own spread into the intervals: they are a few of many who might have been asked
        (Satterthwaite 1946, Biometrics Bulletin 2(6)). Without it intervals are for comparing things.
    by_scores
        Reference raters count in the average as often as they scored, where they scored as often as they liked: one
        strict visit by somebody new must not move the level of every region. Else all count alike.
    """
    frame = pd.DataFrame({"thing": thing, "rater": rater, "score": pd.to_numeric(score)})
    frame["group"] = "" if group is None else group
    frame = frame.dropna().sort_values(["group", "thing", "rater", "score"], kind="stable", ignore_index=True)
    if frame.empty:
        return _nothing()
    listed = frame["thing"].tolist()
    both = list(zip(frame["group"].tolist(), frame["rater"].tolist(), strict=True))
    names, pairs = list(dict.fromkeys(listed)), sorted(set(both))
    of = dict(zip(reversed(listed), (group for group, _ in reversed(both)), strict=True))
    design = np.zeros((len(frame), len(names) + len(pairs)))
    at = {name: place for place, name in enumerate(names)}
    put = {pair: len(names) + place for place, pair in enumerate(pairs)}
    rows = np.arange(len(frame))
    design[rows, [at[name] for name in listed]] = 1
    design[rows, [put[pair] for pair in both]] = 1
    scores = Counter(both)
    size = scores if by_scores else dict.fromkeys(pairs, 1)
    wanted = np.zeros((len(names), design.shape[1]))
    for place, name in enumerate(names):
        wanted[place, place] = 1
        own = [pair for pair in pairs if pair[0] == of[name]]
        count = [pair for pair in own if reference is None or pair in reference] or own
        for pair in count:
            wanted[place, put[pair]] += size[pair] / sum(size[other] for other in count)
    inverse = np.linalg.pinv(design.T @ design, rcond=1e-10, hermitian=True)
    adjusted = np.allclose(wanted @ inverse @ (design.T @ design), wanted, atol=1e-7)
    if not adjusted:
        design, wanted = design[:, : len(names)], np.eye(len(names))
        inverse = np.diag(1 / design.sum(axis=0))
    beta = inverse @ design.T @ frame["score"].to_numpy(float)
    residual = frame["score"].to_numpy(float) - design @ beta
    freedom = len(frame) - int(np.linalg.matrix_rank(design))
    squares = float(residual @ residual)
    spread = np.sqrt(squares / freedom) if freedom > 0 else np.nan
    spread = 0.0 if freedom > 0 and spread < 1e-9 else spread
    covariance = wanted @ inverse @ wanted.T * spread**2
    value = wanted @ beta
    leans, between = _leanings(scores, pairs, put, beta, inverse, spread, freedom, reference, adjusted, size)
    error = np.sqrt(np.clip(np.diag(covariance), 0, None))
    wide, free = error, np.full(len(names), float(max(freedom, 0)))
    if absolute:
        wide, free = _absolute(error, freedom, between, [len({p for p in pairs if p[0] == of[n]}) for n in names])
    low, high = _ends(value, wide, free)
    grouped = frame.groupby("thing", sort=False)["rater"]
    things = pd.DataFrame({"value": value, "low": low, "high": high, "error": error}, index=names)
    things["count"], things["raters"] = grouped.size(), grouped.nunique()
    return Rated(things, leans, float(spread), freedom, between, bool(adjusted and len(pairs) > 1), covariance)


def _leanings(
    scores, pairs, put, beta, inverse, spread, freedom, reference, adjusted, size
) -> tuple[pd.DataFrame, float]:
    """Each rater's leaning against the reference raters of the group, and how far leanings differ."""
    rows, between = [], []
    for group in sorted({pair[0] for pair in pairs}):
        own = [pair for pair in pairs if pair[0] == group]
        count = [pair for pair in own if reference is None or pair in reference] or own
        part = []
        for pair in own:
            lean = error = np.nan
            if adjusted and len(own) > 1:
                contrast = np.zeros(len(beta))
                contrast[put[pair]] += 1
                for other in count:
                    contrast[put[other]] -= size[other] / sum(size[each] for each in count)
                lean = float(contrast @ beta)
                error = float(np.sqrt(max(contrast @ inverse @ contrast, 0)) * spread)
            part.append((lean, error))
            low, high = _ends(np.array([lean]), np.array([error]), np.array([float(max(freedom, 0))]))
            rows.append((pair[1], group, lean, float(low[0]), float(high[0]), scores[pair]))
        if adjusted and len(own) > 1:
            leans = np.array([lean for lean, _ in part])
            noise = np.nanmean(np.square([error for _, error in part])) if freedom > 0 else 0.0
            between.append(max(float(np.var(leans, ddof=1)) - noise, 0.0))
    table = pd.DataFrame(rows, columns=["rater", "group", "lean", "low", "high", "count"])
    return table, float(np.sqrt(max(between))) if between else float("nan")


def _absolute(error, freedom, between, raters) -> tuple[np.ndarray, np.ndarray]:
    """Standard errors with the raters' own spread, and Satterthwaite's degrees of freedom."""
    wide, free = [], []
    for one, count in zip(error, raters, strict=True):
        if count < 2 or np.isnan(between):
            wide.append(np.nan)
            free.append(0.0)
            continue
        parts = np.array([one**2 if freedom > 0 else 0.0, between**2 / count])
        own = np.array([max(freedom, 1), count - 1], float)
        total = parts.sum()
        wide.append(np.sqrt(total))
        free.append(total**2 / max((parts**2 / own).sum(), 1e-300) if total > 0 else own.sum())
    return np.array(wide), np.array(free)


def _ends(value: np.ndarray, error: np.ndarray, freedom: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    from scipy import stats

    known = (freedom > 0) & np.isfinite(error)
    reach = np.where(known, stats.t.ppf(0.5 + LEVEL / 2, np.where(known, freedom, 1)) * error, np.nan)
    return value - reach, value + reach


def _nothing() -> Rated:
    things = pd.DataFrame(columns=["value", "low", "high", "error", "count", "raters"], dtype="float64")
    raters = pd.DataFrame(columns=["rater", "group", "lean", "low", "high", "count"])
    return Rated(things, raters, float("nan"), 0, float("nan"), False, np.zeros((0, 0)))


def latest(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Each rater's last judgement of each thing; judgements of one day are kept all."""
    day = frame.groupby([*keys, "rater"], dropna=False)["date"].transform("max")
    return frame[frame["date"] == day].reset_index(drop=True)


def holm(p_values: dict) -> dict:
    """Adjusted p-values that hold the rate of any false alarm (Holm 1979, Scandinavian Journal of Statistics 6(2)).

    Returns them by key, smallest first.
    """
    ordered = sorted(p_values, key=lambda key: (p_values[key], str(key)))
    found, worst = {}, 0.0
    for place, key in enumerate(ordered):
        worst = max(worst, min(1.0, p_values[key] * (len(ordered) - place)))
        found[key] = worst
    return found
