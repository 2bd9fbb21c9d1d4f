"""Signs of growth that draws do not move: new product lines, and room to grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from helpers.company import Company


def wider(company: Company, account: pd.Series, start: pd.Timestamp, settled_months: int = 6) -> set[str]:
    """Accounts that in the window bought, on two days or more, a product line they never bought before.

    Parameters
    ----------
    account
        Customer → account.
    start
        First day of the window. Only accounts count whose first purchase lies ``settled_months`` before it: to a new
        customer every line is new.
    """
    if not company.has("products", "line") or not company.has("orders", "product"):
        return set()
    orders, lines = company.expr("orders"), company.table("products")[["product", "line"]].dropna()
    sold = orders.filter((orders.amount > 0) & orders["product"].notnull())
    bought = sold.group_by("customer", "product").aggregate(first=sold.date.min(), last=sold.date.max()).to_pandas()
    bought["line"] = bought["product"].astype("str").map(lines.set_index("product")["line"])
    bought["account"] = bought["customer"].astype("str").map(account)
    bought[["first", "last"]] = bought[["first", "last"]].astype("datetime64[us]")
    bought = bought.dropna(subset=["line", "account"])
    if bought.empty:
        return set()
    pair = bought.groupby(["account", "line"]).agg(first=("first", "min"), last=("last", "max")).reset_index()
    since = pair.groupby("account")["first"].min()
    old = pair["account"].map(since) < start - pd.DateOffset(months=settled_months)
    # on two days at least: the first is not the last
    return set(pair.loc[old & (pair["first"] >= start) & (pair["last"] > pair["first"]), "account"])


def room(like: pd.DataFrame, account: pd.Series) -> set[str]:
    """Accounts with a member in a cell of the grid with much open potential."""
    return set(like.loc[like["cell"].isin(["expand", "develop"]), "customer"].map(account).dropna())
