"""What a person has said, parted: what concerns the ledger, and what the other tables."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from helpers.company.schema import tables as contract
from helpers.errors import IntakeError, Problem
from helpers.intake.columns.labels import VIRTUAL, fields, sought
from helpers.intake.columns.mapping_file import NONE
from helpers.language import msg

#: Answers for a table of one row a customer: see :mod:`helpers.intake.tables.wide` and
#: :mod:`helpers.intake.tables.months`, :mod:`helpers.intake.tables.flows`,
#: :mod:`helpers.intake.tables.returns`.
WIDE = ("one_row", "amounts", "months", "year", "flows", "returns_list")
#: The day of a month that its sum counts on; whether a list of returns is turned below zero.
ONE_OF = {"months": ("first", "last"), "returns_list": ("negative", "as_written")}


@dataclass(frozen=True)
class Answers:
    """A mapping in two: ``ledger`` as the importer of ledgers takes it, and what the other tables need.

    Attributes
    ----------
    tables
        File or sheet → table, where a person said which it is (``skip`` for none).
    columns
        Table → field → header.
    without
        Table → fields that a person said have no column.
    unused
        Table → headers that a person left unused (``*`` for all).
    values
        ``table.column.value`` → texts of that meaning.
    wide
        Answers of :data:`WIDE`.
    choices
        Choices of the import that a person made before.
    """

    ledger: dict[str, Any]
    tables: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    without: dict[str, set[str]] = field(default_factory=dict)
    unused: dict[str, set[str]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    wide: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, Any] = field(default_factory=dict)

    @property
    def common(self) -> dict[str, Any]:
        """Answers that hold for every table."""
        return {key: self.ledger[key] for key in ("date_order", "decimal") if key in self.ledger} | self.values


def part(mapping: Mapping[str, Any]) -> Answers:
    """A flat mapping in its parts.

    Raises
    ------
    IntakeError
        With every table, field or value that is not known.
    """
    found, problems = Answers({}), []
    every = (*sought(), "orders", "survey")
    for key, value in mapping.items():
        head, *rest = str(key).split(".")
        if key == "tables":
            entries = value if isinstance(value, Mapping) else dict(_pair(text) for text in str(value).split(","))
            for label, table in entries.items():
                if table not in (*every, "skip"):
                    problems.append(_unknown(str(table), "tables", (*every, "skip")))
                found.tables[str(label)] = str(table)
        elif key == "choices" and isinstance(value, Mapping):
            found.choices.update(value)
        elif key in WIDE:
            if value not in ONE_OF.get(str(key), (value,)):
                problems.append(_unknown(str(value), str(key), ONE_OF[str(key)]))
            found.wide[key] = value
        elif not rest or head not in (*sought(), "orders"):
            found.ledger[str(key)] = value
        elif rest == ["not_used"]:
            found.unused.setdefault(head, set()).update(map(str, [value] if isinstance(value, str) else value))
        elif head == "orders":
            if value != NONE:
                found.ledger[".".join(rest)] = value
            else:
                found.ledger[".".join(rest)] = ""  # a field that is named and has no header is not looked for
                found.without.setdefault("orders", set()).add(".".join(rest))
        elif len(rest) == 1 and rest[0] in fields(head):
            if value == NONE:
                found.without.setdefault(head, set()).add(rest[0])
            else:
                found.columns.setdefault(head, {})[rest[0]] = str(value)
        elif len(rest) == 2 and head not in VIRTUAL and rest[0] in contract()[head].names:
            allowed = contract()[head][rest[0]].allowed
            if rest[1] not in allowed:
                problems.append(_unknown(rest[1], f"{head}.{rest[0]}", tuple(allowed)))
            found.values[str(key)] = value
        else:
            problems.append(_unknown(rest[0], head, tuple(fields(head))))
    if problems:
        raise IntakeError(problems)
    return found


def _pair(text: str) -> tuple[str, str]:
    label, _, table = text.rpartition(":")
    return label.strip(), table.strip()


def _unknown(word: str, place: str, known: tuple[str, ...]) -> Problem:
    near = difflib.get_close_matches(word, list(known), n=1)
    do = msg("Did you mean {near}?", near=near[0]) if near else msg("Take one of: {known}.", known=", ".join(known))
    return Problem(msg("The mapping has an unknown key {key}.", key=repr(word)), do, column=place)


def as_list(value: Any) -> list[str]:
    """An answer of the mapping as a list of texts."""
    if value is None:
        return []
    return (
        [str(item) for item in value]
        if isinstance(value, (list, tuple))
        else [t.strip() for t in str(value).split(",")]
    )
