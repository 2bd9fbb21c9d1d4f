"""Rows set aside that a person takes back: a copy of ``set_aside.csv`` with only those rows, mended where needed.

A row is known by file, sheet and line. Its cells in that copy replace those of the sheet, so that a missing
customer can be filled in; what the program would set aside by choice (copies, statuses, tests …) it then keeps.
A row that still has no date, amount or customer stays aside.
"""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import pandas as pd

from helpers.errors import IntakeError, Problem
from helpers.intake.lines.lines import Part
from helpers.language import msg

KEY = ("file", "sheet", "line")
#: Reasons that a person's word undoes; the others say that something is missing.
SOFT = ("void", "open", "no_sale", "copy", "test", "service", "zero", "identical")


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
        found.append(_replaced(part, wanted) if len(wanted) else part)
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


def _replaced(part: Part, wanted: pd.DataFrame) -> Part:
    from helpers.intake.ledger.ledger_import import apart

    cells = part.sheet.cells.copy()
    at = part.sheet.lines.isin(wanted.index)
    lines = part.sheet.lines[at]
    for column, title in zip(part.sheet.cells.columns, apart(part.header.names), strict=True):
        if title in wanted:
            told = wanted[title].reindex(lines)
            cells.loc[at, column] = told.where(told != "").to_numpy()
    return dataclasses.replace(part, sheet=dataclasses.replace(part.sheet, cells=cells))


def spared(reason: pd.Series, taken: pd.Series) -> pd.Series:
    """Reasons without those that a person's word undoes."""
    return reason.mask(taken & reason.isin(SOFT))
