"""Rows of every sheet of another table, typed, with what has to be asked of them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.company.schema import tables as contract
from helpers.errors import IntakeError, Problem
from helpers.intake.columns.recognise import FILLED
from helpers.intake.files.source import tidy_text
from helpers.intake.tables import due, meanings, pipeline, questions, receipts
from helpers.intake.tables.part import Part, schema_of
from helpers.intake.tables.rows import Rows, read_rows
from helpers.intake.tables.sort import Placed
from helpers.language import msg


def read(placed: list[Placed], digits: int, answers: Mapping[str, object], yes: bool):
    """Rows of every sheet of another table, typed; meanings of words.

    Raises
    ------
    IntakeError
        With everything that has to be asked, of all sheets at once.
    """
    parts: dict[str, list[Part]] = {}
    words: dict[str, list[meanings.Meaning]] = {}
    surveys: list[tuple[Part, pd.DataFrame]] = []
    problems: list[Problem] = []
    for entry in placed:
        try:
            if entry.table == "survey":
                long, frame, notes = questions.answers(entry.source, entry.sheet, entry.survey, answers)
                part = Part(entry, frame, None, notes)
                surveys.append((part, long))
                parts.setdefault("survey", []).append(part)
            elif entry.table not in ("orders", "skip"):
                rows = read_rows(
                    entry.source, entry.sheet, entry.seen, schema_of(entry.table), digits, answers, entry.taken
                )
                for place, found in _meant(rows, entry.table, answers):
                    words.setdefault(place, []).extend(found)
                    if (lost := meanings.unknown(found)) and not yes:
                        problems += [_ask_word(entry, place, meaning) for meaning in lost]
                money = next((rows.frame[name] for name in ("amount", "paid") if name in rows.frame), None)
                part = Part(entry, rows.frame, rows, rows.notes, money)
                if entry.table == "invoices" and (told := receipts.paid_so_far(rows, digits, answers.get("decimal"))):
                    part.paid, part.paid_header, part.paid_field = told
                if entry.table == "invoices":
                    problems += due.before_issue(part, yes)
                parts.setdefault(entry.table, []).append(part)
        except IntakeError as error:
            problems += error.problems
    if problems:
        raise IntakeError(problems)
    return parts, surveys, words


def _meant(rows: Rows, table: str, answers):
    """Meanings of stages and of words in closed lists that every row must have."""
    if table == "opportunities":
        settled = pipeline.settle(rows, answers)
        _all_known(rows, "status")
        yield "opportunities.status", settled
    for name in ("kind",):
        if f"{table}.{name}" not in ("activities.kind", "costs.kind"):
            continue
        place, cells = f"{table}.{name}", tidy_text(rows.cells(name)).where(rows.frame["set_aside"].isna())
        counts = {str(text): int(count) for text, count in cells.value_counts().items()}
        found = meanings.of(place, counts, answers)
        values = cells.map({entry.text: entry.value for entry in found}, na_action="ignore").astype("str")
        if (table, name) in FILLED:
            empty = values.isna() & rows.frame["set_aside"].isna()
            values = values.mask(empty, FILLED[table, name])
            rows.notes["filled_in"] += int(empty.sum())
        rows.frame[name] = values
        _all_known(rows, name)
        yield place, found


def _all_known(rows: Rows, field: str) -> None:
    """Words of a column whose meaning has been settled are not told as unknown."""
    if field in rows.seen.sure:
        name = rows.seen.names[rows.seen.sure[field]]
        rows.repairs = [one for one in rows.repairs if (one.kind, one.column) != ("unknown_word", name)]


def _ask_word(entry: Placed, place: str, meaning: meanings.Meaning) -> Problem:
    table, _, column = place.partition(".")
    allowed = contract()[table][column].allowed
    return Problem(
        what=msg(
            "What does {text} mean ({n} rows)? Proposed: {word}.",
            text=repr(meaning.text),
            n=meaning.rows,
            word=allowed[meaning.value],
        ),
        do=msg(
            'Say it: `--map "{place}.{value}={text}"` (one of {known}); or --yes for all proposals.',
            place=place,
            value=meaning.value,
            text=meaning.text,
            known=", ".join(allowed),
        ),
        file=entry.sheet.label,
        column=contract()[table][column].title.en,
        kind="ask-word",
    )
