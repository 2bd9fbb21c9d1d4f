"""One visit, as filled in, checked and added to the client folder's table of market visits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers.company.schema import DTYPES, Column, tables
from helpers.errors import ParameterError, Problem
from helpers.language import Message, msg

if TYPE_CHECKING:
    from helpers.company import Company

NAME = "market_visits"
FILE = f"{NAME}.csv"


def record(answers: Mapping[str, str], company: Company) -> pd.DataFrame:
    """The visit as one row of the contract's table.

    Raises
    ------
    ParameterError
        With everything that is wrong: unknown questions, values that cannot be read or are out of range, required ones
        missing, a day after the folder's as-of date, no question answered.
    """
    from helpers.company.kinds import parse

    table, problems, row = tables()[NAME], [], {}
    for name in answers:
        if name not in table.names:
            problems.append(
                _wrong(
                    name,
                    msg("There is no question {name}.", name=repr(name)),
                    msg("Take one of: {known}.", known=", ".join(table.names)),
                )
            )
    for column in table.columns:
        given = answers.get(column.name)
        text = "" if given is None else str(given).strip()
        cells = pd.Series([text or None], dtype="str")
        values, faults = parse(cells, column, company.currency)
        bad = [fault for fault in faults if bool(fault.bad.iloc[0])] if text else []
        if bad:
            problems.append(_wrong(column.name, bad[0].what(text), bad[0].do, column))
        elif text and (told := _outside(column, values.iloc[0])):
            problems.append(_wrong(column.name, msg("{value} is not allowed here.", value=text), told, column))
        elif column.required and not text:
            problems.append(_wrong(column.name, msg("This is missing."), msg("Fill it in."), column))
        row[column.name] = values.astype(DTYPES[column.kind])
    frame = pd.DataFrame(row)
    day = frame["date"].iloc[0]
    if pd.notna(day) and day > pd.Timestamp(company.date):
        why = msg(
            "{value} lies after the folder's as-of date {own}.",
            value=day.date().isoformat(),
            own=company.date.isoformat(),
        )
        problems.append(
            _wrong("date", why, msg("Raise as_of in company.yml if the data reach further; else mend the date."))
        )
    if not problems and frame[[q.name for q in _questions(table)]].isna().all(axis=None):
        problems.append(_wrong("", msg("No question is answered."), msg("Answer at least one of the nine.")))
    if problems:
        raise ParameterError(problems)
    return frame


def save_visit(company: Company, answers: Mapping[str, str]) -> Path:
    """Add a visit to ``market_visits.csv`` of the client folder; returns the file.

    Raises
    ------
    ParameterError
        When the visit has a fault (:func:`record`), or the table does not come from that file.
    """
    row = record(answers, company)
    there = NAME in company.frames
    if company.folder is None or company.cut is not None:
        raise ParameterError(
            _wrong(
                "",
                msg("This company is not a folder as of its own date, so nothing can be saved."),
                msg("Open the folder without as_of and save again."),
            )
        )
    place = Path(company.folder) / FILE
    if there and not place.exists():
        raise ParameterError(
            _wrong(
                "",
                msg("The table of market visits comes from another file, so it is not changed here."),
                msg("Add the visit there, or move the table to {file}.", file=FILE),
            )
        )
    from helpers.company.check import check
    from helpers.company.save import table_text

    before = None
    if place.exists():
        found = check(company.folder)
        if found.problems:
            raise ParameterError(
                _wrong(
                    "",
                    msg("The folder has faults, so nothing was saved."),
                    msg("Run `course check` and mend them first."),
                )
            )
        before = found.company.table(NAME) if NAME in found.company.frames else None
    every = row if before is None else pd.concat([before[row.columns], row], ignore_index=True)
    text = table_text(every, tables()[NAME], company.currency)
    draft = place.with_name(place.name + ".draft")
    try:
        draft.write_text(text, "utf-8", newline="\n")
        draft.replace(place)
    except OSError as error:
        why = msg("The file cannot be written: {why}.", why=error.strerror or type(error).__name__)
        raise ParameterError(Problem(what=why, do=msg("Close it in Excel and try again."), file=FILE)) from None
    return place


def _questions(table) -> list[Column]:
    from helpers.company.tables.market_visits import STEPS

    return [question for questions in STEPS.values() for question in questions]


def _outside(column: Column, value) -> Message | None:
    from helpers.company.constraints import one_of

    if column.allowed:
        return None if value in column.allowed else msg("It should be {why}.", why=one_of(column))
    low, high = column.low, column.high
    if column.kind in ("integer", "quantity") and pd.notna(value):
        if low is not None and high is not None and not low <= value <= high:
            return msg("It should be {why}.", why=msg("between {low} and {high}", low=f"{low:g}", high=f"{high:g}"))
        if low is not None and value < low:
            return msg("It should be {why}.", why=msg("{low} or more", low=f"{low:g}"))
    return None


def _wrong(column: str, what: Message, do: Message, of: Column | None = None) -> Problem:
    return Problem(what=what, do=do, file=FILE, column=column, title=of.title if of else None)
