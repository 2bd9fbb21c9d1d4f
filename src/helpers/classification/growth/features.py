"""What is seen of each account on a day: a dozen measures, each against the other accounts of that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.classification import potential
from helpers.classification.window import window

if TYPE_CHECKING:
    from helpers.company import Company

#: Accounts that a group's usual trend is drawn towards that of all by.
SHRINK = 5.0


def features(company: Company, people: pd.DataFrame, member: pd.Series, rules) -> pd.DataFrame:
    """Measures of the accounts that have a past, on the company's own date.

    Parameters
    ----------
    company
        Cut back to the day, so that nothing later is known.
    people
        One row an account: as of :func:`helpers.classification.growth.view.view`.
    member
        Customer → account.

    Returns
    -------
    DataFrame
        Accounts × measures. Each is the normal score of its rank among the accounts of the day (ties share a rank,
        what is unknown is zero, the middle); only measures that the folder can tell. So season, price level and
        currency cancel, and no single giant counts for more than first place.
    """
    index, end = people.index, pd.Timestamp(company.date)
    raw = _of_purchases(people) | _of_lines(company, index, member, end) | _of_peers(company, people, member, rules)
    raw |= _of_contact(company, index, member, end)
    frame = pd.DataFrame({name: np.asarray(values, dtype="float64") for name, values in raw.items()}, index=index)
    told = [name for name in frame if frame[name].nunique(dropna=True) > 1]
    return frame[told].apply(normal_scores)


def normal_scores(values: pd.Series) -> pd.Series:
    """Normal quantiles of the mid-ranks; missing is zero.

    Notes
    -----
    Blom, G. (1958), Statistical Estimates and Transformed Beta-Variables, Wiley: (rank − 3/8) / (n + 1/4).
    """
    from scipy.special import ndtri

    known = values.notna()
    scores = ndtri((values[known].rank(method="average") - 0.375) / (known.sum() + 0.25))
    return pd.Series(scores, index=values.index).fillna(0.0)


def _ratio(one, two, floor: float) -> np.ndarray:
    return np.log((np.clip(one, 0, None) + floor) / (np.clip(two, 0, None) + floor))


def _of_purchases(people: pd.DataFrame) -> dict[str, np.ndarray]:
    floor = 0.05 * max(float(people["year"].median()), 1.0)
    first, last = people["year"] - people["half"], people["half"]
    days_first = people["days"] - people["half_days"]
    with np.errstate(divide="ignore", invalid="ignore"):
        single = np.log((last / people["half_days"]).where(people["half_days"] > 0)) - np.log(
            (first / days_first).where(days_first > 0)
        )
        margin = (people["margin"] / people["costed"]).where(people["costed"] > 0)
        through = np.log((people["year"] / people["bought"]).where((people["bought"] > 0) & people["judged"]))
    return {
        "size": people["year"],
        "trend": _ratio(last, first, floor),
        "late": _ratio(people["quarter"] * 4, people["year"], floor),
        "days": people["days"],
        "rhythm": np.log((people["half_days"] + 0.5) / (days_first + 0.5)),
        "silence": people["silent"] * people["days"],
        "single": single.replace([np.inf, -np.inf], np.nan),
        "margin": margin,
        "through": through.replace([np.inf, -np.inf], np.nan),
    }


def _of_lines(company: Company, index: pd.Index, member: pd.Series, end: pd.Timestamp) -> dict[str, pd.Series]:
    """Product lines (or products) of the year, of its first half, and those of the last half that are new."""
    if not company.has("orders", "product"):
        return {}
    start, half = window(end, 12)[0], window(end, 6)[0]
    lines = company.expr("orders")
    sold = lines.filter(
        (lines.date >= start) & (lines.amount > 0) & lines.customer.notnull() & lines["product"].notnull()
    )
    orders = sold.select("customer", "product", late=sold.date >= half).distinct().to_pandas()
    orders = orders.astype({"customer": "str", "product": "str", "late": bool})
    what = orders["product"]
    if company.has("products", "line"):
        what = what.map(company.table("products").set_index("product")["line"])
    bought = pd.DataFrame({"account": orders["customer"].map(member), "line": what, "late": orders["late"]})
    bought = bought.dropna().drop_duplicates()
    wide = bought.drop_duplicates(["account", "line"]).groupby("account").size()
    early = set(map(tuple, bought.loc[~bought["late"], ["account", "line"]].to_numpy()))
    late = bought.loc[bought["late"], ["account", "line"]]
    new = np.array([pair not in early for pair in map(tuple, late.to_numpy())], dtype=bool)  # none of them, too
    fresh = late[new].groupby("account").size()
    breadth = bought.loc[~bought["late"]].groupby("account").size()
    found = {"lines": wide, "new_lines": fresh, "breadth": breadth}
    return {name: values.reindex(index).fillna(0) for name, values in found.items()}


def _of_peers(company: Company, people: pd.DataFrame, member: pd.Series, rules) -> dict[str, np.ndarray]:
    """Room to grow beside like accounts, and how the account's industry and region do without it."""
    customers = company.table("customers")
    customers = customers.assign(account=customers["customer"].map(member)).sort_values("customer", kind="stable")
    first = customers.drop_duplicates("account").set_index("account").reindex(people.index)
    found: dict[str, np.ndarray] = {}
    asked = pd.DataFrame({"customer": people.index, "industry": first["industry"], "size": first["size"]})
    money = pd.DataFrame({"customer": people.index, "revenue": people["year"].round().astype("int64")})
    like = potential.estimate(
        asked.reset_index(drop=True), money, quantile=rules["potential_quantile"], min_peers=rules["min_peers"]
    ).set_index("customer")["potential"]
    if like.notna().any():
        bought = people["year"].clip(lower=1.0)
        found["room"] = np.log(
            (like.reindex(people.index).astype("Float64").astype("float64") / bought).clip(lower=1.0)
        )
    trend = people["half"] / people["year"].where(people["year"] > 0)
    for name in ("industry", "region"):
        if first[name].notna().any():
            found[name] = _others(trend, first[name])
    return found


def _others(trend: pd.Series, group: pd.Series) -> pd.Series:
    """Mean trend of the others of the same group, drawn towards that of all."""
    by = trend.groupby(group)
    total, count = by.transform("sum") - trend, by.transform("count") - 1
    return ((total + SHRINK * trend.mean()) / (count + SHRINK)).where(group.notna())


def _of_contact(company: Company, index: pd.Index, member: pd.Series, end: pd.Timestamp) -> dict[str, pd.Series]:
    """Projects opened, persons met for the first time, visits and complaints; counted, never read."""
    found = {}

    def count(table: str, day: str, months: int, back: int = 0, kind=None) -> pd.Series:
        rows = company.frames[table]
        inside = rows[day].between(*window(end, months, back))
        if kind is not None:
            inside &= (rows["kind"] == "complaint") == kind
        return rows.loc[inside, "customer"].map(member).value_counts().reindex(index).fillna(0)

    if company.has("opportunities", "created_on"):
        found["projects"] = count("opportunities", "created_on", 6)
    if company.has("contacts", "created_on"):
        found["persons"] = count("contacts", "created_on", 12)
    if company.has("activities", "kind"):
        now, before = count("activities", "date", 6, kind=False), count("activities", "date", 6, 6, kind=False)
        found |= {"visits": now, "more_visits": np.log((now + 0.5) / (before + 0.5))}
        found["complaints"] = count("activities", "date", 6, kind=True)
    return found
