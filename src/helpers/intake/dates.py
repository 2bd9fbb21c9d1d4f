"""Dates as people and systems write them; an ambiguous column is asked about, never guessed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pandas as pd

from helpers.intake.reading import Reading, read_distinct

#: Days outside this range are taken for unreadable.
FIRST, LAST = dt.date(1970, 1, 1), dt.date(2099, 12, 31)
#: Excel counts days from here (with its 29 February 1900, which never was, already behind it).
EXCEL_ZERO = dt.date(1899, 12, 30)
MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}

TIME = re.compile(
    r"(?<=[\d日号])(?:t|\s)*(?:[上下中]午|凌晨|晚上)?\s*\d{1,2}[:：时]\d{2}(?:[:：分]\d{1,2}(?:\.\d+)?秒?)?分?\s*(?:am|pm)?\s*(?:z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\.0+)?")
SERIAL = re.compile(r"([2-6]\d{4})(\.\d+)?")
YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{1,2})")
NAMED = re.compile(
    r"(?:(\d{1,2})[\s-]*([a-z]{3,9})\.?|([a-z]{3,9})\.?\s*(\d{1,2}),?)[\s,-]*(\d{4}|\d{2})", re.IGNORECASE
)


def order_of(cells: pd.Series) -> str:
    """In which order a column writes day, month and year where the year stands last.

    Returns
    -------
    str
        ``""`` when no cell is written that way; ``dmy`` or ``mdy`` when some cell can only be
        read so and none contradicts; ``?`` when nothing tells, or cells contradict each other.
    """
    day_first = month_first = any_found = short = False
    for text in cells.dropna().unique():
        found = YEAR_LAST.fullmatch(_plain(text)[0])
        if not found:
            continue
        any_found = True
        short |= len(found[3]) < 4
        day_first |= int(found[1]) > 12
        month_first |= int(found[2]) > 12
    if not any_found:
        return ""
    if short or day_first == month_first:
        return "?"
    return "dmy" if day_first else "mdy"


def ambiguous_example(cells: pd.Series) -> int:
    """Position of the first cell that :func:`order_of` is in doubt about."""
    for position, text in enumerate(cells):
        if isinstance(text, str) and YEAR_LAST.fullmatch(_plain(text)[0]):
            return position
    return 0


def read_dates(cells: pd.Series, column: str, order: str = "") -> Reading:
    """Dates of a column of text cells.

    Parameters
    ----------
    order
        ``dmy``, ``mdy`` or ``ymd`` for dates such as 05/01/2024; without it they are unreadable.

    Returns
    -------
    Reading
        ``values`` as ``datetime64[us]``.
    """
    values, bad, repairs = read_distinct(cells, column, lambda text: parse(text, order), lambda day: day.isoformat())
    stamps = pd.to_datetime(pd.Series(values, index=cells.index, dtype=object)).astype("datetime64[us]")
    return Reading(stamps, pd.Series(bad, index=cells.index), repairs)


def _plain(text: str) -> tuple[str, bool]:
    """The text in plain characters without its time of day, and whether there was one."""
    normal = text if text.isascii() else unicodedata.normalize("NFKC", text).strip()
    short = TIME.sub("", normal)
    return short.strip(), short != normal


def parse(text: str, order: str = "") -> tuple[dt.date | None, tuple[str, ...]]:
    """One date and what had to be repaired to read it."""
    short, timed = _plain(text)
    midnight = timed and re.search(r"[ Tt]00:00(:00(\.0+)?)?$", text)
    kinds = ("time_dropped",) if timed and not midnight else ()
    if found := ISO.fullmatch(short):
        day = _day(*map(int, found.groups()))
        return day, kinds if day else ()
    if found := YEAR_FIRST.fullmatch(short) or COMPACT.fullmatch(short):
        day = _day(*map(int, found.groups()))
    elif found := SERIAL.fullmatch(short):
        day = _within(EXCEL_ZERO + dt.timedelta(days=int(found[1])))
        timed = found[2] is not None and float(found[2]) > 0
        return day, ("date_serial", *(("time_dropped",) if timed else ())) if day else ()
    elif found := YEAR_LAST.fullmatch(short):
        first, second, third = (int(part) for part in found.groups())
        if order == "ymd" and len(found[3]) < 4:
            day = _day(2000 + first, second, third)
        elif order in ("dmy", "mdy") and len(found[3]) > 1:
            year = third if len(found[3]) == 4 else 2000 + third
            day = _day(year, *((second, first) if order == "dmy" else (first, second)))
        else:
            day = None
    elif found := NAMED.fullmatch(short):
        month = MONTHS.get((found[2] or found[3])[:3].lower())
        year = int(found[5]) + (2000 if len(found[5]) == 2 else 0)
        day = _day(year, month, int(found[1] or found[4])) if month else None
    else:
        day = None
    return (day, ("date_form", *kinds)) if day else (None, ())


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return _within(dt.date(year, month, day))
    except ValueError:
        return None


def _within(day: dt.date) -> dt.date | None:
    return day if FIRST <= day <= LAST else None
