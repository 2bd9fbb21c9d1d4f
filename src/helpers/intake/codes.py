"""Codes and names: the same code however a system wrote it, leading zeros kept."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from helpers.intake.reading import Reading, read_distinct

#: What systems write for "nothing". The text NA is a value: it may be a code.
NOTHING = frozenset({"nan", "null", "none", "n/a", "#n/a", "-", "--", "—", "——", "/", "nat", "<na>"})
INVISIBLE = re.compile("[\ufeff\u200b\u200c\u200d\u2060\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SPACES = re.compile(r"[\s\u00a0\u3000]+")
WHOLE = re.compile(r"(\d+)\.0+")
BROKEN = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)


def read_codes(cells: pd.Series, column: str) -> Reading:
    """Codes of a column: 17850.0 becomes 17850 unless the column also holds real decimals."""
    texts = cells.dropna().unique()
    decimals = any(re.fullmatch(r"\d+\.\d*[1-9]\d*", text.strip()) for text in texts)

    def parse(text: str) -> tuple[str | None, tuple[str, ...]]:
        clean, kinds = INVISIBLE.sub("", text), []
        plain = unicodedata.normalize("NFKC", clean)
        if SPACES.sub("", plain) != SPACES.sub("", clean):
            kinds.append("full_width")
        spaced = SPACES.sub(" ", plain).strip()
        if spaced != plain or clean != text:
            kinds.append("id_spaces")
        if not decimals and (whole := WHOLE.fullmatch(spaced)):
            spaced = whole[1]
            kinds.append("id_decimal")
        if spaced.lower() in NOTHING or not spaced:
            return "", ("placeholder",)
        return spaced, tuple(kinds)

    return _texts(cells, column, parse)


def read_texts(cells: pd.Series, column: str) -> Reading:
    """Names and other words: blanks tidied, full-width brackets and letters left as they are."""

    def parse(text: str) -> tuple[str | None, tuple[str, ...]]:
        clean = SPACES.sub(" ", INVISIBLE.sub("", text)).strip()
        if clean.lower() in NOTHING or not clean:
            return "", ("placeholder",)
        return clean, () if clean == text else ("text_spaces",)

    return _texts(cells, column, parse)


def _texts(cells: pd.Series, column: str, parse) -> Reading:
    values, _, repairs = read_distinct(cells, column, parse)
    series = pd.Series(values, index=cells.index, dtype=object).astype("str")
    return Reading(series.mask(series == ""), pd.Series(False, index=cells.index), repairs)


def broken(values: pd.Series) -> pd.Series:
    """Codes that a spreadsheet has turned into 1.23E+17: their last digits are lost."""
    return values.str.fullmatch(BROKEN.pattern, case=False).fillna(False).astype(bool)
