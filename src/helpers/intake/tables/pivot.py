"""Pivot tables of a spreadsheet program: sums of other data by two traits, neither lines nor a list."""

from __future__ import annotations

import re

from helpers.errors import Problem
from helpers.intake.files.source import Sheet
from helpers.language import msg

#: What spreadsheet programs write above and beside a pivot table.
SIGNS = re.compile(r"\s*(?:求和项|计数项|平均值项|最大值项|最小值项|(?:sum|count|average|max|min) of\b|行标签\s*$|列标签\s*$|row labels?\s*$|column labels?\s*$)", re.IGNORECASE)  # fmt: skip
DEPTH = 8


def is_pivot(sheet: Sheet) -> bool:
    """Whether a pivot table's own words stand at the top of the sheet."""
    top = sheet.cells.head(DEPTH).to_numpy(dtype=object, na_value=None)
    return any(SIGNS.match(cell) for row in top for cell in row if isinstance(cell, str))


def question(sheet: Sheet) -> Problem:
    """What such a sheet is, and that it is best left out."""
    return Problem(
        what=msg("The sheet is a pivot table: sums of other data, most likely of the same sales as the order lines, which would be counted twice."),
        do=msg("To leave it out: `--map tables={sheet}:skip`; its grand total is a good check. If these are the only sales, ask for the data behind it.", sheet=sheet.label),
        file=sheet.label,
        row=int(sheet.lines.iloc[0]),
        kind="ask-table",
    )  # fmt: skip
