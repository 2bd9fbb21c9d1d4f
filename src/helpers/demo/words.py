"""Words of the demo companies in English: the table ``words`` of each, from ``words.csv``.

A line of it may have gaps (``{city}机电市场``): what stands in a gap is said by a line of its own, else left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.company import wordlist
from helpers.company.wordlist import CHINESE
from helpers.language import JOINTS

FILE = Path(__file__).parent / "words.csv"
GAP = re.compile(r"\{(\w+)\}")


def table(frames: Mapping[str, pd.DataFrame], more: Iterable[str] = ()) -> pd.DataFrame:
    """The table of a company with these tables (and ``more`` texts): each text they hold that is known, and its parts."""
    held = {part for text in (*texts(frames), *more) for part in (text, *parts(text))}
    told = {text: said(text) for text in sorted(held | terms(frames))}
    rows = [(text, word) for text, word in told.items() if word != text]
    return pd.DataFrame(rows, columns=["text", "en"], dtype="str")


def texts(frames: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Chinese texts of the tables, without names of customers and persons."""
    yield from (text for text, _ in wordlist.texts(frames) if CHINESE.search(text))


def terms(frames: Mapping[str, pd.DataFrame]) -> set[str]:
    """Known words that stand within answers of a survey, which are counted (``质量``)."""
    if "survey" not in frames:
        return set()
    answers = "\n".join(frames["survey"]["answer"].dropna().unique())
    return {text for text in known()[0] if text in answers}


def parts(text: str) -> list[str]:
    """What stands between the joints of a text, which is shown by itself too (``市场部·宋颖``)."""
    return [part for part in JOINTS.split(text)[::2] if CHINESE.search(part)]


def said(text: str) -> str:
    """The text in English, itself where nothing of it is known."""
    whole, gapped = known()
    if text in whole:
        return whole[text]
    for pattern, english in gapped:
        if found := pattern.fullmatch(text):
            return english.format(**{name: whole.get(value, value) for name, value in found.groupdict().items()})
    return text


@cache
def known() -> tuple[Mapping[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Lines without gaps, and patterns of those with some, longest first."""
    lines = pd.read_csv(FILE, dtype="str", keep_default_na=False)
    whole = {text: english for text, english in zip(lines["text"], lines["en"], strict=True) if not GAP.search(text)}
    gapped = [(text, english) for text, english in zip(lines["text"], lines["en"], strict=True) if GAP.search(text)]
    gapped.sort(key=lambda line: (-len(GAP.sub("", line[0])), line[0]))
    return whole, tuple((re.compile(_pattern(text)), english) for text, english in gapped)


def _pattern(text: str) -> str:
    pieces = GAP.split(text)
    return "".join(f"(?P<{piece}>.+?)" if n % 2 else re.escape(piece) for n, piece in enumerate(pieces))
