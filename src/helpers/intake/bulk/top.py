"""The beginning of a long file: its header, and how its columns write their numbers."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections import Counter
from collections.abc import Mapping
from typing import Any

from helpers.company.profile import Profile
from helpers.intake.bulk import stage, stream
from helpers.intake.bulk.unsuited import Unsuited
from helpers.intake.columns.header import Header, _bare, _unit_in_brackets, locate, missing, paid, plain
from helpers.intake.files.source import Sheet, _sheet
from helpers.intake.lines.part import CODES, TEXTS
from helpers.intake.values import numbers

#: Rows from the top that show the header and how columns write their numbers.
SHOWN = 3000
#: Fields that this path knows; with others the usual one is taken.
FIELDS = {*CODES, *TEXTS, *stage.NUMBERS, *stage.WORDS, "date"}


def beginning(file: str, text: stream.Text) -> tuple[Sheet, int]:
    """The first rows of the file as a sheet; and how many cells most rows have."""
    whole = text.head.splitlines(keepends=True)
    start = "".join(whole[:SHOWN])
    rows, numbers_, before = [], [], 0
    rows_of = csv.reader(io.StringIO(start, newline=""), delimiter=text.delimiter, strict=True)
    try:
        for row in rows_of:
            rows.append(row)
            numbers_.append(before + 1)
            before = rows_of.line_num
    except csv.Error:
        if len(whole) <= SHOWN and not text.more:
            raise Unsuited("quotes") from None
    if len(rows) > 1 and (text.more or len(whole) > SHOWN):
        rows, numbers_ = rows[:-1], numbers_[:-1]  # the last may be cut within a cell
    widths = Counter(len(row) for row in rows if row)
    return _sheet(file, "", rows, numbers_), max(sorted(widths), key=lambda width: widths[width], default=1)


def header_of(shown: Sheet, mapping: Mapping[str, Any], prefer: str, profile: Profile) -> Header:
    """The header, where it is one that the file's beginning is enough to know."""
    tax = "" if profile.revenue_tax == "unknown" else profile.revenue_tax
    basis = "" if profile.revenue_basis == "unknown" else profile.revenue_basis
    header = locate(shown, mapping, prefer, tax, basis)
    if missing(header) == ["customer"]:
        raise Unsuited("customers between the lines")
    if set(header.columns) - FIELDS:
        raise Unsuited(f"fields {sorted(set(header.columns) - FIELDS)}")
    if len(set(header.columns.values())) < len(header.columns):
        raise Unsuited("one column for two fields")
    if header.how.get("doc_no") == "content" or (
        "doc_no" not in header.columns and any(plain(name) == "name" for name in header.names)
    ):
        raise Unsuited("document numbers known by content")
    if header.how.get("amount") == "name" and not header.doubled:
        taken = header.columns["amount"]
        for twin, name in enumerate(header.names):
            if (
                twin not in header.columns.values()
                and _bare(name) == _bare(header.names[taken])
                and not _unit_in_brackets(name)
            ):
                raise Unsuited("two columns of one name")
        others = header.others.get("amount", ())
        if (
            profile.revenue_basis == "unknown"
            and "status" not in header.columns
            and paid(header.name("amount"))
            and any(not paid(name) for name in others)
        ):
            raise Unsuited("received or sold")
    return header


def marks(part, mapping: Mapping[str, Any]) -> dict[str, str]:
    """Decimal mark of each number column as its beginning shows it; empty where it does not."""
    found = {}
    for field in stage.NUMBERS:
        if field in part.header.columns:
            cells = part.cells(field)
            mark, proved = numbers.evidence(cells)
            proved |= mark == ","
            found[field] = mapping.get("decimal") or (mark if proved and mark != "?" else "")
    return found


def widened(header: Header, width: int) -> Header:
    """The header with names for the columns that have none."""
    more = (f"#{position + 1}" for position in range(len(header.names), width))
    return dataclasses.replace(header, names=(*header.names, *more))
