"""Where results lie: stored under a key of data hash, rules and code version, whole or not at all, and read back.

A result is moved into place when it is complete, so a killed run leaves nothing half-written and every reader shares
one computation.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.rules import Rules, RuleValue

if TYPE_CHECKING:
    import pandas as pd

    from helpers.station import Station, StationResult

FORMAT = 1


def result_key(data_hash: str, rules: Rules, version: str) -> str:
    """Name of a stored result: origins of rules count too, as the report prints them."""
    origins = {name: value.origin for name, value in rules.values.items()}
    text = json.dumps([FORMAT, data_hash, rules.hash, origins, version], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def code_version() -> str:
    """Hash of this package's source, line ends normalised, so that any change recomputes."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("presets/*.yml")]):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def save(result: StationResult, place: Path) -> None:
    """Write a result whole or not at all; a result already there is left as it is."""
    from helpers.wire import encode

    place.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=place.parent))
    try:
        for name, table in result.tables.items():
            table.rows.to_parquet(draft / f"{name}.parquet", index=False)
        body = encode(
            {
                "facts": result.facts,
                "rules": {name: [value.value, value.origin] for name, value in result.rules.values.items()},
                "tables": {
                    name: {"title": table.title, "columns": dict(table.columns)}
                    for name, table in result.tables.items()
                },
                "findings": list(result.findings),
                "assumptions": list(result.assumptions),
                "warnings": list(result.warnings),
                "data_hash": result.data_hash,
                "code_version": result.code_version,
            }
        )
        text = json.dumps(body, ensure_ascii=False, indent=1)
        (draft / "result.json").write_text(text, "utf-8", newline="\n")
        try:
            os.rename(draft, place)
        except OSError:
            if not (place / "result.json").exists():
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def load(place: Path, which: Station) -> StationResult:
    """Read a stored result back."""
    from helpers.station import ResultTable, StationResult
    from helpers.wire import decode

    body = decode(json.loads((place / "result.json").read_text("utf-8")))
    tables = {
        name: ResultTable(meta["title"], meta["columns"], frame(place / f"{name}.parquet"))
        for name, meta in body["tables"].items()
    }
    return StationResult(
        station=which.name,
        facts=body["facts"],
        rules=Rules(which.rules, {name: RuleValue(*value) for name, value in body["rules"].items()}),
        tables=tables,
        findings=tuple(body["findings"]),
        assumptions=tuple(body["assumptions"]),
        warnings=tuple(body["warnings"]),
        data_hash=body["data_hash"],
        code_version=body["code_version"],
    )


def frame(path: Path) -> pd.DataFrame:
    """A stored table, read in this thread alone: a process that will fork must not have others."""
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path, pre_buffer=False) as file:
        return file.read(use_threads=False).to_pandas(use_threads=False)
