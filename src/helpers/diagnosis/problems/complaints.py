"""Without a list of problems: complaints by type, from the record of activities."""

from __future__ import annotations

import pandas as pd


def complaints(activities: pd.DataFrame, since: pd.Timestamp) -> pd.DataFrame:
    """Complaints from a day on as rows of the table ``problems``: one a type, counted a year.

    Returns ``problem, times, rater, date`` and the table's other columns empty; no rows where nobody complained or no
    type was written down.
    """
    from helpers.company.schema import tables

    found = activities[
        (activities["kind"] == "complaint") & activities["purpose"].notna() & (activities["date"] >= since)
    ]
    columns = list(tables()["problems"].names)
    if found.empty:
        return pd.DataFrame(columns=columns)
    years = max((found["date"].max() - since).days / 365.25, 1.0)
    times = found.groupby("purpose").size() / years
    rows = pd.DataFrame({"problem": times.index, "times": times.to_numpy(), "rater": "", "date": found["date"].max()})
    return rows.reindex(columns=columns)
