"""Money and margin of each customer and day: what the classes are judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from helpers.company.ledger import by_day, frame_of

if TYPE_CHECKING:
    from helpers.company import Company


def daily(company: Company) -> pd.DataFrame:
    """Per customer and day.

    Returns
    -------
    DataFrame
        ``customer, date, net, margin, costed`` in minor units, sorted by customer and date: net amount; amount less
        cost of the lines whose cost is known, and the amount of those lines; ``bought`` tells whether anything was
        sold on that day.
    """
    return by_day(company, _daily)


def _daily(orders: Any) -> pd.DataFrame:
    known = orders.cost.notnull()
    grouped = orders.group_by("customer", "date").aggregate(
        # sums of no row are filled in here: a column with gaps crosses from the engine cell by cell
        net=orders.amount.sum().cast("int64").fill_null(0),
        margin=(orders.amount - orders.cost).sum(where=known).cast("int64").fill_null(0),
        costed=orders.amount.sum(where=known).cast("int64").fill_null(0),
        bought=(orders.amount > 0).any().fill_null(False),
    )
    frame = frame_of(grouped)
    frame["customer"] = frame["customer"].astype("str")
    frame["date"] = pd.to_datetime(frame["date"]).astype("datetime64[us]")
    for name in ("net", "margin", "costed"):
        frame[name] = frame[name].fillna(0).astype("int64")
    frame["bought"] = frame["bought"].fillna(False).astype(bool)
    return frame.sort_values(["customer", "date"], kind="stable").reset_index(drop=True)


def table_costs(company: Company, start: pd.Timestamp, end: pd.Timestamp) -> pd.Series:
    """Costs of serving each customer that stand on no order line, between two days (minor units), by customer."""
    if not company.has("costs"):
        return pd.Series(dtype="int64")
    costs = company.table("costs")
    within = costs[costs["date"].between(start, end)]
    return within.groupby("customer")["amount"].sum().astype("int64")
