"""Ways to choose the same number of customers: a list each, ties shared out evenly."""

from __future__ import annotations

import numpy as np
import pandas as pd

METHODS = ("ours", "revenue", "rfm", "grades")


def best(score, number: int) -> np.ndarray:
    """The ``number`` best scores as weights between 0 and 1.

    Customers of equal score at the edge get equal parts of the places left, which is what choosing among them at
    random gives on average: no order of rows or codes decides. Missing scores come last, also sharing.
    """
    values = np.asarray(pd.Series(score, dtype="float64").fillna(-np.inf))
    if not len(values) or number <= 0:
        return np.zeros(len(values))
    number = min(number, len(values))
    edge = np.sort(values)[::-1][number - 1]
    above = values > edge
    tied = values == edge
    return above + tied * (number - above.sum()) / tied.sum()


def grades(letters: pd.Series) -> pd.Series:
    """Grades as scores, first letter of the alphabet best; missing stays missing."""
    known = sorted(letters.dropna().unique())
    return letters.map({letter: float(-place) for place, letter in enumerate(known)}).astype("float64")


def lists(people: pd.DataFrame) -> dict[str, np.ndarray]:
    """Each method's choice of as many customers as ours names key or growth.

    Parameters
    ----------
    people
        One row a customer: ``class``, ``revenue`` (of the window before), ``rfm`` (sum of the three scores, missing
        for one-time buyers) and ``grade`` where one was kept.

    Returns
    -------
    dict
        Method → weight of each customer; ``grades`` only when at least a third of the customers had one.
    """
    ours = people["class"].isin(["key", "growth"]).to_numpy(dtype="float64")
    number = int(ours.sum())
    found = {"ours": ours, "revenue": best(people["revenue"], number), "rfm": best(people["rfm"], number)}
    if len(people) and people["grade"].notna().mean() >= 1 / 3 and people["grade"].nunique() > 1:
        found["grades"] = best(grades(people["grade"]), number)
    return found
