"""What our own data say of each region: revenue, customers, channel, visits. Methods 4 and 5 rest on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.diagnosis.sales.period import Period

if TYPE_CHECKING:
    from helpers.company import Company

COLUMNS = [
    "revenue",
    "customers",
    "active",
    "largest",
    "margin",
    "direct",
    "dealers",
    "owners",
    "per_owner",
    "seen",
    "visits",
]


def customers_in(company: Company, window: Period, purchases: pd.DataFrame) -> pd.DataFrame:
    """One row a customer with a region: ``region, channel, owner, revenue, cost`` (minor units), ``active, visits``.

    ``cost`` is missing unless every line in the window that has an amount has one; ``visits`` counts contacts of the
    window that are no complaints. ``purchases`` is that of :func:`helpers.company.ledger.purchases`.
    """
    people = company.table("customers").set_index("customer")[["name", "region", "channel", "owner"]]
    people = people[people["region"].notna()].copy()
    inside = purchases["date"].between(pd.Timestamp(window.start), pd.Timestamp(window.end))
    sums = purchases[inside].groupby("customer")[["net", "sales"]].sum().reindex(people.index).fillna(0)
    people["revenue"], people["active"] = sums["net"].astype("int64"), sums["sales"] > 0
    people["cost"] = _costs(company, window).reindex(people.index)
    people["visits"] = np.nan
    if company.has("activities"):
        seen = company.table("activities")
        seen = seen[seen["date"].between(pd.Timestamp(window.start), pd.Timestamp(window.end))]
        seen = seen[seen["kind"].isna() | (seen["kind"] != "complaint")]
        people["visits"] = seen.groupby("customer").size().reindex(people.index).fillna(0).astype(float)
    return people


def _costs(company: Company, window: Period) -> pd.Series:
    """Cost of each customer's lines in the window, grouped in the engine; missing where a line has none."""
    orders = company.expr("orders")
    within = orders.filter((orders.date >= pd.Timestamp(window.start)) & (orders.date <= pd.Timestamp(window.end)))
    grouped = within.group_by("customer").aggregate(
        cost=within.cost.sum().cast("int64"), missing=within.cost.isnull().sum().cast("int64")
    )
    frame = grouped.to_pandas().set_index("customer")
    return frame["cost"].astype("float64").where(frame["missing"] == 0)


def by_region(people: pd.DataFrame) -> pd.DataFrame:
    """By region: revenue, customers known and active, gross margin, channel, salespersons, customers seen.

    Returns
    -------
    DataFrame
        ``revenue``; ``customers`` (known), ``active``; ``largest`` (share of the largest customer); ``margin`` (share, of customers whose costs are known);
        ``direct`` (share of revenue not through dealers, missing without channels), ``dealers`` (active ones);
        ``owners`` and ``per_owner`` (active customers a salesperson); ``seen`` (active customers with a contact),
        ``visits`` (contacts an active customer); ``unseen_revenue`` of active customers nobody saw.
    """
    rows = {}
    for region, part in people.groupby("region", sort=True):
        active = part[part["active"]]
        costed = active[active["cost"].notna() & (active["revenue"] > 0)]
        told = active[active["channel"].notna() & (active["revenue"] > 0)]
        owners = active["owner"].dropna().nunique()
        seen = active["visits"].notna().any()
        rows[region] = {
            "revenue": int(part["revenue"].sum()),
            "customers": len(part),
            "active": len(active),
            "largest": part["revenue"].max() / part["revenue"].sum() if part["revenue"].sum() > 0 else np.nan,
            "margin": 1 - costed["cost"].sum() / costed["revenue"].sum() if len(costed) else np.nan,
            "direct": told.loc[told["channel"] == "direct", "revenue"].sum() / told["revenue"].sum()
            if len(told)
            else np.nan,
            "dealers": int((told["channel"] == "dealer").sum()) if len(told) else np.nan,
            "owners": owners if owners else np.nan,
            "per_owner": len(active) / owners if owners else np.nan,
            "seen": int((active["visits"] > 0).sum()) if seen else np.nan,
            "visits": active["visits"].mean() if seen else np.nan,
            "unseen_revenue": int(active.loc[active["visits"] == 0, "revenue"].sum()) if seen else np.nan,
        }
    return pd.DataFrame.from_dict(rows, orient="index", columns=[*COLUMNS, "unseen_revenue"])


def coverage(regions: pd.DataFrame) -> pd.DataFrame:
    """Share of active customers that were seen, with Wilson's interval, and whether it is lower than elsewhere.

    Returns
    -------
    DataFrame
        By region ``covered, covered_low, covered_high, p``: one-sided exact test against all other regions, Holm.
    """
    from scipy import stats
    from statsmodels.stats.proportion import proportion_confint

    from helpers.diagnosis.raters import holm

    told = regions[regions["seen"].notna() & (regions["active"] > 0)]
    rows, p_values = {}, {}
    for region, row in told.iterrows():
        low, high = proportion_confint(int(row["seen"]), int(row["active"]), method="wilson")
        rows[region] = {"covered": row["seen"] / row["active"], "covered_low": low, "covered_high": high}
        rest = told.drop(index=region)
        a, n, b, m = int(row["seen"]), int(row["active"]), int(rest["seen"].sum()), int(rest["active"].sum())
        if m:
            p_values[region] = float(stats.fisher_exact([[n - a, a], [m - b, b]], alternative="greater")[1])
    found = pd.DataFrame.from_dict(rows, orient="index", columns=["covered", "covered_low", "covered_high"])
    found["p"] = pd.Series(holm(p_values), dtype="float64").reindex(found.index)
    return found.astype("float64")
