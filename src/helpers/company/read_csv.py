"""CSV files of a client folder: UTF-8, commas, one header line; every bad line is named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from helpers.company.cells import LISTED, Raw, the_rest
from helpers.company.headed import headed, unreadable
from helpers.company.schema import Table
from helpers.errors import FolderError, Problem
from helpers.language import msg

OTHER_SEPARATORS = {";": ";", "\t": "Tab", "|": "|"}


def read_csv(path: Path, table: Table) -> Raw:
    """The table as it stands in a CSV file.

    Raises
    ------
    FolderError
        When it is not UTF-8, not readable, or holds no header.
    """
    rows, lines, bad = _rows(_text(path), path.name)
    if not rows:
        raise FolderError(_empty(path.name))
    header, body = rows[0], rows[1:]
    if len(header) == 1 and (sign := next((sign for sign in OTHER_SEPARATORS if sign in header[0]), None)):
        raise FolderError(
            Problem(
                what=msg("The columns are separated by {sign}, not by commas.", sign=OTHER_SEPARATORS[sign]),
                do=msg("Save it again as “CSV UTF-8 (comma delimited)”."),
                file=path.name,
                row=1,
                kind="unreadable-file",
            )
        )
    columns = [list(cells) for cells in zip(*body, strict=True)] or [[] for _ in header]
    cells = [pd.Series(column, dtype="str") for column in columns]
    return headed(table, header, cells, pd.Series(lines[1:], dtype="int64"), path.name, bad)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FolderError(unreadable(path.name, error)) from None
    except UnicodeDecodeError:
        raise FolderError(
            Problem(
                what=msg("The file is not UTF-8 text."),
                do=msg("Bring it in with `course import`, or save it as “CSV UTF-8”."),
                file=path.name,
                kind="unreadable-file",
            )
        ) from None


def _rows(text: str, file: str) -> tuple[list[list[str]], list[int], list[Problem]]:
    """Lines that hold something, made as long as the header, with their numbers; and those too long or short."""
    rows, lines, bad, left_out = [], [], [], 0
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line, width = 0, None
    try:
        for row in reader:
            start, line = line + 1, reader.line_num
            if not row or not (row[0] or "".join(row).strip()):
                continue
            if width is None:
                width = len(row)
            if len(row) != width:
                if len(row) > width and not "".join(row[width:]).strip():
                    row = row[:width]
                else:
                    if len(bad) < LISTED:
                        bad.append(_uneven(file, start, len(row), width))
                    else:
                        left_out += 1
                    continue
            rows.append(row)
            lines.append(start)
    except csv.Error as error:
        raise FolderError(
            Problem(
                what=msg("The file is not a readable CSV: {why}.", why=str(error)),
                do=msg("Look for a quotation mark that is not closed, or save it again as “CSV UTF-8”."),
                file=file,
                row=line + 1,
                kind="unreadable-file",
            )
        ) from None
    if left_out:
        bad.append(the_rest(file, "", left_out, "uneven-line"))
    return rows, lines, bad


def _uneven(file: str, line: int, cells: int, width: int) -> Problem:
    return Problem(
        what=msg("This line has {n} cells, the header has {m}.", n=cells, m=width),
        do=msg("A text with a comma in it must stand in double quotes."),
        file=file,
        row=line,
        kind="uneven-line",
    )


def _empty(file: str) -> Problem:
    return Problem(
        what=msg("The file is empty."),
        do=msg("Put the column titles in its first line; data/README.md says which."),
        file=file,
        row=1,
        kind="unreadable-file",
    )
