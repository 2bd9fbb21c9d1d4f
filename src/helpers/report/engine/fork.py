"""A papermill engine that runs a notebook in a fork of this process: nothing is imported again, no kernel starts.

``papermill.execute_notebook(…, engine_name="course-fork")``. The parent must have one thread only, as a fork copies
locks that other threads hold but not the threads; where it has more, or the system cannot fork, stock papermill
runs the notebook instead.
"""

from __future__ import annotations

import contextlib
import contextvars
import gc
import os
import pickle
import select
import signal
import struct
import sys
import time
import traceback
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import run_hook  # noqa: F401  (loaded before the fork; stock papermill uses it too)
from papermill.engines import Engine, NBClientEngine

from helpers.company.database import spark_runs
from helpers.report import family
from helpers.report.engine import able

NAME = "course-fork"
#: Notebooks that stock papermill ran instead, since this process began.
fell_back: list[str] = []


def alone() -> bool:
    """Whether this process has one thread only, and no Spark, whose connection two processes must not share."""
    return len(os.listdir("/proc/self/task")) == 1 and not spark_runs()


class ForkEngine(Engine):
    """Runs the cells in a forked child, with stock papermill's way of telling and of failing."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man, kernel_name, *, execution_timeout=None, on_cell_start=None, on_cell_executed=None, **more
    ):
        if not (able() and alone()):
            fell_back.append(str(nb_man.nb.metadata.get("papermill", {}).get("input_path", "")))
            hooks = {"on_cell_start": on_cell_start, "on_cell_executed": on_cell_executed}
            given = {name: hook for name, hook in hooks.items() if hook}
            return NBClientEngine.execute_managed_notebook(
                nb_man, kernel_name, execution_timeout=execution_timeout, **given, **more
            )
        from helpers.report.engine import shell

        book = nb_man.nb
        code = [
            (n, cell.source) for n, cell in enumerate(book.cells) if cell.cell_type == "code" and cell.source.strip()
        ]
        tolerant = {n for n, cell in enumerate(book.cells) if "raises-exception" in cell.metadata.get("tags", [])}
        child = Child(lambda: shell.run_cells(code, lambda n: n in tolerant))
        try:
            for number, cell in enumerate(book.cells):
                nb_man.cell_start(cell, number)
                if on_cell_start:
                    on_cell_start(cell=cell, cell_index=number)
                went_well = True
                try:
                    if (number, cell.source) in code:
                        went_well = cls._cell(child, book.cells, number, execution_timeout)
                        if on_cell_executed:
                            on_cell_executed(cell=cell, cell_index=number, execute_reply=None)
                    if not went_well and number not in tolerant:
                        nb_man.cell_exception(cell, cell_index=number)
                        break
                finally:
                    nb_man.cell_complete(cell, cell_index=number)
            else:
                state = child.hear(None)[1] if code else {}
                if state:
                    book.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": state}
            from ipykernel.ipkernel import IPythonKernel

            book.metadata["language_info"] = dict(IPythonKernel.language_info)
        finally:
            child.end()
        return book

    @staticmethod
    def _cell(child: Child, cells, number: int, timeout: float | None) -> bool:
        """Wait for one cell; returns whether it went well."""
        cell = cells[number]
        until = time.monotonic() + timeout if timeout else None
        try:
            while (told := child.hear(until))[0] != "done":
                if told[0] == "again":
                    cells[told[1]].outputs = [nbformat.from_dict(output) for output in told[2]]
        except TimeoutError:
            raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", timeout, cell) from None
        except EOFError:
            raise DeadKernelError("Kernel died") from None
        _, there, outputs, count, went_well = told
        assert there == number, (there, number)
        cell.outputs = [nbformat.from_dict(output) for output in outputs]
        cell.execution_count = count
        return went_well


class Child:
    """A forked process that tells what a generator yields, by a pipe."""

    def __init__(self, tell):
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        read, write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(read)
            _be_child(tell, write, parent)  # never returns
        os.close(write)
        self.pipe = read

    def hear(self, until: float | None) -> Any:
        """The next thing told.

        Raises
        ------
        TimeoutError
            When the time is over.
        EOFError
            When the child is gone.
        """
        size = struct.unpack(">Q", self._read(8, until))[0]
        told = pickle.loads(self._read(size, until))
        if told[0] == "crash":
            raise RuntimeError(told[1])
        return told

    def _read(self, count: int, until: float | None) -> bytes:
        parts = []
        while count:
            left = None if until is None else max(0.0, until - time.monotonic())
            if not select.select([self.pipe], [], [], left)[0]:
                raise TimeoutError
            part = os.read(self.pipe, min(count, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def end(self) -> None:
        os.close(self.pipe)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def _be_child(tell, write: int, parent: int) -> None:
    """Life of the child: fresh chance, no words from before the fork, everything told by the pipe; then gone."""
    try:
        family.end_with_parent(parent)
        os.set_inheritable(write, False)
        with open(os.devnull) as nothing:
            os.dup2(nothing.fileno(), 0)
        if sys.path[:1] != [""]:
            sys.path.insert(0, "")
        family.seed()
        gc.freeze()  # what was there before the fork is neither looked through nor copied
        contextvars.Context().run(_tell_all, tell, write)
    except BaseException:
        with contextlib.suppress(BaseException):
            _send(write, ("crash", traceback.format_exc()))
    finally:
        os._exit(0)


def _tell_all(tell, write: int) -> None:
    for told in tell():
        _send(write, told)


def _send(write: int, told: Any) -> None:
    body = pickle.dumps(told, protocol=5)
    for part in (struct.pack(">Q", len(body)), body):
        view = memoryview(part)
        while view:
            view = view[os.write(write, view) :]
