"""Named systems: their headers as data files, each label with the source that substantiates it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from helpers.company.plain_yaml import read_own
from helpers.intake.columns.header import plain

FOLDER = Path(__file__).with_name("system_labels")
#: A system is recognised by this share of a table's headers, and at least this many of them.
SHARE, LEAST = 0.5, 3


@cache
def every() -> Mapping[str, Mapping[str, Any]]:
    """System → its file: ``name``, ``sources``, ``tables`` (table → header → field, or empty where unused)."""
    return {path.stem: read_own(path) for path in sorted(FOLDER.glob("*.yml"))}


def of(table: str, names: Sequence[str]) -> tuple[str, Mapping[str, str]]:
    """The system whose headers a sheet has, and its field → header; empty where none is recognised.

    At least three of the system's headers stand in the sheet, and at least half of the sheet's own are the
    system's; of several the one with most.
    """
    own = {plain(name) for name in names if not name.startswith("#")}
    best, most, found = "", 0, {}
    for system, data in every().items():
        for entry in data["tables"]:
            if entry["table"] != table:
                continue
            labels = {plain(header): field for header, field in entry["columns"].items()}
            hits = len(own & set(labels))
            if hits >= LEAST and hits >= SHARE * len(own) and hits > most:
                best, most = system, hits
                found = {field: header for header, field in entry["columns"].items() if field and plain(header) in own}
    return best, found
