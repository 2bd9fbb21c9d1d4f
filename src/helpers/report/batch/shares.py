"""Where the time of a company's notebooks went: starting them, imports, drawing, all else in their cells."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from helpers.style import DRAWN


@contextmanager
def drawn_into(file: Path) -> Iterator[None]:
    """Figures of this process and of all it starts note in the file what they took."""
    before = os.environ.get(DRAWN)
    os.environ[DRAWN] = str(file)
    try:
        yield
    finally:
        if before is None:
            del os.environ[DRAWN]
        else:
            os.environ[DRAWN] = before


def split(seconds: float, notebooks: Sequence[Mapping[str, Any]], file: Path) -> dict[str, float]:
    """Parts that add up to what all notebooks took.

    Parameters
    ----------
    seconds
        What they took.
    notebooks
        ``label``, ``seconds`` and ``cells`` (seconds by id) of each, and its ``path``.
    file
        Where figures noted what they took.
    """
    cells = sum(sum(one["cells"].values()) for one in notebooks)
    imports = sum(one["cells"].get(cell, 0.0) for one in notebooks for cell in setup(one["path"]))
    try:
        draw = sum(float(line) for line in file.read_text("ascii").split())
    except OSError:
        draw = 0.0
    start, rest = max(0.0, seconds - cells), max(0.0, min(cells, seconds) - imports - draw)
    return {"start": start, "imports": imports, "draw": draw, "cells": rest}


@cache
def setup(notebook: str) -> tuple[str, ...]:
    """Ids of a notebook's cells that only import."""
    book = json.loads(Path(notebook).read_text("utf-8"))
    return tuple(cell["id"] for cell in book["cells"] if "setup" in cell["metadata"].get("tags", []))
