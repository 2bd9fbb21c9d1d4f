"""Cells that a line lacks and its document's other lines have."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.intake.files.source import tidy_text
from helpers.intake.lines.part import ABOVE, HEAD, Part
from helpers.intake.values.reading import Repair


def filled_down(part: Part, body: pd.DataFrame, usable: pd.Series, repairs: list[Repair]) -> pd.DataFrame:
    """Document, date and customer of lines that have none of the three, from the line above."""
    columns = part.header.columns
    if "doc_no" not in columns:
        return body
    body = _spoken_for(part, body, usable, repairs)
    above = [columns[field] for field in ABOVE if field in columns]
    below = [columns[field] for field in ("product", "product_name", "quantity", "amount") if field in columns]
    bare = body[above].isna().all(axis=1) & body[below].notna().any(axis=1) & usable
    if not bare.any():
        return body
    positions = np.arange(len(body))
    start = np.maximum.accumulate(np.where((usable & ~bare).to_numpy(), positions, -1))
    fill = bare.to_numpy() & (start >= 0)
    body = body.copy()
    for column in dict.fromkeys([*above, *(columns[field] for field in HEAD if field in columns)]):
        values = body[column].to_numpy(dtype=object, na_value=None)
        values = np.where(fill & pd.isna(values), values[np.maximum(start, 0)], values)
        body[column] = pd.Series(values, index=body.index, dtype="str")
    if fill.any():
        first = int(np.flatnonzero(fill)[0])
        name = part.header.names[columns["doc_no"]]
        repairs.append(Repair("filled_down", name, int(fill.sum()), "", str(body[columns["doc_no"]].iloc[first])))
    return body


def _spoken_for(part: Part, body: pd.DataFrame, usable: pd.Series, repairs: list[Repair]) -> pd.DataFrame:
    """Date, customer and status that only one line of a document has, given to its other lines."""
    columns = part.header.columns
    docs = tidy_text(body[columns["doc_no"]]).where(usable)
    if not docs.duplicated().any():
        return body
    body, cells, example = body.copy(), 0, ""
    rows = docs.notna()
    for field in HEAD:
        if field not in columns or columns[field] == columns["doc_no"]:
            continue
        own = body[columns[field]]
        empty = rows & own.isna()
        if not empty.any():
            continue
        given = pd.DataFrame({"doc": docs, "own": own})[rows & own.notna()].drop_duplicates()
        single = given[~given["doc"].duplicated(keep=False)].set_index("doc")["own"]
        found = docs.where(empty).map(single)
        if found.notna().any():
            cells += int(found.notna().sum())
            example = example or str(found.dropna().iloc[0])
            body[columns[field]] = own.fillna(found.astype("str"))
    if cells:
        repairs.append(Repair("filled_down", part.header.names[columns["doc_no"]], cells, "", example))
    return body
