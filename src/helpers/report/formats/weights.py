"""Scores of customers put together by weights: a weighted mean, equal customers at equal ranks.

Source: the weighted sum of scores as in Keeney, R. L., Raiffa, H. (1976), Decisions with Multiple Objectives;
it assumes that the scores are on one scale and that a low one can be made up for by a high one.
"""

from __future__ import annotations

import pandas as pd

from helpers.language import msg
from helpers.report.formats.customers import KEY, Customers, first_money
from helpers.station import Column

#: More customers than this are too slow for a spreadsheet's formulas.
LIMIT = 5_000


def criteria(people: Customers) -> list[str]:
    """Columns that are scores."""
    return [name for name, column in people.table.columns.items() if column.unit == "score"]


def weighed(people: Customers, weights: list[float] | None = None) -> pd.DataFrame | None:
    """Per customer with all scores: ``customer, name, money, scores, score, rank, place``; ``None`` above :data:`LIMIT`.

    Parameters
    ----------
    weights
        One for each of :func:`criteria`, at least 0; all 1 when not given.

    Returns
    -------
    DataFrame
        In the order of codes. ``money`` is the first column of money (minor units; zero where there is none, the column
        itself in ``attrs``); ``score`` is the weighted mean, rounded to six decimals; ``rank`` is shared by equal
        scores; ``place`` puts equal ones by their money, and those with equal money in the order of codes.
    """
    names = criteria(people)
    rows = people.table.rows
    rows = rows[rows[names].notna().all(axis=1)]
    if len(rows) > LIMIT:
        return None
    given = weights or [1.0] * len(names)
    total = sum(given)
    money = first_money(people.table)
    scores = rows[names].astype("float64")
    score = (scores * given).sum(axis=1).div(total).round(6) if total else scores.sum(axis=1) * 0
    told = pd.DataFrame(
        {
            "customer": rows[KEY].astype(str).to_numpy(),
            "name": (rows["name"] if "name" in rows else rows[KEY]).astype(str).to_numpy(),
            "money": rows[money].fillna(0).astype("int64").to_numpy() if money else 0,
            "scores": [tuple(map(int, line)) for line in scores.itertuples(index=False)],
            "score": score.to_numpy(),
        }
    )
    told["rank"] = told["score"].rank(method="min", ascending=False).astype("int64")
    order = told.sort_values(["score", "money", "customer"], ascending=[False, False, True])
    told["place"] = order.assign(n=range(1, len(told) + 1))["n"]
    told.attrs["column"] = people.table.columns[money] if money else Column(msg("Net revenue"), "money")
    return told
