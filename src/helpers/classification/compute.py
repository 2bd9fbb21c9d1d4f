"""From a company and rules to the tables of station 2: composes the steps and computes nothing itself."""

from __future__ import annotations

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
from helpers.classification.watch.part import watch
from helpers.classification.window import window
from helpers.language import msg
from helpers.show import word
from helpers.station import Column, Outcome, ResultTable, joined

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
    second = second_orders(purchases, as_of, new_months=rules["new_months"], returns=rules["returns"])
    named = _named(customers)
    frames = {
        "rfm": people.merge(named, on="customer", how="left"),
        "rfm_classes": class_totals(people),
        "cut_points": cuts,
        "abc": ranked.merge(named, on="customer", how="left"),
        "abc_classes": abc_totals(ranked),
        "abc_moves": moves(ranked, measures).merge(named, on="customer", how="left"),
        "potential": like.merge(named, on="customer", how="left"),
        "grid": _advised(grid.summary(like)),
        "call_list": call_list(people, ranked, like).merge(named, on="customer", how="left"),
        "overdue_check": _worded(
            check, "group", {"overdue": msg("overdue then"), "in_rhythm": msg("in their rhythm then")}
        ),
    }
    tables = {name: _table(name, frame) for name, frame in frames.items()}
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
    return joined(
        (
            own,
            sorted_out,
            holds(past, accounts, company, rules),
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
    """Per ABC class: ``abc, customers, revenue, share`` and how many ``held`` their class in both windows."""
    grouped = ranked.assign(held=ranked["abc"] == ranked["abc_before"]).groupby("abc")
    totals = grouped.agg(customers=("customer", "size"), revenue=("revenue", "sum"), held=("held", "sum"))
    totals = totals.reindex([name for name in terms.ABC if name in totals.index])
    positive = int(ranked["revenue"].clip(lower=0).sum())
    totals.insert(2, "share", (totals["revenue"] / positive if positive else float("nan")))
    totals["share"] = totals["share"].where(totals.index != "none")
    frame = totals.rename_axis("abc").reset_index()
    return frame.astype({"abc": "str", "customers": "int64", "revenue": "int64", "held": "int64", "share": "float64"})


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


COLUMNS: dict[str, Column] = {
    "customer": Column(msg("Customer code"), "id"),
    "name": Column(msg("Customer name"), "text"),
    "owner": Column(msg("Account owner"), "text"),
    "industry": Column(msg("Industry"), "text"),
    "size": Column(msg("Size"), "text"),
    "rfm": Column(msg("RFM class (code)"), "id"),
    "rfm_name": Column(msg("RFM class"), "text"),
    "abc": Column(msg("ABC class (code)"), "id"),
    "abc_name": Column(msg("ABC class"), "text"),
    "abc_before": Column(msg("ABC class in the earlier window (code)"), "id"),
    "abc_before_name": Column(msg("ABC class in the earlier window"), "text"),
    "cell": Column(msg("Cell (code)"), "id"),
    "cell_name": Column(msg("Cell of the grid"), "text"),
    "basis": Column(msg("Peers (code)"), "id"),
    "basis_name": Column(msg("Compared with"), "text"),
    "group": Column(msg("Group (code)"), "id"),
    "group_name": Column(msg("Group"), "text"),
    "asks": Column(msg("What it asks for"), "text"),
    "first": Column(msg("First purchase"), "date"),
    "last": Column(msg("Last purchase"), "date"),
    "purchase_days": Column(msg("Purchase days ever"), "count"),
    "recency_days": Column(msg("Days since last purchase"), "days"),
    "cycle_days": Column(msg("Own cycle, days"), "days"),
    "recency_cycles": Column(msg("Silent for, own cycles"), "number"),
    "frequency": Column(msg("Frequency"), "number"),
    "monetary": Column(msg("Net revenue"), "money"),
    "returned": Column(msg("of it returns"), "money"),
    "r": Column(msg("R score"), "score"),
    "f": Column(msg("F score"), "score"),
    "m": Column(msg("M score"), "score"),
    "score": Column(msg("Score"), "score"),
    "share": Column(msg("Share"), "share"),
    "recency_customers": Column(msg("Customers with this R score"), "count"),
    "frequency_customers": Column(msg("Customers with this F score"), "count"),
    "monetary_customers": Column(msg("Customers with this M score"), "count"),
    "customers": Column(msg("Customers"), "count"),
    "revenue": Column(msg("Net revenue"), "money"),
    "cumulated": Column(msg("Cumulated share"), "share"),
    "held": Column(msg("In the same class in the earlier window"), "count"),
    "potential": Column(msg("Potential"), "money"),
    "low": Column(msg("Low end"), "money"),
    "high": Column(msg("High end"), "money"),
    "peers": Column(msg("Peers"), "count"),
    "gap": Column(msg("Open potential"), "money"),
    "gap_low": Column(msg("Open potential, low end"), "money"),
    "gap_high": Column(msg("Open potential, high end"), "money"),
    "used": Column(msg("Share of potential bought"), "share"),
    "back": Column(msg("Bought again since"), "count"),
}
#: Columns whose meaning differs in one table.
SPECIAL: dict[tuple[str, str], Column] = {
    ("cut_points", "share"): Column(msg("Share of repeat customers at or below the cut"), "share"),
    ("cut_points", "recency_days"): Column(msg("Silent for fewer days than"), "days"),
    ("cut_points", "frequency"): Column(msg("Frequency above"), "count"),
    ("cut_points", "monetary"): Column(msg("Net revenue above"), "money"),
    ("rfm_classes", "recency_days"): Column(msg("Days since last purchase (median)"), "days"),
    ("rfm_classes", "frequency"): Column(msg("Frequency (median)"), "number"),
    ("rfm_classes", "share"): Column(msg("Share of net revenue"), "share"),
    ("abc_classes", "share"): Column(msg("Share of net revenue"), "share"),
    ("grid", "share"): Column(msg("Share of net revenue"), "share"),
    ("overdue_check", "share"): Column(msg("Share who bought again"), "share"),
    ("overdue_check", "low"): Column(msg("Low end"), "share"),
    ("overdue_check", "high"): Column(msg("High end"), "share"),
}
LAYOUT: dict[str, tuple[str, ...]] = {
    "rfm": (
        "customer",
        "name",
        "owner",
        "rfm",
        "rfm_name",
        "first",
        "last",
        "purchase_days",
        "recency_days",
        "cycle_days",
        "recency_cycles",
        "frequency",
        "monetary",
        "returned",
        "r",
        "f",
        "m",
    ),
    "rfm_classes": ("rfm", "rfm_name", "customers", "monetary", "share", "recency_days", "frequency"),
    "cut_points": (
        "score",
        "share",
        "recency_days",
        "recency_customers",
        "frequency",
        "frequency_customers",
        "monetary",
        "monetary_customers",
    ),
    "abc": ("customer", "name", "owner", "abc", "abc_name", "revenue", "share", "cumulated", "abc_before"),
    "abc_classes": ("abc", "abc_name", "customers", "revenue", "share", "held"),
    "abc_moves": ("customer", "name", "owner", "abc_before", "abc_before_name", "abc", "abc_name", "revenue"),
    "potential": (
        "customer",
        "name",
        "owner",
        "industry",
        "size",
        "revenue",
        "potential",
        "low",
        "high",
        "peers",
        "basis",
        "basis_name",
        "gap",
        "gap_low",
        "gap_high",
        "used",
        "cell",
        "cell_name",
    ),
    "grid": ("cell", "cell_name", "customers", "revenue", "share", "gap", "asks"),
    "call_list": (
        "customer",
        "name",
        "owner",
        "last",
        "recency_days",
        "cycle_days",
        "recency_cycles",
        "monetary",
        "abc",
        "abc_name",
        "gap",
    ),
    "overdue_check": ("group", "group_name", "customers", "back", "share", "low", "high"),
}
TITLES = {
    "rfm": msg("Recency, frequency, money of each customer"),
    "rfm_classes": msg("Customers and money by RFM class"),
    "cut_points": msg("Cut points of the scores"),
    "abc": msg("Customers by revenue, with ABC class"),
    "abc_classes": msg("Customers and money by ABC class"),
    "abc_moves": msg("Customers whose ABC class changes when the window moves"),
    "potential": msg("Potential of each customer, from its peers"),
    "grid": msg("Customer × potential grid"),
    "call_list": msg("Overdue customers, most money first"),
    "overdue_check": msg("The overdue rule, tried at an earlier date"),
}


def _table(name: str, frame: pd.DataFrame) -> ResultTable:
    for id_, text, words in (
        ("rfm", "rfm_name", terms.RFM),
        ("abc", "abc_name", terms.ABC),
        ("abc_before", "abc_before_name", terms.ABC),
        ("cell", "cell_name", terms.CELLS),
        ("basis", "basis_name", terms.BASES),
    ):
        if text in LAYOUT[name] and text not in frame:
            frame = frame.assign(
                **{text: frame[id_].map({key: word(value) for key, value in words.items()}).astype("str")}
            )
    spec = {column: SPECIAL.get((name, column), COLUMNS[column]) for column in LAYOUT[name]}
    return ResultTable(TITLES[name], spec, frame[list(spec)].reset_index(drop=True))


def _worded(frame: pd.DataFrame, column: str, words, more: str = "", asks=None) -> pd.DataFrame:
    frame = frame.assign(
        **{f"{column}_name": frame[column].map({key: word(value) for key, value in words.items()}).astype("str")}
    )
    if more:
        frame[more] = frame[column].map({key: word(value) for key, value in asks.items()}).astype("str")
    return frame


def _advised(frame: pd.DataFrame) -> pd.DataFrame:
    """The grid in words; where all buying customers stand in one cell, the cell asks for nothing of its own."""
    alone = (frame["cell"] != "idle").sum() == 1
    asks = {cell: terms.ALIKE if alone and cell != "idle" else told for cell, told in terms.ASKS.items()}
    return _worded(frame, "cell", terms.CELLS, "asks", asks)


def _named(customers: pd.DataFrame) -> pd.DataFrame:
    """Name (the code where there is none) and owner of each customer."""
    named = customers[["customer", "name", "owner"]].copy()
    named["name"] = named["name"].fillna(named["customer"])
    return named


def _picked(rules, *names: str) -> dict:
    return {name: rules[name] for name in names}
