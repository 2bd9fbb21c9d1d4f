"""The file brought into DuckDB: plain cells typed at once, all others kept as their text.

The table ``s`` has a row a row of the file, in its order (``rowid``): for codes, dates and numbers ``FIELD_v``
(the value, where the cell is plain) and ``FIELD_x`` (the text, where it is not and not empty); for words
``FIELD_x`` alone; ``odd`` where something of the row needs a closer look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from helpers.intake.bulk.stream import EXTRA, Text
from helpers.intake.columns.header import Header
from helpers.intake.lines.lines import CODES, HEAD, LIKE_LABEL, TEXTS

#: Codes that need no care: letters, digits and a few signs, with a digit near the end, so no label or placeholder.
CODE = r"[A-Za-z0-9_#/-]{0,56}[0-9][A-Za-z]{0,3}"
#: Numbers that need no care, by what the column's beginning shows of its decimal mark.
NUMBER = {".": r"-?[0-9]{1,11}(\.[0-9]{1,4})?", ",": r"0|[1-9][0-9]{0,10}", "": r"0|[1-9][0-9]{0,10}"}
#: How they are held: so narrow that hundredths of them, and products of small ones, are 64-bit numbers.
DIGITS, SCALE = 15, 4
NUMBERS = ("quantity", "amount", "price", "cost", "unit_cost")
WORDS = ("status", "kind", "currency")
#: What counts as nothing in a cell, as in :func:`helpers.intake.files.source.tidy_text`.
NOTHING = "\ufeff\u200b\u200c\u200d\u2060\u00a0\u3000 \t\r\n\v\f"
#: Stands for a cell that a row does not have, so that it is not taken for an empty one.
ABSENT = "\x01absent"


@dataclass(frozen=True)
class Layout:
    """What is where.

    Attributes
    ----------
    fields
        Field → position of its column.
    unused
        Positions of columns that no field has.
    width
        Cells of the widest row.
    beyond
        Positions right of the last named column.
    """

    fields: Mapping[str, int]
    unused: tuple[int, ...]
    width: int
    beyond: tuple[int, ...]

    def typed(self) -> list[str]:
        return [field for field in (*CODES, "date", *NUMBERS) if field in self.fields]

    def words(self) -> list[str]:
        return [field for field in (*TEXTS, *WORDS) if field in self.fields]

    def columns(self) -> list[str]:
        """Columns of ``s`` that hold a cell or part of one."""
        found = [f"{field}_{kind}" for field in self.typed() for kind in "vx"]
        return found + [f"{field}_x" for field in self.words()] + [f"u{position}_x" for position in self.unused]


def layout(header: Header, width: int) -> Layout:
    """Where the fields of a header stand in rows of a width."""
    fields = {field: header.columns[field] for field in header.columns}
    used = set(fields.values())
    named = [position for position, name in enumerate(header.names) if name != f"#{position + 1}"]
    beyond = tuple(range(max(named, default=-1) + 1, width)) if named else ()
    return Layout(fields, tuple(p for p in range(width) if p not in used), width, beyond)


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def reader(text: Text, width: int, padded: bool) -> str:
    """The file as a table of texts ``c0`` … (and ``n``, the row's line, where the copy has it)."""
    count = text.width if text.numbered else width + EXTRA * padded
    names = (["n"] if text.numbered else []) + [f"c{position}" for position in range(count)]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    options = [
        literal(str(text.path)), f"columns = {{{columns}}}", "header = false", "auto_detect = false",
        f"delim = {literal(text.delimiter)}", "quote = '\"'", "escape = '\"'", f"nullstr = {literal(ABSENT)}",
        "comment = ''", "max_line_size = 16000000", f"null_padding = {str(padded).lower()}",
    ]  # fmt: skip
    return f"read_csv({', '.join(options)})"


def bring_in(
    con: duckdb.DuckDBPyConnection,
    source: str,
    where: Layout,
    marks: Mapping[str, str],
    plain: Mapping[str, bool],
    whole: Mapping[str, bool],
    fill: bool,
) -> None:
    """Make the table ``s``.

    Parameters
    ----------
    source
        The file as :func:`reader` gives it.
    marks
        Number field → decimal mark that the beginning of its column shows.
    plain
        Number field → whether plain cells may be taken as they stand (the header means no power of ten).
    whole
        Number field → whether most of its cells are whole numbers.
    fill
        Whether cells that a line lacks may come from its document's other lines.
    """
    tests, picks, good = [], [], []
    fields = where.fields
    for field in where.typed():
        cell = f"c{fields[field]}"
        if field == "date":
            tests += [f"try_cast({cell} AS DATE) AS date_d"]
            test = f"coalesce(CAST(date_d AS VARCHAR) = {cell} AND date_d BETWEEN '1970-01-01' AND '2099-12-31', false)"
            value = "date_d"
        elif field in CODES:
            test, value = f"coalesce(regexp_full_match({cell}, {literal(CODE)}), false)", cell
        else:
            # most cells are whole or have two decimals: reading and writing them is quicker than a pattern
            usual = "INTEGER" if whole.get(field) else "DECIMAL(13, 2)" if marks.get(field, ".") == "." else "INTEGER"
            pattern = f"regexp_full_match({cell}, {literal(NUMBER[marks.get(field, '.')])})"
            quick = f"CAST(try_cast({cell} AS {usual}) AS VARCHAR) = {cell}"
            if marks.get(field, ".") != ".":
                quick += f" AND left({cell}, 1) <> '-'"
            test = f"CASE WHEN {quick} THEN true ELSE coalesce({pattern}, false) END"
            test = test if plain[field] else "false"
            value = f"CAST({cell} AS DECIMAL({DIGITS}, {SCALE}))"
        tests.append(f"{test} AS {field}_f")
        picks.append(f"CASE WHEN {field}_f THEN {value} END AS {field}_v")
        picks.append(f"CASE WHEN NOT {field}_f AND {cell} <> '' THEN {cell} END AS {field}_x")
        good.append(_good(field, fields, cell))
    for field in where.words():
        cell = f"c{fields[field]}"
        picks.append(f"nullif({cell}, '') AS {field}_x")
        if (field == "customer_name" and "customer" not in fields) or (fill and "doc_no" in fields and field in HEAD):
            good.append(f"coalesce({cell}, '') <> ''")
    if "product" in fields and "product_name" in fields:
        good.append(f"(product_f OR coalesce(c{fields['product_name']}, '') = '')")
    rest = []
    for position in where.unused:
        cell = f"c{position}"
        tests.append(f"coalesce(regexp_matches({cell}, {literal(LIKE_LABEL)}), false) AS u{position}_f")
        picks.append(f"CASE WHEN u{position}_f THEN {cell} END AS u{position}_x")
        good.append(f"NOT u{position}_f")
        rest.append(f"trim(coalesce({cell}, ''), {literal(NOTHING)}) <> ''")
    more = [f"trim(coalesce(c{position}, ''), {literal(NOTHING)}) <> ''" for position in where.beyond]
    tests.append(f"({' OR '.join(more) or 'false'}) AS more")
    good.append("NOT more")
    picks += [
        "NOT odd_not AS odd",
        f"CASE WHEN odd_not THEN true ELSE {' OR '.join(rest) or 'false'} END AS rest",
        "more",
    ]
    number = "CAST(n AS BIGINT) AS line, " if source_numbered(source) else ""
    con.execute("DROP TABLE IF EXISTS s")
    con.execute(
        f"CREATE TABLE s AS SELECT {number}{', '.join(picks)} FROM "
        f"(SELECT *, ({' AND '.join(good)}) AS odd_not FROM (SELECT *, {', '.join(tests)} FROM {source}))"
    )


def source_numbered(source: str) -> bool:
    return "'n': 'VARCHAR'" in source


def _good(field: str, fields: Mapping[str, int], cell: str) -> str:
    """When a cell of a field needs no closer look."""
    if field in ("doc_no", "date", "customer", "amount") or (field in ("quantity", "price") and "amount" not in fields):
        return f"{field}_f"
    return f"({field}_f OR coalesce({cell}, '') = '')"


def widest(con: duckdb.DuckDBPyConnection, source: str, text: Text, width: int, padded: bool) -> int:
    """Cells of the widest row; only asked where rows may differ."""
    if text.numbered:
        return max(text.widest, width)
    if not padded:
        return width
    flags = ", ".join(f"count(c{position}) > 0" for position in range(width + EXTRA))
    found = con.execute(f"SELECT {flags} FROM {source}").fetchone()
    last = max((position + 1 for position, filled in enumerate(found) if filled), default=width)
    return max(last, width)


def connect(folder: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """A database in memory that puts what does not fit into files of the folder."""
    con = duckdb.connect()
    con.execute(f"SET temp_directory = {literal(str(folder / 'spill'))}")
    con.execute(f"SET memory_limit = {literal(memory)}")
    con.execute("SET enable_progress_bar = false")
    return con
