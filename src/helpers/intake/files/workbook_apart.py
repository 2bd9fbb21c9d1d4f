"""Workbooks read in a process of their own, with a limit of memory and time: a crafted file ends that process only.

Run as a program it is that process: the workbook on its standard input, its sheets pickled on its standard output.
It imports nothing of ours, so that it starts at once.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

#: Bytes of memory, and as many again for each byte of the file; seconds that reading one workbook may take.
MEMORY, EACH, SECONDS = 3_000_000_000, 100, 600
#: As in :mod:`helpers.intake.files.size`: cells from which at least one part in ``THIN`` must be filled.
SPREAD, THIN = 5_000_000, 50


def sheets(data: bytes) -> list[tuple[str, bool, list[list[Any]], list]] | str:
    """Name, hidden, rows of cells and merged ranges of each sheet; or why it cannot be read: ``password``, ``damaged``, ``size``,
    or the reader's words."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(Path(__file__))], input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return "size"
    if done.returncode:
        return "size" if b"memory" in done.stderr.lower() else "damaged"
    return pickle.loads(done.stdout)  # of our own process


def _limited(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: what cannot be had is refused there at once
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(data: bytes) -> list[tuple[str, bool, list[list[Any]], list]] | str:
    import io

    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = []
        for meta in book.sheets_metadata:
            sheet = book.get_sheet_by_name(meta.name)
            area = sheet.total_height * sheet.total_width
            if area > SPREAD and area > THIN * sum(cell != "" for row in sheet.iter_rows() for cell in row):
                return "size"
            rows = sheet.to_python(skip_empty_area=False)
            merges = list(sheet.merged_cell_ranges or ())
            found.append((meta.name, meta.visible != SheetVisibleEnum.Visible, rows, merges))
    except MemoryError:
        return "size"
    except BaseException as error:  # calamine's error types differ by format; a panic of its Rust part is no Exception
        name = type(error).__name__
        if "detect file format" in str(error):
            return "damaged"
        return {"PasswordError": "password", "PanicException": "damaged"}.get(name) or str(error)[:200] or "damaged"
    return found


if __name__ == "__main__":
    given = sys.stdin.buffer.read()
    _limited(MEMORY + EACH * len(given))
    sys.stdout.buffer.write(pickle.dumps(_read(given), protocol=5))
