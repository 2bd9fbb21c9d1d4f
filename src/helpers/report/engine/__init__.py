"""How notebooks are run: stock papermill everywhere, or forks of a warm process where the system has them.

``shell`` runs cells and keeps their outputs as a kernel's client would, ``fork`` is the papermill engine
around it (entry point ``papermill.engine``, name ``course-fork``), ``warm`` loads and warms what a notebook
needs, ``zygote`` is the warm process that companies are forked from.
Stock papermill is what the fork engine must agree with, and what takes over wherever it cannot run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpers.errors import ParameterError, Problem
from helpers.language import msg
from helpers.report import quick

ENGINES = ("fork", "stock")


def able() -> bool:
    """Whether this system can fork a warm process safely: Linux, with its list of threads to look at."""
    return sys.platform == "linux" and Path("/proc/self/task").is_dir()


def choose(name: str = "auto") -> str:
    """The engine of that name, or the fast one where the system has it.

    Raises
    ------
    ParameterError
        When forks are asked for and the system has none.
    """
    if name == "auto":
        return "fork" if able() else "stock"
    if name == "fork" and not able():
        raise ParameterError(
            Problem(
                what=msg("This system cannot run notebooks in forks of a warm process."),
                do=msg("Take --engine stock, or leave the choice to the program."),
                column="--engine",
            )
        )
    return name


def workers(name: str, count: int, timeout: float, work: Path, tell: Callable[..., None]) -> Any:
    """What runs notebooks (:class:`helpers.report.run.Workers` or the same by forks), one at a time."""

    def at(job, cell: str) -> None:
        tell(notebook=job.label, cell=cell)

    if name == "fork":
        from helpers.report.engine.forks import Forks

        return Forks(timeout, work, at)
    from helpers.report.run import Workers

    return Workers(min(1, count), timeout, at)


# first of all: papermill loads the engine by its entry point while it is imported, and must find it whole
quick.load_nbformat()
import papermill.engines  # noqa: E402, F401
