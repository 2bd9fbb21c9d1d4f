"""Text of cells: what is trimmed, what counts as empty, and what no cell may hold.

Decided once, for CSV, Excel, Parquet and databases alike:

* Blanks, line ends and invisible marks around a cell are taken off; a cell with nothing left is
  empty. Nothing else is empty: ``NA``, ``-`` and ``无`` are texts.
* In codes, dates and numbers full-width letters, digits and signs are read as the usual ones
  (``Ｃ００１`` is ``C001``); names and other texts stay as they were written.
* Line ends within a text are one sign, whatever system wrote them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from helpers.language import Message, msg

#: What is taken off both ends of a cell: Unicode blanks and marks that show nothing.
EDGES = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2212: 0x2D}
_WIDE_SIGNS = "[\uff01-\uff5e\u3000\u2212]"
#: Control signs, and marks that turn the direction of writing: they show nothing and break files.
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff"
#: Longest cell by kind; a longer one is nearly always a quotation mark that was never closed.
LONGEST = {"id": 100, "category": 100, "text": 2000}
#: Read as a formula by Excel when the cell is opened there.
_FORMULA = r"^=|^[+@-].*\|"
_FAILED = r"^#(?:N/A|REF!|DIV/0!|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!)$"


@dataclass(frozen=True)
class Fault:
    """Cells of one column that are wrong in one way; ``what`` tells it of a cell's text."""

    bad: pd.Series
    kind: str
    what: Callable[[str], Message]
    do: Message


def trimmed(cells: pd.Series) -> pd.Series:
    """Cells without blanks around them and with one kind of line end; empty ones missing."""
    if not len(cells):
        return cells.astype("str")
    text = cells.astype("str")
    if text.str.contains("\r", regex=False).any():
        text = text.str.replace("\r\n", "\n", regex=False).str.replace("\r", "\n", regex=False)
    text = text.str.strip(EDGES)
    return text.where(text != "")


def narrowed(text: pd.Series) -> pd.Series:
    """Full-width letters, digits and signs as the usual ones."""
    wide = text.str.contains(_WIDE_SIGNS, regex=True).fillna(False).astype(bool)
    if wide.any():
        text = text.copy()
        text[wide] = text[wide].str.translate(_WIDE).str.strip(EDGES)
    return text


def faults(text: pd.Series, kind: str) -> list[Fault]:
    """What is wrong with the cells of a column of codes, categories or texts."""
    control = f"[{_CONTROL}]" if kind == "text" else f"[{_CONTROL}\t\n]"
    long = (text.str.len() > LONGEST[kind]).fillna(False).astype(bool)
    return [
        Fault(
            _matching(text, control) & ~long,
            "invisible",
            lambda value: msg("{value} holds signs that cannot be seen or printed.", value=value),
            msg("Type the cell again by hand."),
        ),
        Fault(
            long,
            "too-long",
            lambda value: msg("This cell is longer than {n} characters: {value}.", n=LONGEST[kind], value=value),
            msg("Shorten it; in a CSV, look for a quotation mark that is not closed."),
        ),
        Fault(
            _matching(text, _FORMULA),
            "formula",
            lambda value: msg("{value} is a formula, not a value.", value=value),
            msg("In Excel, copy the column and paste it as values."),
        ),
        Fault(
            _matching(text, _FAILED),
            "formula",
            lambda value: msg("{value} is a formula that failed.", value=value),
            msg("Mend the formula in Excel, then paste the column as values."),
        ),
    ]


def _matching(text: pd.Series, pattern: str) -> pd.Series:
    return text.str.contains(pattern, regex=True).fillna(False).astype(bool)
