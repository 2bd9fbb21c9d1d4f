"""A worker: executes notebooks handed to it line by line on stdin, answers on stdout in JSON.

It is a process of its own, with the Jupyter home that its environment names, so workers neither
race nor share what a notebook may have changed. ``python -m helpers.report.worker`` starts one.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

VIEW = "application/vnd.jupyter.widget-view+json"


def serve() -> None:
    """Take jobs until stdin ends."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)  # whatever prints goes to stderr, not between the answers
    import logging

    from helpers.report import quick

    quick.load_nbformat()
    import papermill  # noqa: F401  (loaded while the parent still computes)

    logging.disable(logging.WARNING)

    def tell(**words: Any) -> None:
        out.write(json.dumps(words) + "\n")
        out.flush()

    for line in sys.stdin:
        job = json.loads(line)
        at = Watch(lambda cell: tell(at=cell))
        try:
            execute(job, at)
        except Exception as error:
            tell(ok=False, cell=at.cell, **cause(error))
        else:
            tell(ok=True, **at.taken())


class Watch:
    """Which cell a notebook is at, and how long each one took."""

    def __init__(self, tell: Callable[[str], None] = lambda cell: None):
        self.tell, self.cell = tell, ""
        self.began = self.since = time.monotonic()
        self.cells: dict[str, float] = {}

    def start(self, cell, cell_index, **_) -> None:
        self.cell, self.since = cell.get("id", ""), time.monotonic()
        if cell.cell_type == "code":
            self.tell(self.cell)

    def end(self, cell, cell_index, **_) -> None:
        if cell.cell_type == "code":
            self.cells.setdefault(self.cell, time.monotonic() - self.since)

    def taken(self) -> dict[str, Any]:
        """Seconds of the whole and of each cell."""
        return {"seconds": time.monotonic() - self.began, "cells": self.cells}


def execute(job: dict[str, Any], at: Watch) -> None:
    """Run one notebook with its parameters and write it, cleaned, to ``job["out"]``; ``job["engine"]`` may name one."""
    import nbformat
    import papermill

    source = Path(job["notebook"])
    notebook = nbformat.from_dict(json.loads(source.read_text("utf-8")))
    done = papermill.execute_notebook(
        notebook,
        None,
        parameters=job["parameters"],
        engine_name=job.get("engine"),
        kernel_name="python3",
        progress_bar=False,
        cwd=job["cwd"],
        execution_timeout=job["timeout"],
        record_timing=False,
        on_cell_start=at.start,
        on_cell_executed=at.end,  # `on_cell_complete` comes when the cell was only sent
    )
    for cell in done.cells:
        if cell.cell_type == "code" and cell.source.strip():
            at.cell = cell.get("id", "")
            stopped = any(output.output_type == "error" for output in cell.outputs)
            if stopped or cell.execution_count is None:
                raise RuntimeError("the notebook stopped before its end")
    cleaned = json.dumps(clean(done), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    Path(job["out"]).write_text(cleaned, "utf-8", newline="\n")


def clean(notebook: dict[str, Any]) -> dict[str, Any]:
    """The executed notebook without times, paths, random ids and views that need a kernel."""
    notebook["metadata"].pop("papermill", None)
    notebook["metadata"].pop("widgets", None)
    for cell in notebook["cells"]:
        for name in ("papermill", "execution"):
            cell["metadata"].pop(name, None)
        if "injected-parameters" in cell["metadata"].get("tags", []):
            cell["id"] = "injected-parameters"
        for output in cell.get("outputs", ()):
            if output.get("data", {}).pop(VIEW, None) is not None:
                output.setdefault("metadata", {})["course_widget"] = True
    return notebook


def cause(error: Exception) -> dict[str, str]:
    """Name and words of what went wrong, also when it happened inside the kernel."""
    return {
        "ename": getattr(error, "ename", "") or type(error).__name__,
        "evalue": (getattr(error, "evalue", "") or str(error))[:4000],
        "traceback": "\n".join(getattr(error, "traceback", []) or [])[-8000:],
    }


if __name__ == "__main__":
    serve()
