"""The contract of the client folder, as plain data: tables, columns, and what each means.

Each table is one module of ``helpers.company.tables`` and nothing else: loading, checking, the
data dictionary, the Excel fill-in workbook and bilingual titles are all generated from it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from helpers.language import Words

if TYPE_CHECKING:
    import pandera.pandas as pa

#: Kinds of column: how cells are parsed, kept and checked.
KINDS = {
    "id": Words("编码", "identifier"),
    "text": Words("文字", "text"),
    "category": Words("选项或类别", "category"),
    "date": Words("日期", "date"),
    "money": Words("金额", "money"),
    "quantity": Words("数量", "quantity"),
    "integer": Words("整数", "whole number"),
}


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    name
        Stable English name in files.
    kind
        A key of :data:`KINDS`. Money is decimal in files and whole minor units in frames.
    title
        The fill-in title in both languages.
    about
        What it means, in both languages.
    example
        One valid cell, as text.
    required
        Whether every row must have a value.
    allowed
        Closed list of values with their words in both languages (empty: anything).
    unit
        Unit in both languages, where the kind does not say it.
    low, high
        Inclusive limits, in the file's units, for numbers.
    refers_to
        ``table.column`` whose values this one must be among.
    known_by
        Column of the same table since whose date this value was known (the row's own
        date when empty).
    mutable
        True for a value that is overwritten when it changes: earlier states are not kept, so a
        folder cut back to an earlier date leaves it out and says so.
    personal
        True for names, phones and the like of persons.
    """

    name: str
    kind: str
    title: Words
    about: Words
    example: str
    required: bool = False
    allowed: Mapping[str, Words] = field(default_factory=dict)
    unit: Words | None = None
    low: float | None = None
    high: float | None = None
    refers_to: str = ""
    known_by: str = ""
    mutable: bool = False
    personal: bool = False


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes
    ----------
    key
        Columns that identify a row; empty where equal rows are legitimate (order lines).
    known_on
        Date column that tells since when a row was known; empty if there is none, and then a
        folder cut back to an earlier date leaves the table out and says so.
    undated
        What a cut does with rows without that date: ``keep``, ``drop``, or ``first_use`` (known
        since the first dated row of another table that names them).
    adds
        What the table would add to the report, by station.
    planned
        True while nothing reads the table, no station and no report: it is loaded, checked, kept and described, but
        nobody is asked for it.
    filled
        How rows come about: ``hand``, people write them; ``program``, a program of ours hands out a form and takes it
        back; ``import``, an import brings them with another table. Only the first has a sheet in the fill-in workbook.
    sealed
        True where a program of ours closes the rows by a hash: they may be dated after the as-of date, as people
        judge what lies before them.
    """

    name: str
    title: Words
    about: Words
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    known_on: str = ""
    undated: str = "drop"
    required: bool = False
    planned: bool = False
    filled: Literal["hand", "program", "import"] = "hand"
    sealed: bool = False
    adds: Mapping[str, Words] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def asked(self) -> bool:
        """Whether people are asked to fill it in: somebody reads it, and nothing of ours writes it."""
        return self.filled == "hand" and not self.planned

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def dates_of_knowledge(self) -> tuple[str, ...]:
        """Date columns that say since when a row, or a value of it, was known."""
        named = [self.known_on, *(column.known_by for column in self.columns)]
        return tuple(name for name in self.names if name in named)

    def known_by(self, column: Column) -> str:
        """Date column since which a column's values are known, besides the row itself; else empty.

        Dates that tell so of others tell it of themselves too.
        """
        return column.known_by or (column.name if column.name in self.dates_of_knowledge else "")

    @property
    def required_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


@cache
def tables() -> Mapping[str, Table]:
    """All tables of the contract by name: one module of ``helpers.company.tables`` each."""
    from helpers.company import tables as package

    found = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        table = importlib.import_module(f"{package.__name__}.{module}").TABLE
        found[table.name] = table
    order = ["customers", "orders"]
    return {name: found[name] for name in order + [name for name in found if name not in order]}


DTYPES = {
    "id": "str",
    "text": "str",
    "category": "str",
    "date": "datetime64[us]",
    "money": "Int64",
    "quantity": "float64",
    "integer": "Int64",
}


@cache
def pandera_schema(name: str) -> pa.DataFrameSchema:
    """The table as a pandera schema over its canonical frame (money in minor units)."""
    import pandera.pandas as pa

    table = tables()[name]
    columns = {}
    for column in table.columns:
        checks = []
        if column.allowed:
            checks.append(pa.Check.isin(list(column.allowed), name="allowed"))
        if column.kind in ("quantity", "integer"):
            if column.low is not None:
                checks.append(pa.Check.ge(column.low, name="low"))
            if column.high is not None:
                checks.append(pa.Check.le(column.high, name="high"))
        if column.kind == "money" and column.low == 0:
            checks.append(pa.Check.ge(0, name="low"))
        columns[column.name] = pa.Column(
            DTYPES[column.kind],
            checks=checks,
            nullable=not column.required,
            required=column.required,
            title=column.title.en,
            description=column.about.en,
            metadata={"column": column},
        )
    return pa.DataFrameSchema(
        columns,
        name=table.name,
        title=table.title.en,
        description=table.about.en,
        unique=list(table.key) or None,
        report_duplicates="all",
        strict=False,
        metadata={"table": table},
    )
