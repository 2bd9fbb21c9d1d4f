"""Runs a company's notebooks one after the other in forks of this process, as :class:`helpers.report.run.Workers` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from papermill.engines import papermill_engines

from helpers.report import worker
from helpers.report.engine.fork import NAME, ForkEngine
from helpers.report.run import Job, failed

papermill_engines.register(NAME, ForkEngine)


class Forks:
    """Use as a context manager; ``taken`` holds the seconds of each notebook done and of its cells, by label."""

    def __init__(self, timeout: float, work: Path, at: Callable[[Job, str], None] = lambda job, cell: None):
        self.timeout, self.at = timeout, at
        self.taken: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Forks:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, jobs: Sequence[Job], done: Callable[[Job], None] = lambda job: None) -> None:
        """Execute all jobs; ``done`` is called after each.

        Raises
        ------
        ReportError
            At the first notebook that fails: its name, the cell, the cause.
        """
        for job in jobs:
            watch = worker.Watch(lambda cell, job=job: self.at(job, cell))
            order = {
                "notebook": str(job.notebook),
                "parameters": dict(job.given),
                "cwd": str(job.notebook.parent),
                "timeout": self.timeout,
                "out": str(job.out),
                "engine": NAME,
            }
            try:
                worker.execute(order, watch)
            except Exception as error:
                told = worker.cause(error)
                raise failed(job, watch.cell, told["ename"], told["evalue"]) from None
            self.taken[job.label] = watch.taken()
            done(job)
