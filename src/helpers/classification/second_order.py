"""How many first-time buyers come back, and how fast: what a second order is worth asking for."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from helpers.classification.first import entered_before, without_date
from helpers.classification.intervals import wilson
from helpers.classification.window import window


def second_orders(
    purchases: pd.DataFrame,
    as_of: dt.date | str,
    *,
    new_months: int = 6,
    returns: str = "net",
    created: pd.Series | None = None,
    level: float = 0.95,
) -> dict:
    """Share of customers who bought a second time within ``new_months`` of their first purchase.

    Counted are customers who were new then: entered after the data begin or, where no entry date can be
    used, first seen at least ``new_months`` after they begin (who is seen earlier may have bought before).
    Their first purchase lies at least ``new_months`` before the as-of date (later ones have not had the
    time yet), so every one is seen for the same span.

    Parameters
    ----------
    created
        Date of entry by customer (index), or ``None``.

    Returns
    -------
    dict
        ``customers, back, share, low, high`` (Wilson) and ``days``: the median number of days to
        the second purchase among those who came back (NaN when nobody did); ``before`` and ``early``:
        left out as entered before the data begin, and as seen first in their first months without a usable date.
    """
    known = purchases[purchases["date"] <= pd.Timestamp(as_of)]
    bought = known["net"] > 0 if returns == "cancel" else known["documents"] > 0
    days = known.loc[bought, ["customer", "date"]].sort_values(["customer", "date"], kind="stable")
    first = days.groupby("customer")["date"].min()
    second = days[days["customer"].duplicated()].groupby("customer")["date"].min()
    entered = None if created is None else pd.to_datetime(created.reindex(first.index))
    begin = days["date"].min() + pd.DateOffset(months=new_months) if len(days) else pd.NaT
    seen = first < window(as_of, new_months)[0]
    before = entered_before(first, entered)
    early = without_date(first, entered) & (first < begin)
    cohort = first[seen & ~before & ~early]
    wait = (second.reindex(cohort.index) - cohort).dt.days
    back = wait[second.reindex(cohort.index) <= cohort + pd.DateOffset(months=new_months)]
    low, high = wilson(len(back), len(cohort), level)
    share = len(back) / len(cohort) if len(cohort) else float("nan")
    return {
        "customers": len(cohort),
        "back": len(back),
        "share": share,
        "low": low,
        "high": high,
        "days": float(back.median()),
        "before": int((seen & before).sum()),
        "early": int((seen & early).sum()),
    }
