"""Make what is due of one company: read, compute, run the notebooks that must run, render the forms that are missing."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers import kept
from helpers.report.batch.places import bring, fetch, is_remote, joined, send
from helpers.report.batch.shares import drawn_into, split
from helpers.report.steps import Steps


def company(order: Mapping[str, Any], tell: Callable[..., None]) -> dict[str, Any]:
    """Carry out the order of a company; returns what the manifest keeps of it.

    Parameters
    ----------
    order
        ``source``, ``as_of``, ``rules``; ``wanted`` (language, form) with ``missing`` of them should the data be
        unchanged; ``requests`` by language, ``books`` by notebook; ``executed``, the notebooks that need not run should
        the data be unchanged; ``out`` (folder or address of the batch), ``name``; ``work`` (a folder to work in);
        ``data_hash`` of the earlier run; ``engine``, ``timeout`` of a notebook, ``template``.
    """
    from helpers.company.folder import open as open_folder
    from helpers.report import formats

    steps, work = Steps(), Path(order["work"])
    kept.begin()
    source = order["source"]
    if is_remote(source):
        tell(step="fetch")
        with steps("fetch"):
            source = str(bring(source, work / "source" / source.rstrip("/").rsplit("/", 1)[-1]))
    tell(step="open")
    with steps("open"):
        firm = open_folder(source, order["as_of"])
    same = bool(order["data_hash"]) and order["data_hash"] == firm.data_hash
    wanted = [tuple(one) for one in (order["missing"] if same else order["wanted"])]
    relative = f"{order['name']}/{firm.date.isoformat()}"
    remote = is_remote(order["out"])
    place = work / "report" if remote else Path(order["out"]) / relative
    if not remote:
        swept(place)
    runs, results, books = Runs(order, steps, tell), (), []
    before = taken(order["executed"] if same and wanted else (), order["out"], work / "before")
    with drawn_into(work / "drawn"):
        for langs, kinds in groups(wanted, formats.FORMATS):
            results = report(order, source, langs, kinds, place, before, runs).results
            books += [
                executed(order, label, place, relative, runs)
                for label in order["books"]
                if label.split("/")[0] in langs
            ]
    parts = split(steps.seconds.pop("notebooks", 0.0), runs.notebooks, work / "drawn")
    if remote and wanted:
        tell(step="send")
        with steps("send"):
            send(place, joined(order["out"], relative))
    made = [
        {
            "lang": lang,
            "kind": kind,
            "request": order["requests"][lang],
            "path": f"{relative}/{file.name}",
            "bytes": file.stat().st_size,
        }
        for lang, kind in wanted
        for file in [place / f"report.{lang}.{kind}"]
    ]
    told = {"data_hash": firm.data_hash, "as_of": firm.date.isoformat(), "folder": relative, "made": made, "same": same}
    told |= {"engine": runs.used(), "steps": steps.seconds | parts, "notebooks": books}
    if results:
        from helpers.report.portfolio.figures import figures

        told["figures"] = figures(firm, results)
    return told


def taken(known: Sequence[Mapping[str, Any]], out: str, folder: Path) -> dict[str, Path]:
    """Executed notebooks that are what was written then, by label; from behind an address they are fetched."""
    found = {}
    for one in known:
        file = Path(out) / one["path"]
        if is_remote(out):
            file = folder / one["label"]
            file.parent.mkdir(parents=True, exist_ok=True)
            fetch(joined(out, one["path"]), file)
        if hashed(file) == one["hash"]:
            found[one["label"]] = file
    return found


def hashed(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def executed(order: Mapping[str, Any], label: str, place: Path, relative: str, runs: Runs) -> dict[str, Any]:
    """What the manifest keeps of an executed notebook, run now or earlier."""
    file = place / label
    told = {"path": f"{relative}/{label}", "bytes": file.stat().st_size, "hash": hashed(file)}
    told |= {"label": label, "request": order["books"][label], "seconds": 0.0, "cells": "{}"}
    for one in (*order["executed"], *runs.notebooks):
        if one["label"] == label:
            cells = one["cells"] if isinstance(one["cells"], str) else json.dumps(one["cells"])
            told |= {"seconds": one["seconds"], "cells": cells}
    return told


def report(order, source, langs, kinds, place, before, runs):
    """One call of the report's own way, with our workers and clock."""
    from helpers.report.write import write

    runs.tell(step="compute")
    return write(
        source, langs, as_of=order["as_of"], rules=order["rules"], out=place, formats=kinds,
        template=Path(order["template"]) if order.get("template") else None,
        workers=runs.workers, steps=runs.steps, executed_before=before,
    )  # fmt: skip


def groups(wanted: list[tuple[str, str]], order: tuple[str, ...]) -> list[tuple[list[str], list[str]]]:
    """Languages that lack the same forms, together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for lang in dict.fromkeys(lang for lang, _ in wanted):
        found.setdefault(tuple(kind for kind in order if (lang, kind) in wanted), []).append(lang)
    return [(langs, list(kinds)) for kinds, langs in found.items()]


def swept(place: Path) -> None:
    """Take away what a killed run had begun to put in place."""
    for draft in place.glob(".draft-*"):
        shutil.rmtree(draft, ignore_errors=True)


class Runs:
    """Makes the workers of a company's notebooks, and adds up what they tell."""

    def __init__(self, order: Mapping[str, Any], steps: Steps, tell: Callable[..., None]):
        self.order, self.steps, self.tell = order, steps, tell
        self.notebooks: list[dict[str, Any]] = []
        self.name = order["engine"]

    def used(self) -> str:
        """Name of the engine, with a mark where stock papermill had to take notebooks over."""
        if self.name == "fork":
            from helpers.report.engine.fork import fell_back

            return "fork+stock" if fell_back else "fork"
        return self.name

    def workers(self, count: int):
        from helpers.report import engine

        return _Told(engine.workers(self.name, count, self.order["timeout"], Path(self.order["work"]), self.tell), self)


@dataclasses.dataclass
class _Told:
    """Workers whose notebooks are noted."""

    inner: Any
    runs: Runs

    def __enter__(self):
        self.inner.__enter__()
        return self

    def __exit__(self, *error):
        return self.inner.__exit__(*error)

    def run(self, jobs, done=lambda job: None):
        def noted(job) -> None:
            taken = self.inner.taken.get(job.label, {})
            cells = {name: round(s, 4) for name, s in taken.get("cells", {}).items()}
            self.runs.notebooks.append(
                {
                    "label": job.label,
                    "seconds": round(taken.get("seconds", 0.0), 4),
                    "cells": cells,
                    "path": str(job.notebook),
                }
            )
            self.runs.tell(notebook=job.label)
            done(job)

        began = time.monotonic()
        try:
            self.inner.run(jobs, noted)
        finally:
            self.runs.tell(notebooks=time.monotonic() - began)
