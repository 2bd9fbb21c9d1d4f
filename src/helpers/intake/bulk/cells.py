"""A piece of the file cut into cells, and which of them are plain.

A column is a dictionary of its distinct texts and a code a row, so that each text is looked at once a piece.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.csv as reader

from helpers.intake.bulk.stage import CODE, DATE, DIGITS, NOTHING, NUMBER, SCALE
from helpers.intake.bulk.stream import EXTRA
from helpers.intake.bulk.unsuited import Unsuited
from helpers.intake.lines.part import CODES

MONEY = pa.decimal64(DIGITS, SCALE)


@dataclass(frozen=True)
class Cut:
    """Rows of a piece.

    Attributes
    ----------
    columns
        A dictionary array a position, of the rows that are as wide as the header.
    places
        Number of each such row in the piece, from 0.
    others
        Number and cells of rows that are wider or narrower.
    rows, lines
        Rows in all, and line ends (an open last line counts).
    """

    columns: Sequence[pa.DictionaryArray]
    places: np.ndarray
    others: Sequence[tuple[int, list[str]]]
    rows: int
    lines: int


def cut(piece: bytes, width: int, delimiter: str) -> Cut:
    """Cut a piece into cells.

    Raises
    ------
    Unsuited
        When a row is far wider than the header, or the text is not UTF-8.
    pyarrow.ArrowInvalid
        When the cells cannot be told apart.
    """
    others: list[tuple[int, str]] = []

    def other(row) -> str:
        others.append((row.number - 1, row.text))
        return "skip"

    names = [f"c{position}" for position in range(width)]
    kind = pa.dictionary(pa.int32(), pa.string())
    try:
        table = reader.read_csv(
            pa.BufferReader(piece),
            read_options=reader.ReadOptions(column_names=names, block_size=len(piece) + 1, use_threads=False),
            parse_options=reader.ParseOptions(
                delimiter=delimiter, newlines_in_values=b'"' in piece, invalid_row_handler=other
            ),
            convert_options=reader.ConvertOptions(  # distinct texts, not cells, are tested to be UTF-8
                column_types=dict.fromkeys(names, kind), strings_can_be_null=False, check_utf8=False
            ),
            memory_pool=pa.system_memory_pool(),  # fresh pages for each piece cost 3 % more
        )
        columns = [_one(column) for column in table.columns]
        for column in columns:
            column.dictionary.validate(full=True)
    except pa.ArrowInvalid as error:
        if "UTF8" in str(error):
            raise Unsuited("encoding") from None
        raise
    rows = table.num_rows + len(others)
    places = np.delete(np.arange(rows), [number for number, _ in others]) if others else np.arange(rows)
    lines = line_ends(piece) + (not piece.endswith(b"\n"))
    return Cut(columns, places, _cells(others, width, delimiter), rows, lines)


def line_ends(piece: bytes) -> int:
    """How many lines end in a piece."""
    return int(np.count_nonzero(np.frombuffer(piece, dtype="uint8") == 10))


def _one(column: pa.ChunkedArray) -> pa.DictionaryArray:
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.unify_dictionaries().chunks)


def _cells(others: list[tuple[int, str]], width: int, delimiter: str) -> list[tuple[int, list[str]]]:
    found = []
    for number, text in others:
        row = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        if len(row) > width + EXTRA:
            raise Unsuited("a row far longer than the header")
        found.append((number, row))
    return found


def blank(texts: pa.Array) -> np.ndarray:
    """Which texts hold nothing visible."""
    return flags(compute.equal(compute.utf8_trim(texts, NOTHING), ""))


def flags(array: pa.Array) -> np.ndarray:
    """A boolean array for numpy; missing is false."""
    return array.fill_null(False).to_numpy(zero_copy_only=False)


def full(texts: pa.Array, pattern: str) -> np.ndarray:
    """Which texts are, as a whole, of a pattern."""
    return flags(compute.match_substring_regex(texts, rf"\A(?:{pattern})\z"))


def plain(
    field: str, texts: pa.Array, marks: Mapping[str, str], usable: Mapping[str, bool]
) -> tuple[np.ndarray, pa.Array]:
    """Which texts of a code, date or number are plain; and their values (missing where not plain)."""
    if field in CODES:
        good = full(texts, CODE)
        return good, texts if good.all() else compute.if_else(pa.array(good), texts, pa.scalar(None, pa.string()))
    if field == "date":
        likely = full(texts, DATE)
        days = [_day(text) if is_day else None for text, is_day in zip(texts.to_pylist(), likely, strict=True)]
        values = pa.array(days, pa.date32())
        return flags(values.is_valid()), values
    good = full(texts, NUMBER[marks.get(field, ".")]) if usable[field] else np.zeros(len(texts), dtype=bool)
    numbers = texts if good.all() else compute.if_else(pa.array(good), texts, pa.scalar(None, pa.string()))
    return good, numbers.cast(pa.decimal128(DIGITS, SCALE)).cast(MONEY)


@cache
def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
