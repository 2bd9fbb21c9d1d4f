"""A workbook that came back from somebody in the field: read, checked, every fault named by its row."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.company import Company
from helpers.company.kinds import parse
from helpers.company.read_excel import open_book
from helpers.company.schema import tables
from helpers.errors import IntakeError, Problem
from helpers.language import msg
from helpers.report.field.sheet import COLUMNS, HEAD, SENT

#: Read as formulas where the table is opened; such a text gets a mark in front.
FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Returned:
    """A workbook that came back: its rows as typed values, and what had been sent out.

    Attributes
    ----------
    rows
        One dict a row, by the columns of the table of actions; ``None`` where a cell is empty.
    sent
        Action → values when it was sent; empty where the file does not tell.
    """

    file: str
    owner: str
    company: str
    rows: tuple[dict[str, Any], ...]
    sent: Mapping[str, Mapping[str, Any]]


def read(path: Path, company: Company) -> Returned:
    """A returned workbook.

    Raises
    ------
    IntakeError
        With every cell that cannot be read, and every customer that the folder does not know.
    """
    book = open_book(path)
    if SENT not in book.sheets and len(book.sheets) < 1:
        raise IntakeError(not_ours(path))
    cells = book.rows(book.sheets[0])
    about, owner, sent = told(book.rows(SENT)) if SENT in book.sheets else ({}, "", {})
    owner = owner or text(cells[0][0] if cells and cells[0] else "") or ""
    if len(cells) <= HEAD or len(cells[HEAD]) < len(COLUMNS):
        raise IntakeError(not_ours(path))
    table, kept, lines = tables()["actions"], [], []
    for line, values in enumerate(cells[HEAD + 1 :], start=HEAD + 2):
        row = {name: text(value) for name, value in zip(COLUMNS, values, strict=False)}
        if any(row.get(name) for name in ("action", "customer", "what", "done_on", "result")):
            row["owner"] = owner or None
            kept.append(row)
            lines.append(line)
    raw = pd.DataFrame(kept, columns=[name for name in (*COLUMNS, "owner")], dtype="object")
    raw = raw.assign(**{name: raw[name].map(guarded) for name in ("what", "result", "owner")})
    typed, problems = {}, []
    for column in table.columns:
        if column.name not in raw:
            continue
        values, faults = parse(raw[column.name].astype("str"), column, company.currency)
        typed[column.name] = values
        for fault in faults:
            for at in fault.bad[fault.bad].index:
                what = fault.what(str(raw[column.name][at])[:60])
                problems.append(
                    Problem(
                        what=what, do=fault.do, file=path.name, row=lines[at], column=column.name, title=column.title
                    )
                )
        if column.allowed:
            for at in values[values.notna() & ~values.isin(list(column.allowed))].index:
                known = ", ".join(words.pick() for words in column.allowed.values())
                what = msg("{value} is not allowed here.", value=str(values[at])[:60])
                do = msg("Take one of: {known}.", known=known)
                problems.append(
                    Problem(what=what, do=do, file=path.name, row=lines[at], column=column.name, title=column.title)
                )
    known = set(company.table("customers")["customer"])
    for at, code in enumerate(typed["customer"]):
        if pd.notna(code) and code not in known:
            what = msg("There is no customer {name} in the folder.", name=repr(code[:60]))
            do = msg("Write the customer's code as in your list, or leave it empty.")
            problems.append(Problem(what=what, do=do, file=path.name, row=lines[at], column="customer"))
    for at in range(len(raw)):
        if pd.isna(typed["action"].iloc[at]) and pd.isna(typed["what"].iloc[at]):
            what = msg("A row of your own does not say what is to be done.")
            do = msg("Fill in what to do.")
            problems.append(Problem(what=what, do=do, file=path.name, row=lines[at], column="what"))
    if problems:
        raise IntakeError(problems)
    rows = tuple(
        {name: None if pd.isna(series.iloc[at]) else series.iloc[at] for name, series in typed.items()}
        for at in range(len(raw))
    )
    return Returned(path.name, owner, str(about.get("company", "")), rows, sent)


def not_ours(path: Path) -> Problem:
    return Problem(
        what=msg("This is not a workbook of course field, or its first sheet was changed around."),
        do=msg(
            "Take the file that was sent out, fill in the yellow columns, and leave titles and codes where they are."
        ),
        file=path.name,
    )


def told(cells: Sequence[Sequence[Any]]) -> tuple[dict, str, dict[str, dict]]:
    """The sheet that remembers: about the file, whose it is, each row as sent. What cannot be read counts as not told."""
    try:
        about = json.loads(text(cells[0][0]) or "{}")
        rows = [json.loads(text(row[0])) for row in cells[2:] if row and text(row[0])]
        return about, text(cells[1][0]) or "", {row["action"]: row for row in rows}
    except (ValueError, KeyError, IndexError, TypeError):
        return {}, "", {}


def text(value: Any) -> str | None:
    """A cell as text, ``None`` when there is nothing in it."""
    if value is None:
        return None
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None


def guarded(value: Any) -> Any:
    """Text that a table of text may hold: no control signs, no start of a formula."""
    if not isinstance(value, str):
        return None
    told = "".join(s if s.isprintable() or s == "\n" else " " for s in value.replace("\r\n", "\n")).strip()
    return f"'{told}" if told.startswith(FORMULA) else told or None
