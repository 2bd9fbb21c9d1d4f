"""How the file stands in DuckDB: rows whose cells are all plain, and rows that need a closer look.

The table ``s`` has the plain rows: ``rid`` (row of the file), ``FIELD_v`` for codes, dates and numbers, ``FIELD_x`` for
words; texts that repeat stand there as a number (``coded``), the texts in ``d_FIELD``. The table ``o`` has the others, all
as text: ``FIELD_v`` (the value, where the cell is plain) and ``FIELD_x`` (where it is not, and not empty).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from helpers.intake.bulk.stream import Text
from helpers.intake.columns.header import Header
from helpers.intake.lines.part import CODES, TEXTS

#: Codes that need no care: letters, digits and a few signs, with a digit near the end, so no label or placeholder.
CODE = r"[A-Za-z0-9_#/-]{0,56}[0-9][A-Za-z]{0,3}"
#: Dates that need no care, if there is such a day.
DATE = r"(?:19[7-9][0-9]|20[0-9][0-9])-[01][0-9]-[0-3][0-9]"
#: Numbers that need no care, by what the column's beginning shows of its decimal mark.
NUMBER = {".": r"-?[0-9]{1,11}(\.[0-9]{1,4})?", ",": r"0|[1-9][0-9]{0,10}", "": r"0|[1-9][0-9]{0,10}"}
#: How they are held: so narrow that hundredths of them, and products of small ones, are 64-bit numbers.
DIGITS, SCALE = 15, 4
NUMBERS = ("quantity", "amount", "price", "cost", "unit_cost")
WORDS = ("status", "kind", "currency")
LENT = ("doc_no", "date", "customer", "customer_name", "region", "industry")
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
    coded
        Fields whose texts stand in ``s`` as a number, with the text in ``d_FIELD`` (``code, text``).
    """

    fields: Mapping[str, int]
    unused: tuple[int, ...]
    width: int
    beyond: tuple[int, ...]
    coded: frozenset[str] = frozenset()

    def typed(self) -> list[str]:
        return [field for field in (*CODES, "date", *NUMBERS) if field in self.fields]

    def words(self) -> list[str]:
        return [field for field in (*TEXTS, *WORDS) if field in self.fields]

    def lent(self) -> list[str]:
        """Fields whose cells may be lent to other rows: their texts are kept beside the values."""
        return [field for field in (*self.typed(), *self.words()) if field in LENT]

    def columns(self) -> list[str]:
        """Columns of ``o`` that hold a cell or part of one."""
        found = [f"{name}_{kind}" for name in self.typed() for kind in "vx"]
        return found + [f"{name}_x" for name in self.words()] + [f"u{position}_x" for position in self.unused]


def layout(header: Header, width: int, coded: frozenset[str] = frozenset()) -> Layout:
    """Where the fields of a header stand in rows of a width."""
    fields = {field: header.columns[field] for field in header.columns}
    used = set(fields.values())
    named = [position for position, name in enumerate(header.names) if name != f"#{position + 1}"]
    beyond = tuple(range(max(named, default=-1) + 1, width)) if named else ()
    return Layout(fields, tuple(p for p in range(width) if p not in used), width, beyond, coded)


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def minor(value: str, digits: int, rounded: bool = False) -> str:
    """SQL: a decimal in whole minor units, halves away from zero."""
    value = value if rounded else f"round({value}, {digits})"
    return f"CAST({value} * CAST({10**digits} AS DECIMAL({digits + 1}, 0)) AS BIGINT)"


def reader(text: Text) -> str:
    """A numbered copy as a table of texts ``c0`` … and ``n``, the row's line."""
    names = ["n", *(f"c{position}" for position in range(text.width))]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    options = [
        literal(str(text.path)), f"columns = {{{columns}}}", "header = false", "auto_detect = false",
        f"delim = {literal(text.delimiter)}", "quote = '\"'", "escape = '\"'", f"nullstr = {literal(ABSENT)}",
        "comment = ''", "max_line_size = 16000000",
    ]  # fmt: skip
    return f"read_csv({', '.join(options)})"


def raw(field: str, where: Layout) -> str:
    """Column of ``s`` with the text of a cell that is not written plainly."""
    return f"{field}_x" if field in where.typed() else f"{field}_r"


def in_words(where: Layout, columns: Sequence[str], inner: str) -> str:
    """SQL: rows of ``s``, or of a query over it, with the columns that ``o`` has, as they stand in the file.

    Parameters
    ----------
    columns
        Names as in ``o``; other columns of the rows stand beside them as they are.
    inner
        A table or a query in brackets.
    """
    picks, joins = [], []
    for column in columns:
        field = column[:-2]
        if field not in where.fields:
            picks.append(f"t.{column}")
            continue
        text = f"t.{raw(field, where)}" if field in where.lent() else "NULL"
        value, shown = f"t.{column}", text
        if field in where.coded and not (field in where.typed() and column.endswith("_x")):
            joins.append(f"LEFT JOIN d_{field} v_{field} ON v_{field}.code = {value}")
            value = f"v_{field}.text"
        if field in where.coded and field in where.lent() and not (field in where.typed() and column.endswith("_v")):
            joins.append(f"LEFT JOIN d_{field} r_{field} ON r_{field}.code = {text}")
            shown = f"r_{field}.text"
        if field in where.words():
            picks.append(f"coalesce({shown}, {value}) AS {column}")
        elif column.endswith("_x"):
            picks.append(f"CAST({shown} AS VARCHAR) AS {column}")
        else:
            picks.append(f"CASE WHEN {text} IS NULL THEN {value} END AS {column}")
    return f"SELECT {', '.join(picks)} FROM {inner} t {' '.join(joins)}"


def values(where: Layout, columns: Sequence[str], inner: str) -> str:
    """The same with what the cells mean instead of how they are written."""
    picks, joins = [], []
    for column in columns:
        field = column[:-2]
        if field in where.coded:
            joins.append(f"LEFT JOIN d_{field} ON d_{field}.code = t.{column}")
            picks.append(f"d_{field}.text AS {column}")
        else:
            picks.append(f"t.{column}")
    return f"SELECT {', '.join(picks)} FROM {inner} t {' '.join(joins)}"


def connect(folder: Path, memory: str, threads: int) -> duckdb.DuckDBPyConnection:
    """A database in memory that puts what does not fit into files of the folder."""
    con = duckdb.connect()
    con.execute(f"SET threads = {threads}")
    con.execute(f"SET temp_directory = {literal(str(folder / 'spill'))}")
    con.execute(f"SET memory_limit = {literal(memory)}")
    # else each table that is filled is packed at once, which costs more than it saves
    con.execute("SET checkpoint_threshold = '1TB'")
    con.execute("SET enable_progress_bar = false")
    return con
