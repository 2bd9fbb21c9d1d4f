"""Months and quarters as headers and sheet names write them; the year that titles tell; dates that lack one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import pandas as pd

ENGLISH = {name: n for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}  # fmt: skip
HAN = {name: n for n, name in enumerate(("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"), start=1)}  # fmt: skip
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)\s*年?")
MONTH = re.compile(
    r"(?:(?P<y1>(?:19|20)?\d{2})\s*[-/.年]?\s*)?(?P<m1>0?[1-9]|1[0-2])\s*月(?:份|度)?"
    r"|(?:(?P<y2>(?:19|20)\d{2})\s*年\s*)?(?P<han>十[一二]?|[一二三四五六七八九])月(?:份|度)?"
    r"|(?P<y3>(?:19|20)\d{2})\s*[-/.年]\s*(?P<m3>0?[1-9]|1[0-2])(?:-01(?:[ T]00:00(?::00)?)?)?"
    r"|(?P<y4>(?:19|20)\d{2})(?P<m4>0[1-9]|1[0-2])"
    r"|(?P<m5>0?[1-9]|1[0-2])[-/.](?P<y5>(?:19|20)\d{2})"
    r"|(?P<en>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?[\s\-/']*(?P<y6>(?:19|20)?\d{2})?"
    r"|(?:(?P<y7>(?:19|20)\d{2})\s*年?\s*[-/.]?\s*)?(?:q(?P<q>[1-4])|第?(?P<qh>[一二三四1-4])季度?)(?:[\s\-/']*(?P<y8>(?:19|20)\d{2}))?",
    re.IGNORECASE,
)
#: A date of which only the day, or only month and day, is written.
DAY, MONTH_DAY = re.compile(r"(\d{1,2})\s*[日号]?"), re.compile(r"(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*[日号]?")
#: Share of filled cells that must be written so.
MOSTLY = 0.8


def period(text: str) -> tuple[int, int, int] | None:
    """Year (0 where it is not said), first month and number of months of a header such as 2024年1月, 1月, Jan-24, 一季度."""
    normal = re.sub(r"(?:销售额?|金额|收入|\(.*\))$", "", unicodedata.normalize("NFKC", text).strip())
    found = MONTH.fullmatch(normal.strip())
    if not found:
        return None
    year = next((int(found[f"y{n}"]) for n in range(1, 9) if found[f"y{n}"]), 0)
    year += 2000 if 0 < year < 100 else 0
    if found["q"] or found["qh"]:
        quarter = int(found["q"] or 0) or HAN.get(found["qh"]) or int(found["qh"])
        return year, 3 * quarter - 2, 3
    month = next((int(found[f"m{n}"]) for n in (1, 3, 4, 5) if found[f"m{n}"]), 0)
    return year, month or HAN.get(found["han"] or "", 0) or ENGLISH[(found["en"] or "jan").lower()[:3]], 1


def only_year(texts: Sequence[str]) -> int:
    """The one year that titles, sheet and file name tell; 0 where they tell none or several."""
    told = {int(found) for text in texts for found in YEAR.findall(unicodedata.normalize("NFKC", text))}
    return told.pop() if len(told) == 1 else 0


def only_month(sheet: str, titles: Sequence[str]) -> int:
    """The month that a sheet's name is, or the only one its titles tell; 0 where there is none."""
    if (found := period(sheet)) and found[2] == 1:
        return found[1]
    told = {int(month) for text in titles for month in re.findall(r"(?<![\d-])(1[0-2]|0?[1-9])\s*月", text)}
    return (
        told.pop() if len(told) == 1 and not any(re.search(r"\d\s*[-~至到]\s*\d+\s*月", text) for text in titles) else 0
    )


def completed(cells: pd.Series, year: int, month: int, month_first: bool) -> pd.Series:
    """Dates of a day, or of a month and a day, with the year (and month) of their sheet; others stay as they are.

    Parameters
    ----------
    month_first
        Whether 11/5 may be taken for the fifth of November where the sheet is of no one month.
    """
    filled = cells.dropna()
    if not year or filled.empty or not any(_partial(text) for text in filled.head(20)):
        return cells
    texts = filled.drop_duplicates()
    found = {text: parts for text in texts if (parts := _partial(text))}
    if filled.isin(found.keys()).mean() < MOSTLY:
        return cells
    pairs = [parts for parts in found.values() if len(parts) == 2]
    swapped = False
    if pairs and month:
        swapped = all(b == month for _, b in pairs) and not all(a == month for a, _ in pairs)
        if not swapped and not all(a == month for a, _ in pairs):
            return cells
    elif pairs and (not month_first or any(a > 12 for a, _ in pairs)):
        return cells
    if any(len(parts) == 1 for parts in found.values()) and not month:
        return cells

    def whole(parts: tuple[int, ...]) -> str:
        first, second = (month, parts[0]) if len(parts) == 1 else parts[::-1] if swapped else parts
        return f"{year:04d}-{first:02d}-{second:02d}"

    return cells.map(lambda text: whole(found[text]) if text in found else text, na_action="ignore").astype("str")


def _partial(text: str) -> tuple[int, ...] | None:
    """Day, or the two numbers of month and day, where a text is nothing more."""
    normal = unicodedata.normalize("NFKC", text).strip()
    if (found := DAY.fullmatch(normal)) and 1 <= int(found[1]) <= 31:
        return (int(found[1]),)
    found = MONTH_DAY.fullmatch(normal)
    return tuple(map(int, found.groups())) if found and 1 <= int(found[1]) <= 31 and 1 <= int(found[2]) <= 31 else None
