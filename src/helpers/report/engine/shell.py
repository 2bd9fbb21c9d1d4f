"""Cells run in this very process, their outputs kept as a kernel's client would keep them.

What stock papermill gives is what counts: consecutive text of one stream is one output, displays can be updated and
cleared, what a program writes past Python is caught, a widget's ``Output`` keeps what is shown in it, and nobody
answers ``input()``.
"""

from __future__ import annotations

import base64
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ipykernel.compiler import XCachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config


class Record:
    """Outputs of the cell that runs; inside a widget's ``Output``, of that."""

    def __init__(self) -> None:
        self.stack: list[list[dict[str, Any]]] = [[]]
        self.clears, self.updates = False, 0
        self.displays: dict[str, list[dict[str, Any]]] = {}
        self.earlier: list[tuple[int, list[dict[str, Any]]]] = []

    @property
    def outputs(self) -> list[dict[str, Any]]:
        return self.stack[-1]

    def begin(self) -> None:
        self.stack, self.clears = [[]], False

    def end(self, number: int) -> None:
        """A cell is over; where its displays are updated later, :meth:`changed` tells of it again."""
        if any(output is shown for output in self.stack[0] for shown in self.shown()):
            self.earlier.append((number, self.stack[0]))

    def shown(self) -> Iterator[dict[str, Any]]:
        for outputs in self.displays.values():
            yield from outputs

    def changed(self, before: int) -> list[tuple[int, list[dict[str, Any]]]]:
        """Earlier cells that hold displays, when there was an update since ``before`` updates."""
        return list(self.earlier) if self.updates > before else []

    def add(self, output: dict[str, Any], display: str | None = None) -> None:
        if self.clears:
            self.outputs.clear()
            self.clears = False
        self.outputs.append(output)
        if display:
            self.displays.setdefault(display, []).append(output)

    def update(self, display: str, data: Mapping[str, Any], metadata: Mapping[str, Any]) -> None:
        self.updates += 1
        for output in self.displays.get(display, []):
            output["data"], output["metadata"] = dict(data), dict(metadata)

    def write(self, name: str, text: str) -> None:
        last = self.outputs[-1] if self.outputs and not self.clears else None
        if last and last["output_type"] == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.add({"output_type": "stream", "name": name, "text": text})

    def clear(self, wait: bool) -> None:
        if wait:
            self.clears = True
        else:
            self.outputs.clear()


RECORD = Record()


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """A bundle as a notebook keeps it: bytes as base64."""
    return {kind: base64.b64encode(v).decode("ascii") if isinstance(v, bytes) else v for kind, v in data.items()}


class Publisher(DisplayPublisher):
    """``display(…)`` and its updates."""

    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **more):
        display = (transient or {}).get("display_id")
        if update:
            RECORD.update(display, plain(data), metadata or {})
            return
        output = {"output_type": "display_data", "data": plain(data), "metadata": dict(metadata or {})}
        RECORD.add(output, display)

    def clear_output(self, wait=False):
        RECORD.clear(wait)


class Hook(DisplayHook):
    """The value of a cell's last line."""

    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        RECORD.add(
            {
                "output_type": "execute_result",
                "data": plain(format_dict),
                "metadata": dict(md_dict or {}),
                "execution_count": self.prompt_count,
            }
        )

    def finish_displayhook(self):
        pass


class Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of the cells."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, name: str, number: int):
        self._name, self._number = name, number

    @property
    def name(self) -> str:
        return f"<{self._name}>"

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return self._number

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            RECORD.write(self._name, text)
        return len(text)


class Shell(InteractiveShell):
    """IPython as a kernel has it, without the kernel."""

    compiler_class = XCachingCompiler
    display_pub_class = Publisher
    displayhook_class = Hook

    def enable_gui(self, gui=None):
        pass

    def init_virtualenv(self):
        pass

    def system(self, cmd):
        return self.system_piped(cmd)

    def _showtraceback(self, etype, evalue, stb):
        RECORD.add(
            {"output_type": "error", "ename": str(etype.__name__), "evalue": str(evalue), "traceback": list(stb)}
        )


def shell() -> Shell:
    """The process's shell, made at the first call, before a fork or after."""
    if Shell.initialized():
        return Shell.instance()
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.autocall = 0
    config.InteractiveShell.xmode = "Context"
    made = Shell.instance(config=config)
    return made


class Caught:
    """What is written past Python to file descriptors 1 and 2 (child processes, C), read after each cell."""

    def __init__(self) -> None:
        self.files = {name: tempfile.TemporaryFile() for name in ("stdout", "stderr")}  # noqa: SIM115 - to the end
        self.read = dict.fromkeys(self.files, 0)
        for number, name in ((1, "stdout"), (2, "stderr")):
            os.dup2(self.files[name].fileno(), number)

    def collect(self) -> None:
        for name, file in self.files.items():
            end = os.lseek(file.fileno(), 0, os.SEEK_END)
            if end > self.read[name]:
                text = os.pread(file.fileno(), end - self.read[name], self.read[name])
                self.read[name] = end
                RECORD.write(name, text.decode("utf-8", "replace"))


def nobody(prompt: str = "") -> str:
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def run_cells(cells: list[tuple[int, str]], on: Callable[[int], bool]) -> Iterator[tuple[Any, ...]]:
    """Run cells in a forked child and tell: ``("start", n)``, ``("done", n, outputs, count, went well)``, ``("end", widgets)``.

    Before ``done`` may come ``("again", n, outputs)`` of earlier cells whose displays were updated.

    Parameters
    ----------
    cells
        Number and source of each cell of code.
    on
        Whether to go on after a cell that failed.
    """
    import builtins
    import getpass

    caught = Caught()
    sys.stdout, sys.stderr = Stream("stdout", 1), Stream("stderr", 2)
    builtins.input = getpass.getpass = nobody
    ours = shell()
    sys.modules["__main__"] = ours.user_module
    keep_widgets()
    for number, source in cells:
        RECORD.begin()
        yield ("start", number)
        updates = RECORD.updates
        result = ours.run_cell(source, store_history=True)
        caught.collect()
        count = ours.execution_count - 1
        for other, outputs in RECORD.changed(updates):
            yield ("again", other, outputs)
        RECORD.end(number)
        yield ("done", number, RECORD.stack[0], count, result.success)
        if not result.success and not on(number):
            return
    yield ("end", widgets())


def keep_widgets() -> None:
    """Widgets without a kernel: their channel goes nowhere, and ``Output`` keeps what is shown in it."""
    import comm

    comm.create_comm, comm.get_comm_manager = comm._create_comm, comm._get_comm_manager
    try:
        from ipywidgets import Output
    except ImportError:
        return
    enter, leave = Output.__enter__, Output.__exit__

    def entered(self):
        made = enter(self)
        RECORD.stack.append([])
        return made

    def left(self, *error):
        try:
            return leave(self, *error)
        finally:
            shown = RECORD.stack.pop() if len(RECORD.stack) > 1 else []
            self.outputs = (*self.outputs, *shown)

    Output.__enter__, Output.__exit__ = entered, left


def widgets() -> dict[str, Any]:
    """The state of all widgets, as a notebook's metadata keeps it; empty when there are none."""
    if "ipywidgets" not in sys.modules:
        return {}
    from ipywidgets import Widget

    state = Widget.get_manager_state()
    return state if state.get("state") else {}
