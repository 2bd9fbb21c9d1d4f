"""Codes and names: the same code however a system wrote it, leading zeros kept."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pandas as pd

from helpers.company.text import faults
from helpers.intake.values.reading import Reading, Repair, read_distinct

#: What systems write for "nothing". The text NA is a value: it may be a code.
NOTHING = frozenset({"nan", "null", "none", "n/a", "#n/a", "-", "--", "—", "——", "/", "nat", "<na>"})
INVISIBLE = re.compile(
    "[\ufeff\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]"
)
SPACES = re.compile(r"[\s\u00a0\u3000]+")
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2212: 0x2D}
DECIMAL = re.compile(r"\d+\.\d*[1-9]\d*")
WHOLE = re.compile(r"(\d+)\.0+")
BROKEN = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
#: What a text has that is not as clean as it can be.
UNCLEAN = re.compile(rf"{INVISIBLE.pattern}|^\s|\s$|\s\s|[^\S ]|^[=']")
#: What a code has, besides blanks, that needs a closer look.
UNUSUAL = re.compile(rf"{INVISIBLE.pattern}|[^\x00-\x7f]|^\s*[=']")
#: Codes that are as clean as they can be, and stand for no "nothing".
CLEAN = re.compile(r"[A-Za-z_#/-]*[0-9][A-Za-z0-9_#/-]*")

#: How exports keep Excel from turning a code into a number: ="0012", '0012.
GUARD = re.compile(r"""^\s*=\s*"([^"]*)"\s*$|^\s*'(?=[\w-])(.*)$""", re.DOTALL)


def unguarded(text: str) -> str:
    """A cell without the marks that keep Excel from reading it as a number."""
    found = GUARD.match(text)
    return text if not found else found[1] if found[1] is not None else found[2]


@lru_cache(maxsize=200_000)
def parse_code(text: str, decimals: bool = False) -> tuple[str | None, tuple[str, ...]]:
    """One code and what had to be repaired to read it; ``decimals``: 17850.0 is not 17850."""
    bare = text.strip(" ")
    if CLEAN.fullmatch(bare):  # the same as below, quicker: there are many
        return bare, () if bare == text else ("id_spaces",)
    if text.isascii():
        if not decimals and (whole := WHOLE.fullmatch(bare)):
            return whole[1], ("id_decimal",) if bare == text else ("id_spaces", "id_decimal")
    elif CLEAN.fullmatch(plain := text.translate(WIDE)):
        return plain, ("full_width",)
    kinds = []
    if UNUSUAL.search(text):
        clean = unguarded(INVISIBLE.sub("", text))
        plain = clean.translate(WIDE)
        if SPACES.sub("", plain) != SPACES.sub("", clean):
            kinds.append("full_width")
    else:
        clean = plain = text
    spaced = SPACES.sub(" ", plain).strip()
    if spaced != plain or clean != text:
        kinds.append("id_spaces")
    if not decimals and (whole := WHOLE.fullmatch(spaced)):
        spaced = whole[1]
        kinds.append("id_decimal")
    if spaced.lower() in NOTHING or not spaced:
        return "", ("placeholder",)
    return spaced, tuple(kinds)


def read_codes(
    cells: pd.Series, column: str, weights: np.ndarray | None = None, decimals: bool | None = None
) -> Reading:
    """Codes of a column: 17850.0 becomes 17850 unless the column also holds real decimals (``None``: look)."""
    if decimals is None:
        texts = np.asarray(cells.dropna().unique(), dtype=object)
        decimals = any("." in text and DECIMAL.fullmatch(text.strip()) for text in texts)
    return _texts(cells, column, lambda text: parse_code(text, decimals), "id", weights)


def read_texts(cells: pd.Series, column: str, short: bool = False, weights: np.ndarray | None = None) -> Reading:
    """Names and other words: blanks tidied, full-width brackets and letters left as they are.

    ``short`` for regions, industries and the like, which are no sentences.
    """

    def parse(text: str) -> tuple[str | None, tuple[str, ...]]:
        if not UNCLEAN.search(text) and text.lower() not in NOTHING:
            return text, ()
        clean = SPACES.sub(" ", unguarded(INVISIBLE.sub("", text))).strip()
        if clean.lower() in NOTHING or not clean:
            return "", ("placeholder",)
        return clean, () if clean == text else ("text_spaces",)

    return _texts(cells, column, parse, "category" if short else "text", weights)


def _texts(cells: pd.Series, column: str, parse, kind: str, weights: np.ndarray | None) -> Reading:
    """Texts as the contract of the client folder allows them: formulas and endless cells are emptied."""
    values, _, repairs = read_distinct(cells, column, parse, weights=weights)
    series = pd.Series(values, index=cells.index, dtype=object).astype("str")
    series = series.mask(series == "")
    refused = pd.Series(False, index=cells.index)
    for fault in faults(series, kind):
        refused |= fault.bad
    if refused.any():
        first = str(cells[refused].iloc[0])[:80]
        count = int(refused.sum() if weights is None else weights[refused.to_numpy()].sum())
        repairs = (*repairs, Repair("emptied", column, count, first, ""))
        series = series.mask(refused)
    return Reading(series, pd.Series(False, index=cells.index), repairs)


def broken(values: pd.Series) -> pd.Series:
    """Codes that a spreadsheet has turned into 1.23E+17: their last digits are lost."""
    return values.str.fullmatch(BROKEN.pattern, case=False).fillna(False).astype(bool)
