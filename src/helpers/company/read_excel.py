"""Sheets of Excel files as text, cell by cell as a person sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.company.cells import LISTED, Raw, header, table_titles, the_rest, titles
from helpers.company.headed import headed, unreadable
from helpers.company.kinds import DECIMALS
from helpers.company.peek import Immense, empty_formulas
from helpers.company.schema import Table
from helpers.errors import FolderError, Problem
from helpers.language import msg


@dataclass(frozen=True)
class Book:
    """An opened Excel file: the rows of its sheets are read when asked for."""

    path: Path
    sheets: tuple[str, ...]
    handle: Any

    def rows(self, sheet: str) -> list[list]:
        """All rows from the first one, as the library gives them."""
        try:
            empty_formulas(self.path, sheet)
            return self.handle.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except Immense:
            raise FolderError(_immense(f"{self.path.name}[{sheet}]")) from None
        except Exception as error:  # the library's own kinds differ by format
            raise FolderError(unreadable(self.path.name, error)) from None


def open_book(path: Path) -> Book:
    """An Excel file (.xlsx or .xls).

    Raises
    ------
    FolderError
        When it cannot be opened: in use, damaged, locked by a password, not Excel at all.
    """
    from python_calamine import CalamineWorkbook

    try:
        handle = CalamineWorkbook.from_path(str(path))
        return Book(path, tuple(handle.sheet_names), handle)
    except Exception as error:
        raise FolderError(unreadable(path.name, error)) from None


def sheet_of(book: Book, table: Table) -> str:
    """The sheet that holds a table in a file of its own: the one with its title, or the only one.

    Raises
    ------
    FolderError
        When there are several and none has the table's title, or two have.
    """
    named = [name for name in book.sheets if header(name) in table_titles(table)]
    if len(named) == 1 or (not named and len(book.sheets) == 1):
        return (named or book.sheets)[0]
    raise FolderError(
        Problem(
            what=msg(
                "It is not clear which sheet holds the table {table}: {sheets}.",
                table=table.title,
                sheets=", ".join(named or book.sheets),
            ),
            do=msg("Name one sheet {name}, and no other.", name=table.title),
            file=book.path.name,
            kind="wrong-sheet",
        )
    )


def read_sheet(book: Book, sheet: str, table: Table) -> Raw:
    """The table as it stands in a sheet: titles in the first row, then one row a record.

    Raises
    ------
    FolderError
        When the sheet cannot be read, is empty, or bears a title twice.
    """
    label = f"{book.path.name}[{sheet}]"
    rows = book.rows(sheet)
    names = [as_text(cell) or "" for cell in rows[0]] if rows else []
    if not any(names):
        raise FolderError(_no_titles(label))
    body = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(as_text(cell) for cell in row)]
    columns = list(zip(*(row for _, row in body), strict=True)) if body else [()] * len(names)
    cells = [pd.Series([as_text(cell) for cell in column], dtype="str") for column in columns]
    lines = [number for number, _ in body]
    known = titles(table)
    named = {number: known.get(header(name), name) for number, name in enumerate(names)}
    problems = formulas(book, sheet, label, named) + dated_codes(table, label, named, columns, lines)
    return headed(table, names, cells, pd.Series(lines, dtype="int64"), label, problems)


def formulas(book: Book, sheet: str, label: str, named: Mapping[int, str]) -> list[Problem]:
    """Cells whose formula failed or was never computed: they would be read as empty."""
    found = [cell for cell in empty_formulas(book.path, sheet) if named.get(cell.column)]
    problems = [
        Problem(
            what=msg("The formula in this cell failed.")
            if cell.failed
            else msg("The formula in this cell has no value."),
            do=msg("Mend the formula in Excel, then paste the column as values.")
            if cell.failed
            else msg("Open the file in Excel or WPS and save it, or paste the column as values."),
            file=label,
            row=cell.row,
            column=named[cell.column],
            kind="formula",
        )
        for cell in found[:LISTED]
    ]
    if len(found) > LISTED:
        problems.append(the_rest(label, "", len(found) - LISTED, "formula"))
    return problems


def dated_codes(table: Table, label: str, named: Mapping[int, str], columns: list, lines: list[int]) -> list[Problem]:
    """Codes that Excel turned into dates (1-2 becomes the second of January)."""
    problems = []
    codes = {column.name for column in table.columns if column.kind == "id"}
    for number, name in named.items():
        if name not in codes or not columns:
            continue
        bad = [(line, cell) for line, cell in zip(lines, columns[number], strict=True) if isinstance(cell, dt.date)]
        for line, cell in bad[:LISTED]:
            problems.append(
                Problem(
                    what=msg("Excel has turned this code into the date {date}.", date=cell.isoformat()[:10]),
                    do=msg("Format the column as text and type the code again."),
                    file=label,
                    row=line,
                    column=name,
                    kind="dated-code",
                )
            )
        if len(bad) > LISTED:
            problems.append(the_rest(label, name, len(bad) - LISTED, "dated-code"))
    return problems


def as_text(cell: Any) -> str | None:
    """A cell's value as canonical text: whole numbers without ``.0``, days as ISO, empty as None.

    Computed numbers are rounded to :data:`~helpers.company.kinds.DECIMALS` decimals.
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        near = round(cell, DECIMALS)
        if abs(near) >= 1e15 or near != near:
            return repr(cell)
        if near.is_integer():
            return str(int(near))
        text = repr(near)
        return text if "e" not in text else f"{near:.{DECIMALS}f}"
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()[:10]
    return str(cell).strip() or None


def _no_titles(label: str) -> Problem:
    return Problem(
        what=msg("The first row holds no column titles."),
        do=msg("Put the column titles in the first row; data/README.md says which."),
        file=label,
        row=1,
        kind="unreadable-file",
    )


def _immense(label: str) -> Problem:
    return Problem(
        what=msg("The sheet reaches too far to be read."),
        do=msg("Look for a stray cell far below or far to the right (Ctrl+End) and delete its row or column."),
        file=label,
        kind="unreadable-file",
    )
