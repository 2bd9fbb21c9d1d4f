"""The tables of RFM, ABC, potential and the grid: titles, columns, and codes put into words."""

from __future__ import annotations

import pandas as pd

from helpers.classification import terms
from helpers.language import msg
from helpers.show import word
from helpers.station import Column, ResultTable

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
    "returned": Column(msg("Of it returns"), "money"),
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
    "before": Column(msg("In this class in the earlier window"), "count"),
    "held": Column(msg("Of these still in it"), "count"),
    "potential": Column(msg("Potential"), "money"),
    "low": Column(msg("Low end (95%)"), "money"),
    "high": Column(msg("High end (95%)"), "money"),
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
    ("overdue_check", "low"): Column(msg("Low end (95%)"), "share"),
    ("overdue_check", "high"): Column(msg("High end (95%)"), "share"),
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
    "abc": (
        "customer",
        "name",
        "owner",
        "abc",
        "abc_name",
        "revenue",
        "share",
        "cumulated",
        "abc_before",
        "abc_before_name",
    ),
    "abc_classes": ("abc", "abc_name", "customers", "revenue", "share", "before", "held"),
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


def table(name: str, frame: pd.DataFrame) -> ResultTable:
    """Rows as a result table; codes get their words beside them."""
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


def worded(frame: pd.DataFrame, column: str, words, more: str = "", asks=None) -> pd.DataFrame:
    """The frame with the words of a column's codes beside them, and under ``more`` what each asks for."""
    frame = frame.assign(
        **{f"{column}_name": frame[column].map({key: word(value) for key, value in words.items()}).astype("str")}
    )
    if more:
        frame[more] = frame[column].map({key: word(value) for key, value in asks.items()}).astype("str")
    return frame


def advised(frame: pd.DataFrame) -> pd.DataFrame:
    """The grid in words; where all buying customers stand in one cell, the cell asks for nothing of its own."""
    alone = (frame["cell"] != "idle").sum() == 1
    asks = {cell: terms.ALIKE if alone and cell != "idle" else told for cell, told in terms.ASKS.items()}
    return worded(frame, "cell", terms.CELLS, "asks", asks)
