"""Which companies, and what is asked of each: a folder of client folders, or a list, checked before anything starts."""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.errors import ParameterError, Problem
from helpers.language import msg
from helpers.report import parameters
from helpers.report.batch import names
from helpers.report.batch.places import is_remote, joined, listed, read_text

#: First column of a list that also gives parameters.
COMPANY = "company"
ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*://")


@dataclass(frozen=True)
class Task:
    """One company of a batch.

    Attributes
    ----------
    name
        Folder name of its reports, unlike all others of the batch.
    source
        Its client folder, a path or an address.
    """

    name: str
    source: str
    as_of: str = ""
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """The companies of a batch in order, and folders that hold no company."""

    tasks: tuple[Task, ...]
    left_out: tuple[str, ...] = ()


def plan(source: str, as_of: str = "", rules: Mapping[str, Mapping[str, Any]] | None = None) -> Plan:
    """The companies of a folder of client folders, of one client folder, or of a list.

    A list is a text file with a client folder (an id, a path or an address) a line, lines of ``#`` left out; or a
    CSV file whose first column is ``company`` and whose others are ``as_of`` and rules such as
    ``classification.abc_a``; an empty cell is not given.

    Parameters
    ----------
    as_of, rules
        Of every company that the list does not give its own.

    Raises
    ------
    ParameterError
        With everything that is wrong, before anything starts.
    """
    if as_of and (problem := parameters.day_problem(as_of)):
        raise ParameterError(problem)
    if is_remote(source):
        return (
            _folder(source, as_of, rules or {})
            if not source.endswith((".csv", ".txt"))
            else _list(source, as_of, rules or {})
        )
    path = Path(source)
    if path.is_dir():
        return _folder(source, as_of, rules or {})
    if path.is_file():
        return _list(source, as_of, rules or {})
    raise ParameterError(
        Problem(
            what=msg("There is no folder or list {path}.", path=source),
            do=msg("Give a folder that holds client folders, or a file that names one a line."),
            column="SOURCE",
        )
    )


def _folder(source: str, as_of: str, rules: Mapping[str, Mapping[str, Any]]) -> Plan:
    inside = listed(source)
    if any(name == "company.yml" for name, _ in inside):
        found, left = [("", source)], []
    else:
        folders = sorted(name for name, is_folder in inside if is_folder and not name.startswith((".", "__")))
        kept = {name: _is_company(joined(source, name)) for name in folders}
        found, left = [(n, joined(source, n)) for n in folders if kept[n]], [n for n in folders if not kept[n]]
    if not found:
        raise ParameterError(
            Problem(
                what=msg("There is no client folder in {folder}.", folder=source),
                do=msg("Give the folder that holds one folder a company, each with company.yml and its tables."),
                column="SOURCE",
            )
        )
    paths = [(name or _last(path), absolute(path)) for name, path in found]
    own = parameters.rules_by_station(rules) if rules else {}
    tasks = [Task(name, path, as_of, own) for name, (_, path) in zip(names.folders(paths), paths, strict=True)]
    return Plan(tuple(tasks), tuple(left))


def _is_company(folder: str) -> bool:
    """Whether a folder is meant as a client folder, also where company.yml is missing."""
    try:
        inside = [name.casefold() for name, is_folder in listed(folder) if not is_folder]
    except OSError:
        return True  # it fails by itself, with a word, and holds up nobody
    stems = {name.rsplit(".", 1)[0] for name in inside}
    return bool({"company.yml", "fill_in.xlsx"} & set(inside) or {"orders", "customers"} & stems)


def _list(source: str, as_of: str, rules: Mapping[str, Mapping[str, Any]]) -> Plan:
    try:
        text = read_text(source)
    except (OSError, UnicodeDecodeError) as error:
        raise ParameterError(
            Problem(
                what=msg("The list cannot be read: {why}.", why=str(getattr(error, "strerror", "") or error)[:200]),
                do=msg("Save it as UTF-8 text, one company a line."),
                file=_last(source),
            )
        ) from None
    lines = [
        (number, row) for number, row in enumerate(csv.reader(io.StringIO(text)), 1) if any(c.strip() for c in row)
    ]
    head = [cell.strip() for cell in lines[0][1]] if lines else []
    problems: list[Problem] = []
    if head[:1] == [COMPANY]:
        problems += _columns(head[1:], _last(source))
        rows = [(n, dict(zip(head, [c.strip() for c in row], strict=False))) for n, row in lines[1:]]
    else:
        plain = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1)]
        rows = [(n, {COMPANY: line}) for n, line in plain if line and not line.startswith("#")]
    if problems:
        raise ParameterError(problems)
    base = absolute(str(Path(source).parent)) if not is_remote(source) else source.rsplit("/", 1)[0]
    wanted = []
    for number, row in rows:
        given, found = _given(row, as_of, rules, _last(source), number)
        problems += found
        if not row[COMPANY]:
            do = msg("Give the client folder of each line, or take the line out.")
            problems.append(Problem(what=msg("The company is missing."), do=do, file=_last(source), row=number))
        wanted.append((_found(row.get(COMPANY, ""), base), *given))
    if not rows:
        do = msg("Write one client folder a line: its id, its path or its address.")
        problems.append(Problem(what=msg("The list names no company."), do=do, file=_last(source)))
    seen: dict[tuple, int] = {}
    for (number, _), (path, day, own) in zip(rows, wanted, strict=True):
        key = (path, day, json.dumps(own, sort_keys=True))
        if path and key in seen:
            do = msg("Take one of the two lines out; the other is on line {row}.", row=seen[key])
            what = msg("The company {name} is named twice with the same parameters.", name=_last(path))
            problems.append(Problem(what=what, do=do, file=_last(source), row=number))
        seen.setdefault(key, number)
    if problems:
        raise ParameterError(problems)
    keys = [(_last(path), json.dumps([path, day, own], sort_keys=True)) for path, day, own in wanted]
    tasks = [Task(n, path, day, own) for n, (path, day, own) in zip(names.folders(keys), wanted, strict=True)]
    return Plan(tuple(tasks))


def _columns(head: list[str], file: str) -> list[Problem]:
    """Columns that are neither the as-of date nor a rule of a station."""
    from helpers.station import CHAIN, station

    known = ["as_of"]
    if any("." in name for name in head):
        known += [f"{name}.{rule.name}" for name in CHAIN for rule in station(name).rules.rules]
    problems = []
    for name in head:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            do = (
                msg("Did you mean {near}?", near=near[0])
                if near
                else msg("Take `as_of` or a rule, such as `classification.abc_a`.")
            )
            problems.append(
                Problem(
                    what=msg("The list has a column that is no parameter: {name}.", name=repr(name)),
                    do=do,
                    file=file,
                    row=1,
                    column=name,
                )
            )
    return problems


def _given(row: Mapping[str, str], as_of: str, rules: Mapping[str, Mapping[str, Any]], file: str, number: int):
    """Date and rules of one line, and what is wrong with them."""
    own = {station: dict(values) for station, values in rules.items()}
    texts = [f"{name}={value}" for name, value in row.items() if name not in (COMPANY, "as_of") and value]
    problems = []
    try:
        for station, values in parameters.parse_rules(texts).items():
            own.setdefault(station, {}).update(values)
        own = parameters.rules_by_station(own) if own else {}
    except Exception as error:
        problems += [_at(problem, file, number) for problem in getattr(error, "problems", [])]
        if not problems:
            raise
    day = row.get("as_of") or as_of
    if day and (problem := parameters.day_problem(day)):
        problems.append(_at(problem, file, number))
    return (day, own), problems


def _at(problem: Problem, file: str, row: int) -> Problem:
    import dataclasses

    return dataclasses.replace(problem, file=file, row=row)


def _found(company: str, base: str) -> str:
    """A line of a list as a whole path or address: an id of the course, else seen from where the list lies."""
    if not company or is_remote(company):
        return company
    from helpers.paths import companies

    if Path(company).is_absolute():
        return company
    if is_remote(base):
        return joined(base, company)
    known = companies() / company
    return str((known if len(Path(company).parts) == 1 and known.is_dir() else Path(base) / company).resolve())


def absolute(path: str) -> str:
    return path if is_remote(path) else str(Path(path).resolve())


def _last(path: str) -> str:
    return path.rstrip("/\\").replace("\\", "/").rsplit("/", 1)[-1]
