"""Returned workbooks into the folder's actions: by id, nothing lost, conflicts told."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.company import Company
from helpers.company.save import table_text
from helpers.company.schema import DTYPES, tables
from helpers.errors import ParameterError, Problem
from helpers.language import Message, msg
from helpers.report.field.returned import Returned
from helpers.report.field.sheet import EDITED

FILE = "actions.csv"


@dataclass(frozen=True)
class Conflict:
    """A value changed in the folder and in the file, not alike; the folder's stays, the file's is kept in the result."""

    file: str
    action: str
    column: str
    folder: str
    returned: str


@dataclass(frozen=True)
class Merged:
    """The table after merging, and what was done."""

    table: pd.DataFrame
    added: int
    changed: int
    untouched: int
    left_out: int
    conflicts: tuple[Conflict, ...]


def merge(company: Company, files: Sequence[Returned]) -> Merged:
    """All returned files into the actions of a company, one after the other.

    A value that the file did not change since it was sent is left as the folder has it; one that only the file
    changed is taken; one that both changed, not alike, stays as the folder has it, and the file's is written behind the
    result, so that a person decides. Rows that the file no longer holds stay. The same file twice changes nothing.
    """
    table = tables()["actions"]
    before = company.table("actions") if company.has("actions") else None
    rows: dict[str, dict[str, Any]] = {}
    if before is not None:
        rows = {
            row["action"]: {k: None if pd.isna(v) else v for k, v in row.items()} for row in before.to_dict("records")
        }
    added = changed = untouched = left_out = 0
    conflicts: list[Conflict] = []
    for one in files:
        seen = set()
        for row in one.rows:
            action = row["action"] or own_id(one, row)
            seen.add(action)
            sent = one.sent.get(action, {})
            if action not in rows:
                rows[action] = new_row(company, action, row, sent)
                added += 1
                continue
            own, more = settle(rows[action], row, sent, one.file)
            conflicts += [Conflict(one.file, action, *each) for each in more]
            changed, untouched = (changed + 1, untouched) if own != rows[action] else (changed, untouched + 1)
            rows[action] = own
        left_out += len(set(one.sent) - seen)
    frame = pd.DataFrame([rows[name] for name in sorted(rows)], columns=list(table.names))
    frame = frame.astype({column.name: DTYPES[column.kind] for column in table.columns})
    return Merged(frame, added, changed, untouched, left_out, tuple(conflicts))


def own_id(one: Returned, row: Mapping[str, Any]) -> str:
    """Id of a row that a person added: of its words, so that the same row is not added twice."""
    said = f"{one.owner}\0{row['customer']}\0{row['what']}"
    return f"own-{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def new_row(company: Company, action: str, row: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """A row that the folder does not have yet."""
    created = pd.Timestamp(sent["created_on"]) if sent.get("created_on") else pd.Timestamp(company.date)
    made = {column.name: row.get(column.name) for column in tables()["actions"].columns}
    return made | {
        "action": action,
        "created_on": min(created, pd.Timestamp(company.date)),
        "state": row["state"] or ("done" if row["done_on"] is not None else "open"),
        "finding": sent.get("finding") or None,
    }


def settle(
    own: Mapping[str, Any], row: Mapping[str, Any], sent: Mapping[str, Any], file: str
) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """One row of the folder with what the file says of it, and the conflicts ``(column, folder, file)``."""
    made, conflicts = dict(own), []
    for name in EDITED:
        new, old = row[name], own[name]
        if shown(new) == shown(old) or (name in sent and shown(new) == shown(sent[name])) or new is None:
            continue
        if old is None or (name in sent and shown(old) == shown(sent[name])):
            made[name] = new
            continue
        if name == "result" and str(new).startswith(str(old)):  # written on from what was there
            made[name] = new
            continue
        note = (
            f"[{file}: {new}]"
            if name == "result"
            else f"[{file}: {tables()['actions'][name].title.pick()} {shown(new)}]"
        )
        if note in str(made["result"] or ""):
            continue  # told before
        made["result"] = f"{made['result']} {note}".strip() if made["result"] else note
        conflicts.append((name, shown(old), shown(new)))
    return made, conflicts


def shown(value: Any) -> str:
    """A value as text, days as ISO."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    return value.isoformat()[:10] if isinstance(value, (dt.date, pd.Timestamp)) else str(value)


def keep(company: Company, merged: Merged) -> Path:
    """Write the table into the company's folder.

    Raises
    ------
    ParameterError
        When the folder keeps its actions elsewhere, or a result has become too long.
    """
    place = company.folder / FILE
    if company.has("actions") and not place.exists():
        raise ParameterError(
            Problem(
                what=msg("The folder keeps its actions in another file or a database."),
                do=msg("Save them as {file} first, and take them out there.", file=FILE),
                file=str(company.folder),
            )
        )
    long = merged.table[merged.table["result"].str.len() > 2000]
    if len(long):
        raise ParameterError(
            Problem(
                what=msg(
                    "With what came back the result of {action} is longer than a cell may be.",
                    action=long["action"].iloc[0],
                ),
                do=msg("Shorten it in {file}, then merge again; nothing was changed.", file=FILE),
                file=FILE,
            )
        )
    written = table_text(merged.table, tables()["actions"], company.currency)
    if not place.exists() or place.read_text("utf-8") != written:
        draft = place.with_name(f".{FILE}.draft")
        draft.write_text(written, "utf-8", newline="\n")
        draft.replace(place)
    return place


def lines(merged: Merged) -> list[Message]:
    """What was done, for a person."""
    told = [
        msg(
            "{added} actions added, {changed} changed, {same} as they were.",
            added=merged.added, changed=merged.changed, same=merged.untouched,
        )
    ]  # fmt: skip
    if merged.left_out:
        told.append(msg("{n} rows were sent out and are not in the files; they stay as they were.", n=merged.left_out))
    told += [
        msg(
            "{file}, {action}, {column}: the folder says {folder}, the file {returned}. The folder's stays; the file's stands behind the result.",
            file=c.file, action=c.action, column=tables()["actions"][c.column].title, folder=repr(c.folder), returned=repr(c.returned),
        )
        for c in merged.conflicts
    ]  # fmt: skip
    return told
