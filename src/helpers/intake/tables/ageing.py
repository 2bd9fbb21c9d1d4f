"""Lists of receivables by age: one balance a customer, parted by days overdue. They hold no invoices."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.errors import Problem
from helpers.intake.files.source import Sheet
from helpers.language import msg

#: A header that is a span of days: 1-30天, 31–60 days, 90天以上, over 90, > 90, 1年以上.
SPAN = re.compile(
    r"(?:\d{1,3}\s*(?:[-–—~～至到]|to)\s*\d{1,3}\s*(?:天|日|days?|d|个?月|年)?)"
    r"|(?:(?:>|≥|over|above|大于|超过)\s*\d{1,3}\s*(?:天|日|days?|d|个?月|年)?)"
    r"|(?:\d{1,3}\s*(?:天|日|days?|d|个?月|年)?\s*(?:以上|以内|\+|and over|or more))",
    re.IGNORECASE,
)
#: So many columns of that kind make a list by age.
LEAST = 3


def spans(names: Sequence[str]) -> list[str]:
    """The headers that are spans of days; empty where they are too few to make a list by age."""
    found = [name for name in names if SPAN.fullmatch(re.sub(r"^(?:账龄|逾期|overdue|aged?)\s*|\s+", "", name.lower()))]
    return found if len(found) >= LEAST else []


def question(sheet: Sheet, row: int, found: Sequence[str]) -> Problem:
    """What such a list is, and what to ask for instead."""
    return Problem(
        what=msg("The sheet is a list of receivables by age ({columns}): balances, not invoices. As a list of customers its money would not be read.", columns=", ".join(found)),
        do=msg("Ask for the open invoices (number, customer, date, due date, amount): the ages are computed from them. To take only its customers: `--map tables={sheet}:customers`; to leave it out: `--map tables={sheet}:skip`.", sheet=sheet.label),
        file=sheet.label,
        row=int(sheet.lines.iloc[row]),
        kind="ask-table",
    )  # fmt: skip
