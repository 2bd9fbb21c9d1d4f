"""Order lines too many for memory: they stay where they lie, and the engine groups them there.

They are held so when they lie in a large Parquet file, or in Spark, and are exactly canonical (the import writes such
files); what is not is read like every other file, so that what is wrong is told row by row. Results are the same
to the last unit either way, as stations group order lines through Ibis in all cases (:mod:`helpers.company.ledger`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from helpers.company.cells import canonical, tidy
from helpers.company.schema import tables
from helpers.quantity import minor_digits

if TYPE_CHECKING:
    import ibis

    from helpers.company.lines_file import File
    from helpers.company.lines_spark import Spark

NAME = "orders"
#: Ibis types of the columns as stations see them.
TYPES = {"id": "string", "date": "timestamp", "money": "int64", "quantity": "float64"}


class Frames(Mapping):
    """Tables by name; those that stay where they lie are read when they are asked for."""

    def __init__(self, here: Mapping[str, pd.DataFrame], later: Mapping[str, Callable[[], pd.DataFrame]]):
        self._here, self._later = dict(here), dict(later)
        every = list(tables())
        self._names = sorted({*self._here, *self._later}, key=every.index)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name in self._later:
            self._here[name] = self._later.pop(name)()
        return self._here[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@dataclass(frozen=True)
class Stored:
    """Order lines that stay where they lie.

    Attributes
    ----------
    origin
        Where that is.
    currency
        Says how many decimals their money has.
    names
        Their columns.
    read_as
        Column → code → the code it is read as (``same.yml``).
    until
        Lines dated later are not seen; ``None`` for all.
    customers
        Only lines of these are seen; ``None`` for all.
    """

    origin: File | Spark
    currency: str
    names: tuple[str, ...]
    read_as: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    until: dt.date | None = None
    customers: tuple[str, ...] | None = None

    def expr(self) -> ibis.Table:
        """The lines as stations see them: money in whole minor units, columns not given empty."""
        import ibis

        raw = self.origin.table()
        columns = {}
        for column in tables()[NAME].columns:
            kind = TYPES[column.kind]
            if column.name not in self.names:
                columns[column.name] = ibis.null(kind)
            elif column.kind == "money":
                columns[column.name] = (raw[column.name] * 10 ** minor_digits(self.currency)).cast(kind)
            else:
                columns[column.name] = raw[column.name].cast(kind)
            if said := self.read_as.get(column.name):
                columns[column.name] = columns[column.name].substitute(dict(said))
        seen = raw.select(**columns)
        if self.customers is not None:
            seen = seen.semi_join(ibis.memtable(pd.DataFrame({"customer": list(self.customers)})), "customer")
        return seen if self.until is None else seen.filter(seen.date <= pd.Timestamp(self.until))

    @cached_property
    def summary(self) -> Mapping[str, Any]:
        """``rows``, ``amount`` (minor units), ``first`` and ``last`` day, and the columns ``filled`` with any value."""
        lines = self.expr()
        counts = {f"n_{name}": lines[name].count() for name in self.names}
        row = (
            lines.aggregate(
                rows=lines.count(), amount=lines.amount.sum(), first=lines.date.min(), last=lines.date.max(), **counts
            )
            .to_pandas()
            .iloc[0]
        )
        return {
            "rows": int(row["rows"]),
            "amount": 0 if pd.isna(row["amount"]) else int(row["amount"]),
            "first": pd.Timestamp(row["first"]),
            "last": pd.Timestamp(row["last"]),
            "filled": tuple(name for name in self.names if row[f"n_{name}"]),
        }

    @cached_property
    def kept(self) -> dict[Any, pd.DataFrame]:
        """What was grouped of the lines once."""
        return {}

    @cached_property
    def first_uses(self) -> dict[str, pd.Series]:
        """By table that lines refer to: the first day a line names each code."""
        lines, found = self.expr(), {}
        for column in tables()[NAME].columns:
            if column.refers_to and column.name in self.names:
                named = lines.filter(lines[column.name].notnull())
                first = named.group_by(column.name).aggregate(first=named.date.min()).to_pandas()
                first["first"] = pd.to_datetime(first["first"]).astype("datetime64[us]")
                found[column.refers_to.partition(".")[0]] = first.astype({column.name: "str"}).set_index(column.name)[
                    "first"
                ]
        return found

    def cut(self, date: dt.date) -> Stored:
        """The lines known at the end of a day."""
        return dataclasses.replace(self, until=date if self.until is None else min(date, self.until))

    def of(self, customers: pd.Series) -> Stored:
        """The lines of some customers."""
        return dataclasses.replace(self, customers=tuple(customers))

    def frame(self) -> pd.DataFrame:
        """All of it in memory, in canonical order: for those who need single lines."""
        frame, _, _ = canonical(self.origin.raw(tables()[NAME]), self.currency)
        for column, said in self.read_as.items():
            if column in frame:
                frame[column] = frame[column].replace(said).astype("str")
        if self.until is not None:
            frame = frame[frame["date"] <= pd.Timestamp(self.until)]
        if self.customers is not None:
            frame = frame[frame["customer"].isin(self.customers)]
        return tidy(frame, tables()[NAME])

    @cached_property
    def digest(self) -> bytes:
        """Digest of the lines and of how they are read."""
        told = hashlib.sha256(
            repr((sorted((k, sorted(v.items())) for k, v in self.read_as.items()), self.until, self.customers)).encode()
        )
        told.update(self.origin.digest())
        return told.digest()


def offer(origin: File | Spark | None, currency: str | None) -> Stored | None:
    """The order lines as they can stay where they lie, or ``None`` where they are few, or not of canonical types.

    Raises
    ------
    FolderError
        When Spark refuses.
    """
    schema = origin.schema() if origin is not None and currency is not None else None
    if schema is None:
        return None
    table = tables()[NAME]
    if not {column.name for column in table.columns if column.required} <= set(schema.names) <= set(table.names):
        return None
    digits = minor_digits(currency)
    fits = {
        "id": lambda kind: kind.is_string(),
        "date": lambda kind: kind.is_date() or (kind.is_timestamp() and kind.timezone is None),
        "money": lambda kind: kind.is_decimal() and 0 <= (kind.scale or 0) <= digits,
        "quantity": lambda kind: kind.is_float64(),
    }
    for name, kind in schema.items():
        if table[name].kind not in fits or not fits[table[name].kind](kind):
            return None
    return Stored(origin, currency, tuple(name for name in table.names if name in schema.names))
