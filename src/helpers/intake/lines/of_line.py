"""Of two columns of money, one of the whole document and one of the line, the line's is the amount.

Accounting programs repeat a document's total, with tax and freight in it, on each of its lines, beside the line's own
money. Both are called total.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.intake.columns.header import scale_of
from helpers.intake.files.source import tidy_text
from helpers.intake.lines import per_document
from helpers.intake.lines.part import Part
from helpers.intake.values import numbers

#: A column holds lines' money where so many of its cells are numbers.
FILLED = 0.9


def settled(part: Part, mapping: Mapping[str, Any]) -> Part:
    """The part with the line's own money as amount, where the column taken belongs to documents and another does not.

    Only columns whose headers are known to be amounts are looked at; what a person said stays.
    """
    header = part.header
    others = [name for name in header.others.get("amount", ()) if name in header.names]
    if not others or "amount_per" in mapping or not {"doc_no", "amount"} <= header.columns.keys():
        return part
    if header.how["amount"] == "mapping":
        return part
    body = part.body
    docs = part.cells("doc_no", body)
    differs = pd.Series("", index=docs.index, dtype="str")
    for name in ("product", "product_name", "quantity", "price"):
        if name in header.columns:
            differs = differs + "|" + tidy_text(body[header.columns[name]]).fillna("")
    products = _products(part, body)
    if per_document.level(docs, _read(part.cells("amount", body)), products, differs) == "line":
        return part
    for name in others:
        at = header.names.index(name)
        values = _read(tidy_text(body[at]))
        if at in header.columns.values() or values.notna().mean() < FILLED:
            continue
        if per_document.level(docs, values, products, differs) == "line":
            left = (header.name("amount"), *(other for other in others if other != name))
            changed = dataclasses.replace(
                header,
                columns={**header.columns, "amount": at},
                how={**header.how, "amount": "name"},
                scales={**header.scales, "amount": scale_of(name, header.unit)},
                others={**header.others, "amount": left},
            )
            return dataclasses.replace(part, header=changed)
    return part


def _read(cells: pd.Series) -> pd.Series:
    mark = numbers.mark_of(cells)
    return numbers.read_numbers(cells, "", "." if mark == "?" else mark).values


def _products(part: Part, body: pd.DataFrame) -> pd.Series:
    if not {"quantity", "price"} <= part.header.columns.keys():
        return pd.Series([None] * len(body), index=body.index, dtype=object)
    return numbers.product(*(_read(part.cells(field, body)) for field in ("quantity", "price")))
