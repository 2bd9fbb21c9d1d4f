"""The signs of each customer on a day, from what was known on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.classification import rfm
from helpers.classification.watch.terms import SIGNS
from helpers.classification.window import window
from helpers.company.ledger import by_product
from helpers.company.receivables import outstanding

if TYPE_CHECKING:
    from helpers.company import Company

#: Fewest contacts from which a customer has a rhythm of being seen.
CONTACTS = 4
#: Fewest paid invoices from which a customer has a habit of paying.
PAID = 3


def signs(company: Company, purchases: pd.DataFrame, rules) -> pd.DataFrame:
    """Signs of the customers that bought in the window, on the company's own date.

    Parameters
    ----------
    company
        Cut back to the day with :meth:`helpers.company.Company.as_of`, so that nothing later is known.
    purchases
        As of :func:`helpers.company.ledger.purchases`, of that company.

    Returns
    -------
    DataFrame
        ``customer, monetary`` and one column a sign of :data:`helpers.classification.watch.terms.SIGNS`: true, false,
        or missing where the data cannot tell. Sorted by customer.

    Notes
    -----
    Leading signs of falling away after Buckinx, W., Van den Poel, D. (2005), "Customer base analysis: partial defection
    of behaviourally loyal clients in a non-contractual FMCG retail setting", European Journal of Operational Research
    164(1), 252–268: own rhythm, breadth of purchases and trend tell more than size.
    """
    as_of, months = company.date, rules["check_months"]
    people = rfm.measure(
        purchases,
        as_of,
        window_months=rules["window_months"],
        returns=rules["returns"],
        cycle_days=rules["cycle_days"],
    )
    people = people[people["monetary"] > 0].set_index("customer")
    found = pd.DataFrame(index=people.index)
    found["monetary"] = people["monetary"]
    silent = (people["recency_cycles"] > rules["overdue_cycles"]) & (people["recency_days"] >= rules["overdue_days"])
    found["silent"] = silent.where(people["cycle_days"].notna()).astype("boolean")
    found["falling"] = _falling(purchases, people.index, as_of, months, rules["watch_fall"])
    found["narrower"] = _narrower(company, people.index, months)
    found["late"] = _late(company, people.index, rules["watch_late"])
    found["complaint"] = _complaint(company, people.index, rules["watch_complaint"])
    found["unseen"] = _unseen(company, people.index, rules)
    return found.rename_axis("customer").reset_index()[["customer", "monetary", *SIGNS]]


def _nothing(index: pd.Index) -> pd.Series:
    return pd.Series(pd.NA, index=index, dtype="boolean")


def season(purchases: pd.DataFrame, as_of, months: int, back: int = 0) -> pd.Series:
    """Net revenue by customer in ``months`` that end ``back`` months before the date."""
    inside = purchases["date"].between(*window(as_of, months, back))
    return purchases[inside].groupby("customer")["net"].sum()


def _falling(purchases: pd.DataFrame, index: pd.Index, as_of, months: int, fall: float) -> pd.Series:
    now = season(purchases, as_of, months).reindex(index).fillna(0)
    then = season(purchases, as_of, months, 12).reindex(index).fillna(0)
    told = now.clip(lower=0) / then.where(then > 0) < fall
    return told.where(then > 0).astype("boolean")


def _narrower(company: Company, index: pd.Index, months: int) -> pd.Series:
    if not company.has("products", "line") or not company.has("orders", "product"):
        return _nothing(index)
    line = company.table("products").set_index("product")["line"]

    def lines(back: int) -> pd.Series:
        start, end = window(company.date, months, back)
        rows = by_product(company, start.date(), end.date())
        rows = rows[rows["net"] > 0].assign(line=lambda frame: frame["product"].map(line)).dropna(subset=["line"])
        return rows.groupby("customer")["line"].nunique().reindex(index).fillna(0)

    now, then = lines(0), lines(12)
    return (now <= then / 2).where(then >= 2).astype("boolean")


def _late(company: Company, index: pd.Index, days: int) -> pd.Series:
    if not company.has("invoices"):
        return _nothing(index)
    bills = company.table("invoices").assign(left=outstanding(company))
    bills = bills[(bills["amount"] > 0) & bills["due_on"].notna()]
    if bills.empty:
        return _nothing(index)
    delay = (bills["paid_on"] - bills["due_on"]).dt.days
    paid = bills["paid_on"].notna()
    habit = (
        delay[paid].groupby(bills["customer"]).median().where(lambda _: paid.groupby(bills["customer"]).sum() >= PAID)
    )
    over = (pd.Timestamp(company.date) - bills["due_on"]).dt.days.where(bills["left"] != 0, 0)
    longest = over.groupby(bills["customer"]).max()
    usual = habit.reindex(index).clip(lower=0)
    return (longest.reindex(index).fillna(0) > usual + days).where(usual.notna()).astype("boolean")


def _complaint(company: Company, index: pd.Index, months: int) -> pd.Series:
    if not company.has("activities"):
        return _nothing(index)
    rows = company.table("activities")
    if not (rows["kind"] == "complaint").any():
        return _nothing(index)
    fresh = rows[(rows["kind"] == "complaint") & rows["date"].between(*window(company.date, months))]
    return pd.Series(index.isin(set(fresh["customer"])), index=index).astype("boolean")


def _unseen(company: Company, index: pd.Index, rules) -> pd.Series:
    if not company.has("activities"):
        return _nothing(index)
    rows = company.table("activities")
    rows = rows[(rows["kind"] != "complaint") & (rows["date"] <= pd.Timestamp(company.date))]
    days = rows[["customer", "date"]].drop_duplicates().sort_values(["customer", "date"], kind="stable")
    gaps = days.groupby("customer")["date"].diff().dt.days
    count = days.groupby("customer").size()
    usual = gaps.groupby(days["customer"]).median().where(count >= CONTACTS).reindex(index)
    since = (pd.Timestamp(company.date) - days.groupby("customer")["date"].max()).dt.days.reindex(index)
    told = (since > rules["overdue_cycles"] * usual) & (since >= rules["overdue_days"])
    return told.where(usual.notna()).astype("boolean")
