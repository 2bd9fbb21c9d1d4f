"""Where things lie: the course's own folders, and the place stored results go."""

from __future__ import annotations

import os
from pathlib import Path

MARKS = ("notebooks", "data", "pyproject.toml")


def root() -> Path:
    """Folder of the course.

    ``COURSE_HOME`` when set; else the first folder at or above the working directory, else
    above this file, that looks like the course (it has notebooks, data and pyproject.toml).
    """
    given = os.environ.get("COURSE_HOME")
    if given:
        return Path(given)
    for start in (Path.cwd(), Path(__file__).resolve().parent):
        for folder in (start, *start.parents):
            if all((folder / mark).exists() for mark in MARKS):
                return folder
    return Path.cwd()


def companies() -> Path:
    """Folder that holds one client folder a company."""
    return root() / "data" / "companies"


def notebooks(lang: str) -> Path:
    """Folder of one edition's notebooks."""
    return root() / "notebooks" / lang


def reports() -> Path:
    """Folder that reports are written to."""
    return root() / "reports"


def results() -> Path:
    """Folder of stored station results (``COURSE_RESULTS`` moves it)."""
    given = os.environ.get("COURSE_RESULTS")
    return Path(given) if given else root() / ".course" / "results"
