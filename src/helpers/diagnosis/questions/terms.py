"""Words of the questions: types, titles of tables and columns."""

from __future__ import annotations

from helpers.diagnosis.frames import interval
from helpers.language import Message, msg
from helpers.station import Column

KINDS: dict[str, Message] = {
    "single": msg("single choice"),
    "multiple": msg("several choices"),
    "scale": msg("scale"),
    "ranking": msg("ranking"),
    "open": msg("own words"),
    "number": msg("number"),
}

TITLES: dict[str, Message] = {
    "questions": msg("Every question and its type"),
    "question_options": msg("Every question, option by option"),
}

COLUMNS: dict[str, dict[str, Column]] = {
    "questions": {
        "item": Column(msg("Item"), "id"),
        "question": Column(msg("Question")),
        "kind_name": Column(msg("Type")),
        "declared_name": Column(msg("Type as the table says")),
        "answered": Column(msg("Answered"), "count"),
        "missing": Column(msg("Skipped by respondents"), "share"),
        "kind": Column(msg("Type (code)"), "id"),
    },
    "question_options": {
        "item": Column(msg("Item"), "id"),
        "question": Column(msg("Question")),
        "option": Column(msg("Option")),
        "answers": Column(msg("Answers"), "count"),
        "value": Column(msg("Share, mean rank or median"), "number"),
        **interval("number"),
        "first": Column(msg("Named first"), "share"),
        "kind": Column(msg("Type (code)"), "id"),
    },
}
