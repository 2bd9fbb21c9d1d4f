"""From the client folder to what the rule of the classes looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.classification.classes import margins, sell_through, signs, sorting
from helpers.classification.classes.accounts import roll_up
from helpers.classification.classes.sums import Ledger, ledger, periods

if TYPE_CHECKING:
    from helpers.company import Company


@dataclass(frozen=True)
class Evidence:
    """Accounts and what is known of them.

    Attributes
    ----------
    accounts
        ``account, account_name, members, owner, codes, judged`` (by sell-out), one row an account, sorted.
    members
        Customer → account.
    ledger, fixed
        See :mod:`helpers.classification.classes.sums` and :mod:`helpers.classification.classes.sorting`.
    costed
        Share of net revenue of the window with a known cost.
    first
        First purchase of each account.
    events
        Rows of ``account, date, worth, net, margin, days`` that the ledger was cut from.
    """

    accounts: pd.DataFrame
    members: pd.Series
    ledger: Ledger
    fixed: sorting.Fixed
    costed: float
    first: np.ndarray
    events: pd.DataFrame


def gather(company: Company, like: pd.DataFrame, rules, promising: frozenset[str] = frozenset()) -> Evidence:
    """Evidence of every account.

    Parameters
    ----------
    like
        ``customer, cell``: the customer × potential grid.
    promising
        Customers that the growth model names.
    """
    customers = company.table("customers")
    spans = periods(company.date, rules["window_months"], rules["growth_months"])
    daily = margins.daily(company)
    daily = daily[daily["date"] <= pd.Timestamp(company.date)]
    missing = sorted(set(daily["customer"]) - set(customers["customer"]))
    if missing:
        extra = pd.DataFrame({"customer": pd.Series(missing, dtype="str")})
        customers = pd.concat([customers, extra], ignore_index=True)
    rolled = roll_up(customers)
    account = rolled.set_index("customer")["account"]
    index = pd.Index(sorted(set(account)), dtype="str")
    out, judged = sell_through.events(company, min(spans["now"][0], spans["earlier"][0]))
    events = _events(daily, out, judged, account)
    book = ledger(events, index, company.date, rules["window_months"], rules["growth_months"])
    fixed, costed = _fixed(company, daily, account, index, book, spans, like, promising)
    frame = rolled.drop_duplicates("account").set_index("account").reindex(index)
    codes = rolled.drop_duplicates("account").set_index("account")["customer"].reindex(index)
    several = rolled[rolled["members"] > 1].groupby("account")["customer"].agg(" ".join)
    codes.loc[several.index] = several
    frame = frame.assign(
        codes=codes, owner=_owner(customers, daily, account, spans["now"]).reindex(index).astype("str")
    )
    frame["judged"] = index.isin(set(account.reindex(sorted(judged)).dropna()))
    frame = frame.rename_axis("account").reset_index()
    first = daily[daily["bought"]].groupby(daily["customer"].map(account))["date"].min().reindex(index)
    return Evidence(
        frame[["account", "account_name", "members", "owner", "codes", "judged"]],
        account,
        book,
        fixed,
        costed,
        first.to_numpy(),
        events,
    )


def _events(daily: pd.DataFrame, out: pd.DataFrame, judged: set[str], account: pd.Series) -> pd.DataFrame:
    own = daily.assign(account=daily["customer"].map(account))
    sells = own["customer"].isin(judged)
    own = own.assign(worth=own["net"].where(~sells, 0), days=(own["bought"] & ~sells).astype("int64"))
    columns = ["account", "customer", "date", "worth", "net", "margin", "days"]
    rows = [own[columns]]
    if len(out):
        worth = out.assign(account=out["customer"].map(account), worth=out["net"], net=0, margin=0)
        worth["days"] = (worth["worth"] > 0).astype("int64")
        rows.append(worth.loc[worth["account"].notna(), columns])
    frame = pd.concat(rows, ignore_index=True)
    return frame.sort_values(["account", "customer", "date"], kind="stable").reset_index(drop=True)


def _fixed(company, daily, account, index, book, spans, like, promising):
    place = daily["customer"].map(account)
    net, costed = {}, {}
    for name in ("now", "before"):
        inside = daily["date"].between(*spans[name])
        net[name] = daily["net"].where(inside, 0).groupby(place).sum().reindex(index).fillna(0).to_numpy("float64")
        costed[name] = (
            daily["costed"].where(inside, 0).groupby(place).sum().reindex(index).fillna(0).to_numpy("float64")
        )
    cost = {}
    for name in ("now", "before"):
        booked = margins.table_costs(company, *spans[name])
        by = booked.groupby(account.reindex(booked.index)).sum() if len(booked) else booked
        cost[name] = by.reindex(index).fillna(0).to_numpy("float64")
    whole = {name: daily["date"].min() <= spans[name][0] + pd.DateOffset(months=1) for name in ("before", "earlier")}
    base = book.sums()
    total = base["earlier"].sum()
    firm = base["recent"].sum() / total if total > 0 and whole["earlier"] and base["recent"].sum() > 0 else np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(costed["now"] > 0, net["now"] / costed["now"], 1.0)
    picked = {
        "model": set(account.reindex(sorted(promising)).dropna()),
        "wider": signs.wider(company, account, spans["now"][0]),
        "room": signs.room(like, account),
    }
    fixed = sorting.Fixed(
        cost=cost["now"],
        cost_before=cost["before"],
        margin_known=(costed["now"] > 0),
        margin_before_known=(costed["before"] > 0) & bool(whole["before"]),
        margin_factor=factor,
        firm=float(firm),
        days=base["recent_days"],
        signals={name: np.asarray(index.isin(found)) for name, found in picked.items()},
        room=_open(like, account, index),
    )
    money = np.abs(net["now"]).sum()
    return fixed, float(np.abs(costed["now"]).sum() / money) if money else float("nan")


def _open(like: pd.DataFrame, account: pd.Series, index: pd.Index) -> np.ndarray | None:
    """Open potential by account, where it was estimated."""
    if "gap" not in like:
        return None
    gap = like["gap"].astype("Float64").astype("float64").fillna(0)
    return gap.groupby(like["customer"].map(account)).sum().reindex(index).fillna(0).to_numpy("float64")


def _owner(customers: pd.DataFrame, daily: pd.DataFrame, account: pd.Series, span) -> pd.Series:
    """Owner of the member that bought most in the window (ties by code)."""
    if "owner" not in customers or not customers["owner"].notna().any():
        return pd.Series(dtype="str")
    inside = daily["date"].between(*span)
    money = daily[inside].groupby("customer")["net"].sum()
    frame = customers[["customer", "owner"]].dropna()
    frame = frame.assign(account=frame["customer"].map(account), money=frame["customer"].map(money).fillna(0))
    frame = frame.sort_values(["account", "money", "customer"], ascending=[True, False, True], kind="stable")
    return frame.drop_duplicates("account").set_index("account")["owner"]
