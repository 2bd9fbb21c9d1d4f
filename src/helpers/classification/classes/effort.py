"""What serving the classes takes: visits, hours and money a year, as done until now and as the rules plan it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from helpers.classification.classes.accounts import by_member
from helpers.classification.classes.terms import CLASSES, SORTED
from helpers.classification.window import window
from helpers.language import msg
from helpers.quantity import minor_digits
from helpers.show import word
from helpers.station import Column, ResultTable

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.station import StationResult

#: Kinds of contact that take somebody's way there.
VISITS = ("visit", "meeting")
#: Class → the rule that says how many visits a year an account of it gets.
PLAN = {"key": "visits_key", "growth": "visits_growth", "general": "visits_general", "exit": "visits_exit"}
SPEC: dict[str, Column] = {
    "class": Column(msg("Class (code)"), "id"),
    "class_name": Column(msg("Class"), "text"),
    "accounts": Column(msg("Accounts"), "count"),
    "visits": Column(msg("Visits in the last year"), "count"),
    "each": Column(msg("Visits per customer"), "number"),
    "hours": Column(msg("Hours spent on them"), "number"),
    "spent": Column(msg("Expenses for them"), "money"),
    "planned_each": Column(msg("Visits a customer as the rules plan"), "number"),
    "planned": Column(msg("Visits as the rules plan"), "number"),
    "planned_hours": Column(msg("Hours as the rules plan"), "number"),
    "planned_money": Column(msg("Money as the rules plan"), "money"),
}
TITLE = msg("Visits a year by class: done, and as the rules plan them")
#: Where nobody wrote a visit down, the numbers are those of the rules alone.
ASSUMED = msg("Visits a year by class if the rules were followed: an assumption, as no visits are on record")
#: Where an hour of our people is told to cost nothing, what is spent on the way is all that is counted.
EXPENSES = Column(msg("Expenses as the rules plan, hours not costed"), "money")


def nobody_visits(rules) -> bool:
    """Whether the rules plan no visit to anybody, as in a business with thousands of consumers: it writes to them."""
    return not any(rules[name] for name in PLAN.values())


class Visit(NamedTuple):
    """One visit: hours, money in minor units; visits made in the year, ``None`` where nobody wrote them down."""

    hours: float
    money: float
    made: int | None


def done(company: Company, codes: pd.DataFrame) -> pd.DataFrame | None:
    """Visits of the last 12 months by account: ``account, visits, hours, spent``; ``None`` without records.

    Parameters
    ----------
    codes
        ``account, codes`` of the classes.
    """
    if not company.has("activities"):
        return None
    start, end = window(company.date, 12)
    rows = company.table("activities")
    rows = rows[rows["date"].between(start, end) & rows["kind"].isin(VISITS)]
    if rows.empty:
        return None
    account = by_member(codes, set(rows["customer"])).set_index("customer")["account"]
    rows = rows.assign(account=rows["customer"].map(account)).dropna(subset=["account"])
    hours = pd.to_numeric(rows["hours"]).astype("float64")
    spent = rows["cost"].astype("Float64").astype("float64")
    grouped = rows.assign(hours=hours, spent=spent).groupby("account")
    found = grouped.agg(
        visits=("customer", "size"), timed=("hours", "count"), hours=("hours", "sum"), spent=("spent", "sum")
    )
    return found.reset_index().astype({"account": "str"})


def table(company: Company, rows: pd.DataFrame, rules) -> ResultTable:
    """Per class: visits done and planned."""
    made = done(company, rows)
    one = one_visit(made, rules, company.currency)
    frame = rows[rows["class"].isin(SORTED)][["account", "class"]]
    if made is not None:
        frame = frame.merge(made, on="account", how="left")
    grouped = frame.groupby("class")
    found = pd.DataFrame({"accounts": grouped.size()}).reindex(list(SORTED)).fillna(0).astype("int64")
    for name in ("visits", "hours", "spent"):
        found[name] = grouped[name].sum().reindex(found.index).fillna(0) if made is not None else float("nan")
    if made is not None and not made["timed"].any():  # nobody wrote hours down: not none spent, but none known
        found["hours"] = float("nan")
    found["planned_each"] = [float(rules[PLAN[name]]) for name in found.index]
    found["planned"] = found["accounts"] * found["planned_each"]
    found["planned_hours"] = found["planned"] * one.hours
    found["planned_money"] = (found["planned"] * one.money).round() if one.money else float("nan")  # nothing is known
    found["each"] = found["visits"] / found["accounts"].where(found["accounts"] > 0)
    if made is None and not found["planned"].any():
        found = found.iloc[:0]
    found = found[found["accounts"] > 0].rename_axis("class").reset_index()
    found["class_name"] = found["class"].map({name: word(CLASSES[name]) for name in SORTED}).astype("str")
    kinds = {"visits": "Float64", "spent": "Float64", "planned_money": "Float64"}
    found = found.astype({"class": "str", **kinds}).astype({name: "Int64" for name in kinds})
    spec = SPEC if float(rules["hour_cost"]) else {**SPEC, "planned_money": EXPENSES}
    return ResultTable(TITLE if made is not None else ASSUMED, spec, found[list(SPEC)].reset_index(drop=True))


def one_visit(made: pd.DataFrame | None, rules, currency: str) -> Visit:
    """Hours and money of a visit: as written down where it was, else by the rules; hours cost what the rules say."""
    visits = int(made["visits"].sum()) if made is not None else 0
    timed = int(made["timed"].sum()) if made is not None else 0
    hours = float(made["hours"].sum()) / timed if timed else float(rules["visit_hours"])
    spent = float(made["spent"].sum()) / visits if visits else 0.0
    hour = float(rules["hour_cost"]) * 10 ** minor_digits(currency)
    return Visit(hours, spent + hours * hour, visits or None)


def of_result(result: StationResult) -> Visit:
    """One visit, from the table kept with the result."""
    rows, rules = result["class_visits"], result.rules
    planned = float(rows["planned"].sum())
    made = None if rows.empty or rows["visits"].isna().all() else int(rows["visits"].sum())
    if planned <= 0:
        return Visit(float(rules["visit_hours"]), 0.0, made)
    return Visit(
        float(rows["planned_hours"].sum()) / planned, float(rows["planned_money"].fillna(0).sum()) / planned, made
    )
