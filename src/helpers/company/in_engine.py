"""Tables in memory as the engine sees them: handed over once a company, and let go with it; and freed memory back.

Ibis keeps a table that was handed to its engine until the process ends (12.0: ``DuckDB`` has no finalizer for
in-memory tables), so that each grouping of a large ledger would leave a copy of it behind.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
import weakref
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis
    import pandas as pd

#: Rows from which a table, or what a grouping of it gives, is large enough that freed memory is returned.
MANY = 100_000
#: Names of tables whose companies are gone; the engine drops them at the next hand-over, never in the midst of a query.
_gone: list[str] = []


def hand_over(frame: pd.DataFrame) -> ibis.Table:
    """The frame as an Ibis table; it shares the frame's memory wherever Arrow can."""
    import ibis
    import pyarrow as pa

    drop_gone()
    if len(frame) > MANY:
        give_back()
    table = pa.Table.from_pandas(frame, preserve_index=False)
    types = [pa.string() if pa.types.is_large_string(kind) else kind for kind in table.schema.types]
    table = table.cast(pa.schema(list(zip(table.column_names, types, strict=True))))
    handed = ibis.memtable(table)
    weakref.finalize(handed.op(), _gone.append, handed.op().name).atexit = False
    return handed


def drop_gone() -> None:
    """Have the engine in use forget tables whose companies are gone."""
    import ibis

    backend = ibis.options.default_backend
    while _gone:
        name = _gone.pop()
        if backend is not None:
            with contextlib.suppress(Exception):  # handed to an engine that is closed by now, or never used
                backend.con.unregister(name)


def give_back() -> None:
    """Return to the system what large groupings took: engine and C library would keep it for the next one."""
    import ibis

    backend = ibis.options.default_backend
    if backend is not None and backend.name == "duckdb":
        backend.con.execute("RESET memory_limit").fetchall()  # each setting of the limit returns freed pages
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # a C library other than glibc
            ctypes.CDLL(None).malloc_trim(0)
