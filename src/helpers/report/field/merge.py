"""Returned workbooks into the folder's actions: by id, nothing lost, conflicts told."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.company import Company
from helpers.company.kinds import parse
from helpers.company.read_excel import open_book
from helpers.company.save import table_text
from helpers.company.schema import DTYPES, tables
from helpers.errors import IntakeError, ParameterError, Problem
from helpers.language import Message, msg
from helpers.report.field.sheet import COLUMNS, EDITED, HEAD, SENT

FILE = "actions.csv"
#: Read as formulas where the table is opened; such a text gets a mark in front.
FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Returned:
    """A workbook that came back: its rows as typed values, and what had been sent out.

    Attributes
    ----------
    rows
        One dict a row, by the columns of the table of actions; ``None`` where a cell is empty.
    sent
        Action → values when it was sent; empty where the file does not tell.
    """

    file: str
    owner: str
    company: str
    rows: tuple[dict[str, Any], ...]
    sent: Mapping[str, Mapping[str, Any]]


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


def read(path: Path, company: Company) -> Returned:
    """A returned workbook.

    Raises
    ------
    IntakeError
        With every cell that cannot be read, and every customer that the folder does not know.
    """
    book = open_book(path)
    if SENT not in book.sheets and len(book.sheets) < 1:
        raise IntakeError(not_ours(path))
    cells = book.rows(book.sheets[0])
    about, owner, sent = told(book.rows(SENT)) if SENT in book.sheets else ({}, "", {})
    owner = owner or text(cells[0][0] if cells and cells[0] else "") or ""
    if len(cells) <= HEAD or len(cells[HEAD]) < len(COLUMNS):
        raise IntakeError(not_ours(path))
    table, kept, lines = tables()["actions"], [], []
    for line, values in enumerate(cells[HEAD + 1 :], start=HEAD + 2):
        row = {name: text(value) for name, value in zip(COLUMNS, values, strict=False)}
        if any(row.get(name) for name in ("action", "customer", "what", "done_on", "result")):
            row["owner"] = owner or None
            kept.append(row)
            lines.append(line)
    raw = pd.DataFrame(kept, columns=[name for name in (*COLUMNS, "owner")], dtype="object")
    raw = raw.assign(**{name: raw[name].map(guarded) for name in ("what", "result", "owner")})
    typed, problems = {}, []
    for column in table.columns:
        if column.name not in raw:
            continue
        values, faults = parse(raw[column.name].astype("str"), column, company.currency)
        typed[column.name] = values
        for fault in faults:
            for at in fault.bad[fault.bad].index:
                what = fault.what(str(raw[column.name][at])[:60])
                problems.append(
                    Problem(
                        what=what, do=fault.do, file=path.name, row=lines[at], column=column.name, title=column.title
                    )
                )
        if column.allowed:
            for at in values[values.notna() & ~values.isin(list(column.allowed))].index:
                known = ", ".join(words.pick() for words in column.allowed.values())
                what = msg("{value} is not allowed here.", value=str(values[at])[:60])
                do = msg("Take one of: {known}.", known=known)
                problems.append(
                    Problem(what=what, do=do, file=path.name, row=lines[at], column=column.name, title=column.title)
                )
    known = set(company.table("customers")["customer"])
    for at, code in enumerate(typed["customer"]):
        if pd.notna(code) and code not in known:
            what = msg("There is no customer {name} in the folder.", name=repr(code[:60]))
            do = msg("Write the customer's code as in your list, or leave it empty.")
            problems.append(Problem(what=what, do=do, file=path.name, row=lines[at], column="customer"))
    for at in range(len(raw)):
        if pd.isna(typed["action"].iloc[at]) and pd.isna(typed["what"].iloc[at]):
            what = msg("A row of your own does not say what is to be done.")
            do = msg("Fill in what to do.")
            problems.append(Problem(what=what, do=do, file=path.name, row=lines[at], column="what"))
    if problems:
        raise IntakeError(problems)
    rows = tuple(
        {name: None if pd.isna(series.iloc[at]) else series.iloc[at] for name, series in typed.items()}
        for at in range(len(raw))
    )
    return Returned(path.name, owner, str(about.get("company", "")), rows, sent)


def not_ours(path: Path) -> Problem:
    return Problem(
        what=msg("This is not a workbook of course field, or its first sheet was changed around."),
        do=msg(
            "Take the file that was sent out, fill in the yellow columns, and leave titles and codes where they are."
        ),
        file=path.name,
    )


def told(cells: Sequence[Sequence[Any]]) -> tuple[dict, str, dict[str, dict]]:
    """The sheet that remembers: about the file, whose it is, each row as sent. What cannot be read counts as not told."""
    try:
        about = json.loads(text(cells[0][0]) or "{}")
        rows = [json.loads(text(row[0])) for row in cells[2:] if row and text(row[0])]
        return about, text(cells[1][0]) or "", {row["action"]: row for row in rows}
    except (ValueError, KeyError, IndexError, TypeError):
        return {}, "", {}


def text(value: Any) -> str | None:
    """A cell as text, ``None`` when there is nothing in it."""
    if value is None:
        return None
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None


def guarded(value: Any) -> Any:
    """Text that a table of text may hold: no control signs, no start of a formula."""
    if not isinstance(value, str):
        return None
    told = "".join(s if s.isprintable() or s == "\n" else " " for s in value.replace("\r\n", "\n")).strip()
    return f"'{told}" if told.startswith(FORMULA) else told or None


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
