"""Result tables that are always there: with their columns and types, also without a row."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.language import Message
from helpers.station import Column, ResultTable

#: How each unit is stored, so that an empty table and a full one look alike.
STORED = {
    "money": "Int64",
    "count": "Int64",
    "share": "float64",
    "points": "float64",
    "ratio": "float64",
    "number": "float64",
    "quantity": "float64",
    "score": "float64",
    "days": "float64",
    "text": "str",
    "id": "str",
    "month": "str",
    "date": "str",
}


def settled(title: Message, columns: Mapping[str, Column], frame: pd.DataFrame | None) -> ResultTable:
    """A table with these columns in this order; money is rounded to minor units."""
    frame = pd.DataFrame() if frame is None else frame
    frame = frame.reindex(columns=list(columns)).reset_index(drop=True)
    for key, column in columns.items():
        if column.unit in ("money", "count"):
            frame[key] = pd.to_numeric(frame[key]).astype("float64").round()
        frame[key] = frame[key].astype(STORED[column.unit])
    return ResultTable(title, dict(columns), frame)
