"""The result tables of the prospects."""

from __future__ import annotations

import pandas as pd

from helpers.classification.prospects.terms import KINDS
from helpers.language import msg
from helpers.show import word
from helpers.station import Column, ResultTable

PROSPECTS = {
    "prospect": Column(msg("Prospect code"), "id"),
    "name": Column(msg("Prospect"), "text"),
    "owner": Column(msg("Account owner"), "text"),
    "industry": Column(msg("Industry"), "text"),
    "region": Column(msg("Region"), "text"),
    "size": Column(msg("Size"), "text"),
    "kind": Column(msg("Way in (code)"), "id"),
    "kind_name": Column(msg("Way in"), "text"),
    "way": Column(msg("How to get in"), "text"),
    "reason": Column(msg("Why"), "text"),
    "value": Column(msg("Worth a year, if won"), "money"),
    "low": Column(msg("Low end (95%)"), "money"),
    "high": Column(msg("High end (95%)"), "money"),
    "need": Column(msg("Yearly need"), "money"),
    "fit": Column(msg("Fit"), "share"),
    "fit_low": Column(msg("Fit, low end"), "share"),
    "fit_high": Column(msg("Fit, high end"), "share"),
    "chance": Column(msg("Chance of winning"), "share"),
    "part": Column(msg("Part of all"), "share"),
    "contract_until": Column(msg("Incumbent's contract until"), "date"),
}
WAYS = {
    "kind": Column(msg("Way in (code)"), "id"),
    "kind_name": Column(msg("Way in"), "text"),
    "open": Column(msg("Open prospects"), "count"),
    "decided": Column(msg("Decided so far"), "count"),
    "won": Column(msg("Of them won"), "count"),
    "share": Column(msg("Share won"), "share"),
    "low": Column(msg("Low end (95%)"), "share"),
    "high": Column(msg("High end (95%)"), "share"),
}
SPECS = {"prospects": PROSPECTS, "prospect_ways": WAYS}
TITLES = {
    "prospects": msg("Open prospects, in the order to try them"),
    "prospect_ways": msg("How often each way in has led to a customer"),
}
DTYPES = {"id": "str", "text": "str", "count": "int64", "money": "Int64", "date": "datetime64[us]"}


def table(name: str, frame: pd.DataFrame) -> ResultTable:
    """Rows as a result table; empty rows keep the columns' types."""
    spec, frame = SPECS[name], frame.copy()
    told = {key: word(said) for key, said in KINDS.items()}
    frame["kind_name"] = frame["kind"].map(told) if "kind" in frame else pd.NA
    frame = frame.reindex(columns=list(spec))
    for column, what in spec.items():
        if what.unit == "money":
            frame[column] = frame[column].astype("Float64").round()
    types = {column: DTYPES.get(what.unit, "float64") for column, what in spec.items()}
    return ResultTable(TITLES[name], spec, frame.astype(types).reset_index(drop=True))
