"""Write an import as a client folder, without destroying what a person has put there."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from helpers.company import profile as profiles
from helpers.company.folder import Company
from helpers.company.save import save
from helpers.errors import CourseError, IntakeError, Problem
from helpers.intake.told import FILE, text_hash
from helpers.language import msg

ASIDE = "set_aside.csv"


def write(imported, folder: Path, *, replace: bool = False) -> Path:
    """Save the tables, ``company.yml``, ``intake.json`` and ``set_aside.csv``; returns the folder.

    A folder of the same company is renewed: finance totals, rules and databases of its
    ``company.yml`` stay. Tables edited since the last import, and folders of other companies, are
    refused unless ``replace``.

    Raises
    ------
    IntakeError
        When the folder must not be overwritten, or cannot be written.
    """
    company = imported.company
    old = _existing(folder)
    problems = []
    if old is not None and old.id != company.id:
        what = msg("The folder {folder} holds another company: {id}.", folder=folder.name, id=old.id)
        problems.append(
            Problem(what=what, do=msg("Take another folder, or say that it may be replaced."), file=folder.name)
        )
    else:
        problems += [
            Problem(
                what=msg("{file} was changed by hand since it was imported, or was never imported.", file=name),
                do=msg("Move it elsewhere, or say that it may be replaced."),
                file=name,
            )
            for name in edited(folder, company)
        ]
    if problems and not replace:
        raise IntakeError(problems)
    if old is not None and old.id == company.id:
        profile = dataclasses.replace(
            company.profile, finance=old.finance, rules=old.rules, tables=old.tables, fictional=old.fictional
        )
        company = Company(profile, company.frames, company.intake)
    try:
        save(company, folder)
        text = imported.set_aside.to_csv(index=False, lineterminator="\n")
        (folder / ASIDE).write_text(text, "utf-8", newline="\n")
    except OSError as error:
        what = msg("The folder cannot be written: {why}.", why=str(error.strerror or error))
        do = msg("Close its files in Excel or WPS, and check that you may write there.")
        raise IntakeError(Problem(what=what, do=do, file=folder.name)) from None
    return folder


def _existing(folder: Path) -> profiles.Profile | None:
    if not (folder / profiles.FILE).is_file():
        return None
    try:
        return profiles.read(folder)
    except CourseError:
        blank = profiles.parse(
            {"id": "?", "name": "?", "industry": "general", "currency": "CNY", "as_of": "1970-01-01"}
        )
        return blank  # its company.yml cannot be read: treated as another's


def edited(folder: Path, company: Company) -> list[str]:
    """Tables in the folder that are not as the last import left them and would be overwritten."""
    told = folder / FILE
    try:
        known = json.loads(told.read_text("utf-8")).get("tables", {}) if told.is_file() else {}
    except (ValueError, AttributeError):
        known = {}
    found = []
    for name in company.frames:
        path = folder / f"{name}.csv"
        if path.is_file():
            text = path.read_bytes().replace(b"\r\n", b"\n").decode("utf-8", "replace")
            if known.get(name, {}).get("sha256") != text_hash(text):
                found.append(path.name)
    return found
