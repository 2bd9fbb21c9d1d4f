"""Order lines in Spark, grouped there: a table that ``company.yml`` names, or Parquet files that Spark reads.

``orders: {database: "pyspark://?spark.master=…", table: sales.orders}``; a table with a slash in its name is a path or an
address of Parquet files. Days must be dates and money decimals, or the lines are read into memory like any table.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.company.cells import Raw
from helpers.company.database import connect, filled, told_in_words
from helpers.company.profile import FILE
from helpers.company.read_frame import frame_of, from_frame
from helpers.company.schema import Table

if TYPE_CHECKING:
    import ibis


@dataclass(frozen=True)
class Spark:
    """A table of Spark in which order lines may stay, however many they are; ``place`` is its line in ``company.yml``."""

    folder: Path
    place: str
    address: str
    name: str

    def schema(self) -> ibis.Schema:
        """Its columns.

        Raises
        ------
        FolderError
            When Spark refuses.
        """
        with told_in_words(self.place, self.address, self.name):
            return self.table().schema()

    def table(self) -> ibis.Table:
        """The lines as they lie there."""
        engine = connect(self.folder, filled(self.address, self.place), self.place)
        if "/" in self.name:
            return engine.read_parquet(self.name if "://" in self.name else str(self.folder / self.name))
        schema, _, name = self.name.rpartition(".")
        return engine.table(name, database=schema or None)

    def raw(self, table: Table) -> Raw:
        """All of it in memory.

        Raises
        ------
        FolderError
            When Spark refuses.
        """
        with told_in_words(self.place, self.address, self.name):
            frame = frame_of(self.table().to_pyarrow())
        return from_frame(frame, table, f"{FILE} {self.place}")

    def digest(self) -> bytes:
        """Digest of the rows as a bag, each row hashed and the hashes summed up by Spark."""
        import ibis

        lines = self.table()
        cells = [lines[name].cast("string").fill_null("\x00") for name in sorted(lines.columns)]
        row = ibis.literal("\x1f").join(cells).hash()
        parts = {"low": (row % 0x100000000).sum(), "high": (row // 0x100000000).sum(), "rows": lines.count()}
        told = lines.aggregate(**parts).to_pandas().iloc[0]
        return hashlib.sha256(repr([sorted(lines.columns), *map(str, told)]).encode()).digest()
