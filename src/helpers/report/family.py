"""Children of a process: none outlives its parent (on Linux the system itself sees to it), each has chance of its own."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int | None = None) -> None:
    """From here on this process is killed when its parent ends; ends at once when that has happened already.

    Parameters
    ----------
    parent
        Process id that the parent had before a fork, to tell whether it died meanwhile.
    """
    if sys.platform != "linux":
        return
    try:
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    except (OSError, AttributeError):
        return
    if parent is not None and os.getppid() != parent:
        os._exit(1)


def seed() -> None:
    """Chance of its own, as a new interpreter has it; two forks of one process would else draw the same."""
    import random

    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
