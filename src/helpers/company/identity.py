"""What makes two client folders the same data: a hash over content, never over files.

The same for any order of rows and columns, for CSV, Excel, Parquet or a database, on any system.
Columns without a value do not count, nor do tables without a row, nor what ``company.yml`` says
of rules (results carry those by themselves) and of where tables are kept.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from helpers.company import stored
from helpers.company.schema import DTYPES, tables

if TYPE_CHECKING:
    from helpers.company.folder import Company


def data_hash(company: Company) -> str:
    """Sixteen hex digits over profile, account of the import, cut, and every table's rows."""
    profile = dataclasses.replace(company.profile, rules={}, tables={})
    cut = company.cut and [company.cut.date, company.cut.tables, company.cut.columns]
    told = {"profile": profile, "intake": company.intake, "cut": cut}
    digest = hashlib.sha256(json.dumps(plain(told), sort_keys=True, ensure_ascii=False).encode())
    for name in sorted(company.frames):
        if company.stored is not None and name == stored.NAME:
            digest.update(company.stored.digest)
            continue
        frame = company.frames[name]
        if not frame.empty:
            digest.update(rows_digest(name, frame))
    return digest.hexdigest()[:16]


def rows_digest(name: str, frame: pd.DataFrame) -> bytes:
    """Digest of a table's rows as a bag: each row hashed, the hashes sorted."""
    kinds = {column.name: DTYPES[column.kind] for column in tables()[name].columns}
    columns = sorted(column for column in frame.columns if frame[column].notna().any())
    typed = frame[columns].astype({column: kinds[column] for column in columns})
    rows = np.sort(pd.util.hash_pandas_object(typed, index=False).to_numpy(dtype="uint64"))
    digest = hashlib.sha256(json.dumps([name, columns, len(frame)]).encode())
    digest.update(rows.astype("<u8").tobytes())
    return digest.digest()


def plain(value: Any) -> Any:
    """Frozen types and dates as plain JSON data."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
