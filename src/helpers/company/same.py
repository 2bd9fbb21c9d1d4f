"""``same.yml``: which codes name the same customer or product, or a firm of the same group, and who said so.

Only lines answered ``yes`` count, and they count when the folder is read: the tables keep every row as it
came, so taking a line out (or answering ``no``) undoes it::

    customers:
    - keep: C0001          # the code that stays
      code: C0457          # the code read as it
      kind: same           # same: one customer; group: stays a customer of its own, of the same group
      answer: yes          # yes, no, open
      by: 李明
      date: 2025-12-31
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.company.schema import tables
from helpers.errors import FolderError, Problem
from helpers.language import msg

FILE = "same.yml"
#: Tables whose codes can be read as one → the code's column.
MERGED = {"customers": "customer", "products": "product"}
KINDS = {"customers": ("same", "group"), "products": ("same",)}
ANSWERS = ("yes", "no", "open")


@dataclass(frozen=True)
class Line:
    """One pair and what was answered; ``more`` keeps what else stands there (names, confidence, reason)."""

    table: str
    keep: str
    code: str
    kind: str = "same"
    answer: str = "open"
    by: str = ""
    date: str = ""
    more: Mapping[str, Any] | None = None


def read(folder: Path) -> tuple[tuple[Line, ...], list[Problem]]:
    """All lines of a folder's ``same.yml`` (none where there is no such file), and what is wrong with it."""
    import yaml

    from helpers.company.plain_yaml import Loader

    path = folder / FILE
    if not path.is_file():
        return (), []
    try:
        raw = yaml.load(path.read_text("utf-8-sig"), Loader) or {}
    except (yaml.YAMLError, ValueError, OSError, RecursionError) as error:
        row = error.problem_mark.line + 1 if getattr(error, "problem_mark", None) else None
        return (), [_problem(msg("The file cannot be read."), row)]
    if not isinstance(raw, dict) or not all(k in MERGED and isinstance(v, (list, type(None))) for k, v in raw.items()):
        return (), [_problem(msg("It must hold one list each under `customers` and `products`."))]
    lines, problems = [], []
    for table, entries in raw.items():
        for number, entry in enumerate(entries or [], 1):
            line, wrong = _line(table, entry)
            place = f"{table}[{number}]"
            if line is None:
                problems.append(_problem(wrong, None, place))
            else:
                lines.append(line)
    return tuple(lines), problems


def _line(table: str, entry: Any):
    if not isinstance(entry, dict) or not all(entry.get(k) not in (None, "") for k in ("keep", "code")):
        return None, msg("A line needs `keep` and `code`.")
    answer = entry.get("answer", "open")
    answer = {True: "yes", False: "no"}.get(answer, answer) if isinstance(answer, bool) else answer
    kind = entry.get("kind", "same")
    if answer not in ANSWERS or kind not in KINDS[table]:
        return None, msg(
            "{value} is not one of {choices}",
            value=repr(answer if answer not in ANSWERS else kind)[:60],
            choices=", ".join(ANSWERS if answer not in ANSWERS else KINDS[table]),
        )
    keep, code = str(entry["keep"]).strip(), str(entry["code"]).strip()
    if keep == code:
        return None, msg("A code cannot be read as itself: {code}.", code=code)
    more = {k: v for k, v in entry.items() if k not in ("keep", "code", "kind", "answer", "by", "date")}
    return Line(table, keep, code, kind, answer, str(entry.get("by") or ""), str(entry.get("date") or ""), more), None


def _problem(what, row: int | None = None, column: str = "") -> Problem:
    return Problem(
        what=what,
        do=msg("Mend it, or take the file away: `course same` makes it again, with every question open."),
        file=FILE,
        row=row,
        column=column,
        kind="same",
    )


def write(lines: tuple[Line, ...], folder: Path) -> Path:
    """Write ``same.yml``, in order of table, confidence and codes; the same bytes for the same lines."""
    import yaml

    raw: dict[str, list[dict]] = {}
    for line in sorted(lines, key=lambda x: (x.table, -float((x.more or {}).get("confidence", 1)), x.keep, x.code)):
        entry = {"keep": line.keep, "code": line.code, "kind": line.kind, "answer": line.answer}
        entry |= {k: v for k, v in (("by", line.by), ("date", line.date)) if v}
        raw.setdefault(line.table, []).append(entry | dict(line.more or {}))
    path = folder / FILE
    path.write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False, width=100), "utf-8", newline="\n")
    return path


def unknown(lines: tuple[Line, ...], frames: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Lines answered yes that name a code that no row of their table has."""
    problems = []
    for line in lines:
        frame = frames.get(line.table)
        if line.answer != "yes" or frame is None or MERGED[line.table] not in frame:
            continue
        known = set(frame[MERGED[line.table]].dropna())
        problems += [
            _problem(msg("No row has the code {code}.", code=repr(code)), None, line.table)
            for code in (line.keep, line.code)
            if code not in known
        ]
    return problems


def codes(lines: tuple[Line, ...], table: str, kind: str = "same") -> dict[str, str]:
    """Code → the code it is read as, by the lines answered yes; chains are followed to their end.

    Raises
    ------
    FolderError
        When two lines say opposite things, so that a chain has no end.
    """
    said = {line.code: line.keep for line in lines if (line.table, line.kind, line.answer) == (table, kind, "yes")}
    found = {}
    for code in said:
        seen, at = {code}, said[code]
        while at in said:
            if at in seen:
                raise FolderError(_problem(msg("The lines lead in a circle: {codes}.", codes=", ".join(sorted(seen)))))
            seen.add(at)
            at = said[at]
        found[code] = at
    return found


def merged(frames: Mapping[str, pd.DataFrame], lines: tuple[Line, ...]) -> dict[str, pd.DataFrame]:
    """Tables in which codes answered as the same are one; what they were stays in the files.

    The row of the code that stays is kept; cells it lacks are filled from the others, in order of their
    codes. Rows of other tables that then share a key are one, with quantities and money added up.
    Firms answered as of one group carry its name in ``group`` (the kept firm's own group, else its name).
    """
    out = dict(frames)
    for table, column in MERGED.items():
        said = codes(lines, table)
        if not said or table not in out:
            continue
        out[table] = _one_row(out[table], column, said)
        for name, frame in list(out.items()):
            changed = [c.name for c in tables()[name].columns if c.refers_to == f"{table}.{column}" and c.name in frame]
            if changed:
                frame = frame.copy()
                for place in changed:
                    frame[place] = frame[place].replace(said).astype("str")
                out[name] = _keyed(frame, name)
    of_group = codes(lines, "customers", "group")
    if of_group and "customers" in out:
        out["customers"] = _grouped(out["customers"], of_group, codes(lines, "customers"))
    return out


def of_lines(lines: tuple[Line, ...]) -> dict[str, dict[str, str]]:
    """Column of the order lines → code → the code it is read as."""
    found = {column: codes(lines, table) for table, column in MERGED.items()}
    return {column: said for column, said in found.items() if said}


def _one_row(frame: pd.DataFrame, column: str, said: Mapping[str, str]) -> pd.DataFrame:
    keep = frame[column].map(said).fillna(frame[column])
    ordered = frame.assign(**{"": keep, " ": frame[column].isin(said)}).sort_values(["", " ", column], kind="stable")
    first = ordered.groupby("", sort=True)[list(frame.columns)].first()  # first value that is there
    first[column] = first.index
    return first.reset_index(drop=True).astype(frame.dtypes.to_dict())


def _keyed(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    table = tables()[name]
    key = list(table.key)
    if not key or not set(key) <= set(frame.columns) or not frame.duplicated(key).any():
        return frame
    adds = [c.name for c in table.columns if c.kind in ("quantity", "money") and c.name in frame and c.name not in key]
    how = {c: ("sum" if c in adds else "first") for c in frame.columns if c not in key}
    one = frame.groupby(key, sort=False, dropna=False, as_index=False).agg(how) if how else frame.drop_duplicates(key)
    return one[list(frame.columns)].astype(frame.dtypes.to_dict())


def _grouped(frame: pd.DataFrame, of_group: Mapping[str, str], said: Mapping[str, str]) -> pd.DataFrame:
    frame = frame.copy()
    if "group" not in frame:
        frame["group"] = pd.Series(None, index=frame.index, dtype="str")
    at = frame.set_index("customer")
    for code, head in of_group.items():
        code, head = said.get(code, code), said.get(head, head)
        name = at.loc[head, "group"] if pd.notna(at.loc[head, "group"]) else at.loc[head, "name"]
        frame.loc[frame["customer"].isin([code, head]), "group"] = name
    return frame
