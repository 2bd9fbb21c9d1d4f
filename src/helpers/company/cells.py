"""Cells of canonical files: text to typed columns, with every bad cell named."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.company.schema import DTYPES, Column, Table
from helpers.errors import Problem
from helpers.language import Message, Words, msg
from helpers.quantity import minor_digits

#: At most this many problems of one sort are listed row by row; the rest are counted.
LISTED = 20


@dataclass(frozen=True)
class Raw:
    """A table as it stands in its file: all cells text (missing = NA), and each row's line number."""

    table: Table
    cells: pd.DataFrame
    lines: pd.Series
    file: str


def canonical(raw: Raw, currency: str) -> tuple[pd.DataFrame, pd.Series, list[Problem]]:
    """Typed columns of a raw table.

    Returns
    -------
    frame
        Known columns in the schema's order, typed as :data:`DTYPES`; money in minor units.
    lines
        Line numbers, aligned with the frame.
    problems
        Bad cells, missing columns, unknown columns.
    """
    table, problems = raw.table, []
    for name in raw.cells.columns:
        if name not in table.names:
            problems.append(
                Problem(
                    what=msg("The table {table} has no column {name}.", table=table.title, name=repr(name)),
                    do=msg("Rename it to one of {known}, or take it out.", known=", ".join(table.names)),
                    file=raw.file,
                    row=1,
                    column=str(name),
                    kind="unknown-column",
                )
            )
    typed = {}
    for column in table.columns:
        if column.name not in raw.cells.columns:
            if column.required:
                problems.append(
                    Problem(
                        what=msg("The column {name} is missing.", name=column.title),
                        do=msg("Add a column with the header {name}.", name=column.name),
                        file=raw.file,
                        row=1,
                        column=column.name,
                        kind="missing-column",
                    )
                )
            continue
        values, bad, why = parse(raw.cells[column.name], column, currency)
        typed[column.name] = values
        problems += at_rows(raw, column, bad, why, "unreadable")
        if column.required:
            empty = values.isna() & ~bad
            problems += at_rows(raw, column, empty, msg("This cell must not be empty."), "empty", show=False)
    return pd.DataFrame(typed, index=raw.cells.index), raw.lines, problems


def parse(cells: pd.Series, column: Column, currency: str) -> tuple[pd.Series, pd.Series, Message]:
    """One column's values, a mask of cells that could not be read, and what they should have been."""
    given = cells.notna() & (cells != "")
    text = cells.where(given)
    kind = column.kind
    if kind in ("id", "text", "category"):
        values = text.astype("str")
        if kind == "category" and column.allowed:
            words = {word: value for value, pair in column.allowed.items() for word in (pair.zh, pair.en)}
            values = values.replace(words)
        return values, pd.Series(False, index=cells.index), Message("")
    if kind == "date":
        plain = text.str.replace(r"[/.年月]", "-", regex=True).str.replace("日", "", regex=False)
        plain = plain.str.replace(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", regex=True)
        values = pd.to_datetime(plain, format="%Y-%m-%d", errors="coerce").astype(DTYPES["date"])
        return values, given & values.isna(), msg("a date such as 2025-03-18")
    digits = {"money": minor_digits(currency), "integer": 0}.get(kind, 6)
    pattern = r"-?\d{1,13}" + (rf"(?:\.\d{{1,{digits}}}0*)?" if digits else r"(?:\.0+)?")
    good = text.str.fullmatch(pattern).fillna(False).astype(bool)
    number = pd.to_numeric(text.where(good), errors="coerce")
    if kind == "quantity":
        values, expected = number.astype("float64"), msg("a number such as 12.5")
    else:
        values = (number * 10**digits).round().astype("Int64")
        expected = msg("an amount with at most {digits} decimals and no separators, such as 1234.50", digits=digits) if kind == "money" else msg("a whole number such as 60")
    return values, given & ~good, expected


def at_rows(raw: Raw, column: Column | None, bad: pd.Series, why: Message, kind: str, show: bool = True, do: Message | None = None) -> list[Problem]:
    """One problem a marked row, at most :data:`LISTED`, then one that counts the rest."""
    rows = np.flatnonzero(bad.to_numpy())
    problems = []
    name = column.name if column else ""
    for position in rows[:LISTED]:
        if show:
            value = str(raw.cells[name].iloc[position])[:60]
            what, todo = msg("{value} cannot be read.", value=repr(value)), msg("It should be {why}.", why=why)
        else:
            what, todo = why, do or msg("Fill it in, or take the row out.")
        problems.append(Problem(what=what, do=do or todo, file=raw.file, row=int(raw.lines.iloc[position]), column=name, kind=kind))
    if len(rows) > LISTED:
        problems.append(
            Problem(
                what=msg("{n} more rows have the same problem.", n=len(rows) - LISTED),
                do=msg("Mend the rows above the same way."),
                file=raw.file,
                column=name,
                kind=kind,
            )
        )
    return problems


def tidy(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Canonical order: the schema's columns, rows sorted by all of them."""
    names = [name for name in table.names if name in frame.columns]
    return frame[names].sort_values(names, kind="stable", na_position="last").reset_index(drop=True)


def titles(table: Table) -> dict[str, str]:
    """Header text → column name, for English names and the fill-in titles of both languages."""
    found = {}
    for column in table.columns:
        for text in (column.name, column.title.zh, column.title.en):
            found[text.strip().lower()] = column.name
    return found


def table_titles(table: Table) -> set[str]:
    words: Words = table.title
    return {table.name, words.zh, words.en.lower()}
