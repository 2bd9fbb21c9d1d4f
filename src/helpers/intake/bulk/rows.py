"""Rows of a long file, read again where they stand: their lines and their cells."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator

import duckdb
import numpy as np
import pandas as pd

from helpers.intake.bulk import stage, stream
from helpers.intake.columns.header import Header
from helpers.intake.files.source import Sheet

#: What a cell that holds nothing may hold all the same.
STRIPPED = stage.NOTHING + "\x00"


def line_of(con: duckdb.DuckDBPyConnection, text: stream.Text) -> Callable[[int], int]:
    """A function that gives the line of a row."""
    if text.numbered:
        either = "SELECT line FROM s WHERE rid = $1 UNION ALL SELECT line FROM o WHERE rid = $1"
        return lambda rid: int(con.execute(either, [int(rid)]).fetchall()[0][0])
    blanks = np.asarray(text.blank, dtype="int64")
    starts = blanks - 1 - np.arange(len(blanks))
    return lambda rid: int(rid) + 1 + int(np.searchsorted(starts, rid, side="right"))


def blank_above(shown: Sheet, header: Header, text: stream.Text) -> int:
    """Blank rows that are not below the header, and lines without a sign anywhere."""
    line = int(shown.lines.iloc[header.row])
    above = line - 1 - header.row  # rows of one line each: a title of several lines is not told from a blank one
    return len(text.blank) + (above - sum(number < line for number in text.blank))


def cells(
    con: duckdb.DuckDBPyConnection, text: stream.Text, wanted: str, width: int
) -> Iterator[tuple[int, int, list[str | None]]]:
    """Row, line and cells, as they stand in the file, of the rows ``rid`` of a table; blank cells are ``None``."""
    if text.numbered:
        cells = ", ".join(f"c{position}" for position in range(width))
        cursor = con.execute(
            f"SELECT rid, CAST(n AS BIGINT), {cells} FROM (SELECT row_number() OVER () - 1 AS rid, * FROM {stage.reader(text)}) "
            f"WHERE rid IN (SELECT rid FROM {wanted}) ORDER BY rid"
        )
        while rows := cursor.fetchmany(10_000):
            for rid, line, *row in rows:
                yield rid, line, [cell if cell and cell.strip(STRIPPED) else None for cell in row]
        return
    for rid, line, found in lines(con, text, wanted):
        yield rid, line, next(cut([decoded(found)], text, width))


def lines(con: duckdb.DuckDBPyConnection, text: stream.Text, wanted: str) -> Iterator[tuple[int, int, bytes]]:
    """Row, line and bytes of the rows ``rid`` of a table, where a row is a line."""
    rids = con.execute(f"SELECT DISTINCT rid FROM {wanted} ORDER BY rid").fetchnumpy()["rid"].astype("int64")
    blanks = np.asarray(text.blank, dtype="int64")
    lines_ = rids + 1 + np.searchsorted(blanks - 1 - np.arange(len(blanks)), rids, side="right")
    found = (piece for _, piece in stream.picked(text.path, lines_))
    yield from zip(rids.tolist(), lines_.tolist(), found, strict=True)


def decoded(line: bytes) -> str:
    """A line as text, without a byte-order mark."""
    return line.decode("utf-8").removeprefix("\ufeff")


def cut(lines_: Iterable[str], text: stream.Text, width: int) -> Iterator[list[str | None]]:
    """The cells of lines, of which each is a row; blank ones are ``None``."""
    for row in csv.reader(lines_, delimiter=text.delimiter):
        row += [None] * (width - len(row))
        yield [cell if cell and cell.strip(STRIPPED) else None for cell in row]


def raw(con: duckdb.DuckDBPyConnection, text: stream.Text, rids: list[int], width: int) -> pd.DataFrame:
    """Cells of some rows as they stand in the file, by row; columns are positions."""
    con.execute("CREATE OR REPLACE TABLE wanted AS SELECT unnest(?) AS rid", [list(map(int, rids))])
    rows = {rid: row for rid, _, row in cells(con, text, "wanted", width)}
    return pd.DataFrame.from_dict(rows, orient="index", columns=range(width), dtype="str")
