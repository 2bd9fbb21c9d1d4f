"""Cells that are not plain, but whose value hangs on nothing else: they are read at once, and their rows stay plain.

Read by the very functions of the usual path; what may depend on other cells (the order of day and month, a decimal mark
that the top of the column does not prove, a label, an unreadable cell) is left for a closer look.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache

import numpy as np
import pandas as pd

from helpers.intake.bulk.stage import CODE, DIGITS, NOTHING, SCALE
from helpers.intake.values import codes, dates, numbers

_CODE = re.compile(CODE)
#: What :func:`helpers.intake.files.source.tidy_text` takes off.
BLANKS = NOTHING + "\x00"
_POINT = re.compile(r"[.．。]")


@lru_cache(maxsize=200_000)
def number(text: str, mark: str, scale: int) -> tuple[Decimal | None, tuple[str, ...]]:
    """:func:`helpers.intake.values.numbers.parse`, each text once."""
    return numbers.parse(text, mark, scale)


def tidy(text: str) -> str:
    """A cell without surrounding blanks, as :func:`helpers.intake.files.source.tidy_text` takes them off."""
    return text.strip(BLANKS)


def read_numbers(texts: list[str], scale: int) -> list[int | None]:
    """Numbers with a decimal point that fit among the plain ones, in whole units of their last decimal."""
    return [_units(text, scale) for text in texts]


@lru_cache(maxsize=200_000)
def _units(text: str, scale: int) -> int | None:
    value = number(tidy(text), ".", scale)[0]
    units = None if value is None else value.scaleb(SCALE)
    whole = None if units is None else int(units)
    return whole if whole is not None and whole == units and abs(whole) < 10**DIGITS else None


def read_dates(texts: list[str]) -> list[dt.date | None]:
    """Dates that can be read in one way only."""
    return [dates.parse(tidy(text), "")[0] for text in texts]


def read_codes(texts: list[str], wholes: bool) -> list[str | None]:
    """Codes that are plain once blanks, full-width signs and the like are gone.

    Parameters
    ----------
    wholes
        Whether ``17850.0`` is ``17850``, which it is not in a column that also holds real decimals.
    """
    found = ((text, codes.parse_code(text, False)[0]) for text in texts)
    return [
        value if value and _CODE.fullmatch(value) and (wholes or not _POINT.search(text)) else None
        for text, value in found
    ]


def read_texts(field: str, texts: list[str], care) -> list[str | None]:
    """Names and the like that need no care once blanks and the like are gone."""
    values = codes.read_texts(pd.Series(texts, dtype="str"), "", short=not field.endswith("_name")).values
    known = values.notna().to_numpy(dtype=bool)
    good = known.copy()
    good[known] = ~care(field, values[known].reset_index(drop=True))
    return [value if ok else None for value, ok in zip(values, good, strict=True)]


def without_header(texts: list[str], values: list, name: str) -> list:
    """The values, but of cells that repeat the header; blank ones have none."""
    return [None if name in text and tidy(text) == name else value for text, value in zip(texts, values, strict=True)]


def decimals(texts: Collection[str]) -> bool:
    """Whether a column of codes also holds real decimals; as :func:`helpers.intake.values.codes.read_codes` asks."""
    return any("." in text and codes.DECIMAL.fullmatch(text.strip()) for text in texts)


def wholes(texts: Collection[str]) -> bool:
    """Whether codes such as 17850.0 are among the texts."""
    return any(codes.WHOLE.search(unicodedata.normalize("NFKC", text)) for text in texts)


def merged(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Distinct texts (``text, n, first``) of two places as those of one, in the order of their first rows."""
    if second.empty:
        return first
    both = pd.concat([first, second], ignore_index=True)
    both = both.groupby("text", sort=False, as_index=False).agg({"n": "sum", "first": "min"})
    return both.sort_values("first", kind="stable", ignore_index=True)


def flags(values: list) -> np.ndarray:
    """Which values there are."""
    return np.fromiter((value is not None for value in values), dtype=bool, count=len(values))
