"""What a process that serves one company keeps in memory, so that forked notebooks need not read it again.

Nothing is kept unless :func:`begin` was called: a notebook a person works in sees its folder as it is on
disk at every call.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

_kept: dict[Hashable, Any] | None = None


def begin() -> None:
    """From here on keep, and begin with nothing."""
    global _kept
    _kept = {}


def end() -> None:
    """Forget all, and keep no more."""
    global _kept
    _kept = None


def once(key: Hashable, make: Callable[[], Any]) -> Any:
    """What was kept under the key, else what ``make`` gives."""
    if _kept is None:
        return make()
    if key not in _kept:
        _kept[key] = make()
    return _kept[key]
