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
        Rows of ``place, date, worth, net, margin, days`` that the ledger was cut from; ``place`` is the row of the account.
    """

    accounts: pd.DataFrame
    members: pd.Series
    ledger: Ledger
    fixed: sorting.Fixed
    costed: float
    first: np.ndarray
    events: pd.DataFrame


@dataclass(frozen=True)
class AccountEvents:
    """What happened, by account and day.

    Attributes
    ----------
    rolled
        As of :func:`helpers.classification.classes.accounts.roll_up`.
    member
        Customer → account.
    index
        All accounts, sorted; ``place`` is a position in it.
    daily
        As of :func:`helpers.classification.classes.margins.daily`, with ``place``.
    events
        ``place, customer, date, worth, net, margin, costed, days``; ``worth`` is what the account is judged by.
    judged
        Customers judged by what they sell on.
    """

    rolled: pd.DataFrame
    member: pd.Series
    index: pd.Index
    daily: pd.DataFrame
    events: pd.DataFrame
    judged: set[str]


def account_events(company: Company, since: pd.Timestamp, apart: bool = False) -> AccountEvents:
    """Purchases of accounts up to the company's date; dealers whose sell-out reaches back to ``since`` by that.

    ``apart``: every customer is its own account.
    """
    customers = company.table("customers")
    if apart:
        customers = customers.drop(columns="group", errors="ignore")
    daily = margins.daily(company)
    daily = daily[daily["date"] <= pd.Timestamp(company.date)]
    bought = pd.Series(daily["customer"].unique(), dtype="str")
    missing = sorted(bought[~bought.isin(customers["customer"])])
    if missing:
        extra = pd.DataFrame({"customer": pd.Series(missing, dtype="str")})
        customers = pd.concat([customers, extra], ignore_index=True)
    rolled = roll_up(customers)
    account = rolled.set_index("customer")["account"]
    index = pd.Index(account.drop_duplicates().sort_values(kind="stable"), dtype="str")
    daily = daily.assign(place=_places(daily["customer"], account, index))
    out, judged = sell_through.events(company, since)
    return AccountEvents(rolled, account, index, daily, _events(daily, out, judged, account, index), judged)


def gather(
    company: Company, like: pd.DataFrame, rules, promising: frozenset[str] = frozenset(), apart: bool = False
) -> Evidence:
    """Evidence of every account.

    Parameters
    ----------
    like
        ``customer, cell``: the customer × potential grid.
    promising
        Customers that the growth model names.
    apart
        Every customer is its own account.
    """
    customers = company.table("customers")
    spans = periods(company.date, rules["window_months"], rules["growth_months"])
    found = account_events(company, min(spans["now"][0], spans["earlier"][0]), apart)
    rolled, account, index, daily = found.rolled, found.member, found.index, found.daily
    events, judged = found.events, found.judged
    book = ledger(events, len(index), company.date, rules["window_months"], rules["growth_months"])
    fixed, costed = _fixed(company, daily, account, index, book, spans, like, promising, rules["exit_costed"], judged)
    frame = rolled.drop_duplicates("account").set_index("account").reindex(index)
    codes = rolled.drop_duplicates("account").set_index("account")["customer"].reindex(index)
    several = rolled[rolled["members"] > 1].groupby("account")["customer"].agg(" ".join)
    codes.loc[several.index] = several
    frame = frame.assign(
        codes=codes, owner=_owner(customers, daily, account, spans["now"]).reindex(index).astype("str")
    )
    frame["judged"] = index.isin(set(account.reindex(sorted(judged)).dropna()))
    frame = frame.rename_axis("account").reset_index()
    first = daily[daily["bought"]].groupby("place")["date"].min().reindex(range(len(index)))
    return Evidence(
        frame[["account", "account_name", "members", "owner", "codes", "judged"]],
        account,
        book,
        fixed,
        costed,
        first.to_numpy(),
        events,
    )


def _places(customer: pd.Series, account: pd.Series, index: pd.Index) -> np.ndarray:
    """Position of each customer's account; text is looked up once a customer, not once a row."""
    codes, names = pd.factorize(customer)
    return index.get_indexer(account.reindex(names))[codes]


def _events(daily: pd.DataFrame, out: pd.DataFrame, judged: set[str], account: pd.Series, index) -> pd.DataFrame:
    own = daily
    sells = own["customer"].isin(sorted(judged)) if judged else pd.Series(False, index=own.index)
    own = own.assign(worth=own["net"].where(~sells, 0), days=(own["bought"] & ~sells).astype("int64"))
    columns = ["place", "customer", "date", "worth", "net", "margin", "costed", "days"]
    rows = [own[columns]]
    if len(out):
        place = _places(out["customer"], account, index)
        worth = out.assign(place=place, worth=out["net"], net=0, margin=0, costed=0)
        worth["days"] = (worth["worth"] > 0).astype("int64")
        rows.append(worth.loc[worth["place"] >= 0, columns])
    frame = pd.concat(rows, ignore_index=True) if len(rows) > 1 else rows[0]
    by = ["place", "customer", "date"] if len(rows) > 1 or len(index) < len(account) else ["place", "date"]
    kept = [column for column in columns if column != "customer"]
    return frame.sort_values(by, kind="stable")[kept].reset_index(drop=True)


def _fixed(company, daily, account, index, book, spans, like, promising, least, judged):
    net, costed = {}, {}
    for name in ("now", "before"):
        inside = daily["date"].between(*spans[name]).to_numpy()
        for found, column in ((net, "net"), (costed, "costed")):
            amount = np.where(inside, daily[column].to_numpy("float64"), 0.0)
            found[name] = np.bincount(daily["place"], weights=amount, minlength=len(index)).astype("float64")
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
        margin_enough=np.all([costed[name] >= least * net[name] for name in net], axis=0),
        margin_factor=factor,
        firm=float(firm),
        days=base["recent_days"],
        signals={name: np.asarray(index.isin(found)) for name, found in picked.items()},
        judged=np.asarray(index.isin(set(account.reindex(sorted(judged)).dropna()))),
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
