"""The day from which a ledger is seen where nobody has said one: the end of the period that its titles state, the end
of a month whose last days are in the data, else the day of the last order.

A month that lacks its last two days is left out of a report; a firm that sold nothing on the 30th is no reason for it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence

from helpers.intake.lines.part import Part

#: A stated end further behind the last order than this is of a report that was asked for ahead of time.
FAR = 31
#: The last order within so many last days of a month stands for the whole of it.
LAST_DAYS = 5

_DAY = r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*日?)?月?|(?:19|20)\d{2}[01]\d[0-3]\d"
_TIME = r"(?:[ T]*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
#: Two days of a period; and one day up to which something is told.
BETWEEN = re.compile(rf"(?<!\d)(?:{_DAY}){_TIME}\s*(?:至|到|~|-{{1,2}}|–|—|to|till|until|through|bis)\s*({_DAY})(?!\d)", re.IGNORECASE)  # fmt: skip
UP_TO = re.compile(rf"(?:截止|截至|止于|至|as of|until|up to|through)\s*(?:日期|时间|日|于)?\s*[:：]?\s*({_DAY})(?!\d)", re.IGNORECASE)  # fmt: skip
SAME_YEAR = re.compile(r"((?:19|20)\d{2})\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?\s*(?:至|到|~|-|–|—)\s*(\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)(?!\d)")  # fmt: skip
PRINTED = re.compile(rf"(?:打印|导出|制表|生成|printed|exported|created)[^\d:：]{{0,12}}[:：]?\s*({_DAY})(?!\d)", re.IGNORECASE)  # fmt: skip


def proposed(last: dt.date, titles: Iterable[Sequence[str]]) -> tuple[dt.date, str]:
    """The as-of date proposed, and how it was found: ``stated``, ``month_end`` or ``last_order``.

    Parameters
    ----------
    last
        Day of the last order.
    titles
        Of each sheet its rows above the header, each as one text.
    """
    ends = [end for rows in titles if (end := stated(rows)) and last <= end <= last + dt.timedelta(days=FAR)]
    if ends:
        return max(ends), "stated"
    end = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    if last < end and (end - last).days < LAST_DAYS:
        return end, "month_end"
    return last, "last_order"


def stated(rows: Sequence[str]) -> dt.date | None:
    """The last day of the period that rows above a header state; none where it was not over when they were printed."""
    texts = [unicodedata.normalize("NFKC", text) for text in rows]
    ends = [day for text in texts for found in BETWEEN.findall(text) if (day := _end(found))]
    ends += [day for text in texts for found in SAME_YEAR.findall(text) if (day := _end("年".join(found)))]
    ends = ends or [day for text in texts for found in UP_TO.findall(text) if (day := _end(found))]
    printed = [day for text in texts for found in PRINTED.findall(text) if (day := _end(found))]
    if not ends or (printed and max(printed) < max(ends)):
        return None
    return max(ends)


def _end(text: str) -> dt.date | None:
    """A day, or the last one of a month."""
    parts = [int(part) for part in re.findall(r"\d+", text)]
    if len(parts) == 1:
        parts = [parts[0] // 10000, parts[0] // 100 % 100, parts[0] % 100]
    try:
        return dt.date(*parts) if len(parts) == 3 else dt.date(*parts, calendar.monthrange(*parts)[1])
    except ValueError:
        return None


def above(parts: Iterable[Part]) -> list[list[str]]:
    """Of each sheet its rows above the header, each as one text."""
    return [
        [" ".join(cell for cell in row if isinstance(cell, str)) for row in rows]
        for part in parts
        for rows in [part.sheet.cells.iloc[: part.header.row].to_numpy(dtype=object, na_value=None)]
    ]
