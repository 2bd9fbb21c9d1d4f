"""Recency, frequency and money of each customer, seen from a date and under a stated returns policy."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from helpers.classification.window import window

RETURNS = ("net", "cancel", "ignore")


def measure(
    purchases: pd.DataFrame,
    as_of: dt.date | str,
    *,
    window_months: int = 12,
    returns: str = "net",
    frequency: str = "days",
    cycle_days: int = 3,
) -> pd.DataFrame:
    """One row per customer who ever bought or returned by the as-of date.

    Parameters
    ----------
    purchases
        As of :func:`helpers.company.ledger.purchases`: ``customer, date, documents, sales, returns, net``.
    as_of
        Day everything is seen from; later rows are not known yet and play no part.
    window_months
        Months that frequency and money count. Recency and the own cycle look at everything known.
    returns
        ``net``: returns lower the money of the window, a purchase day stays one. ``cancel``: the same,
        and a day whose returns eat up its sales is no purchase. ``ignore``: returns are left out.
    frequency
        ``days``: distinct purchase days in the window. ``documents``: documents with a sale.
    cycle_days
        Fewest purchase days from which a customer has a cycle of its own.

    Returns
    -------
    DataFrame
        Sorted by customer: ``customer``; ``first``, ``last`` purchase day; ``purchase_days`` ever;
        ``recency_days``; ``cycle_days``, the median gap in days between purchase days (missing under
        ``cycle_days`` of them); ``recency_cycles`` = recency / cycle; ``frequency``; ``monetary`` in minor
        units; ``returned`` in the window (≤ 0).

    Notes
    -----
    Recency, frequency, monetary value after Hughes, A. M., Strategic Database Marketing; own-cycle
    recency because the same silence means different things to a weekly and to a yearly buyer (the
    point of Fader, P. S., Hardie, B. G. S., Lee, K. L. (2005), "RFM and CLV: using iso-value curves
    for customer base analysis", Journal of Marketing Research 42(4), 415–430: of two customers with equal
    recency the one who used to buy more often is the likelier to have left). The median gap assumes
    that a customer's rhythm did not change; it is not moved by one long pause.
    """
    known = purchases[purchases["date"] <= pd.Timestamp(as_of)]
    # customers as whole numbers in their order: sorting and grouping millions of days by text would take long
    place, names = pd.factorize(known["customer"], sort=True)
    known = known.assign(place=place)
    start, end = window(as_of, window_months)
    bought = known["net"] > 0 if returns == "cancel" else known["documents"] > 0
    days = known.loc[bought, ["place", "date"]].sort_values(["place", "date"], kind="stable")
    gap = days["date"].diff().dt.days.where(days["place"].eq(days["place"].shift()))
    ever = days.groupby("place")["date"].agg(first="min", last="max", purchase_days="size")
    ever["cycle_days"] = gap.groupby(days["place"]).median().astype("float64")

    inside = known[known["date"] >= start]
    money = "sales" if returns == "ignore" else "net"
    sums = inside.groupby("place")[[money, "returns"]].sum()
    counted = inside[bought.loc[inside.index]].groupby("place")["documents"]
    often = counted.sum() if frequency == "documents" else counted.size()

    frame = pd.DataFrame(index=pd.RangeIndex(len(names))).join(ever)
    frame["purchase_days"] = frame["purchase_days"].fillna(0).astype("int64")
    frame["cycle_days"] = frame["cycle_days"].where(frame["purchase_days"] >= max(cycle_days, 2))
    frame["recency_days"] = (end - frame["last"]).dt.days.astype("Int64")
    frame["recency_cycles"] = frame["recency_days"].astype("Float64").astype("float64") / frame["cycle_days"]
    frame["frequency"] = often.reindex(frame.index).fillna(0).astype("int64")
    frame["monetary"] = sums[money].reindex(frame.index).fillna(0).astype("int64")
    frame["returned"] = (sums["returns"] * (returns != "ignore")).reindex(frame.index).fillna(0).astype("int64")
    frame.index = pd.Index(names, name="customer", dtype="str")
    order = [
        "first",
        "last",
        "purchase_days",
        "recency_days",
        "cycle_days",
        "recency_cycles",
        "frequency",
        "monetary",
        "returned",
    ]
    for name in ("first", "last"):
        frame[name] = frame[name].astype("datetime64[us]")
    return frame[order].reset_index()
