"""Orders in two sheets or files: heads with date and customer, lines with product and money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from helpers.errors import Problem
from helpers.intake.columns.header import Header, missing
from helpers.intake.files.source import Sheet
from helpers.intake.values import numbers
from helpers.intake.values.codes import read_codes
from helpers.language import msg
from helpers.quantity import Quantity, minor_digits

#: What lines may take from their heads.
TAKEN = ("date", "customer", "customer_name", "region", "industry", "currency", "status", "kind")
#: Heads whose own totals are further than this from their lines' are not joined: which counts is not known.
APART = 0.005
COLUMN = "⇠"


def lines_of(header: Header) -> bool:
    """Whether a sheet holds lines that lack what their heads have."""
    columns = set(header.columns)
    return (
        "doc_no" in columns
        and ("amount" in columns or {"quantity", "price"} <= columns)
        and bool(missing(header))
        and "amount" not in missing(header)
    )


def heads_of(sheet: Sheet, header: Header) -> bool:
    """Whether a sheet holds one row for each document, with date and customer."""
    columns = set(header.columns)
    if not {"doc_no", "date"} <= columns or not {"customer", "customer_name"} & columns or "product" in columns:
        return False
    docs = keys(sheet, header)
    return bool(docs.notna().any()) and not docs.dropna().duplicated().any()


def keys(sheet: Sheet, header: Header) -> pd.Series:
    """Document numbers below the header, written alike."""
    body = sheet.cells.iloc[header.row + 1 :]
    return read_codes(body[header.columns["doc_no"]], "").values


def matching(heads: tuple[Sheet, Header], lines: tuple[Sheet, Header]) -> float:
    """Share of the lines' documents that have a head."""
    own = keys(*lines).dropna().drop_duplicates()
    return float(own.isin(keys(*heads)).mean()) if len(own) else 0.0


def total(sheet: Sheet, header: Header) -> float | None:
    """Sum of a sheet's amounts as written, or of quantity × unit price; ``None`` where it has no such columns."""
    body = sheet.cells.iloc[header.row + 1 :]
    body = body[keys(sheet, header).notna()]

    def read(field: str) -> pd.Series:
        rows = body[header.columns[field]]
        mark = numbers.mark_of(rows)
        return numbers.read_numbers(rows, "", "." if mark == "?" else mark, header.scales.get(field, 0)).values

    if "amount" in header.columns:
        values = read("amount")
    elif {"quantity", "price"} <= header.columns.keys():
        values = numbers.product(read("quantity"), read("price"))
    else:
        return None
    return float(sum(value for value in values if value is not None))


def tie(heads: tuple[Sheet, Header], lines: tuple[Sheet, Header]) -> bool:
    """Whether heads have no totals of their own, or such as their lines come to."""
    above, below = total(*heads), total(*lines)
    return above is None or (below is not None and abs(above - below) <= APART * max(abs(above), abs(below)))


def untied(heads: tuple[Sheet, Header], lines: tuple[Sheet, Header], currency: str) -> Problem:
    """The question about lines whose money is not that of their heads."""

    def money(part: tuple[Sheet, Header]) -> Quantity:
        return Quantity(round((total(*part) or 0) * 10 ** minor_digits(currency)), "money", currency=currency)

    return Problem(
        what=msg(
            "The sheet holds the lines of the orders in {heads}, but they come to {below} and the orders to {above}: which counts is not known.",
            heads=heads[0].label,
            below=money(lines),
            above=money(heads),
        ),
        do=msg(
            "The difference is mostly discounts or freight. To count the orders' own totals, leave the lines out: `--map tables={lines}:skip`; to count the lines, export them with date and customer.",
            lines=lines[0].label,
        ),
        file=lines[0].label,
        row=int(lines[0].lines.iloc[lines[1].row]),
        kind="ask-heads",
    )


def join(heads: tuple[Sheet, Header], lines: tuple[Sheet, Header]) -> tuple[Sheet, Header]:
    """The lines' sheet with the columns of their heads that it lacks."""
    (above, top), (below, header) = heads, lines
    docs = keys(below, header)
    found = keys(above, top)
    body = above.cells.iloc[top.row + 1 :][found.notna()].set_axis(found.dropna(), axis=0)
    cells, names = below.cells.copy(), list(header.names)
    columns: Mapping[str, int] = dict(header.columns)
    how = dict(header.how)
    for field in TAKEN:
        if field in top.columns and field not in columns:
            position = cells.shape[1]
            cells[position] = docs.map(body[top.columns[field]]).reindex(cells.index).astype("str")
            name = f"{top.name(field)} {COLUMN}"
            cells.loc[cells.index[header.row], position] = name
            names += [f"#{n + 1}" for n in range(len(names), position)] + [name]
            columns[field], how[field] = position, "joined"
    return replace(below, cells=cells), replace(header, names=tuple(names), columns=columns, how=how)
