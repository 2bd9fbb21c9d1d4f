"""Order lines in a Parquet file, grouped there by DuckDB."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.company.cells import Raw
from helpers.company.read_frame import read_parquet
from helpers.company.schema import Table

if TYPE_CHECKING:
    import ibis

#: Rows from which order lines stay in their file.
LARGE = 3_000_000
#: What the engine may use before it writes to disk.
MEMORY = "1500MB"


@dataclass(frozen=True)
class File:
    """A Parquet file in which order lines may stay."""

    path: Path

    def schema(self) -> ibis.Schema | None:
        """Its columns; ``None`` where it is small, or cannot be read as Parquet."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(self.path) as file:
                if file.metadata.num_rows < LARGE:
                    return None
                import ibis

                return ibis.Schema.from_pyarrow(file.schema_arrow)
        except (OSError, pa.ArrowException, NotImplementedError):
            return None

    def table(self) -> ibis.Table:
        """The lines as they lie there."""
        return _engine(os.getpid()).read_parquet(str(self.path))

    def raw(self, table: Table) -> Raw:
        """All of it in memory."""
        return read_parquet(self.path, table)

    def digest(self) -> bytes:
        """Digest of the file: unlike of a table in memory, another order of rows is other data."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()


@cache
def _engine(process: int) -> Any:
    """The engine of this process: an engine opened before a fork is not used after it."""
    import ibis

    spilled = os.path.join(tempfile.gettempdir(), f"course-duckdb-{process}")
    return ibis.duckdb.connect(memory_limit=MEMORY, preserve_insertion_order=False, temp_directory=spilled)
