"""The result tables of the growth model."""

from __future__ import annotations

import pandas as pd

from helpers.classification.growth.terms import MEASURES, METHODS, ROLES
from helpers.language import msg
from helpers.show import word
from helpers.station import Column, ResultTable

NAMED = {
    "account": Column(msg("Account code"), "id"),
    "account_name": Column(msg("Account"), "text"),
    "owner": Column(msg("Account owner"), "text"),
    "chance": Column(msg("Chance of growing"), "share"),
    "class_name": Column(msg("Class"), "text"),
    "reason": Column(msg("Why"), "text"),
    "value": Column(msg("Revenue the class rests on"), "money"),
}
CHECK = {
    "method": Column(msg("Way to choose (code)"), "id"),
    "method_name": Column(msg("Way to choose"), "text"),
    "places": Column(msg("Places"), "count"),
    "hits": Column(msg("Of them grew"), "number"),
    "share": Column(msg("Share that grew"), "share"),
    "share_low": Column(msg("Low end (95%)"), "share"),
    "share_high": Column(msg("High end (95%)"), "share"),
    "lift": Column(msg("Lift over chance"), "ratio"),
    "lift_low": Column(msg("Lift, low end"), "ratio"),
    "lift_high": Column(msg("Lift, high end"), "ratio"),
    "ahead": Column(msg("Model ahead by (lift)"), "ratio"),
    "ahead_low": Column(msg("Model ahead, low end"), "ratio"),
    "ahead_high": Column(msg("Model ahead, high end"), "ratio"),
    "auc": Column(msg("Order (AUC)"), "ratio"),
    "auc_low": Column(msg("AUC, low end"), "ratio"),
    "auc_high": Column(msg("AUC, high end"), "ratio"),
    "captured": Column(msg("Share of the unexpected increase"), "share"),
}
CURVE = {
    "told": Column(msg("Forecast chance"), "share"),
    "customers": Column(msg("Accounts"), "count"),
    "grew": Column(msg("Of them grew"), "count"),
    "share": Column(msg("Share that grew"), "share"),
    "low": Column(msg("Low end (95%)"), "share"),
    "high": Column(msg("High end (95%)"), "share"),
}
DAYS = {
    "date": Column(msg("Day"), "date"),
    "role_name": Column(msg("What it is for"), "text"),
    "customers": Column(msg("Accounts with a past"), "count"),
    "growers": Column(msg("Of them grew"), "count"),
}
WEIGHTS = {
    "measure": Column(msg("Measure (code)"), "id"),
    "measure_name": Column(msg("What the model looks at"), "text"),
    "weight": Column(msg("Usual effect (log-odds)"), "ratio"),
    "way_name": Column(msg("A high value"), "text"),
}
SPECS = {
    "growth": NAMED,
    "growth_check": CHECK,
    "growth_curve": CURVE,
    "growth_days": DAYS,
    "growth_weights": WEIGHTS,
}
TITLES = {
    "growth": msg("Accounts that the growth model names, most likely first"),
    "growth_check": msg("The growth model tried on the past, against simple rankings"),
    "growth_curve": msg("Forecast chance of growing, and what came true"),
    "growth_days": msg("Days the growth model learnt from and was tried on"),
    "growth_weights": msg("What the growth model looks at"),
}
DTYPES = {"id": "str", "text": "str", "count": "Int64", "money": "Int64", "date": "datetime64[us]"}
WAYS = {1: msg("raises the chance"), -1: msg("lowers the chance"), 0: msg("does nothing")}


def table(name: str, frame: pd.DataFrame) -> ResultTable:
    """Rows as a result table; empty rows keep the columns' types."""
    spec, frame = SPECS[name], frame.copy()
    for column, words in (("method", METHODS), ("role", ROLES), ("measure", MEASURES)):
        if f"{column}_name" in spec:
            told = {key: word(said) for key, said in words.items()}
            frame[f"{column}_name"] = frame[column].map(told) if column in frame else pd.NA
    if "way_name" in spec:
        told = {key: word(said) for key, said in WAYS.items()}
        frame["way_name"] = frame["sign"].map(told) if "sign" in frame else pd.NA
    if name == "growth_check" and len(frame):
        frame.loc[frame["method"] == "model", ["ahead", "ahead_low", "ahead_high"]] = float("nan")
        frame["places"] = frame["places"].round()
    frame = frame.reindex(columns=list(spec))
    types = {column: DTYPES.get(what.unit, "float64") for column, what in spec.items()}
    return ResultTable(TITLES[name], spec, frame.astype(types).reset_index(drop=True))
