"""Write the kits of a company's people: a workbook, a calendar and a picture each."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers import paths, station
from helpers.errors import ParameterError, Problem
from helpers.language import Message, current, msg, using
from helpers.quantity import is_missing
from helpers.report import parameters
from helpers.report.field import calendar, picture, sheet
from helpers.report.field.tasks import by_owner, of_month, tasks
from helpers.report.names import safe_name, stems

Progress = Callable[[Message], None]


@dataclass(frozen=True)
class Kit:
    """The files of one person."""

    owner: str
    tasks: int
    workbook: Path
    calendar: Path
    picture: Path


def write(
    company: str | Path,
    *,
    lang: str | None = None,
    owners: Sequence[str] = (),
    as_of: str = "",
    rules: Mapping[str, Mapping[str, Any]] | None = None,
    out: Path | None = None,
    progress: Progress = lambda said: None,
) -> tuple[Path, list[Kit]]:
    """Write a kit for each person with customers or tasks; returns the folder and the kits.

    Parameters
    ----------
    owners
        Only these people; all when empty.

    Raises
    ------
    ParameterError
        When one of them has no customers, with the names there are.
    """
    from helpers.company.folder import open as open_folder
    from helpers.report.write import place

    lang = lang or current()
    rules = parameters.rules_by_station(rules or {})
    progress(msg("Reading and checking the folder"))
    firm = open_folder(company, as_of)
    results = []
    for name in station.CHAIN:
        which = station.station(name)
        progress(msg("Computing: {station}", station=which.title))
        results.append(station.run(which, firm, rules.get(name)))
    with using(lang), firm.facts.worded():
        people = by_owner(tasks(firm, results))
        result = next((r for r in results if "rfm" in r), None)
        owned = {} if result is None else dict(zip(result["rfm"]["customer"], result["rfm"]["owner"], strict=True))
        owned = {code: "" if is_missing(name) else str(name) for code, name in owned.items()}
        people |= {name: [] for name in set(owned.values()) if name and name not in people}
        wanted = [name for name in sorted(people) if not owners or name in owners]
        if missing := [name for name in owners if name not in people]:
            known = ", ".join(name for name in sorted(people) if name)
            raise ParameterError(
                Problem(
                    what=msg("Nobody called {name} has customers here.", name=repr(missing[0])),
                    do=msg("Take one of: {known}.", known=known),
                    column="--owner",
                )
            )
        folder = out or paths.reports() / safe_name(firm.id) / firm.date.isoformat() / "field"
        kits, parts = [], []
        with tempfile.TemporaryDirectory(prefix="course-field-", ignore_cleanup_errors=True) as temporary:
            draft = Path(temporary)
            for stem, owner in zip(stems(wanted), wanted, strict=True):
                progress(msg("Writing {file}", file=stem))
                found = people[owner]
                own = None if result is None else sheet.of_owner(result, owner, owned)
                sheet.write(draft / f"{stem}.xlsx", owner, found, own, firm.facts, lang)
                (draft / f"{stem}.ics").write_bytes(calendar.ics(owner, found, firm.facts, lang))
                (draft / f"{stem}.png").write_bytes(picture.png(owner, of_month(found), firm.facts, lang))
                parts += [f"{stem}.{ending}" for ending in ("xlsx", "ics", "png")]
                kits.append(Kit(owner, len(found), *(folder / f"{stem}.{ending}" for ending in ("xlsx", "ics", "png"))))
            place(draft, folder, parts)
    return folder, kits


def merge(company: str | Path, files: Sequence[Path]) -> tuple[Path, Any]:
    """Merge returned workbooks into the folder's actions; returns the file and what was done."""
    from helpers.company.folder import open as open_folder
    from helpers.report.field import merge as merging
    from helpers.report.field.returned import read

    firm = open_folder(company)
    returned = [read(path, firm) for path in files]
    for one in returned:
        if one.company and one.company != firm.id:
            raise ParameterError(
                Problem(
                    what=msg("This workbook is of {other}, not of {own}.", other=repr(one.company), own=repr(firm.id)),
                    do=msg("Merge it into the company that it was made for."),
                    file=one.file,
                )
            )
    merged = merging.merge(firm, returned)
    return merging.keep(firm, merged), merged
