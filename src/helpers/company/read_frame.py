"""Parquet files, and anything else that comes as a frame with types: back to text, like the rest.

Going through text makes one set of rules hold for every source, so the same content gives the
same canonical table, and the same hash, wherever it came from.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    import pyarrow as pa

from helpers.company.cells import Raw
from helpers.company.headed import headed, unreadable
from helpers.company.read_excel import as_text
from helpers.company.schema import Table
from helpers.errors import FolderError
from helpers.quantity import is_missing

#: Scales up to which Arrow writes the smallest decimal in full (0.000001, not 1E-7).
PLAIN_SCALE = 6


def read_parquet(path: Path, table: Table) -> Raw:
    """The table as it stands in a Parquet file; rows are numbered from 1.

    Raises
    ------
    FolderError
        When the file cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        many = pa.cpu_count() > 1  # alone, Arrow must not begin a thread: this process may be forked
        whole = pq.ParquetFile(path, pre_buffer=many).read(use_threads=many)
        frame = frame_of(whole)
    except Exception as error:  # Arrow's own kinds differ by what is wrong
        raise FolderError(unreadable(path.name, error)) from None
    return from_frame(frame, table, path.name)


def frame_of(whole: pa.Table) -> pd.DataFrame:
    """An Arrow table as pandas, without the index that pandas may have put in it."""
    import pyarrow as pa

    frame = _plain_decimals(whole).to_pandas(ignore_metadata=True, use_threads=pa.cpu_count() > 1)
    return frame.drop(columns=[name for name in frame.columns if str(name).startswith("__index_level_")])


def _plain_decimals(table: pa.Table) -> pa.Table:
    """Decimals as their text: Arrow writes them at once, Python one by one. A negative scale (3E+2) is left to Python."""
    import pyarrow as pa

    for number, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type) and 0 <= field.type.scale <= PLAIN_SCALE:
            table = table.set_column(number, field.name, table.column(number).cast(pa.string()))
    return table


def from_frame(frame: pd.DataFrame, table: Table, label: str) -> Raw:
    """A frame with types as a raw table."""
    cells = [as_texts(frame.iloc[:, number].reset_index(drop=True)) for number in range(frame.shape[1])]
    lines = pd.Series(range(1, len(frame) + 1), dtype="int64")
    return headed(table, [str(name) for name in frame.columns], cells, lines, label)


def as_texts(values: pd.Series) -> pd.Series:
    """One column as canonical text, missing where it is missing."""
    kind = values.dtype
    if pd.api.types.is_datetime64_any_dtype(kind):
        return values.dt.strftime("%Y-%m-%d").astype("str")
    if isinstance(kind, pd.StringDtype) or pd.api.types.is_integer_dtype(kind):
        return values.astype("str")
    if kind == "float64":
        which, numbers = pd.factorize(values)  # few numbers stand in many rows
        return pd.Series([_text(number) for number in numbers], dtype="str").reindex(which).set_axis(values.index)
    return pd.Series([_text(value) for value in values.astype("object")], dtype="str")


def _text(value: Any) -> str | None:
    if is_missing(value):
        return None
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if hasattr(value, "item") and getattr(value, "ndim", 0) == 0:
        value = value.item()
    return as_text(value)
