"""Whether a long file may be read into memory, where the way for long files does not take it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from helpers.errors import IntakeError, Problem
from helpers.intake.bulk.progress import say
from helpers.language import msg

#: Bytes of memory that the usual path takes for a byte of text (measured: 20 to 25).
TIMES = 25
#: Bytes of a file that are read into memory where nothing tells how much is free.
BLIND = 500_000_000
GIGA = 1_000_000_000


def free() -> int | None:
    """Bytes of memory that can be had, where the system tells (Linux)."""
    try:
        rows = Path("/proc/meminfo").read_text("ascii").splitlines()
    except (OSError, ValueError):
        return None
    found = dict(row.split(":", 1) for row in rows if ":" in row)
    return int(found["MemAvailable"].split()[0]) * 1024 if "MemAvailable" in found else None


def allow(path: Path, available: int | None = None) -> None:
    """Say that a long file is read into memory, and refuse where it would not fit.

    Parameters
    ----------
    available
        Bytes of memory; found out when not given.

    Raises
    ------
    IntakeError
        When the file is too long for the memory.
    """
    size = path.stat().st_size
    available = free() if available is None else available
    need, fits = size * TIMES, size <= BLIND if available is None else size * TIMES <= available
    if fits:
        what = msg(
            "{file} is read into memory, as the quick way for long files does not take it. It takes minutes and up to {need} GB.",
            file=path.name, need=max(round(need / GIGA), 1),
        )  # fmt: skip
        say(what)
        return
    what = msg(
        "The file has {size} MB. The quick way for long files does not take it, and read into memory it would need about {need} GB.",
        size=round(size / 1_000_000), need=round(need / GIGA),
    )  # fmt: skip
    do = msg("Cut it into parts, by year for instance, and import them one after the other with `--add`.")
    raise IntakeError(Problem(what=what, do=do, file=path.name, kind="size"))


def full(path: Path, folder: Path, error: Exception) -> IntakeError:
    """The error where memory or the disk for temporary files does not hold the file."""
    why = msg("memory is full") if isinstance(error, duckdb.OutOfMemoryException) else msg("the disk is full")
    what = msg("There is not enough room to import the file: {why}.", why=why)
    do = msg(
        "Free disk space in {folder}, where temporary files go (about as much as the file has), or name another place in TMPDIR.",
        folder=str(folder.parent),
    )  # fmt: skip
    return IntakeError(Problem(what=what, do=do, file=path.name, kind="size"))
