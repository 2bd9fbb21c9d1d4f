"""The whole report of a company, written into place when all of it is there, or not at all."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers import paths, station
from helpers.errors import ParameterError, Problem, ReportError
from helpers.language import LANGUAGES, Message, msg, seen, using
from helpers.quantity import LONGEST
from helpers.report import evidence, parameters
from helpers.report import formats as forms
from helpers.report.chapters import Chapter, chapter
from helpers.report.compare import snapshot
from helpers.report.formats.content import Content
from helpers.report.names import safe_name
from helpers.report.run import Job, Workers, prepare
from helpers.report.steps import Steps
from helpers.station import StationResult

if TYPE_CHECKING:
    from helpers.company import Company

Progress = Callable[[Message], None]
#: Where files of an earlier report go that a new one does not replace.
EARLIER = "earlier"


@dataclass(frozen=True)
class Report:
    """Where a report was written: its folder, the page of each language, all files by language and form, and those of
    other data, rules or versions that lay beside them and were moved to :data:`EARLIER`."""

    folder: Path
    pages: Mapping[str, Path]
    files: Mapping[tuple[str, str], Path]
    company: Company
    results: tuple[StationResult, ...]
    moved: tuple[str, ...] = ()


def write(
    company: str | Path,
    langs: Sequence[str] = LANGUAGES,
    *,
    as_of: str = "",
    rules: Mapping[str, Mapping[str, Any]] | None = None,
    out: Path | None = None,
    formats: Sequence[str] = ("html",),
    template: Path | None = None,
    progress: Progress = lambda said: None,
    workers: Callable[[int], Any] | None = None,
    steps: Steps | None = None,
    executed_before: Mapping[str, Path] | None = None,
) -> Report:
    """Run the notebooks of a company and write its report.

    Parameters
    ----------
    company
        Id of a company under ``data/companies``, or its folder.
    langs
        Languages, one report each.
    as_of
        ISO date to see the folder from; empty for the folder's own.
    rules
        Rules of this run by station, over preset and ``company.yml``.
    out
        Folder to write to; ``reports/<company>/<as-of>`` when not given.
    formats
        Forms of the report, of :data:`helpers.report.formats.FORMATS`; all from this one computation.
    template
        A client's own ``.pptx`` for the slides.
    workers
        What runs the notebooks, made with how many may run at once; :class:`helpers.report.run.Workers`
        when not given.
    steps
        Adds up what each step took.
    executed_before
        Notebooks executed earlier for the same data, rules and versions, by label (``zh/01_….ipynb``); they
        are taken as they are.

    Raises
    ------
    FolderError, ParameterError, RulesError
        Before any kernel starts.
    ReportError
        When a notebook fails: names notebook, cell and cause. What was there before stays.
    """
    rules = parameters.rules_by_station(rules or {})
    kinds = forms.checked(formats)
    if as_of and (problem := parameters.day_problem(as_of)):
        raise ParameterError(problem)
    books = [(lang, path) for lang in langs for path in notebooks(lang)]
    steps, before = steps or Steps(), executed_before or {}
    parts = getattr(steps, "parts", None) or Steps()
    with tempfile.TemporaryDirectory(prefix="course-report-", ignore_cleanup_errors=True) as temporary:
        draft = Path(temporary)
        jobs = [prepare(path, given(path, company, as_of, rules), executed(draft, path)) for _, path in books]
        waiting = [job for job in jobs if job.label not in before]
        for job in jobs:
            if job.label in before:
                shutil.copyfile(before[job.label], job.out)
        from helpers.company.folder import open as open_folder

        with (workers or Workers)(min(2, len(waiting))) as runner:
            progress(msg("Reading and checking the folder"))
            with steps("open"):
                firm = open_folder(company, as_of)
            results = []
            for name in station.CHAIN:
                which = station.station(name)
                progress(msg("Computing: {station}", station=which.title))
                with steps("compute"):
                    results.append(station.run(which, firm, rules.get(name)))
            finished: list[Job] = []

            def done(job: Job) -> None:
                finished.append(job)
                progress(msg("Notebook {name} done, {n} of {all}", name=job.label, n=len(finished), all=len(waiting)))

            with steps("notebooks"):
                runner.run(waiting, done)
        for lang in langs:
            with steps("render"), parts("chapters"):
                chapters = [made(job, lang, firm) for job in jobs if job.notebook.parent.name == lang]
            content = Content(firm, results, chapters, lang, template)
            for kind in kinds:
                progress(msg("Writing {file}", file=file_name(lang, kind)))
                with steps("render"), parts(kind):
                    forms.form(kind).write(content, draft / file_name(lang, kind), progress)
        left_out = (*firm.cut.tables, *firm.cut.columns) if firm.cut else ()
        text = snapshot.to_text(snapshot.of_results(results, left_out))
        (draft / snapshot.FILE).write_text(text, "utf-8", newline="\n")
        folder = out or paths.reports() / safe_name(firm.id) / firm.date.isoformat()
        old = stale(folder, text, names(langs, kinds))
        place(draft, folder, names(langs, kinds))
        put_away(folder, old)
    files = {(lang, kind): folder / file_name(lang, kind) for lang in langs for kind in kinds}
    pages = {lang: path for (lang, kind), path in files.items() if kind == "html"}
    return Report(folder, pages, files, firm, tuple(results), tuple(old))


def notebooks(lang: str) -> list[Path]:
    """Notebooks of an edition, in order.

    Raises
    ------
    ReportError
        When there are none: the course is not here.
    """
    found = sorted(paths.notebooks(lang).glob("[0-9][0-9]_*.ipynb"))
    if not found:
        raise ReportError(
            Problem(
                what=msg("There are no notebooks in {folder}.", folder=str(paths.notebooks(lang))),
                do=msg("Run the command in the folder of the course, or set COURSE_HOME to it."),
            )
        )
    return found


def given(notebook: Path, company: str | Path, as_of: str, rules: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Parameters of one notebook: of the rules, those of its own station."""
    which = parameters.of_notebook(notebook)
    return {"company": named(company), "as_of": as_of, "rules": dict(rules.get(which.name, {})) if which else {}}


def named(company: str | Path) -> str:
    """A company as a notebook is told of it: its id where it lies under data/companies, else its whole path."""
    from helpers.company.folder import locate

    folder = locate(company).resolve()
    return folder.name if folder.parent == paths.companies().resolve() else str(folder)


def executed(draft: Path, notebook: Path) -> Path:
    folder = draft / notebook.parent.name
    folder.mkdir(exist_ok=True)
    return folder / notebook.name


def made(job: Job, lang: str, firm: Company) -> Chapter:
    """The chapter of a job's executed notebook, and beside the notebook a page of it for those without JupyterLab."""
    notebook = json.loads(job.out.read_text("utf-8"))
    which = parameters.of_notebook(job.notebook)
    title = which.title.render(lang) if which else first_heading(notebook) or job.notebook.stem
    with using(lang), firm.facts.worded():
        found = chapter(notebook, which.name if which else job.notebook.stem, title, job.label, lang)
    beside = job.out.with_suffix(".html")
    report = f"../{file_name(lang, 'html')}"
    name = seen(firm.profile.name.pick(lang), LONGEST)
    text = evidence.page(notebook, title, name, report, lang)
    beside.write_text(text, "utf-8", newline="\n")
    found.page = f"{lang}/{beside.name}"
    return found


def first_heading(notebook: Mapping[str, Any]) -> str:
    for cell in notebook["cells"]:
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        if cell["cell_type"] == "markdown" and (found := re.search(r"^#\s+(.+)$", source, re.MULTILINE)):
            return found[1].strip()
    return ""


def place(draft: Path, folder: Path, parts: Sequence[str]) -> None:
    """Move what was drafted (names of files and folders) to where it belongs, by renames; when one fails, all goes back.

    Raises
    ------
    ReportError
        When the folder cannot be written to.
    """
    near = None
    moved: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        near = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder))
        for name in parts:
            if (draft / name).is_dir():
                shutil.copytree(draft / name, near / name)
            else:
                shutil.copy2(draft / name, near)
        for name in parts:
            if (folder / name).exists():
                os.rename(folder / name, near / f"old-{name}")
                moved.append((near / f"old-{name}", folder / name))
            os.rename(near / name, folder / name)
            moved.append((folder / name, near / name))
    except OSError as error:
        for here, back in reversed(moved):
            os.rename(here, back)
        raise ReportError(
            Problem(
                what=msg(
                    "The report cannot be written to {folder}: {why}.",
                    folder=str(folder),
                    why=error.strerror or str(error),
                ),
                do=msg("Close what has it open, make room, or give another folder with --out."),
            )
        ) from None
    finally:
        if near:
            shutil.rmtree(near, ignore_errors=True)


def stale(folder: Path, text: str, parts: Sequence[str]) -> list[str]:
    """Files of a report in a folder that a new one (its ``report.json``) does not replace although they stand on other
    data, rules or versions."""
    try:
        before = json.loads((folder / snapshot.FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return []
    now = json.loads(text)
    if all(before.get(key) == now[key] for key in ("data_hash", "rules", "code_version")):
        return []
    ours = names(LANGUAGES, tuple(forms.FORMATS))
    return [name for name in ours if name not in parts and (folder / name).exists()]


def put_away(folder: Path, old: Sequence[str]) -> None:
    """Move files of an earlier report out of the way of the new one's, so that nobody hands on the two together.

    Raises
    ------
    ReportError
        When one of them is open.
    """
    for name in old:
        try:
            (folder / EARLIER).mkdir(exist_ok=True)
            there = folder / EARLIER / name
            if there.is_dir():
                shutil.rmtree(there)
            os.replace(folder / name, there)
        except OSError as error:
            raise ReportError(
                Problem(
                    what=msg(
                        "The new report is written, but {file} beside it is of earlier data and cannot be moved: {why}.",
                        file=name,
                        why=error.strerror or str(error),
                    ),
                    do=msg("Close what has it open, and delete it or write the report again."),
                )
            ) from None


def names(langs: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """What a report consists of, in its folder: executed notebooks, what it said, its forms."""
    return [*langs, snapshot.FILE, *(file_name(lang, kind) for lang in langs for kind in kinds)]


def file_name(lang: str, kind: str) -> str:
    return f"report.{lang}.{kind}"
