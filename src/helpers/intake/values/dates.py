"""Dates as people and systems write them; an ambiguous column is asked about, never guessed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers.intake.values.reading import Reading, read_distinct

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

#: Months as other languages write them, by their first letters (accents are taken off first).
FOREIGN = {
    "janv": 1, "jän": 1, "jan": 1, "fev": 2, "feb": 2, "mar": 3, "marz": 3, "mrz": 3, "avr": 4, "abr": 4, "apr": 4, "mai": 5, "may": 5,
    "juin": 6, "jun": 6, "juil": 7, "jul": 7, "aout": 8, "ago": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dez": 12, "dic": 12, "dec": 12,
    "ene": 1,
}  # fmt: skip
WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+(?=\w)|\s*[(]?(?:星期|周)[一二三四五六日天][)]?$",
    re.IGNORECASE,
)
#: A month alone counts as its first day. Years from 2013 on: 201203 could be 3 December 2020.
MONTH = re.compile(r"((?:19|20)\d{2})\s*(?:年\s*(\d{1,2})\s*月(?:份)?|[-/](\d{1,2}))")
MONTH_COMPACT = re.compile(r"(201[3-9]|20[2-9]\d)(0[1-9]|1[0-2])")
#: Years of the Republic of China, as Taiwan counts them.
ROC = re.compile(r"(?:民国|民國)?(1[01]\d|9\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?")
ROC_COMPACT = re.compile(r"(?:民国|民國)?(1[012]\d)(0[1-9]|1[0-2])([0-3]\d)")
#: Japanese years: the reign's first is 元 or 1.
ERA = re.compile(
    r"(令和|平成|昭和|大正|[RHST])\.?\s*(元|\d{1,2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?", re.IGNORECASE
)
REIGNS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "r": 2018, "h": 1988, "s": 1925, "t": 1911}
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
    r"(?:(\d{1,2})\.?(?:st|nd|rd|th)?[\s/-]*(?:de\s+)?([a-zäéû]{3,10})\.?|([a-zäéû]{3,10})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?)[\s,/-]*(?:de\s+)?(\d{4}|\d{2})",
    re.IGNORECASE,
)


def order_of(cells: pd.Series) -> str:
    """In which order a column writes day, month and year where the year stands last.

    Returns
    -------
    str
        ``""`` when no cell is written that way; ``dmy`` or ``mdy`` when some cell can only be
        read so and none contradicts; ``?`` when nothing tells, or cells contradict each other.
    """
    day_first = month_first = any_found = short = dotted = False
    for text in cells.dropna().unique():
        found = YEAR_LAST.fullmatch(_plain(text)[0])
        if not found:
            continue
        any_found = True
        short |= len(found[3]) < 4
        dotted |= len(found[3]) == 4 and text.count(".") == 2
        day_first |= int(found[1]) > 12
        month_first |= int(found[2]) > 12
    if not any_found:
        return ""
    if dotted and not short and not month_first:
        return "dmy"  # 05.03.2024: no country writes the month first with points
    if short or day_first == month_first:
        return "?"
    return "dmy" if day_first else "mdy"


def orders_said(given: Any) -> dict[str, str]:
    """An answer ``dmy``, ``west.csv:dmy, east.csv:mdy`` or a mapping, as file or sheet → order; empty: for all."""
    if isinstance(given, Mapping):
        return {str(name): str(order) for name, order in given.items()}
    pairs = [text.rpartition(":") for text in str(given or "").split(",")]
    return {name.strip(): order.strip() for name, _, order in pairs if order.strip()}


def settled(cells: pd.Series, order: str, given: Any, names: Iterable[str]) -> str:
    """The order of a column that tells ``order`` (see :func:`order_of`), where a person said one for these names or all.

    Where the column tells an order itself and more cells cannot be read as the person said, the column is right: two
    files of one firm may differ.
    """
    said = orders_said(given)
    meant = next((said[name] for name in (*names, "") if name in said), "")
    if not order or not meant or order in ("?", meant):
        return meant if order and meant else order
    texts = cells.dropna().drop_duplicates()
    return meant if unreadable(texts, meant).sum() <= unreadable(texts, order).sum() else order


def ambiguous_example(cells: pd.Series) -> int:
    """Position of the first cell that :func:`order_of` is in doubt about."""
    for position, text in enumerate(cells):
        if isinstance(text, str) and YEAR_LAST.fullmatch(_plain(text)[0]):
            return position
    return 0


def read_dates(cells: pd.Series, column: str, order: str = "", weights: np.ndarray | None = None) -> Reading:
    """Dates of a column of text cells.

    Parameters
    ----------
    order
        ``dmy``, ``mdy`` or ``ymd`` for dates such as 05/01/2024; without it they are unreadable.
    weights
        See :func:`helpers.intake.values.reading.read_distinct`.

    Returns
    -------
    Reading
        ``values`` as ``datetime64[us]``.
    """
    values, bad, repairs = read_distinct(
        cells, column, lambda text: parse(text, order), lambda day: day.isoformat(), weights
    )
    stamps = pd.to_datetime(pd.Series(values, index=cells.index, dtype=object)).astype("datetime64[us]")
    return Reading(stamps, pd.Series(bad, index=cells.index), repairs)


def _plain(text: str) -> tuple[str, bool]:
    """The text in plain characters without its time of day, and whether there was one."""
    normal = text if text.isascii() else unicodedata.normalize("NFKC", text).strip()
    short = TIME.sub("", normal)
    if not short.isascii() or short[:1].isalpha():
        short = WEEKDAY.sub("", short)
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
        month = month_named(found[2] or found[3])
        year = int(found[5]) + (2000 if len(found[5]) == 2 else 0)
        day = _day(year, month, int(found[1] or found[4])) if month else None
    elif found := MONTH.fullmatch(short):
        return (day, ("month_only",)) if (day := _day(int(found[1]), int(found[2] or found[3]), 1)) else (None, ())
    elif found := MONTH_COMPACT.fullmatch(short):
        return (day, ("month_only",)) if (day := _day(int(found[1]), int(found[2]), 1)) else (None, ())
    elif found := ERA.fullmatch(short):
        year = REIGNS[found[1].lower()] + (1 if found[2] == "元" else int(found[2]))
        day = _day(year, int(found[3]), int(found[4]))
    elif found := ROC.fullmatch(short) or ROC_COMPACT.fullmatch(short):
        day = _day(1911 + int(found[1]), int(found[2]), int(found[3]))
    else:
        day = None
    return (day, ("date_form", *kinds)) if day else (None, ())


def month_named(name: str) -> int | None:
    """Number of a month by its name in English, French, German or Spanish."""
    bare = "".join(char for char in unicodedata.normalize("NFD", name.lower()) if char.isalpha())
    return MONTHS.get(bare[:3]) or FOREIGN.get(bare[:4]) or FOREIGN.get(bare[:3])


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return _within(dt.date(year, month, day))
    except ValueError:
        return None


def _within(day: dt.date) -> dt.date | None:
    return day if FIRST <= day <= LAST else None


def unreadable(cells: pd.Series, order: str) -> pd.Series:
    """Which filled cells are no date in the given order of day, month and year."""
    return read_dates(cells, "", order).bad
