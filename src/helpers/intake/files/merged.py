"""Merged cells: a workbook keeps the text in the first cell only; below the header the others get it too.

Numbers are not spread: a merged amount is one amount of several lines, and would count several times.
"""

from __future__ import annotations

from collections.abc import Sequence

Range = tuple[tuple[int, int], tuple[int, int]]


def spread(rows: list[list[str | None]], merges: Sequence[Range]) -> tuple[tuple[int, int, str], ...]:
    """Write texts of merged cells into every row they cover (in place).

    Parameters
    ----------
    rows
        Cells as text.
    merges
        First and last cell (row, column, from 0) of each merged range.

    Returns
    -------
    tuple
        Position of each column with such cells, how many were filled, the first text. Ranges in or above the header
        (the first row with two texts or more that is filled to a half) and within one row are left alone.
    """
    tall = sorted(entry for entry in merges if entry[1][0] > entry[0][0])
    if not tall:
        return ()
    head = _head(rows, merges)
    found: dict[int, list] = {}
    for (top, left), (bottom, right) in tall:
        text = rows[top][left] if top < len(rows) and left < len(rows[top]) else None
        if top <= head or left != right or not text or _number(text):
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and not row[left] and any(row):
                row[left] = text
                entry = found.setdefault(left, [left, 0, text])
                entry[1] += 1
    return tuple(tuple(found[position]) for position in sorted(found))


def _number(text: str) -> bool:
    return text.replace(".", "", 1).removeprefix("-").isdecimal()


def _head(rows: list[list[str | None]], merges: Sequence[Range]) -> int:
    wide: dict[int, int] = {}
    for (top, left), (bottom, right) in merges:
        if top == bottom:
            wide[top] = wide.get(top, 0) + right - left
    for position, row in enumerate(rows[:40]):
        texts = {cell for cell in row if cell}
        if len(texts) > 1 and sum(map(bool, row)) + wide.get(position, 0) >= len(row) / 2:
            return position
    return 0
