"""Check a client folder: everything wrong in it, told at once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import paths
from helpers.company import profile as profiles
from helpers.company import same, settings, sources, stored
from helpers.company.cells import Raw, canonical, tidy
from helpers.company.constraints import after, allowed, duplicates, references, sums
from helpers.company.folder import Company
from helpers.company.schema import Table, tables
from helpers.company.stored_check import clean
from helpers.errors import FolderError, Problem
from helpers.language import Words, msg

INTAKE = "intake.json"


@dataclass(frozen=True)
class Checked:
    """Outcome of a check: the company when nothing is wrong, else the problems."""

    company: Company | None
    problems: tuple[Problem, ...]


def check(folder: Path | str, *, merge: bool = True) -> Checked:
    """Read and check everything in a client folder. Never raises on what stands in it.

    Codes that ``same.yml`` says are one are one, unless ``merge`` is false: then the tables are as
    their files hold them.

    Tables are read even when ``company.yml`` is wrong or not there, so that one run tells all;
    what hangs on a wrong setting (decimals of the currency, dates after the as-of date) is then
    not looked at.
    """
    folder = Path(folder)
    if not folder.is_dir():
        return Checked(None, (_no_folder(folder),))
    told = _settings(folder)
    problems = list(told.problems)
    try:
        offer = sources.survey(folder, told.profile)
    except OSError as error:
        return Checked(None, (*problems, _closed(folder, error)))
    if not offer.claimed and any(problem.kind == "missing-profile" for problem in problems):
        return Checked(None, tuple(problems))
    problems += offer.problems
    raws: dict[str, Raw] = {}
    frames: dict[str, pd.DataFrame] = {}
    held = None
    if stored.NAME in offer.sources:
        try:
            held = stored.offer(offer.sources[stored.NAME].origin, told.currency)
        except FolderError as error:
            return Checked(None, (*problems, *error.problems))
    order = list(tables().items())
    if held is not None:  # lines last: they refer to the others
        order.sort(key=lambda item: item[0] == stored.NAME)
    for name, table in order:
        if name == stored.NAME and held is not None:
            if not problems and clean(held, frames, told.as_of):
                continue
            held = None  # read line by line, to tell what is wrong with which
        if name in offer.sources:
            try:
                raws[name] = offer.sources[name].read()
            except FolderError as error:
                problems += error.problems
                continue
            frames[name], found = _table(raws[name], told.currency, told.as_of)
            problems += found
        elif table.required and name not in offer.claimed:
            problems.append(_no_table(table))
    problems += references(raws, frames)
    lines, found = same.read(folder)
    problems += found or same.unknown(lines, frames)
    intake, found = _intake(folder)
    problems += found
    problems += _rules(told.profile)
    if problems:
        return Checked(None, tuple(problems))
    if merge:
        try:
            frames = same.merged(frames, lines)
            if held is not None:
                held = dataclasses.replace(held, read_as=same.of_lines(lines))
        except FolderError as error:
            return Checked(None, error.problems)
    tidied = {name: tidy(frames[name], tables()[name]) for name in tables() if len(frames.get(name, ()))}
    if held is not None:
        tidied = stored.Frames(tidied, {stored.NAME: held.frame})
    return Checked(Company(told.profile, tidied, intake, folder, stored=held), ())


def _settings(folder: Path) -> settings.Read:
    try:
        return settings.parts(profiles.load(folder))
    except FolderError as error:
        nothing = settings.parts({})
        return dataclasses.replace(nothing, problems=error.problems)


def _table(raw: Raw, currency: str | None, as_of: dt.date | None) -> tuple[pd.DataFrame, list[Problem]]:
    frame, _, problems = canonical(raw, currency)
    problems += allowed(raw, frame)
    problems += duplicates(raw, frame)
    problems += sums(raw, frame)
    if as_of:
        problems += after(raw, frame, as_of)
    if raw.table.required and frame.empty and not raw.problems:
        problems.append(
            Problem(
                what=msg("The table {table} holds no rows.", table=raw.table.title),
                do=msg("Fill in at least one row below the column titles."),
                file=raw.file,
                kind="empty-table",
            )
        )
    return frame, problems


def _intake(folder: Path) -> tuple[Mapping[str, Any] | None, list[Problem]]:
    path = folder / INTAKE
    if not path.exists():
        return None, []
    try:
        found = json.loads(path.read_text("utf-8"))
        if isinstance(found, dict):
            return found, []
    except (OSError, ValueError, RecursionError):
        pass
    problem = Problem(
        what=msg("The account of the import cannot be read."),
        do=msg("Run `course import` again, or take the file out of the folder."),
        file=INTAKE,
        kind="intake",
    )
    return None, [problem]


def _rules(profile: profiles.Profile) -> list[Problem]:
    """Rules of ``company.yml`` that the stations would refuse."""
    from helpers.company.feeds import stations
    from helpers.errors import RulesError
    from helpers.rules import resolve

    problems = []
    if profile.rules:
        for station in stations().values():
            try:
                resolve(station.rules, company=profile.rules.get(station.name))
            except RulesError as error:
                problems += [
                    dataclasses.replace(problem, column=f"rules.{station.name}.{problem.column}")
                    for problem in error.problems
                ]
    return problems


def _no_folder(folder: Path) -> Problem:
    home = paths.companies()
    known = sorted(path.parent.name for path in home.glob(f"*/{profiles.FILE}")) if home.is_dir() else []
    if known:
        do = msg("Give the path of a client folder, or one of: {known}.", known=", ".join(known))
    else:
        do = msg("Give the path of a client folder, or make one with `course new`.")
    return Problem(what=msg("There is no client folder {folder}.", folder=str(folder)), do=do, kind="missing-folder")


def _closed(folder: Path, error: OSError) -> Problem:
    return Problem(
        what=msg("The folder cannot be opened: {why}.", why=error.strerror or type(error).__name__),
        do=msg("See that it is there and can be read."),
        file=folder.name,
        kind="missing-folder",
    )


def _no_table(table: Table) -> Problem:
    title: Words = table.title
    return Problem(
        what=msg("The table {table} is missing.", table=title),
        do=msg(
            "Add {name}.csv, or fill in its sheet in fill_in.xlsx; data/README.md says which columns.", name=table.name
        ),
        file=f"{table.name}.csv",
        kind="missing-table",
    )
