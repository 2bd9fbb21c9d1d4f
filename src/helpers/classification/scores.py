"""Scores by published cut points: equal customers get equal scores, whatever the row order."""

from __future__ import annotations

import numpy as np
import pandas as pd

#: Column that is scored → the score's name. Less recency is better, so it is scored with its sign turned.
SCORED = {"recency_days": "r", "frequency": "f", "monetary": "m"}


def cut_values(values, levels: int = 5) -> np.ndarray:
    """Cut points of one measure: the observed values at 1/levels, 2/levels … of the distribution.

    Ties make cut points equal; then the levels between them stay empty. Nobody is ranked by the order
    of rows. Quantiles are those of the inverse empirical distribution (type 1 in Hyndman, R. J., Fan, Y.
    (1996), "Sample quantiles in statistical packages", The American Statistician 50(4), 361–365), so
    every cut point is a value that some customer has.

    Returns
    -------
    ndarray
        ``levels − 1`` values in ascending order, empty when there are no values.
    """
    values = np.asarray(values)
    if not len(values):
        return values[:0]
    ordered = np.sort(values)
    ranks = [-(-len(ordered) * step // levels) - 1 for step in range(1, levels)]
    return ordered[ranks]


def score_values(values, cuts) -> np.ndarray:
    """1 + the number of cut points that lie below the value."""
    return 1 + np.searchsorted(np.asarray(cuts), np.asarray(values), side="left")


def cut_points(measures: pd.DataFrame, levels: int = 5) -> pd.DataFrame:
    """Cut points of recency, frequency and money over repeat customers.

    Parameters
    ----------
    measures
        As of :func:`helpers.classification.rfm.measure`. Customers with one purchase day are a class
        of their own and move no cut point.

    Returns
    -------
    DataFrame
        One row per score from the lowest: ``score``, ``share`` (of repeat customers at or under the cut
        point), ``recency_days`` (the score needs fewer days than this), ``frequency`` and ``monetary``
        (it needs more than this); missing for score 1 and when nobody repeats. ``recency_customers`` …
        count who has the score.
    """
    repeat = measures[measures["purchase_days"] >= 2]
    table = pd.DataFrame({"score": np.arange(1, levels + 1, dtype="int64")})
    table["share"] = [np.nan, *(step / levels for step in range(1, levels))]
    for column in SCORED:
        sign = -1 if column == "recency_days" else 1
        values = repeat[column].to_numpy(dtype="int64") * sign
        cuts = cut_values(values, levels)
        held = (
            np.bincount(score_values(values, cuts), minlength=levels + 1)[1:]
            if len(cuts)
            else np.zeros(levels, "int64")
        )
        table[column] = pd.array([pd.NA, *(cuts * sign if len(cuts) else [pd.NA] * (levels - 1))], dtype="Int64")
        table[f"{column.split('_')[0]}_customers"] = held.astype("int64")
    return table


def score(measures: pd.DataFrame, cuts: pd.DataFrame) -> pd.DataFrame:
    """Scores ``r``, ``f``, ``m`` (Int64) beside the measures; missing for who did not buy twice."""
    frame = measures.copy()
    repeat = (frame["purchase_days"] >= 2).to_numpy()
    for column, name in SCORED.items():
        sign = -1 if column == "recency_days" else 1
        points = cuts[column].dropna().to_numpy(dtype="int64") * sign
        values = frame[column].fillna(0).to_numpy(dtype="int64") * sign
        frame[name] = pd.array(score_values(values, points), dtype="Int64")
        frame.loc[~repeat, name] = pd.NA
    return frame


def collapsed(cuts: pd.DataFrame) -> dict[str, list[int]]:
    """Scores that nobody has because of ties, by measure."""
    names = {column: f"{column.split('_')[0]}_customers" for column in SCORED}
    empty = {column: cuts.loc[cuts[name] == 0, "score"].tolist() for column, name in names.items()}
    return {column: scores for column, scores in empty.items() if scores and len(scores) < len(cuts)}
