"""``mapping.yml``: which column is what, as people and rules decided it; kept beside the tables and used again.

A file may be flat, for a ledger (``amount: Net value``), or in parts::

    sheets:   {2025客户.xlsx: customers}            # which table a file or sheet is, where it does not tell
    orders:   {amount: Net value}                  # field: header of its column
    customers: {region: 省区, grade: "-"}           # "-": no column
    not_used: {customers: [Fax]}                   # columns left unused: they are not asked about again
    words:    {opportunities.status.won: [签约完成]}  # what the words of a closed list mean
    answers:  {date_order: dmy}
    choices:  {service_lines: aside}               # as given with --choose
    said_by:  {orders.amount: person}              # for people; not read
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers.company.schema import tables as contract
from helpers.errors import IntakeError, Problem
from helpers.language import msg

FILE = "mapping.yml"
#: Header that says a field has no column.
NONE = "-"
PARTS = ("sheets", "words", "answers", "choices", "said_by", "known_by_header", "not_used")


def _tables() -> tuple[str, ...]:
    return tuple(contract())


def read(path: Path) -> dict[str, Any]:
    """The mapping of a file, flat: ``field``, ``table.field``, ``table.column.value``, answers and ``tables``.

    Raises
    ------
    IntakeError
        When it is no YAML mapping.
    """
    import yaml

    try:
        found = yaml.safe_load(path.read_text("utf-8-sig")) or {}
        if isinstance(found, dict):
            return flat(found)
    except (yaml.YAMLError, UnicodeDecodeError, OSError):
        pass
    raise IntakeError(
        Problem(
            what=msg("The mapping cannot be read."),
            do=msg("Write one line each, such as `amount: Net value`, and save it as UTF-8."),
            file=path.name,
        )
    )


def flat(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping in parts as a flat one; a flat one stays as it is."""
    found: dict[str, Any] = {}
    for key, value in raw.items():
        if not isinstance(value, Mapping):
            found[str(key)] = value
        elif key == "sheets":
            found["tables"] = {str(name): str(table) for name, table in value.items()}
        elif key == "choices":
            found["choices"] = dict(value)
        elif key in ("answers", "words"):
            found |= {str(name): entry for name, entry in value.items()}
        elif key == "not_used":
            found |= {f"{table}.not_used": headers for table, headers in value.items()}
        elif key == "orders":
            found |= {f"orders.{field}" if header == NONE else str(field): header for field, header in value.items()}
        elif key in _tables():
            found |= {f"{key}.{field}": header for field, header in value.items()}
        elif key not in PARTS:
            found[str(key)] = value
    return found


def text(kept: Mapping[str, Any]) -> str:
    """The file as it is written: only parts that hold something, in a set order."""
    import yaml

    order = ["sheets", *_tables(), "words", "answers", "choices", "said_by", "known_by_header", "not_used"]
    shown = {name: kept[name] for name in order if kept.get(name)}
    head = (
        "# 列的对应关系：由 `course import` 写入，下次导入同一公司时再用；可以手工修改。\n"
        "# Which column is what: written by `course import`, used again for the same company; may be edited.\n"
    )
    return head + yaml.safe_dump(shown, allow_unicode=True, sort_keys=False, width=100)
