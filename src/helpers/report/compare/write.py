"""Compare two states of a company, or a company with an earlier report, and write page and workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers import paths, station
from helpers.errors import ParameterError, Problem
from helpers.language import LANGUAGES, Message, msg
from helpers.report import parameters
from helpers.report.compare import page, workbook
from helpers.report.compare.snapshot import FILE, Snapshot, of_results, read
from helpers.report.compare.tell import Comparison, compared

if TYPE_CHECKING:
    from helpers.company import Company

FORMATS = ("html", "xlsx")
Progress = Callable[[Message], None]


def write(
    company: str | Path,
    langs: Sequence[str] = LANGUAGES,
    *,
    since: str = "",
    earlier: Path | None = None,
    as_of: str = "",
    rules: Mapping[str, Mapping[str, Any]] | None = None,
    out: Path | None = None,
    progress: Progress = lambda said: None,
) -> tuple[Comparison, dict[tuple[str, str], Path]]:
    """Write the comparison; returns it and the files by language and form.

    Parameters
    ----------
    since
        Earlier date to see the same folder from.
    earlier
        In its place: a report's folder (or its ``report.json``), or another client folder.
    as_of
        Later date; the folder's own when empty.

    Raises
    ------
    CourseError
        When neither or both are given, they cannot be read, or cannot be compared.
    """
    from helpers.company.folder import open as open_folder
    from helpers.report.names import safe_name
    from helpers.report.write import place

    if bool(since) == (earlier is not None):
        raise ParameterError(
            Problem(
                what=msg("Say what to compare with: an earlier date, or an earlier report or folder."),
                do=msg("Give --since DATE or --with FOLDER."),
            )
        )
    rules = parameters.rules_by_station(rules or {})
    for day in (since, as_of):
        if day and (problem := parameters.day_problem(day)):
            raise ParameterError(problem)
    progress(msg("Reading and checking the folder"))
    firm = open_folder(company, as_of)
    after = snapshot(firm, rules, progress)
    before = (
        snapshot(grouped_as(firm, open_folder(company, since)), rules, progress)
        if since
        else of(earlier, rules, progress)
    )
    refuse(before, after)
    found = compared(before, after)
    days = f"{found.days[0]}--{found.days[1]}"
    folder = out or paths.reports() / safe_name(firm.id) / f"compare-{days}"
    files, names = {}, []
    with tempfile.TemporaryDirectory(prefix="course-compare-", ignore_cleanup_errors=True) as temporary:
        draft = Path(temporary)
        for lang in langs:
            for kind in FORMATS:
                name = f"compare.{lang}.{kind}"
                progress(msg("Writing {file}", file=name))
                if kind == "html":
                    (draft / name).write_text(page.render(found, lang), "utf-8", newline="\n")
                else:
                    workbook.write(found, draft / name, lang)
                names.append(name)
                files[lang, kind] = folder / name
        place(draft, folder, names)
    return found, files


def snapshot(company: Company, rules: Mapping[str, Mapping[str, Any]], progress: Progress) -> Snapshot:
    """What the stations say of a company; from the store where it is there."""
    results = []
    for name in station.CHAIN:
        which = station.station(name)
        progress(msg("Computing: {station}", station=which.title))
        results.append(station.run(which, company, rules.get(name)))
    return of_results(results, (*company.cut.tables, *company.cut.columns) if company.cut else ())


def grouped_as(now: Company, then: Company) -> Company:
    """The earlier company with the groups of the later one: who belongs together is asked once, not twice."""
    import dataclasses

    if "group" not in now.frames["customers"] or "group" in then.frames["customers"]:
        return then
    groups = now.frames["customers"].set_index("customer")["group"]
    customers = then.frames["customers"]
    customers = customers.assign(group=customers["customer"].map(groups).astype("str"))
    return dataclasses.replace(then, frames={**then.frames, "customers": customers})


def of(earlier: Path, rules: Mapping[str, Mapping[str, Any]], progress: Progress) -> Snapshot:
    """The snapshot of a report's folder, of its file, or of another client folder."""
    from helpers.company.folder import open as open_folder
    from helpers.company.profile import FILE as PROFILE

    if earlier.is_file():
        return read(earlier)
    if (earlier / FILE).is_file():
        return read(earlier / FILE)
    if not (earlier / PROFILE).is_file():
        raise ParameterError(
            Problem(
                what=msg("There is no report and no client folder in {folder}.", folder=str(earlier)),
                do=msg("Name the folder of an earlier report (it holds {file}), or a client folder.", file=FILE),
                column="--with",
            )
        )
    return snapshot(open_folder(earlier), rules, progress)


def refuse(before: Snapshot, after: Snapshot) -> None:
    """What cannot be compared.

    Raises
    ------
    ParameterError
        When the currencies differ, or the earlier one lies after the later one.
    """
    if before.facts.currency != after.facts.currency:
        what = msg(
            "One is in {then}, the other in {now}: amounts cannot be compared.",
            then=before.facts.currency,
            now=after.facts.currency,
        )
        raise ParameterError(Problem(what=what, do=msg("Compare folders of one currency."), column="--with"))
    if before.facts.as_of > after.facts.as_of:
        what = msg("The earlier one, {then}, lies after {now}.", then=before.facts.as_of, now=after.facts.as_of)
        raise ParameterError(Problem(what=what, do=msg("Change the two around.")))
