"""Rows set aside that a person takes back: a copy of ``set_aside.csv`` with only those rows, mended where needed.

A row is known by file, sheet and line. Its cells in that copy replace those of the sheet, so that a missing
customer can be filled in; what the program would set aside by choice (copies, statuses, tests …) it then keeps.
A row that still has no date, amount or customer stays aside.
"""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from helpers.errors import IntakeError, Problem
from helpers.intake.files.source import Sheet
from helpers.intake.lines.part import Part
from helpers.language import msg

KEY = ("file", "sheet", "line")
#: Reasons that a person's word undoes; the others say that something is missing.
SOFT = ("void", "open", "no_sale", "copy", "test", "service", "zero", "negative_price", "return", "identical")


def read(path: Path) -> pd.DataFrame:
    """Rows to take back: ``file, sheet, line`` and cells by the title of their column, as text.

    Raises
    ------
    IntakeError
        When the file is no table of rows set aside.
    """
    try:
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(keepends=True)))
    except (OSError, UnicodeDecodeError) as error:
        raise IntakeError(_no_table(path, str(getattr(error, "strerror", "") or "UTF-8"))) from None
    head = rows[0] if rows else []
    if not set(KEY) <= set(head) or len(set(head)) < len(head):
        raise IntakeError(_no_table(path, ", ".join(KEY)))
    wrong = [number for number, row in enumerate(rows[1:], start=2) if row and len(row) != len(head)]
    line = head.index("line")
    wrong += [n for n, row in enumerate(rows[1:], start=2) if len(row) == len(head) and not row[line].strip().isdigit()]
    if wrong:
        what = msg("The row does not have the cells of the header, or no line number.")
        do = msg("Copy whole rows of set_aside.csv, and change only what was wrong in them.")
        raise IntakeError([Problem(what=what, do=do, file=path.name, row=number) for number in sorted(set(wrong))])
    frame = pd.DataFrame([row for row in rows[1:] if row], columns=head, dtype="str")
    return frame.assign(line=frame["line"].str.strip().astype("int64"))


def _no_table(path: Path, why: str) -> Problem:
    return Problem(
        what=msg("This is no table of rows set aside: {why}.", why=why),
        do=msg("Take a copy of set_aside.csv with its header, and leave only the rows to take back."),
        file=path.name,
    )


def put_in(parts: list[Part], rows: pd.DataFrame, name: str) -> tuple[list[Part], list[pd.Series]]:
    """Parts with the cells of the rows taken back, and which lines of each body those are.

    Raises
    ------
    IntakeError
        With every row that no sheet has.
    """
    found, marks = [], []
    left = rows.assign(met=False)
    for part in parts:
        mine = (left["file"] == part.sheet.file) & (left["sheet"] == part.sheet.name)
        mine &= left["line"].isin(part.lines)
        wanted = left[mine].drop_duplicates("line", keep="last").set_index("line")
        left.loc[mine, "met"] = True
        marks.append(part.lines.isin(wanted.index).set_axis(part.body.index))
        if len(wanted):
            part = dataclasses.replace(part, sheet=with_cells(part.sheet, part.header.names, wanted))
        found.append(part)
    lost = left[~left["met"]]
    if len(lost):
        do = msg("Leave file, sheet and line as they stand in set_aside.csv, and import the same files.")
        raise IntakeError(
            [
                Problem(
                    what=msg(
                        "No sheet read has line {line} of {sheet}.",
                        line=int(row.line),
                        sheet=f"{row.file} {row.sheet}".strip(),
                    ),
                    do=do,
                    file=name,
                )
                for row in lost.itertuples()
            ]
        )
    return found, marks


def with_cells(sheet: Sheet, names: Sequence[str], wanted: pd.DataFrame) -> Sheet:
    """The sheet with the cells of rows taken back.

    Parameters
    ----------
    names
        Header texts by position.
    wanted
        Cells by the title of their column, indexed by line.
    """
    from helpers.intake.ledger.ledger_import import apart

    cells = sheet.cells.copy()
    at = sheet.lines.isin(wanted.index)
    lines = sheet.lines[at]
    for column, title in zip(sheet.cells.columns, apart(tuple(names)), strict=True):
        if title in wanted:
            told = wanted[title].reindex(lines)
            cells.loc[at, column] = told.where(told != "").to_numpy()
    return dataclasses.replace(sheet, cells=cells)


def of_sheet(rows: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """Of the rows taken back those that the sheet has, indexed by line."""
    mine = (rows["file"] == sheet.file) & (rows["sheet"] == sheet.name) & rows["line"].isin(sheet.lines)
    return rows[mine].drop_duplicates("line", keep="last").set_index("line")


def spared(reason: pd.Series, taken: pd.Series) -> pd.Series:
    """Reasons without those that a person's word undoes."""
    return reason.mask(taken & reason.isin(SOFT))
