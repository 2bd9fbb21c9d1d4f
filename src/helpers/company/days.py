"""Days as people write them in settings and on the command line: one way, 2025-12-31."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from typing import Any

from helpers.errors import ParameterError, Problem
from helpers.language import msg


def a_day(value: Any) -> dt.date | None:
    """The day a date or a text such as ``2025-12-31`` names, between 1950 and 2100; else ``None``."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        with contextlib.suppress(ValueError):
            value = dt.date.fromisoformat(value.strip())
    return value if isinstance(value, dt.date) and 1950 <= value.year <= 2100 else None


def as_of_day(value: Any) -> dt.date:
    """The day given as the parameter ``as_of``.

    Raises
    ------
    ParameterError
        When it names no day.
    """
    found = a_day(value)
    if found is None:
        raise ParameterError(
            Problem(
                what=msg("{value} is not a date.", value=repr(value)[:60]),
                do=msg("Write it as 2025-12-31."),
                column="as_of",
            )
        )
    return found
