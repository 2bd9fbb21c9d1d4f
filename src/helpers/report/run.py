"""Execute notebooks for a company: parameters checked first, then stock papermill in workers."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.errors import Problem, ReportError
from helpers.language import msg
from helpers.report import kernel, parameters

#: Seconds a notebook may take before it is stopped.
TIMEOUT = 900
WORKERS = 2


@dataclass(frozen=True)
class Job:
    """One notebook to execute: where it is, what it is given, where the executed one goes.

    The working directory is the notebook's own folder, whose name is its language.
    """

    notebook: Path
    given: Mapping[str, Any]
    out: Path

    @property
    def label(self) -> str:
        return f"{self.notebook.parent.name}/{self.notebook.name}"


def prepare(notebook: Path, given: Mapping[str, Any], out: Path) -> Job:
    """A job whose parameters have been checked against the notebook's own.

    Raises
    ------
    ParameterError
        For unknown names and wrong types; no kernel has been started yet.
    """
    label = f"{notebook.parent.name}/{notebook.name}"
    known = parameters.declared(json.loads(notebook.read_text("utf-8")), label)
    parameters.check(given, known, label)
    return Job(notebook, dict(given), out)


class Workers:
    """Up to ``count`` workers that share a queue of jobs; use as a context manager.

    Workers start at once, so that they load while the caller still does something else. ``taken`` holds
    the seconds of each notebook done and of its cells, by label; ``at`` hears of each cell that begins.
    """

    def __init__(self, count: int = WORKERS, timeout: float = TIMEOUT, at: Callable[[Job, str], None] | None = None):
        self.timeout, self.at = timeout, at or (lambda job, cell: None)
        self.taken: dict[str, dict[str, Any]] = {}
        self._place = tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True)
        home = Path(self._place.name)
        self._log = (home / "log").open("w+b")
        self._processes = [self._start(home / str(number)) for number in range(count)]

    def _start(self, home: Path) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "helpers.report.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=kernel.batch(home),
            encoding="utf-8",
        )

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            if process.poll() is None:
                process.stdin.close()
        for process in self._processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()
        self._log.close()
        self._place.cleanup()

    def run(self, jobs: Sequence[Job], done: Callable[[Job], None] = lambda job: None) -> None:
        """Execute all jobs; ``done`` is called after each, from the calling thread.

        Raises
        ------
        ReportError
            At the first notebook that fails: its name, the cell, the cause. The rest is stopped.
        """
        waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        for job in jobs:
            waiting.put(job)
        told: queue.SimpleQueue[tuple[Job, ReportError | None]] = queue.SimpleQueue()
        stop = threading.Event()

        def work(process: subprocess.Popen) -> None:
            while not stop.is_set():
                try:
                    job = waiting.get_nowait()
                except queue.Empty:
                    return
                try:
                    self._execute(process, job)
                except ReportError as error:
                    told.put((job, error))
                    return
                except Exception as error:  # a pipe that broke, say
                    told.put((job, failed(job, "", type(error).__name__, str(error))))
                    return
                told.put((job, None))

        threads = [threading.Thread(target=work, args=(process,), daemon=True) for process in self._processes]
        for thread in threads:
            thread.start()
        try:
            for _ in jobs:
                job, error = told.get()
                if error:
                    raise error
                done(job)
        except BaseException:
            stop.set()
            for process in self._processes:
                process.kill()
            raise
        finally:
            for thread in threads:
                thread.join(10)

    def _execute(self, process: subprocess.Popen, job: Job) -> None:
        order = {
            "notebook": str(job.notebook),
            "parameters": dict(job.given),
            "cwd": str(job.notebook.parent),
            "timeout": self.timeout,
            "out": str(job.out),
        }
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        guard = threading.Timer(self.timeout * 1.1 + 60, end)
        guard.start()
        cell = ""
        try:
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            for line in process.stdout:
                answer = json.loads(line)
                if "at" in answer:
                    cell = answer["at"]
                    self.at(job, cell)
                elif answer["ok"]:
                    self.taken[job.label] = answer
                    return
                else:
                    raise failed(job, answer["cell"], answer["ename"], answer["evalue"])
        finally:
            guard.cancel()
        if late.is_set():
            raise failed(job, cell, "CellTimeoutError", "")
        raise failed(job, cell, "DeadKernelError", "")


def failed(job: Job, cell: str, ename: str, evalue: str) -> ReportError:
    """The error that names notebook, cell and cause."""
    name, text = ename.rsplit(".", 1)[-1], evalue.strip()
    do = msg("Run the notebook in JupyterLab (`course lab`) with the same parameters to look closer.")
    if name == "CellTimeoutError":
        what = msg("Cell {cell} was stopped: it ran too long.", cell=cell)
    elif name in ("DeadKernelError", "BrokenPipeError"):
        what = msg("The kernel died in cell {cell}, perhaps for lack of memory.", cell=cell)
    else:
        what = msg("Cell {cell} failed: {cause}", cell=cell, cause=f"{name}: {text}" if text else name)
    return ReportError(Problem(what=what, do=do, file=job.label, column=cell, kind=name))
