"""Write an import as a client folder, without destroying what a person has put there."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers.company import profile as profiles
from helpers.company.folder import Company
from helpers.company.save import save
from helpers.errors import CourseError, IntakeError, Problem, refusal
from helpers.intake.account.told import FILE, text_hash
from helpers.language import msg

ASIDE = "set_aside.csv"


def write(imported, folder: Path, *, replace: bool = False) -> Path:
    """Save the tables, ``company.yml``, ``intake.json`` and ``set_aside.csv``; returns the folder.

    A folder of the same company is renewed: finance totals, rules and databases of its
    ``company.yml`` stay, and its as-of date where it is later and none was given. Tables edited since the last import, and folders of other companies, are
    refused unless ``replace``.

    Raises
    ------
    IntakeError
        When the folder must not be overwritten, or cannot be written.
    """
    company = imported.company
    old_id, old = _existing(folder)
    problems = []
    if old_id == "?":
        what = msg("The folder {folder} has a company.yml that cannot be read.", folder=folder.name)
        problems.append(
            Problem(
                what=what,
                do=msg("Mend it (`course check` tells how), or say that it may be replaced."),
                file=profiles.FILE,
            )
        )
    elif old_id and old_id != company.id:
        what = msg("The folder {folder} holds another company: {id}.", folder=folder.name, id=old_id)
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
    if old_id == company.id:
        company = renewed(company, old)
    try:
        ready = getattr(imported, "ready", {})
        save(company, folder, imported.parquet, ready)
        for name, path in ready.items():
            shutil.copyfile(path, folder / name)
        if ASIDE not in ready:
            text = imported.set_aside.to_csv(index=False, lineterminator="\n")
            (folder / ASIDE).write_text(text, "utf-8", newline="\n")
        for name in company.frames:  # left by an import that wrote the table the other way
            (folder / f"{name}.{'csv' if name in imported.parquet else 'parquet'}").unlink(missing_ok=True)
    except OSError as error:
        what = msg("The folder cannot be written: {why}.", why=refusal(error))
        do = msg("Close its files in Excel or WPS, and check that you may write there.")
        raise IntakeError(Problem(what=what, do=do, file=folder.name)) from None
    return folder


def renewed(company: Company, old: profiles.Profile) -> Company:
    """The company with what a person wrote into its ``company.yml``; a later as-of date stays too,
    unless this import was given one."""
    profile = dataclasses.replace(
        company.profile,
        finance=totals(old.finance, company.profile.finance),
        rules=old.rules,
        tables=old.tables,
        fictional=old.fictional,
    )
    told = company.intake
    if told["as_of"]["how"] != "given" and old.as_of > company.date:
        profile = dataclasses.replace(profile, as_of=old.as_of)
        told = dated(told, old.as_of, "folder")
    return Company(profile, company.frames, told)


def dated(told: Mapping[str, Any], day: dt.date, how: str) -> dict[str, Any]:
    """The account with another as-of date, which its choices name too."""
    choices = [
        choice | {"value": day.isoformat()} if choice["name"] == "as_of" else choice for choice in told["choices"]
    ]
    return dict(told) | {"as_of": {"date": day.isoformat(), "how": how}, "choices": choices}


def totals(
    old: tuple[profiles.FinanceTotal, ...], new: tuple[profiles.FinanceTotal, ...]
) -> tuple[profiles.FinanceTotal, ...]:
    """Finance's totals of both; the newer one where both have a period."""
    merged = {(total.start, total.end): total for total in (*old, *new)}
    return tuple(merged[period] for period in sorted(merged))


def taken_back(folder: Path) -> list[str]:
    """Documents of rows that a person took back in the imports that made the folder."""
    try:
        return [str(doc) for doc in json.loads((folder / FILE).read_text("utf-8")).get("taken_back", [])]
    except (OSError, ValueError, AttributeError, TypeError):
        return []


def _existing(folder: Path) -> tuple[str, profiles.Profile | None]:
    """Id of the company in the folder (empty if none) and its profile, if that can be read."""
    if not (folder / profiles.FILE).is_file():
        return "", None
    try:
        profile = profiles.read(folder)
    except CourseError:
        return "?", None
    return profile.id, profile


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
        path = folder / f"{name}.parquet"
        if path.is_file() and known.get(name, {}).get("sha256") != hashlib.sha256(path.read_bytes()).hexdigest():
            found.append(path.name)
    return found
