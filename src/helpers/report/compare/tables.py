"""The tables of a comparison."""

from __future__ import annotations

import pandas as pd

from helpers.language import msg
from helpers.report.compare.moves import NAMES, WAYS
from helpers.report.compare.tell import Comparison
from helpers.show import word
from helpers.station import Column, ResultTable

MOVED = {
    "customer": Column(msg("Account code"), "id"),
    "name": Column(msg("Account"), "text"),
    "before_name": Column(msg("Class then"), "text"),
    "after_name": Column(msg("Class now"), "text"),
    "way_name": Column(msg("Direction"), "text"),
    "sure_name": Column(msg("Sure"), "text"),
    "revenue_before": Column(msg("Net revenue then"), "money"),
    "revenue_after": Column(msg("Net revenue now"), "money"),
    "change": Column(msg("Difference"), "money"),
}
FLOWS = {
    "before_name": MOVED["before_name"],
    "after_name": MOVED["after_name"],
    "way_name": MOVED["way_name"],
    "customers": Column(msg("Accounts"), "count"),
    "sure": Column(msg("of them sure"), "count"),
    "revenue_before": MOVED["revenue_before"],
    "revenue_after": MOVED["revenue_after"],
    "change": MOVED["change"],
}
SURE = {True: msg("yes"), False: msg("near a line")}


def moved(comparison: Comparison, *ways: str) -> ResultTable:
    """Customers of these ways (all when none is given), most money first."""
    rows = comparison.moves.of(*ways) if ways else comparison.moves.rows
    told = worded(rows).assign(sure_name=rows["sure"].map({key: word(text) for key, text in SURE.items()}))
    return ResultTable(msg("Accounts whose class changed"), MOVED, told[list(MOVED)].reset_index(drop=True))


def flows(comparison: Comparison) -> ResultTable:
    """From each class to each: customers and money."""
    told = worded(comparison.moves.flows)
    return ResultTable(msg("From class to class"), FLOWS, told[list(FLOWS)].reset_index(drop=True))


def worded(rows: pd.DataFrame) -> pd.DataFrame:
    """Codes of classes and directions as sentences of ours; the difference of revenue."""
    names = {code: word(text) for code, text in NAMES.items()}
    return rows.assign(
        before_name=rows["before"].map(names),
        after_name=rows["after"].map(names),
        way_name=rows["way"].map({code: word(text) for code, text in WAYS.items()}),
        change=rows["revenue_after"] - rows["revenue_before"],
    )
