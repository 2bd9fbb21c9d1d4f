"""From a company and rules to the tables of station 2: composes the steps and computes nothing itself."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pandas as pd

from helpers.classification import abc, findings, grid, potential, remarks, rfm, rfm_classes, scores, terms
from helpers.classification.backcheck import overdue_before
from helpers.classification.blind_pick.part import blind_pick
from helpers.classification.classes.compute import classify as sort_accounts
from helpers.classification.classes.part import classes
from helpers.classification.clusters.part import clusters
from helpers.classification.growth.model import forecast
from helpers.classification.growth.part import growth
from helpers.classification.holds.compute import check as check_past
from helpers.classification.holds.part import holds
from helpers.classification.prospects.part import prospects
from helpers.classification.second_order import second_orders
from helpers.classification.segments.part import segments
from helpers.classification.tables import advised, table, worded
from helpers.classification.told.gap import open_first
from helpers.classification.watch.part import watch
from helpers.classification.window import window
from helpers.language import msg
from helpers.quantity import Quantity
from helpers.station import Outcome, joined

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules


def compute(company: Company, rules: Rules) -> Outcome:
    """Tables, findings, assumptions and warnings of the station."""
    from helpers.company.ledger import purchases as grouped

    purchases, customers = grouped(company), company.table("customers")
    as_of = company.date
    measures = measure_all(customers, purchases, as_of, rules)
    cuts = scores.cut_points(measures, rules["levels"])
    people = classify_all(scores.score(measures, cuts), as_of, rules)
    revenue = measures[["customer", "monetary"]].rename(columns={"monetary": "revenue"})
    ranked = rank_abc(revenue, customers, purchases, as_of, rules)
    like = peers(customers, revenue, rules)
    check = overdue_before(
        purchases,
        as_of,
        **_picked(rules, "check_months", "overdue_cycles", "overdue_days", "lapsed_months", "returns", "cycle_days"),
    )
    entered = customers.drop_duplicates("customer").set_index("customer")["created_on"]
    second = second_orders(purchases, as_of, new_months=rules["new_months"], returns=rules["returns"], created=entered)
    named = _named(customers)
    frames = {
        "rfm": people.merge(named, on="customer", how="left"),
        "rfm_classes": class_totals(people),
        "cut_points": cuts,
        "abc": ranked.merge(named, on="customer", how="left"),
        "abc_classes": abc_totals(ranked),
        "abc_moves": moves(ranked, measures).merge(named, on="customer", how="left"),
        "potential": by_room(like, people).merge(named, on="customer", how="left"),
        "grid": advised(grid.summary(like)),
        "call_list": call_list(people, ranked, like).merge(named, on="customer", how="left"),
        "overdue_check": worded(
            check, "group", {"overdue": msg("overdue then"), "in_rhythm": msg("in their rhythm then")}
        ),
    }
    tables = {name: table(name, frame) for name, frame in frames.items()}
    before = window(as_of, rules["check_months"])[0] - pd.Timedelta(days=1)
    tried = msg("The overdue rule, tried as of {day}", day=Quantity(before.date().isoformat(), "date"))
    tables["overdue_check"] = dataclasses.replace(tables["overdue_check"], title=tried)
    context = findings.Context(company.currency, window(as_of, rules["window_months"]), rules, tables, second)
    past = check_past(company, purchases, rules, lambda then: classed_as_known(then, rules))
    ahead = forecast(company, rules)
    own = Outcome(
        tables,
        findings.all_of(context),
        remarks.assumptions(context, as_of),
        remarks.warnings(context, purchases, as_of),
    )
    sorted_out = classes(company, like, rules, ahead.promising, past=past)
    accounts = sorted_out.tables["classes"].rows
    apart = None
    if past is not None and not past.grouped and (accounts["members"] > 1).any():
        apart = sort_accounts(company, like, rules, ahead.promising, apart=True).rows
    return joined(
        (
            own,
            sorted_out,
            holds(past, accounts, company, rules, apart),
            watch(company, purchases, named, rules),
            clusters(company, purchases, named, rules),
            segments(company, purchases, people, rules),
            prospects(company, accounts, revenue, rules),
            growth(company, ahead, accounts, rules),
            blind_pick(company, accounts, revenue, named, rules),
        )
    )


def classed_as_known(company: Company, rules: Rules):
    """Classes and measures of a folder cut back to an earlier date, by the same steps; so is the growth model of then."""
    from helpers.company.ledger import purchases as grouped

    customers = company.table("customers")
    measures = measure_all(customers, grouped(company), company.date, rules)
    revenue = measures[["customer", "monetary"]].rename(columns={"monetary": "revenue"})
    ahead = forecast(company, rules)
    return sort_accounts(company, peers(customers, revenue, rules), rules, ahead.promising), measures


def measure_all(customers: pd.DataFrame, purchases: pd.DataFrame, as_of, rules) -> pd.DataFrame:
    """Recency, frequency, money of every customer of the folder, also of those who never bought."""
    bought = rfm.measure(purchases, as_of, **_picked(rules, "window_months", "returns", "frequency", "cycle_days"))
    codes = pd.concat([customers["customer"], bought["customer"]], ignore_index=True).drop_duplicates()
    everyone = pd.Index(codes.sort_values(kind="stable"), name="customer", dtype="str")
    frame = bought.set_index("customer").reindex(everyone).reset_index()
    counts = ["purchase_days", "frequency", "monetary", "returned"]
    frame[counts] = frame[counts].fillna(0).astype("int64")
    return frame


def classify_all(scored: pd.DataFrame, as_of, rules) -> pd.DataFrame:
    """The scored customers with their RFM class in ``rfm``."""
    picked = _picked(rules, "new_months", "lapsed_months", "overdue_cycles", "overdue_days", "core_score")
    return scored.assign(rfm=rfm_classes.classify(scored, as_of, **picked))


def rank_abc(revenue: pd.DataFrame, customers: pd.DataFrame, purchases: pd.DataFrame, as_of, rules) -> pd.DataFrame:
    """ABC now, beside the class in the window ``abc_shift`` months earlier."""
    cut = _picked(rules, "abc_a", "abc_b")
    now = abc.classify(revenue, **cut)
    end = window(as_of, rules["window_months"], rules["abc_shift"])[1]
    earlier = rfm.measure(purchases, end, window_months=rules["window_months"], returns=rules["returns"])
    before = abc.classify(earlier.rename(columns={"monetary": "revenue"}), **cut)
    told = before.set_index("customer")["abc"].reindex(now["customer"]).fillna("none")
    return now.assign(abc_before=told.to_numpy(dtype=object)).astype({"abc_before": "str"})


def peers(customers: pd.DataFrame, revenue: pd.DataFrame, rules) -> pd.DataFrame:
    """Potential, gap and grid cell of every customer, with what the peers are picked by."""
    found = potential.estimate(customers, revenue, quantile=rules["potential_quantile"], min_peers=rules["min_peers"])
    frame = found.merge(revenue, on="customer", how="left").merge(
        customers[["customer", "industry", "size"]], on="customer", how="left"
    )
    bought = frame["revenue"].clip(lower=0)
    frame["gap_low"] = (frame["low"] - bought).clip(lower=0)
    frame["gap_high"] = (frame["high"] - bought).clip(lower=0)
    ratio = bought / frame["potential"].astype("Float64").where(frame["potential"] > 0)
    frame["used"] = ratio.astype("float64")
    frame["cell"] = grid.cells(frame, grid.thresholds(frame, **_picked(rules, "grid_value", "grid_gap")))
    return frame


def by_room(like: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """The customers with the most open potential first, those to be talked to before the others."""
    return open_first(like, people.set_index("customer")["rfm"]).drop(columns="wanted")


def class_totals(people: pd.DataFrame) -> pd.DataFrame:
    """Per RFM class: ``rfm, customers, monetary, share, recency_days, frequency`` (medians)."""
    grouped = people.groupby("rfm").agg(
        customers=("customer", "size"),
        monetary=("monetary", "sum"),
        recency_days=("recency_days", "median"),
        frequency=("frequency", "median"),
    )
    grouped = grouped.reindex([name for name in terms.RFM if name in grouped.index])
    total = int(people["monetary"].sum())
    grouped.insert(2, "share", grouped["monetary"] / total if total > 0 else float("nan"))
    frame = grouped.rename_axis("rfm").reset_index().astype({"rfm": "str", "customers": "int64", "monetary": "int64"})
    return frame.astype({"recency_days": "Float64", "frequency": "float64", "share": "float64"}).astype(
        {"recency_days": "float64"}
    )


def abc_totals(ranked: pd.DataFrame) -> pd.DataFrame:
    """Per ABC class: ``abc, customers, revenue, share``, how many were in it in the window ``before`` and ``held`` on."""
    grouped = ranked.assign(held=ranked["abc"] == ranked["abc_before"]).groupby("abc")
    totals = grouped.agg(customers=("customer", "size"), revenue=("revenue", "sum"), held=("held", "sum"))
    totals = totals.reindex([name for name in terms.ABC if name in totals.index])
    positive = int(ranked["revenue"].clip(lower=0).sum())
    totals.insert(2, "share", (totals["revenue"] / positive if positive else float("nan")))
    totals["share"] = totals["share"].where(totals.index != "none")
    totals["before"] = ranked["abc_before"].value_counts().reindex(totals.index).fillna(0)
    frame = totals.rename_axis("abc").reset_index()
    counts = dict.fromkeys(("customers", "revenue", "before", "held"), "int64")
    return frame.astype({"abc": "str", "share": "float64", **counts})


def moves(ranked: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """Customers whose ABC class differs between the two windows, those around class A first."""
    changed = ranked[ranked["abc"] != ranked["abc_before"]].copy()
    touches = changed["abc"].eq("A") | changed["abc_before"].eq("A")
    changed = changed.assign(_a=~touches).sort_values(
        ["_a", "revenue", "customer"], ascending=[True, False, True], kind="stable"
    )
    return changed[["customer", "abc_before", "abc", "revenue"]].reset_index(drop=True)


def call_list(people: pd.DataFrame, ranked: pd.DataFrame, like: pd.DataFrame) -> pd.DataFrame:
    """Overdue customers, most money first (ties by customer)."""
    late = people[people["rfm"] == "overdue"]
    late = late.merge(ranked[["customer", "abc"]], on="customer").merge(
        like[["customer", "gap"]], on="customer", how="left"
    )
    return late.sort_values(["monetary", "customer"], ascending=[False, True], kind="stable").reset_index(drop=True)


def _named(customers: pd.DataFrame) -> pd.DataFrame:
    """Name (the code where there is none) and owner of each customer."""
    named = customers[["customer", "name", "owner"]].copy()
    named["name"] = named["name"].fillna(named["customer"])
    return named


def _picked(rules, *names: str) -> dict:
    return {name: rules[name] for name in names}
