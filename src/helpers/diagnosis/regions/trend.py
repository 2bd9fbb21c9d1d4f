"""Method 6, trend and season by region: how each region's customers changed, and its own year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.diagnosis.raters import holm
from helpers.diagnosis.sales.period import Period

if TYPE_CHECKING:
    from helpers.company import Company

#: A region with fewer comparable customers is not tested.
LEAST = 5


def changes(company: Company, then: Period, now: Period, orders_least: int, purchases: pd.DataFrame) -> pd.DataFrame:
    """Customers that bought in both periods: ``customer, region, before, after, change`` (logarithm), ``sold_on``.

    A dealer that reports what it sells on is judged by that, at our average price of each product: what it buys
    shows what was loaded into its store (Lee, Padmanabhan and Whang 1997, Management Science 43(4)). Its record must
    reach over both periods.
    """
    regions = company.table("customers").set_index("customer")["region"]
    sides = []
    for period in (then, now):
        part = purchases[purchases["date"].between(pd.Timestamp(period.start), pd.Timestamp(period.end))]
        sums = part.groupby("customer")[["net", "documents"]].sum()
        sides.append(sums.loc[sums["documents"] >= orders_least, "net"].astype("float64"))
    found = pd.DataFrame({"before": sides[0], "after": sides[1]}).dropna()
    found["sold_on"] = False
    dealers = _sold_on(company, then, now)
    found = pd.concat([found[~found.index.isin(dealers.index)], dealers]).sort_index()
    found = found[(found["before"] > 0) & (found["after"] > 0)]
    found["change"] = np.log(found["after"].astype(float) / found["before"].astype(float))
    found["region"] = regions.reindex(found.index)
    return found[found["region"].notna()].rename_axis("customer").reset_index()


def _sold_on(company: Company, then: Period, now: Period) -> pd.DataFrame:
    columns = ["before", "after", "sold_on"]
    if not company.has("sell_out") or not company.has("orders", "product", "quantity"):
        return pd.DataFrame(columns=columns)
    orders, out = company.expr("orders"), company.table("sell_out")
    sold = orders.filter((orders.amount > 0) & (orders.quantity > 0) & orders["product"].notnull())
    grouped = sold.group_by("product").aggregate(
        amount=sold.amount.sum().cast("int64"), quantity=sold.quantity.sum().cast("float64")
    )
    totals = grouped.to_pandas().set_index("product")
    out["worth"] = out["quantity"] * out["product"].map(totals["amount"].astype("float64") / totals["quantity"])
    out = out[out["worth"].notna()]
    first = out.groupby("customer")["date"].min()
    whole = first[first <= pd.Timestamp(then.start) + pd.DateOffset(months=1)].index
    out = out[out["customer"].isin(whole)]
    sides = [
        out[out["date"].between(pd.Timestamp(p.start), pd.Timestamp(p.end))].groupby("customer")["worth"].sum()
        for p in (then, now)
    ]
    found = pd.DataFrame({"before": sides[0], "after": sides[1]}).dropna()
    return found.assign(sold_on=True)


def behind(changed: pd.DataFrame) -> pd.DataFrame:
    """Each region's customers against all others'.

    One-sided Mann–Whitney test of the customers' own changes (Mann and Whitney 1947, Annals of Mathematical
    Statistics 18(1)), Holm over the regions; the difference is Hodges and Lehmann's (1963), its interval the one
    that belongs to the test.

    Returns
    -------
    DataFrame
        By region: ``compared`` (customers), ``fell`` (of them, who bring less), ``median`` (change of the median customer, a share), ``rest``,
        ``less, less_low, less_high`` (difference as a share of what it would be), ``p``, ``before`` (their revenue).
    """
    from scipy import stats

    rows, p_values = {}, {}
    for region, part in changed.groupby("region", sort=True):
        rest = changed[changed["region"] != region]["change"].to_numpy()
        own = part["change"].to_numpy()
        row = {"compared": len(own), "median": float(np.expm1(np.median(own))), "before": float(part["before"].sum())}
        row["fell"] = int((own < 0).sum())
        row["spread"] = float(np.std(own, ddof=1)) if len(own) > 1 else np.nan
        if len(own) >= LEAST and len(rest) >= LEAST:
            row["rest"] = float(np.expm1(np.median(rest)))
            row |= dict(zip(("less", "less_low", "less_high"), np.expm1(shift(own, rest)), strict=True))
            p_values[region] = float(stats.mannwhitneyu(own, rest, alternative="less").pvalue)
        rows[region] = row
    columns = ["compared", "fell", "median", "rest", "less", "less_low", "less_high", "before", "spread"]
    found = pd.DataFrame.from_dict(rows, orient="index", columns=columns).astype("float64")
    found["p"] = pd.Series(holm(p_values), dtype="float64").reindex(found.index)
    return found


def shift(own: np.ndarray, rest: np.ndarray) -> tuple[float, float, float]:
    """Hodges and Lehmann's shift of one sample against another, with the interval of the rank test (normal
    approximation; Hollander and Wolfe 1999, *Nonparametric Statistical Methods*, section 4.3)."""
    pairs = np.sort((own[:, None] - rest[None, :]).ravel())
    n, m = len(own), len(rest)
    edge = int(np.floor(n * m / 2 - 1.959964 * np.sqrt(n * m * (n + m + 1) / 12)))
    edge = min(max(edge, 0), len(pairs) // 2)
    return float(np.median(pairs)), float(pairs[edge]), float(pairs[-edge - 1])


def rolling(monthly: pd.DataFrame) -> pd.DataFrame:
    """Twelve-month sums by region, the first being 100: no season is left in them.

    ``monthly`` is ``month, value, net`` of :func:`helpers.company.ledger.monthly_by`. Returns ``region, month, net,
    index``; no rows for regions with fewer than thirteen months of the firm.
    """
    wide = _wide(monthly)
    sums = wide.rolling(12).sum().dropna(how="all")
    parts = []
    for region in wide.columns:
        own = sums[region]
        first = own.iloc[0] if len(own) else np.nan
        index = own / first * 100 if len(own) > 1 and first > 0 else np.nan
        parts.append(pd.DataFrame({"region": region, "month": own.index, "net": own.to_numpy(), "index": index}))
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["region", "month", "net", "index"])
    return found[found["index"].notna()].reset_index(drop=True)


def seasons(monthly: pd.DataFrame) -> pd.DataFrame:
    """Effect of each month of the year by region: ratio to the centred twelve-month mean, averaged over the years
    (classical decomposition; Makridakis, Wheelwright and Hyndman 1998, section 3/4).

    Returns ``region, number, effect`` (share above or below), ``years``; of regions with two whole years.
    """
    wide = _wide(monthly)
    centred = wide.rolling(12).mean().rolling(2).mean().shift(-6)
    rows = []
    for region in wide.columns:
        ratio = (wide[region] / centred[region].where(centred[region] > 0)).dropna()
        if len(ratio) < 12:
            continue
        grouped = ratio.groupby(ratio.index.month)
        effect = grouped.mean()
        effect = effect / effect.mean() - 1
        rows += [(region, int(n), float(effect[n]), int(grouped.size()[n])) for n in effect.index]
    return pd.DataFrame(rows, columns=["region", "number", "effect", "years"])


def _wide(monthly: pd.DataFrame) -> pd.DataFrame:
    known = monthly[monthly["value"].notna()]
    if known.empty:
        return pd.DataFrame()
    wide = known.pivot_table(index="month", columns="value", values="net", aggfunc="sum").astype("float64")
    months = pd.date_range(wide.index.min(), wide.index.max(), freq="MS")
    return wide.reindex(months).fillna(0.0)
