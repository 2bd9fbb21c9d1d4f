"""Cuts of a company to days asked for lately: several parts of a station look back to the same days."""

from __future__ import annotations

import copy
import datetime as dt
from typing import TYPE_CHECKING

from helpers.company.as_of import cut_back

if TYPE_CHECKING:
    from helpers.company.folder import Company

#: Cuts kept beside a company.
MOST = 4
#: Rows of all tables up to which cuts are kept: those of a larger company would fill memory.
MOST_ROWS = 500_000


def cut(company: Company, date: dt.date) -> Company:
    """:func:`helpers.company.as_of.cut_back`, or what it gave for this day a moment ago."""
    whole = company.whole or company
    if date >= company.date or whole.stored is not None or sum(map(whole.rows, whole.frames)) > MOST_ROWS:
        return cut_back(company, date)
    found = whole.cuts.pop(date, None) or _of(None, cut_back(company, date))
    whole.cuts[date] = found  # the latest stands last
    while len(whole.cuts) > MOST:
        whole.cuts.pop(next(iter(whole.cuts)))
    return _of(whole, found)


def _of(whole: Company | None, found: Company) -> Company:
    """The same cut, tables and all, of a company.

    What is kept knows of no company, and what a cut handed to the engine is its own: so nothing outlives who holds it.
    """
    same = copy.copy(found)
    object.__setattr__(same, "whole", whole)
    object.__setattr__(same, "_handed", {})
    return same
