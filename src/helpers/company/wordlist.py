"""The list of words of a company's data, to be said in the other language by hand: ``words.csv`` (:mod:`.tables.words`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from helpers.company.folder import Company
from helpers.company.schema import tables
from helpers.errors import ParameterError, Problem
from helpers.language import LANGUAGES, msg
from helpers.quantity import LONGEST

FILE = "words.csv"
#: Texts listed at most, those that stand in most rows.
MOST = 1000
#: Columns of names of firms and persons, which stay as they are.
NAMES = {
    "contacts.name",
    "customers.group",
    "customers.name",
    "opportunities.name",
    "prospects.group",
    "prospects.name",
}
#: The same in any table.
PERSONS = ("owner", "our_contact")
CHINESE, LATIN = re.compile("[\u3400-\u9fff]"), re.compile("[A-Za-z]{2}")


def texts(frames: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, int]]:
    """Texts of the tables and how many rows hold each, without names of customers and persons; some come twice."""
    names = {name for place in ("customers", "prospects") if place in frames for name in frames[place]["name"].dropna()}
    for name in frames:
        if name in ("words", "orders"):  # order lines, of which there may be millions, hold codes
            continue
        for column in tables()[name].columns:
            if column.kind not in ("text", "category") or column.allowed or column.name not in frames[name]:
                continue
            if f"{name}.{column.name}" in NAMES or column.name in PERSONS:
                continue
            counts = frames[name][column.name].value_counts()
            yield from ((text, int(n)) for text, n in counts.items() if text not in names)


def wanting(company: Company, lang: str | None = None, most: int = MOST) -> tuple[str, list[str]]:
    """The language the data lack (the given one, else the one that fewer texts are in), and the texts that the company's
    dictionary does not say in it, those that stand in most rows first."""
    counts: Counter[str] = Counter()
    for text, n in texts(company.frames):
        counts[text] += n
    chinese = {text for text in counts if CHINESE.search(text)}
    lang = lang or ("en" if 2 * len(chinese) >= len(counts) else "zh")
    other = chinese if lang == "en" else {text for text in counts if text not in chinese and LATIN.search(text)}
    told = company.words.get(lang, {})
    left = [text for text in other if text not in told and len(text) <= LONGEST]
    return lang, sorted(left, key=lambda text: (-counts[text], text))[:most]


def write(company: Company, lang: str | None = None, most: int = MOST) -> tuple[Path, str, int, int]:
    """Write the list into the company's folder: what is said already stays, below it what is not.

    Returns
    -------
    The file, the language to fill in, and how many texts are said in it and how many are not.

    Raises
    ------
    ParameterError
        When the folder keeps its words in another file.
    """
    path = company.folder / FILE
    if "words" in company.frames and not path.exists():
        raise ParameterError(
            Problem(
                what=msg("The folder keeps its words in another file than {file}.", file=FILE),
                do=msg("Add lines there, or save that table as {file} and take the other away.", file=FILE),
                file=FILE,
            )
        )
    lang, left = wanting(company, lang, most)
    known = (
        company.table("words") if "words" in company.frames else pd.DataFrame(columns=["text", "zh", "en"], dtype="str")
    )
    here = set(known["text"])
    new = pd.DataFrame({"text": [text for text in left if text not in here]}, dtype="str")
    rows = pd.concat([known[known[lang].notna()], known[known[lang].isna()], new], ignore_index=True)
    rows = rows[["text", *(name for name in LANGUAGES if name == lang or known[name].notna().any())]]
    rows.to_csv(path, index=False, lineterminator="\n", encoding="utf-8-sig")  # Excel takes it for UTF-8 by the mark
    return path, lang, int(rows[lang].notna().sum()), int(rows[lang].isna().sum())
