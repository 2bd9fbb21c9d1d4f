"""Was the overdue rule right before? The same rule at an earlier date, and who bought again after it."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from helpers.classification.intervals import wilson
from helpers.classification.rfm import measure
from helpers.classification.window import window


def overdue_before(
    purchases: pd.DataFrame,
    as_of: dt.date | str,
    *,
    check_months: int = 6,
    overdue_cycles: float = 2.0,
    overdue_days: int = 30,
    lapsed_months: int = 12,
    returns: str = "net",
    cycle_days: int = 3,
    level: float = 0.95,
) -> pd.DataFrame:
    """Customers with a rhythm, ``check_months`` before the as-of date: overdue or not, and back since or not.

    The earlier class uses nothing that was known only later.

    Returns
    -------
    DataFrame
        Rows ``overdue`` and ``in_rhythm``: ``group, customers, back`` (bought again by the as-of date),
        ``share, low, high`` (Wilson interval at ``level``).
    """
    start, end = window(as_of, check_months)
    then = measure(purchases, start - pd.Timedelta(days=1), returns=returns, cycle_days=cycle_days)
    then = then[then["cycle_days"].notna()]
    silent = then["recency_cycles"] > overdue_cycles
    gone = (then["last"] < window(start - pd.Timedelta(days=1), lapsed_months)[0]) & silent
    overdue = silent & (then["recency_days"] >= overdue_days).astype(bool)
    bought = purchases["net"] > 0 if returns == "cancel" else purchases["documents"] > 0
    since = purchases.loc[bought & purchases["date"].between(start, end), "customer"]
    back = then["customer"].isin(since.unique())
    rows = []
    for group, members in (("overdue", overdue & ~gone), ("in_rhythm", ~overdue & ~gone)):
        customers, returned = int(members.sum()), int((members & back).sum())
        low, high = wilson(returned, customers, level)
        share = returned / customers if customers else float("nan")
        rows.append(
            {"group": group, "customers": customers, "back": returned, "share": share, "low": low, "high": high}
        )
    return pd.DataFrame(rows)
