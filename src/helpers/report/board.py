"""What a board asks first: how much, from how many, and on whom it hangs. Groups count as one account.

Nothing is estimated here: sums and shares of what the classes' table holds, with names of accounts and of our own
people only, and no judgement of any person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.language import Message, msg
from helpers.quantity import Quantity
from helpers.station import StationResult

if TYPE_CHECKING:
    import pandas as pd

    from helpers.company import Company

#: Accounts that "the largest" are.
TOP = 5
#: Where even the largest account brings less, revenue hangs on none of them, and no slide is given to it.
FEW = 0.01
#: A salesperson is named when the owners of at least this part of revenue are known.
KNOWN = 0.5


@dataclass(frozen=True)
class Line:
    """A figure with its name and a word on it; ``share`` is drawn as a bar where there is one."""

    name: Message
    value: Quantity
    note: Message | None = None
    share: float | None = None


@dataclass(frozen=True)
class Board:
    """What the first page shows above the things to do; empty where nothing was classified."""

    figures: tuple[Line, ...] = ()
    dependence: tuple[Line, ...] = ()
    sentence: Message | None = None
    since: tuple[Message, ...] = field(default=())


def gather(results: Sequence[StationResult], company: Company | None = None) -> Board:
    """The board's figures from stored results."""
    since = happened(company) if company is not None else ()
    classed = next((r for r in results if "classes" in r), None)
    if classed is None:
        return Board(since=since)
    currency = classed.facts.currency
    accounts = classed["classes"]
    accounts = accounts[accounts["revenue"] > 0].sort_values(["revenue", "account"], ascending=[False, True])
    total = int(accounts["revenue"].sum())
    if not total:
        return Board(since=since)
    net = int(classed["classes"]["revenue"].sum())
    revenue = Line(msg("Net revenue, twelve months"), Quantity(net, "money", currency=currency), change(results, net))
    groups = int((accounts["members"] > 1).sum())
    note = msg("{n} of them groups of several companies", n=Quantity(groups, "count")) if groups else None
    half = int((accounts["revenue"].cumsum() < total / 2).sum()) + 1
    figures = [
        revenue,
        Line(msg("Accounts that buy"), Quantity(len(accounts), "count"), note),
        Line(
            msg("Accounts that bring half of it"),
            Quantity(half, "count"),
            msg("a group is one account") if groups else None,
        ),
    ]
    people = classed["rfm"][["owner", "monetary"]].rename(columns={"monetary": "revenue"})
    return Board(tuple(figures), *dependence(accounts, total, people[people["revenue"] > 0]), since)


def change(results: Sequence[StationResult], net: int) -> Message | None:
    """Against the twelve months before, where the diagnosis counted the same revenue."""
    found = next((r for r in results if "bridge" in r), None)
    amounts = [] if found is None else list(found["bridge"]["amount"])
    if len(amounts) < 2:
        return None
    before, after = int(amounts[0]), int(amounts[-1])
    if after != net or before <= 0:
        return None
    by = Quantity(abs(after / before - 1), "share")
    if after < before:
        return msg("{share} less than in the year before", share=by)
    return msg("{share} more than in the year before", share=by)


def dependence(accounts: pd.DataFrame, total: int, customers: pd.DataFrame) -> tuple[tuple[Line, ...], Message | None]:
    """Shares of the largest account, of the five largest, and of one salesperson where owners are known; the same as a
    sentence where an account is large enough to be depended on (:data:`FEW`).

    Shares are of what accounts with positive revenue bring, as in all findings, so that they add up to one; a
    salesperson's is that of their own customers (``owner``, ``revenue``), not of groups whose others others look after.
    """
    first = accounts.iloc[0]
    largest, top = float(first["revenue"] / total), float(accounts["revenue"].head(TOP).sum() / total)
    name = Quantity(str(first["account_name"]), "text")
    lines = [Line(msg("Largest account"), Quantity(largest, "share"), msg("{name}", name=name), largest)]
    told = {"name": name, "largest": Quantity(largest, "share"), "top": Quantity(top, "share")}
    n = min(TOP, len(accounts))
    told["n"] = Quantity(n, "count")
    lines.append(Line(msg("The {n} largest accounts", n=told["n"]), Quantity(top, "share"), None, top))
    sentence = msg("The largest account, {name}, brings {largest} of the revenue, the {n} largest {top}.", **told)
    owned = customers[customers["owner"].notna() & (customers["owner"].astype("str") != "")]
    if owned["revenue"].sum() >= KNOWN * customers["revenue"].sum() > 0 and owned["owner"].nunique() > 1:
        by = owned.groupby("owner").agg(revenue=("revenue", "sum"), n=("revenue", "size")).reset_index()
        one = by.sort_values(["revenue", "owner"], ascending=[False, True]).iloc[0]
        share = float(one["revenue"] / customers["revenue"].sum())
        told |= {"owner": Quantity(str(one["owner"]), "text"), "share": Quantity(share, "share")}
        note = msg("{owner}, with {n} customers", owner=told["owner"], n=Quantity(int(one["n"]), "count"))
        lines.append(Line(msg("One salesperson"), told["share"], note, share))
        sentence = msg(
            "The largest account, {name}, brings {largest} of the revenue, the {n} largest {top}; one salesperson, {owner}, carries {share}.",
            **told,
        )
    return tuple(lines), sentence if largest >= FEW else None


def happened(company: Company) -> tuple[Message, ...]:
    """What became of the actions that the folder holds, as of its day."""
    import pandas as pd

    if not company.has("actions"):
        return ()
    rows = company.table("actions")
    counts = rows["state"].fillna("open").value_counts()
    late = (rows["due_on"] < pd.Timestamp(company.date)) & rows["state"].fillna("open").isin(["open", "under_way"])
    gaps = {name: Quantity(int(counts.get(name, 0)), "count") for name in ("done", "under_way", "open", "dropped")}
    return (
        msg(
            "Of {all} actions {done} are done, {under_way} under way, {open} open, {dropped} dropped; {late} are past their day.",
            all=Quantity(len(rows), "count"),
            late=Quantity(int(late.sum()), "count"),
            **gaps,
        ),
    )
