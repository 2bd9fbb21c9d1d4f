"""The result tables of the check on the past."""

from __future__ import annotations

import pandas as pd

from helpers.classification.classes.terms import CLASSES
from helpers.classification.holds.terms import METHODS, OUTCOMES, VERDICTS
from helpers.language import msg
from helpers.show import word
from helpers.station import Column, ResultTable

HOLDS = {
    "outcome": Column(msg("Outcome (code)"), "id"),
    "outcome_name": Column(msg("Measured by"), "text"),
    "method": Column(msg("Way to choose (code)"), "id"),
    "method_name": Column(msg("Way to choose"), "text"),
    "chosen": Column(msg("Customers chosen"), "count"),
    "share": Column(msg("Share captured"), "share"),
    "low": Column(msg("Low end (95%)"), "share"),
    "high": Column(msg("High end (95%)"), "share"),
    "lift": Column(msg("Lift over chance"), "ratio"),
    "ahead": Column(msg("Ours ahead by"), "points"),
    "ahead_low": Column(msg("Ours ahead, low end"), "points"),
    "ahead_high": Column(msg("Ours ahead, high end"), "points"),
    "verdict": Column(msg("Verdict (code)"), "id"),
    "verdict_name": Column(msg("Verdict"), "text"),
}
AFTER = {
    "class": Column(msg("Class (code)"), "id"),
    "class_name": Column(msg("Class at that date"), "text"),
    "customers": Column(msg("Customers"), "count"),
    "before": Column(msg("Revenue before"), "money"),
    "after": Column(msg("Revenue afterwards"), "money"),
    "still": Column(msg("Bought again"), "share"),
    "ratio": Column(msg("Growth / growth of all"), "ratio"),
    "low": Column(msg("Low end (95%)"), "ratio"),
    "high": Column(msg("High end (95%)"), "ratio"),
}
BANDS = {
    "from_": Column(msg("Stated: key in draws, from"), "share"),
    "to": Column(msg("To"), "share"),
    "customers": Column(msg("Customers"), "count"),
    "told": Column(msg("Stated on average"), "share"),
    "key": Column(msg("Key afterwards among them, by money alone"), "count"),
    "share": Column(msg("Share that came true"), "share"),
    "low": Column(msg("Low end (95%)"), "share"),
    "high": Column(msg("High end (95%)"), "share"),
}
MOVES = {
    "class": Column(msg("Class (code)"), "id"),
    "class_name": Column(msg("Class at that date"), "text"),
    "customers": Column(msg("Customers"), "count"),
    "to_key": Column(msg("Key today"), "count"),
    "to_growth": Column(msg("Growth today"), "count"),
    "to_general": Column(msg("General today"), "count"),
    "to_exit": Column(msg("Let go today"), "count"),
    "to_none": Column(msg("Not buying today"), "count"),
    "share": Column(msg("Class borne out"), "share"),
    "low": Column(msg("Low end (95%)"), "share"),
    "high": Column(msg("High end (95%)"), "share"),
}
SPECS = {"holds": HOLDS, "holds_classes": AFTER, "holds_bands": BANDS, "holds_moves": MOVES}
TITLES = {
    "holds": msg("What each list captured of what all customers of that date bought afterwards, at equal effort"),
    "holds_classes": msg("What the classes of that date were worth afterwards"),
    "holds_bands": msg("Whether the stated confidence came true, among the customers of that date"),
    "holds_moves": msg(
        "Which class the customers of each class are in today (each member of a group counted by itself)"
    ),
}
NAMES = {"outcome": OUTCOMES, "method": METHODS, "verdict": VERDICTS, "class": CLASSES}
DTYPES = {"id": "str", "text": "str", "count": "int64", "money": "int64"}


def table(name: str, frame: pd.DataFrame) -> ResultTable:
    """Rows as a result table; empty rows keep the columns' types."""
    spec = SPECS[name]
    frame = frame.reindex(columns=[column for column in spec if not column.endswith("_name")])
    for column, names in NAMES.items():
        if f"{column}_name" in spec:
            told = frame[column].map({key: word(value) for key, value in names.items()})
            frame[f"{column}_name"] = told.astype("str")
    if name == "holds" and len(frame):
        frame.loc[frame["method"] == "ours", ["ahead", "ahead_low", "ahead_high"]] = float("nan")
        frame.loc[frame["method"] == "ours", "verdict_name"] = pd.NA
    types = {column: DTYPES.get(what.unit, "float64") for column, what in spec.items()}
    return ResultTable(TITLES[name], spec, frame[list(spec)].astype(types).reset_index(drop=True))
