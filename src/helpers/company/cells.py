"""Cells of canonical files: text to typed columns, with every bad cell named."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.company.kinds import parse
from helpers.company.schema import Column, Table
from helpers.errors import Problem
from helpers.language import Message, Words, msg

#: At most this many problems of one sort are listed row by row; the rest are counted.
LISTED = 20


@dataclass(frozen=True)
class Raw:
    """A table as it stands in its file: all cells text (missing = NA), and each row's line number.

    ``problems`` are those of the file itself: lines with too many cells, formulas without a value.
    """

    table: Table
    cells: pd.DataFrame
    lines: pd.Series
    file: str
    problems: tuple[Problem, ...] = ()


def canonical(raw: Raw, currency: str | None) -> tuple[pd.DataFrame, pd.Series, list[Problem]]:
    """Typed columns of a raw table.

    Parameters
    ----------
    raw
        The table as read.
    currency
        Says how many decimals money has; ``None`` when it is not known, and then any are allowed
        (the frame serves for finding further problems only).

    Returns
    -------
    frame
        Known columns in the schema's order, typed as :data:`~helpers.company.schema.DTYPES`;
        money in minor units.
    lines
        Line numbers, aligned with the frame.
    problems
        Bad cells, missing columns, unknown columns.
    """
    table, problems = raw.table, list(raw.problems)
    problems += unknown_columns(raw)
    typed = {}
    for column in table.columns:
        if column.name not in raw.cells.columns:
            if column.required:
                problems.append(missing_column(raw, column))
            continue
        values, faults = parse(raw.cells[column.name], column, currency)
        typed[column.name] = values
        unread = pd.Series(False, index=raw.cells.index)
        for fault in faults:
            problems += at_rows(raw, column.name, fault.bad, fault.kind, fault.what, fault.do)
            unread |= fault.bad
        if column.required:
            problems += at_rows(
                raw,
                column.name,
                values.isna() & ~unread,
                "empty",
                lambda value: msg("This cell must not be empty."),
                msg("Fill it in, or take the row out."),
            )
    return pd.DataFrame(typed, index=raw.cells.index), raw.lines, problems


def unknown_columns(raw: Raw) -> list[Problem]:
    """Columns the table does not have: misspelt ones would else be lost without a word."""
    problems = []
    known = titles(raw.table)
    for name in raw.cells.columns:
        if name in raw.table.names:
            continue
        near = difflib.get_close_matches(header(name), list(known), n=1)
        if near:
            do = msg("Did you mean {near}?", near=known[near[0]])
        else:
            do = msg("Rename it to one of {known}, or take it out.", known=", ".join(raw.table.names))
        problems.append(
            Problem(
                what=msg("The table {table} has no column {name}.", table=raw.table.title, name=repr(str(name)[:60])),
                do=do,
                file=raw.file,
                row=1,
                column="".join(sign if sign.isprintable() else "\ufffd" for sign in str(name)[:60]),
                kind="unknown-column",
            )
        )
    return problems


def missing_column(raw: Raw, column: Column) -> Problem:
    """A required column that is not there."""
    return Problem(
        what=msg("The column {name} is missing.", name=column.title),
        do=msg("Add a column with the header {name}.", name=column.name),
        file=raw.file,
        row=1,
        column=column.name,
        title=column.title,
        kind="missing-column",
    )


def at_rows(
    raw: Raw, column: str, bad: pd.Series, kind: str, what: Callable[[str], Message], do: Message
) -> list[Problem]:
    """One problem a marked row, at most :data:`LISTED`, then one that counts the rest.

    ``what`` is given the cell as a reader can see it (quoted, cut to 60 signs).
    """
    rows = np.flatnonzero(bad.to_numpy())
    title = raw.table[column].title if column in raw.table.names else None
    listed = rows if len(rows) == LISTED + 1 else rows[:LISTED]
    problems = []
    for position in listed:
        value = raw.cells[column].iloc[position] if column in raw.cells else ""
        problems.append(
            Problem(
                what=what(shown(value)),
                do=do,
                file=raw.file,
                row=int(raw.lines.iloc[position]),
                column=column,
                title=title,
                kind=kind,
            )
        )
    if len(rows) > len(listed):
        problems.append(the_rest(raw.file, column, len(rows) - len(listed), kind, title))
    return problems


def the_rest(file: str, column: str, n: int, kind: str, title: Words | None = None) -> Problem:
    """The problem that stands for those not listed one by one."""
    return Problem(
        what=msg("{n} more rows have the same problem.", n=n),
        do=msg("Mend them the same way as the rows above."),
        file=file,
        column=column,
        title=title,
        kind=kind,
    )


def shown(value: object) -> str:
    """A cell's text as a problem quotes it: on one line, nothing invisible, at most 60 signs."""
    text = "" if pd.isna(value) else str(value)
    return repr(text if len(text) <= 60 else text[:59] + "…")


def tidy(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Canonical order: the schema's columns, rows sorted by all of them."""
    names = [name for name in table.names if name in frame.columns]
    if in_order(frame, names):
        return frame[names].reset_index(drop=True)
    return frame[names].sort_values(names, kind="stable", na_position="last").reset_index(drop=True)


def in_order(frame: pd.DataFrame, names: Sequence[str]) -> bool:
    """Whether the rows are sorted by these columns already, missing values last: far cheaper than sorting them."""
    same = np.ones(max(len(frame) - 1, 0), dtype=bool)
    for name in names:
        if not same.any():
            return True
        if frame[name].dtype == object:
            return False
        one, two = frame[name].iloc[:-1].reset_index(drop=True), frame[name].iloc[1:].reset_index(drop=True)
        gap, later_gap = one.isna().to_numpy(), two.isna().to_numpy()
        above = (one > two).fillna(False).to_numpy(dtype=bool) | (gap & ~later_gap)
        if (same & above).any():
            return False
        same &= (one == two).fillna(False).to_numpy(dtype=bool) | (gap & later_gap)
    return True


def header(text: object) -> str:
    """A column title as it is compared: no blanks around it, no mark of a required column."""
    return str(text).strip().rstrip("*＊").strip().casefold()


def titles(table: Table) -> dict[str, str]:
    """Header text → column name, for English names and the fill-in titles of both languages."""
    found = {}
    for column in table.columns:
        for text in (column.name, column.title.zh, column.title.en):
            found[header(text)] = column.name
    return found


def table_titles(table: Table) -> set[str]:
    """Names a sheet of the table may have, as :func:`header` writes them."""
    return {header(text) for text in (table.name, table.title.zh, table.title.en)}
