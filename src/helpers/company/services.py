"""What is sold and is no product: freight, fees, adjustments, discounts, deposits, samples, by the words of ledgers."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.company.plain_yaml import read_own

WORDS = Path(__file__).with_name("services.yml")
_TAIL = re.compile(r"[\s\d_#.\-()（）]+$")


@cache
def _known() -> frozenset[str]:
    return frozenset(plain(word) for words in read_own(WORDS).values() for word in words)


def plain(text: str) -> str:
    """A name or code as it is looked up: in one case, without blanks around it and digits at its end."""
    return _TAIL.sub("", " ".join(text.casefold().split()))


def among(texts: pd.Series, known: Set[str]) -> pd.Series:
    """Which texts are one of the words, as a whole."""
    hits = {text for text in texts.dropna().unique() if plain(text) in known}
    return texts.isin(hits)


def is_service(names: pd.Series, codes: pd.Series) -> pd.Series:
    """Lines that are no product: by their whole name; by their code only where there is no name.

    Parameters
    ----------
    names, codes
        Name and code of what was sold, as text; missing where there is none.
    """
    return among(names.where(names.notna(), codes), _known())
