"""The result tables of the watch list."""

from __future__ import annotations

import pandas as pd

from helpers.classification.watch.terms import PROVEN, SIGNS
from helpers.language import msg
from helpers.show import word
from helpers.station import Column, ResultTable

WATCH = {
    "customer": Column(msg("Customer code"), "id"),
    "name": Column(msg("Customer name"), "text"),
    "owner": Column(msg("Account owner"), "text"),
    "signs": Column(msg("Signs"), "text"),
    "chance": Column(msg("Falls that followed such a sign"), "share"),
    "low": Column(msg("Low end (95%)"), "share"),
    "high": Column(msg("High end (95%)"), "share"),
    "monetary": Column(msg("Net revenue"), "money"),
    "ahead": Column(msg("Bought in the same months last year"), "money"),
    "at_risk": Column(msg("Part of the expected loss"), "share"),
}
TRIED = {
    "sign": Column(msg("Sign (code)"), "id"),
    "sign_name": Column(msg("Sign"), "text"),
    "alerts": Column(msg("Alerts in the past"), "count"),
    "fell": Column(msg("Falls that followed"), "count"),
    "share": Column(msg("Share of alerts that a fall followed"), "share"),
    "low": Column(msg("Low end (95%)"), "share"),
    "high": Column(msg("High end (95%)"), "share"),
    "false_alarms": Column(msg("False alarms"), "share"),
    "others": Column(msg("Without the sign"), "count"),
    "others_fell": Column(msg("Falls without the sign"), "count"),
    "others_share": Column(msg("Share of falls without the sign"), "share"),
    "more": Column(msg("Difference"), "points"),
    "more_low": Column(msg("Difference, low end"), "points"),
    "more_high": Column(msg("Difference, high end"), "points"),
    "proof": Column(msg("Proof (code)"), "id"),
    "proof_name": Column(msg("Proof"), "text"),
}
SPECS = {"watch": WATCH, "watch_signs": TRIED}
TITLES = {
    "watch": msg("Watch list: customers with an alert, largest expected loss first"),
    "watch_signs": msg("Each sign tried on the past"),
}
DTYPES = {"id": "str", "text": "str", "count": "int64", "money": "int64"}


def table(name: str, frame: pd.DataFrame) -> ResultTable:
    """Rows as a result table; empty rows keep the columns' types."""
    spec = SPECS[name]
    frame = frame.reindex(columns=[column for column in spec if column not in ("sign_name", "proof_name")])
    if name == "watch_signs":
        for column, words in (("sign", SIGNS), ("proof", PROVEN)):
            told = frame[column].map({key: word(value) for key, value in words.items()})
            frame[f"{column}_name"] = told.astype("str")
    types = {column: DTYPES.get(what.unit, "float64") for column, what in spec.items()}
    return ResultTable(TITLES[name], spec, frame[list(spec)].astype(types).reset_index(drop=True))
