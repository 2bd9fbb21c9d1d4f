"""Check a client folder: all problems at once, and what a good one can feed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.company import profile as profiles
from helpers.company import sources
from helpers.company.cells import Raw, at_rows, canonical, tidy
from helpers.company.folder import Company
from helpers.company.schema import pandera_schema, tables
from helpers.errors import FolderError, Problem
from helpers.language import msg


@dataclass(frozen=True)
class Checked:
    """Outcome of a check: the company when nothing is wrong, else the problems."""

    company: Company | None
    problems: tuple[Problem, ...]


def check(folder: Path) -> Checked:
    """Read and check everything in a client folder."""
    problems: list[Problem] = []
    try:
        profile = profiles.read(folder)
    except FolderError as error:
        return Checked(None, error.problems)
    raws: dict[str, Raw] = {}
    frames: dict[str, pd.DataFrame] = {}
    for name, table in tables().items():
        try:
            source = sources.find(folder, profile, table)
            if source is None:
                if table.required:
                    problems.append(
                        Problem(
                            what=msg("The table {table} is missing.", table=table.title),
                            do=msg("Add {name}.csv; data/README.md says which columns.", name=name),
                            file=f"{name}.csv",
                            kind="missing-table",
                        )
                    )
                continue
            raw = sources.read(folder, profile, table, source)
        except FolderError as error:
            problems += error.problems
            continue
        frame, _, found = canonical(raw, profile.currency)
        raws[name], frames[name] = raw, frame
        problems += found
        problems += constraints(raw, frame)
    problems += references(raws, frames)
    if problems:
        return Checked(None, tuple(problems))
    told = folder / "intake.json"
    intake = json.loads(told.read_text("utf-8")) if told.is_file() else None
    tidied = {name: tidy(frame, tables()[name]) for name, frame in frames.items()}
    return Checked(Company(profile, tidied, intake, folder), ())


def constraints(raw: Raw, frame: pd.DataFrame) -> list[Problem]:
    """What pandera finds in the typed frame, told at its rows."""
    import pandera.errors

    try:
        pandera_schema(raw.table.name).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
    else:
        return []
    problems = []
    wanted = cases[cases["index"].notna() & (cases["check"] != "not_nullable")]
    for (check_name, column), group in wanted.groupby(["check", "column"], dropna=False):
        bad = pd.Series(False, index=frame.index)
        bad.loc[group["index"].astype(int)] = True
        if str(check_name).startswith("multiple_fields_uniqueness") or str(column) not in raw.table.names:
            key = raw.table[raw.table.key[0]]
            problems += at_rows(raw, key, bad, msg("This key stands more than once."), "duplicate", show=False, do=msg("Keep one row for each key."))
            continue
        spec = raw.table[str(column)]
        if spec.allowed:
            why = msg("one of {choices}", choices=", ".join(f"{value} ({word.pick()})" for value, word in spec.allowed.items()))
        else:
            why = msg("between {low} and {high}", low="…" if spec.low is None else spec.low, high="…" if spec.high is None else spec.high)
        problems += at_rows(raw, spec, bad, why, "not-allowed")
    return problems


def references(raws: dict[str, Raw], frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Values that must stand in another table and do not."""
    problems = []
    for name, raw in raws.items():
        for column in raw.table.columns:
            if not column.refers_to or column.name not in frames[name]:
                continue
            table, key = column.refers_to.split(".")
            if table not in frames or key not in frames[table]:
                continue
            values = frames[name][column.name]
            bad = values.notna() & ~values.isin(frames[table][key])
            why = msg("a code that stands in the table {table}", table=tables()[table].title)
            problems += at_rows(raw, column, bad, why, "unknown-reference")
    return problems
