"""How far a batch is, what failed and why, where the time went: read from the manifest, said in lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.report.batch.manifest import Manifest
from helpers.report.batch.names import shown
from helpers.report.batch.progress import CAUSE, WORDS, padded
from helpers.report.batch.run import said_counts

ENGINES = {
    "fork": msg("in forks of a warm process"),
    "fork+stock": msg("in part by stock papermill"),
    "stock": msg("by stock papermill"),
}
STEPS = {
    "fetch": msg("fetching"),
    "open": msg("reading and checking"),
    "compute": msg("computing"),
    "start": msg("starting notebooks"),
    "imports": msg("imports"),
    "draw": msg("drawing"),
    "cells": msg("other cells"),
    "render": msg("rendering"),
    "send": msg("sending"),
}
#: Companies that wait are named up to so many; all that failed are.
SOME = 10


def lines(manifest: Manifest) -> Iterator[str]:
    """Lines for a terminal: the count, each company that is not done with its cause, the slowest, where time went."""
    rows = manifest.companies()
    about = manifest.about()
    yield said_counts(manifest.counts()).render()
    for row in rows:
        if row["state"] in ("person", "bug"):
            yield f"  {padded(WORDS[row['state']].render(), 14)}  {padded(shown(row['name']), 32)}"
            yield "      " + shown(row[f"cause_{current()}"], CAUSE)
            if row["cell"]:
                at = msg("notebook {notebook}, cell {cell}", notebook=row["notebook"], cell=row["cell"])
                yield "      " + shown(at.render(), CAUSE)
    waiting = [row["name"] for row in rows if row["state"] in ("waiting", "running")]
    for name in waiting[:SOME]:
        yield f"  {padded(WORDS['waiting'].render(), 14)}  {shown(name)}"
    if len(waiting) > SOME:
        yield "  " + msg("and {n} more wait", n=Quantity(len(waiting) - SOME, "count")).render()
    left = json.loads(about.get("left_out", "[]"))
    if left:
        yield msg("No client folders: {names}", names=", ".join(shown(name) for name in left)).render()
    slow = sorted((row for row in rows if row["seconds"]), key=lambda row: -row["seconds"])[:3]
    for row in slow:
        said = msg(
            "slowest: {name}, {seconds} s, {memory} MB at most",
            name=shown(row["name"]), seconds=Quantity(round(row["seconds"], 1), "number"),
            memory=Quantity(round(row["peak_mb"] or 0), "count"),
        )  # fmt: skip
        yield said.render()
    yield from _engines(rows)
    yield from _shares(manifest)


def _engines(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """How notebooks were run; where stock papermill had to take over, which companies it was."""
    by = {name: [row["name"] for row in rows if row["engine"] == name] for name in ENGINES}
    parts = [
        f"{words.render()} {Quantity(len(by[name]), 'count').render()}" for name, words in ENGINES.items() if by[name]
    ]
    if parts:
        yield msg("How notebooks were run: {parts}", parts=", ".join(parts)).render()
    if by["fork+stock"]:
        some = ", ".join(shown(name) for name in by["fork+stock"][:5]) + (", …" if len(by["fork+stock"]) > 5 else "")
        yield "  " + msg("a fork was not possible for all notebooks of: {names}", names=some).render()


def _shares(manifest: Manifest) -> Iterator[str]:
    steps = dict(manifest.rows("select step, sum(seconds) from step group by step"))
    whole = sum(steps.values())
    if not whole:
        return
    parts = [
        f"{STEPS[name].render()} {Quantity(steps[name] / whole, 'share').render()}" for name in STEPS if name in steps
    ]
    yield msg("Where the time went: {parts}", parts=", ".join(parts)).render()
    for label, seconds, count in manifest.rows(
        "select label, avg(seconds), count(*) from notebook group by label order by label"
    ):
        said = msg(
            "notebook {label}: {seconds} s on average of {n}",
            label=label, seconds=Quantity(round(seconds, 2), "number"), n=Quantity(count, "count"),
        )  # fmt: skip
        yield "  " + said.render()
