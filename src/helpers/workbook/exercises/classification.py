"""Exercises of station 2."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.language import msg
from helpers.quantity import Quantity
from helpers.station import StationResult
from helpers.workbook.exercise import Compute, Decide, Judge, Promise

MOST_CUSTOMERS, LEAST_REVENUE = 0.3, 0.6


def overdue_in_a(result: StationResult) -> Mapping[str, Quantity]:
    """Customers of class A who have been silent for more than the overdue number of own cycles."""
    both = result["rfm"].merge(result["abc"][["customer", "abc"]], on="customer")
    of_a = both[both["abc"] == "A"]
    if of_a.empty or of_a["recency_cycles"].notna().sum() == 0:
        return {}
    late = of_a["recency_cycles"] > result.rules["overdue_cycles"]
    return {
        "answer": Quantity(int(late.sum()), "count"),
        "customers": Quantity(len(of_a), "count"),
        "cycles": Quantity(result.rules["overdue_cycles"], "number"),
    }


def class_a(cut: float, result: StationResult) -> tuple[float, float]:
    """Share of customers and share of revenue in class A when it is cut at this cumulated share."""
    buying = result["abc"]
    buying = buying[buying["revenue"] > 0].sort_values(["revenue", "customer"], ascending=[False, True])
    before = buying["cumulated"] - buying["share"]
    within = (before < cut - 1e-12) | (buying["revenue"] == buying["revenue"].max())
    return float(within.mean()), float(buying.loc[within, "share"].sum())


def cuts(result: StationResult) -> Mapping[str, Quantity]:
    """Cuts of class A that keep both promises; empty where no cut does."""
    if not (result["abc"]["revenue"] > 0).any():
        return {}
    tried = np.round(np.arange(0.05, 1.0, 0.01), 2)
    shares = pd.DataFrame([class_a(cut, result) for cut in tried], columns=["customers", "revenue"])
    good = tried[(shares["customers"] <= MOST_CUSTOMERS) & (shares["revenue"] >= LEAST_REVENUE)]
    if not len(good):
        return {}
    return {
        "low": Quantity(float(good.min()), "share"),
        "high": Quantity(float(good.max()), "share"),
        "most": Quantity(MOST_CUSTOMERS, "share"),
        "least": Quantity(LEAST_REVENUE, "share"),
    }


def first_call(result: StationResult) -> Mapping[str, Quantity]:
    """Who stands first on the call list."""
    calls = result["call_list"]
    if calls.empty:
        return {}
    first = calls.iloc[0]
    return {
        "name": Quantity(str(first["name"]), "text"),
        "silent": Quantity(float(first["recency_days"]), "days"),
        "cycle": Quantity(float(first["cycle_days"]), "days"),
    }


EXERCISES = (
    Compute(
        id="2.2.a",
        station="classification",
        hint=msg(
            "More than {cycles} own cycles are too long here (the rule overdue_cycles): count the rows above that."
        ),
        solution=msg(
            "{answer} of {customers} customers of class A have been silent for more than {cycles} of their own purchase cycles."
        ),
        numbers=overdue_in_a,
        tolerance=0.0,
    ),
    Decide(
        id="2.2.b",
        station="classification",
        hint=msg(
            "Move the slider of class A in the lesson: fewer customers means less revenue; look for the place where both hold."
        ),
        solution=msg(
            "Any cut between {low} and {high} keeps class A within {most} of the customers with at least {least} of the revenue; choose by how many accounts your people can serve."
        ),
        numbers=cuts,
        promises=(
            Promise(lambda answer, result: 0 < float(answer) < 1, msg("The cut is a share between zero and one.")),
            Promise(
                lambda answer, result: class_a(float(answer), result)[0] <= MOST_CUSTOMERS,
                msg("Class A holds more customers than allowed: nobody can treat so many as special."),
            ),
            Promise(
                lambda answer, result: class_a(float(answer), result)[1] >= LEAST_REVENUE,
                msg("Class A holds too little revenue: customers who matter would be missed."),
            ),
        ),
    ),
    Judge(
        id="2.2.c",
        station="classification",
        hint=msg(
            "What would you want to know from {name}, silent for {silent} days where {cycle} are usual, before you offer anything?"
        ),
        solution=msg(
            "Ask about {name} first inside the firm (deliveries, complaints, invoices), then ask the customer what changed, and agree on one next step with a date."
        ),
        numbers=first_call,
        rubric=(
            msg("It names the customer, who calls, and by when."),
            msg("It asks what changed before it offers anything."),
            msg("It says what will be done for each likely answer."),
            msg("It gives no discount for silence."),
        ),
        exemplar=msg(
            "“Before Thursday Li Ming checks open complaints and late deliveries, then calls the buyer: the last order was four months ago, has the line stopped, or do others deliver? If it stopped: date of restart. If others deliver: visit within two weeks, with the technician.”"
        ),
        counter=msg("“We should strengthen communication with the customer and improve satisfaction.”"),
    ),
)
