"""Go through the companies of a plan: only what is missing or changed, so many at a time, all of it in the manifest."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers import paths
from helpers.language import LANGUAGES, Message, msg
from helpers.quantity import Quantity
from helpers.report import engine as engines
from helpers.report.batch import due
from helpers.report.batch.hosts import environment, local
from helpers.report.batch.lock import Lock
from helpers.report.batch.manifest import FILE, Executed, Manifest, Output
from helpers.report.batch.places import put
from helpers.report.batch.plan import Plan, Task
from helpers.report.batch.pool import Pool
from helpers.report.batch.progress import Progress
from helpers.report.batch.watch import Limits

MAKE = "helpers.report.batch.make:company"
WORK = ".batch"


@dataclass(frozen=True)
class Settings:
    """How a batch is run.

    Attributes
    ----------
    out
        Folder of the reports (a folder a company) and of the manifest.
    send
        Address that the reports go to instead; the manifest stays in ``out``.
    again
        Make everything, also what has not changed.
    make
        What is done with a company, ``module:function``.
    warm
        Whether the process that companies are forked from loads what reports need.
    scheduler
        Address of a Dask scheduler whose workers do the companies.
    jobs
        Companies at the same time; 0 for one a core, or one a thread of the cluster's workers.
    """

    langs: tuple[str, ...] = LANGUAGES
    formats: tuple[str, ...] = ("html",)
    jobs: int = 0
    out: Path = field(default_factory=paths.reports)
    send: str = ""
    timeout: float | None = 3600
    cell_timeout: float = 900
    memory: float | None = None
    again: bool = False
    engine: str = "auto"
    template: str = ""
    scheduler: str = ""
    make: str = MAKE
    warm: bool = True

    @property
    def wanted(self) -> list[tuple[str, str]]:
        return [(lang, kind) for lang in self.langs for kind in self.formats]


def run(plan: Plan, settings: Settings, say: Callable[[str], None] = lambda line: None) -> dict[str, int]:
    """Do what is due; returns how many companies are in which state.

    Raises
    ------
    ParameterError
        When another run is at work in the folder, or its manifest cannot be used.
    """
    settings = dataclasses.replace(settings, engine=engines.choose(settings.engine))
    lock = Lock(settings.out)
    try:
        with Manifest(settings.out / FILE) as manifest:
            return _run(plan, settings, say, manifest, lock)
    finally:
        lock.free()


def _run(plan: Plan, settings: Settings, say, manifest: Manifest, lock: Lock) -> dict[str, int]:
    work = settings.out.resolve() / WORK
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    about = {"langs": ",".join(settings.langs), "formats": ",".join(settings.formats)}
    about |= {"versions": json.dumps(due.versions()), "left_out": json.dumps(plan.left_out, ensure_ascii=False)}
    manifest.begin([(task.name, task.source, asked(task)) for task in plan.tasks], about)
    todo = {task.name: known(task, settings, manifest) for task in plan.tasks}
    progress = Progress(len(plan.tasks), say)
    host = _host(settings, work, lock)
    jobs = settings.jobs or (host.slots() if settings.scheduler else cores())
    pool: Pool[Task] = Pool(
        max(1, jobs), lambda task, tell: _one(task, todo.pop(task.name), settings, host, work, pool, tell)
    )
    try:
        for task, told, is_over in pool.over(plan.tasks):
            if not is_over:
                manifest.start(task.name)
                continue
            _note(manifest, task, told)
            progress.line(task.name, "same" if told.get("nothing") else told["state"], told)
            manifest.weigh(progress.over, *host.weight())
    except BaseException:
        pool.stop.set()
        raise
    finally:
        host.close()
        shutil.rmtree(work, ignore_errors=True)
    _portfolio(settings, say)
    return manifest.counts()


def outdated(before: Sequence[Output], now: Sequence[Output], out: Path) -> None:
    """Take away a company's files that new ones beside them made old: of languages and forms not asked for this time."""
    kept = {output.path for output in now}
    beside = {path.rsplit("/", 1)[0] for path in kept}
    for old in before:
        folder = old.path.rsplit("/", 1)[0]
        if old.path in kept or folder not in beside:
            continue
        (out / old.path).unlink(missing_ok=True)
        if not any(output.lang == old.lang for output in now):
            shutil.rmtree(out / folder / old.lang, ignore_errors=True)


def asked(task: Task) -> str:
    return json.dumps({"as_of": task.as_of, "rules": task.rules}, sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True)
class Known:
    """What the manifest knows of a company before a run."""

    state: str
    print: str
    data_hash: str
    row: Any
    outputs: Sequence[Output]
    executed: Sequence[Executed]


def known(task: Task, settings: Settings, manifest: Manifest) -> Known:
    row = manifest.company(task.name)
    outputs, executed = manifest.outputs(task.name), manifest.executed(task.name)
    return Known(row["state"], row["print"], row["data_hash"], row, outputs, executed)


def _one(task: Task, known: Known, settings: Settings, host, work: Path, pool: Pool, tell) -> dict[str, Any]:
    """One company, in a thread of the pool."""
    langs = dict.fromkeys([*settings.langs, *(output.lang for output in known.outputs)])
    requests = {lang: due.request(task, lang, settings.template) for lang in langs}
    where = settings.send or str(settings.out)
    print = due.footprint(task.source)
    books = {label: request for lang in langs for label, request in due.books(task, lang).items()}
    ran = due.executed(known.executed, books, where)
    lost = {one.label.split("/")[0] for one in known.executed if one.path and one not in ran}
    standing = [one for one in due.standing(known.outputs, requests, where) if one.lang not in lost]
    if settings.again:
        standing = [one for one in standing if (one.lang, one.kind) not in settings.wanted]
    missing = due.missing(known.row, standing, settings.wanted, print)
    if not missing and not settings.again:
        return {"state": "done", "nothing": True, "print": print}
    tell("start")
    there = {(output.lang, output.kind) for output in standing}
    order = {
        "name": task.name, "source": task.source, "as_of": task.as_of, "rules": task.rules, "make": settings.make,
        "wanted": settings.wanted, "missing": [one for one in settings.wanted if one not in there],
        "requests": requests, "books": books, "executed": [dataclasses.asdict(one) for one in ran], "out": where,
        "data_hash": known.data_hash if known.state == "done" and not settings.again else "",
        "engine": settings.engine, "timeout": settings.cell_timeout, "template": settings.template,
    }  # fmt: skip
    own = work / task.name
    own.mkdir(parents=True, exist_ok=True)
    try:
        told = host.do({**order, "work": str(own)}, Limits(settings.timeout, settings.memory), pool.stop)
    finally:
        shutil.rmtree(own, ignore_errors=True)
    told |= {"print": print if told["state"] == "done" else "", "versions": json.dumps(due.versions())}
    if told["state"] == "done":
        made = [Output(**one) for one in told.pop("made", [])]
        same = told.pop("same", False) or told["data_hash"] == known.data_hash
        again = {(one.lang, one.kind) for one in made}
        told["outputs"] = [*made, *(one for one in (standing if same else ()) if (one.lang, one.kind) not in again)]
        if not settings.send:
            outdated(known.outputs, told["outputs"], settings.out)
        now = [Executed(**one) for one in told.pop("notebooks", [])]
        labels = {one.label for one in now}
        told["executed"] = [*now, *(one for one in (ran if same else ()) if one.label not in labels)]
        told["figures"] = (
            json.dumps(told["figures"], ensure_ascii=False) if told.get("figures") else known.row["figures"]
        )
    return told


def _note(manifest: Manifest, task: Task, told: dict[str, Any]) -> None:
    """Into the manifest with what came of a company."""
    if told.get("nothing"):
        manifest.seen(task.name, told["print"])
    elif told["state"] == "waiting":
        manifest.wait(task.name)
    else:
        manifest.finish(task.name, told, told.get("outputs", []), told.get("executed", []))


def _host(settings: Settings, work: Path, lock: Lock):
    """Where companies are done: in forks of a warm process, in new interpreters, or on a cluster."""
    warm = {"langs": settings.langs if settings.warm else [], "kinds": settings.formats}
    if settings.scheduler:
        from helpers.report.batch.cluster import Cluster

        return Cluster(settings.scheduler, warm)
    return local(settings.engine, environment(work, warm), work, [lock.fd])


def _portfolio(settings: Settings, say) -> None:
    """Write the page over all companies again."""
    from helpers.report.portfolio import write
    from helpers.report.portfolio.page import page_name

    there = [lang for lang in LANGUAGES if lang in settings.langs or (settings.out / page_name(lang)).exists()]
    for path in write.write(settings.out, there):
        if settings.send:
            put(path, settings.send)
        say(str(path))


def default_memory(jobs: int) -> float:
    """Megabytes a company may take when nobody says: four fifths of the machine's, shared by the jobs."""
    import psutil

    return 0.8 * psutil.virtual_memory().total / 1024 / 1024 / max(1, jobs)


def status_code(counts: dict[str, int]) -> int:
    """Exit status: 1 a bug of ours, 2 a company needs a person or was not done, 0 all is well."""
    if counts["bug"]:
        return 1
    return 2 if counts["person"] or counts["waiting"] or counts["running"] else 0


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def said_counts(counts: dict[str, int]) -> Message:
    """The states of all companies in one sentence."""
    n = {name: Quantity(value, "count") for name, value in counts.items()}
    return msg(
        "{done} done, {person} need a person, {bug} failed by a bug of ours, {waiting} not done yet",
        done=n["done"], person=n["person"], bug=n["bug"], waiting=Quantity(counts["waiting"] + counts["running"], "count"),
    )  # fmt: skip
