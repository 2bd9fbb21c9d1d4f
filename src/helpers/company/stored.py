"""Order lines too many for memory: they stay in their Parquet file, and the engine groups them there.

A table is held so when its file is large and exactly canonical (the import writes such files); whatever is not is
read like every other file, so that what is wrong is told row by row. Results are the same to the last unit either
way, as stations group order lines through Ibis in both cases (:mod:`helpers.company.ledger`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from helpers.company.cells import canonical, tidy
from helpers.company.constraints import LARGEST_SUM
from helpers.company.kinds import EARLIEST, parse
from helpers.company.read_frame import read_parquet
from helpers.company.schema import tables
from helpers.quantity import minor_digits

if TYPE_CHECKING:
    import ibis

#: Rows from which order lines stay in their file.
LARGE = 3_000_000
#: What the engine may use before it writes to disk.
MEMORY = "1500MB"
NAME = "orders"
#: Document numbers that are canonical at a glance; others send the file the usual way.
PLAIN = r"[0-9A-Za-z\x{4e00}-\x{9fff}][0-9A-Za-z\x{4e00}-\x{9fff} _./#-]{0,98}[0-9A-Za-z\x{4e00}-\x{9fff}#]?"
#: Ibis types of the columns as stations see them.
TYPES = {"id": "string", "date": "timestamp", "money": "int64", "quantity": "float64"}


class Frames(Mapping):
    """Tables by name; those in files are read when they are asked for."""

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
    """Order lines in a canonical Parquet file.

    Attributes
    ----------
    path
        The file.
    currency
        Says how many decimals its money has.
    names
        Its columns.
    read_as
        Column → code → the code it is read as (``same.yml``).
    until
        Lines dated later are not seen; ``None`` for all.
    customers
        Only lines of these are seen; ``None`` for all.
    """

    path: Path
    currency: str
    names: tuple[str, ...]
    read_as: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    until: dt.date | None = None
    customers: tuple[str, ...] | None = None

    def expr(self) -> ibis.Table:
        """The lines as stations see them: money in whole minor units, columns not given empty."""
        import ibis

        raw = _backend(os.getpid()).read_parquet(str(self.path))
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
        frame, _, _ = canonical(read_parquet(self.path, tables()[NAME]), self.currency)
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
        """Digest of the file and of how it is read; unlike a table in memory, another order of rows is other data."""
        told = hashlib.sha256(
            repr((sorted((k, sorted(v.items())) for k, v in self.read_as.items()), self.until, self.customers)).encode()
        )
        with self.path.open("rb") as file:
            told.update(hashlib.file_digest(file, "sha256").digest())
        return told.digest()

    def clean(self, frames: Mapping[str, pd.DataFrame], as_of: dt.date | None) -> bool:
        """Whether nothing is wrong with the lines: what :mod:`helpers.company.constraints` would find, asked at once."""
        if as_of is None or not self.names:
            return False
        table, con = tables()[NAME], _backend(os.getpid()).con
        amounts = [
            f"sum(abs(CAST({c.name} AS DOUBLE)))" for c in table.columns if c.kind == "money" and c.name in self.names
        ]
        needed = [f"count_if({c.name} IS NULL)" for c in table.columns if c.required]
        where = f"read_parquet('{str(self.path).replace(chr(39), chr(39) * 2)}')"
        counts = con.execute(
            f"SELECT count(*), min(date), max(date), count_if(NOT regexp_full_match(doc_no, '{PLAIN}') OR date <> date_trunc('day', date)), "
            f"{', '.join([*amounts, *needed])} FROM {where}"
        ).fetchone()
        rows, first, last, odd, *more = counts
        sums, gaps = more[: len(amounts)], more[len(amounts) :]
        if (
            not rows
            or odd
            or any(gaps)
            or any((total or 0) * 10 ** minor_digits(self.currency) > LARGEST_SUM for total in sums)
        ):
            return False
        if pd.Timestamp(first) < EARLIEST or pd.Timestamp(last) > pd.Timestamp(as_of):
            return False
        for column in table.columns:
            target, _, key = column.refers_to.partition(".")
            if not target or column.name not in self.names:
                continue
            codes = con.execute(f"SELECT DISTINCT {column.name} FROM {where} WHERE {column.name} IS NOT NULL").fetchdf()
            text = codes[column.name].astype("str")
            values, wrong = parse(text, column, self.currency)
            if not values.equals(text) or any(fault.bad.any() for fault in wrong):
                return False
            known = frames.get(target)
            if known is not None and key in known and len(known) and not text.isin(known[key]).all():
                return False
        return True


@cache
def _backend(process: int):
    """The engine of this process: an engine opened before a fork is not used after it."""
    import ibis

    return ibis.duckdb.connect(memory_limit=MEMORY, preserve_insertion_order=False)


def offer(path: Path | None, currency: str | None) -> Stored | None:
    """The order lines of a file as they can stay there, or ``None`` where it is small, or not of canonical types."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path is None or currency is None or path.suffix.casefold() != ".parquet":
        return None
    try:
        with pq.ParquetFile(path) as file:
            if file.metadata.num_rows < LARGE:
                return None
            schema = file.schema_arrow
    except (OSError, pa.ArrowException):
        return None
    table = tables()[NAME]
    if not {column.name for column in table.columns if column.required} <= set(schema.names) <= set(table.names):
        return None
    digits = minor_digits(currency)
    fits = {
        "id": lambda kind: pa.types.is_string(kind) or pa.types.is_large_string(kind),
        "date": lambda kind: pa.types.is_date32(kind) or (pa.types.is_timestamp(kind) and kind.tz is None),
        "money": lambda kind: pa.types.is_decimal(kind) and 0 <= kind.scale <= digits,
        "quantity": pa.types.is_float64,
    }
    for name in schema.names:
        if table[name].kind not in fits or not fits[table[name].kind](schema.field(name).type):
            return None
    return Stored(path, currency, tuple(name for name in table.names if name in schema.names))
