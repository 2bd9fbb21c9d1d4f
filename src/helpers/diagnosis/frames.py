"""Result tables from frames: always there with their columns, and what is said where a table of the folder is missing."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from helpers.language import Message
from helpers.show import Html
from helpers.station import Column, ResultTable

#: How each unit is stored, so that an empty table and a full one look alike.
STORED = {
    "money": "Int64",
    "count": "Int64",
    "share": "float64",
    "points": "float64",
    "ratio": "float64",
    "number": "float64",
    "score": "float64",
    "text": "str",
    "id": "str",
    "month": "str",
    "date": "str",
}


def settled(
    titles: Mapping[str, Message],
    columns: Mapping[str, Mapping[str, Column]],
    frames: Mapping[str, pd.DataFrame | None],
) -> dict[str, ResultTable]:
    """All tables of a part: those without a frame have their columns and no rows."""
    return {name: _table(titles[name], columns[name], frames.get(name)) for name in titles}


def _table(title: Message, columns: Mapping[str, Column], frame: pd.DataFrame | None) -> ResultTable:
    frame = pd.DataFrame() if frame is None else frame
    frame = frame.reindex(columns=list(columns)).reset_index(drop=True)
    for key, column in columns.items():
        if column.unit == "money" and frame[key].dtype.kind == "f":
            frame[key] = frame[key].round()
        frame[key] = frame[key].astype(STORED[column.unit])
    return ResultTable(title, columns, frame)


def told(sentence: Message, lang: str | None = None) -> Html:
    """A sentence in place of a figure that the data do not carry: what is missing and what to do."""
    text = sentence.render(lang)
    return Html(f'<p class="course-none">{escape(text)}</p>', text)
