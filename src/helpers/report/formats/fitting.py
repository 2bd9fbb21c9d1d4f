"""Which table of its evidence a slide shows, and which part of it: where the numbers of the headline stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from helpers.finding import Finding
from helpers.quantity import is_missing
from helpers.station import ResultTable

#: Columns that say of what a row is, shown before all others.
LABELS = 2
GAP = re.compile(r"\{(\w+)")


def headline_values(finding: Finding) -> set[tuple[str, Any]]:
    """Values of a finding's claim as ``(unit, value)``: numbers and names, not how they are counted."""
    gaps = dict.fromkeys(GAP.findall(finding.claim.msgid))
    values = [finding.quantities[gap] for gap in gaps if gap in finding.quantities]
    return {mark(one.value, one.unit) for one in values if not is_missing(one.value)}


def mark(value: Any, unit: str) -> tuple[str, Any]:
    """A value by which a headline and a cell are held to be the same: losses are told without a sign."""
    if unit in ("text", "id", "date", "month"):
        return ("text", str(value))
    try:
        return (unit, round(abs(float(value)), 6))
    except (TypeError, ValueError):
        return ("text", str(value))


def hits(table: ResultTable, wanted: set[tuple[str, Any]]) -> list[tuple[int, str]]:
    """Cells of a table that hold a value of the headline, as ``(row, column)``; zeros and ones prove nothing."""
    wanted = {one for one in wanted if one[0] == "text" or one[1] not in (0, 1)}
    found = []
    for name, column in table.columns.items():
        for row, value in enumerate(table.rows[name]):
            if not is_missing(value) and mark(value, column.unit) in wanted:
                found.append((row, name))
    return found


def fit(table: ResultTable, wanted: set[tuple[str, Any]]) -> int:
    """How many values of the headline stand in a table."""
    return len({mark(table.rows[name].iloc[row], table.columns[name].unit) for row, name in hits(table, wanted)})


def part(
    table: ResultTable, columns: Sequence[str], wanted: set[tuple[str, Any]], most_rows: int, most_columns: int
) -> tuple[list[int], list[str]]:
    """Rows and columns to show: the first ones, but those that hold the headline's values before others, and those that say
    the same in every row after all others. Both ends of an interval are shown or none.

    Returns
    -------
    tuple
        Places of rows and names of columns, both in the table's own order.
    """
    found = [(row, name) for row, name in hits(table, wanted) if name in columns]
    labels = [name for name in columns if table.columns[name].unit in ("text", "id")][:LABELS]
    bearing = [name for name in columns if any(name == other for _, other in found)]
    telling = [name for name in columns if len(table.rows) < 2 or table.rows[name].nunique(dropna=False) > 1]
    chosen: list[str] = []
    for name in dict.fromkeys([*labels, *bearing, *telling, *columns]):
        ends = [name, *(end for end in [other_end(name)] if end in columns)]
        if name not in chosen and len(chosen) + len(ends) <= most_columns:
            chosen += ends
    needed = [row for row in dict.fromkeys(row for row, _ in sorted(found)) if row >= most_rows][: most_rows // 2]
    rows = [*range(min(most_rows - len(needed), len(table.rows))), *needed]
    return sorted(rows), [name for name in columns if name in chosen]


def other_end(name: str) -> str | None:
    """The column of the other end of an interval, by the names that all tables give them (``low``, ``share_high``)."""
    for end, other in (("low", "high"), ("high", "low")):
        if name == end or name.endswith(f"_{end}"):
            return name.removesuffix(end) + other
    return None
