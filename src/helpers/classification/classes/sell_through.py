"""Dealers judged by what they sell on: their sell-out, valued at our own prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from helpers.company import Company


def events(company: Company, since: pd.Timestamp) -> tuple[pd.DataFrame, set[str]]:
    """What dealers sold on, per dealer and day, in our money.

    Parameters
    ----------
    since
        A dealer is judged by its sell-out only when that reaches back to this day: a shorter record would look
        like growth.

    Returns
    -------
    DataFrame
        ``customer, date, net``: quantity sold on × our average net price of the product (minor units, not rounded).
        Products of ours without price are left out.
    set
        The dealers that can be judged so.

    Notes
    -----
    Purchases of a dealer show what we loaded into its store; only sell-out shows demand (Lee, H. L.,
    Padmanabhan, V., Whang, S. (1997), "Information distortion in a supply chain: the bullwhip effect", Management
    Science 43(4), 546–558). Our average price makes sell-out comparable with revenue; it leaves out the dealer's own
    margin. Assumes that quantities are in the same unit in both tables, as the contract demands.
    """
    empty = pd.DataFrame({"customer": pd.Series(dtype="str"), "date": pd.Series(dtype="datetime64[us]")})
    empty["net"] = pd.Series(dtype="float64")
    if not company.has("sell_out") or not company.has("orders", "product", "quantity"):
        return empty, set()
    from helpers.company import ledger

    out, price = company.table("sell_out"), ledger.prices(company)
    out = out.assign(worth=out["quantity"].astype("float64") * out["product"].map(price))
    out = out[out["worth"].notna()]
    first = out.groupby("customer")["date"].min()
    judged = set(first[first <= since + pd.DateOffset(months=1)].index)
    out = out[out["customer"].isin(judged)]
    found = out.groupby(["customer", "date"])["worth"].sum().sort_index().reset_index()
    found = found.rename(columns={"worth": "net"})
    return (found.astype({"customer": "str", "date": "datetime64[us]"}) if len(found) else empty), judged
