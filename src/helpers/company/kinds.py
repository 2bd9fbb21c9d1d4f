"""Kinds of column: how the text of a cell becomes a value, exactly or not at all."""

from __future__ import annotations

import re

import pandas as pd

from helpers.company.schema import DTYPES, Column
from helpers.company.text import Fault, faults, narrowed, trimmed
from helpers.language import Message, msg
from helpers.quantity import minor_digits

#: Days a cell may name; outside are slips of the hand (year 205) and Excel's day zero.
EARLIEST, LATEST = pd.Timestamp(1950, 1, 1), pd.Timestamp(2100, 12, 31)
#: Decimals of quantities; also what a computed number of Excel or a database is rounded to.
DECIMALS = 6
_DATE = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"


def parse(cells: pd.Series, column: Column, currency: str | None) -> tuple[pd.Series, list[Fault]]:
    """One column's values (missing where a cell is empty or wrong) and the cells that are wrong.

    Parameters
    ----------
    cells
        Text as it stands in the file.
    column
        What the column holds.
    currency
        Gives the decimals of money; ``None`` allows any.
    """
    text = trimmed(cells)
    if column.kind in ("text", "category"):
        wrong = faults(text, column.kind)
        return (coded(text, column) if column.allowed else text), wrong
    text = narrowed(text)
    if column.kind == "id":
        return text, faults(text, "id")
    if column.kind == "date":
        values = dates(text)
        return values, unread(text, values, msg("a date such as 2025-03-18, between 1950 and 2100"))
    if column.kind == "quantity":
        values = decimals(text, DECIMALS).astype("float64") / 10**DECIMALS
        return values, unread(text, values, msg("a number without separators, such as 12.5"))
    if column.kind == "integer":
        values = decimals(text, 0)
        return values, unread(text, values, msg("a whole number such as 60"))
    digits = DECIMALS if currency is None else minor_digits(currency)
    values = decimals(text, digits)
    expected = msg("an amount without separators, such as 1234.50") if currency is None else amount_such_as(digits)
    return values, unread(text, values, expected)


def amount_such_as(digits: int) -> Message:
    """What an amount of money looks like."""
    if not digits:
        return msg("a whole amount without separators, such as 1234")
    return msg("an amount with at most {digits} decimals and no separators, such as 1234.50", digits=digits)


def coded(text: pd.Series, column: Column) -> pd.Series:
    """Values of a closed list, given as themselves or by their word in either language."""
    words = {}
    for value, pair in column.allowed.items():
        for word in (value, pair.zh, pair.en):
            words[word.casefold()] = value
    known = text.str.casefold().map(words).astype("str")
    return known.where(known.notna(), text)


def dates(text: pd.Series) -> pd.Series:
    """Days written year, month, day; a time behind it is left off."""
    which, written = pd.factorize(text)  # few days stand in many rows
    parts = pd.Series(written, dtype="str").str.extract(f"^{_DATE}$", expand=True)
    plain = parts[0] + "-" + parts[1].str.zfill(2) + "-" + parts[2].str.zfill(2)
    days = pd.to_datetime(plain, format="%Y-%m-%d", errors="coerce").astype(DTYPES["date"])
    days = days.where(days.between(EARLIEST, LATEST))
    return days.reindex(which).set_axis(text.index)  # an empty cell is number -1, which no day has


def decimals(text: pd.Series, digits: int) -> pd.Series:
    """Numbers as whole multiples of ``10 ** -digits``, exact; at most 12 digits before the point."""
    import pyarrow as pa
    import pyarrow.compute as pc

    tail = rf"(?:\.\d{{1,{digits}}}0*)?" if digits else r"(?:\.0+)?"
    good = text.str.fullmatch(r"-?\d{1,12}" + tail, flags=re.ASCII).fillna(False).astype(bool)
    plain = pa.array(text.where(good).str.replace(".", "|", n=1, regex=False), pa.string(), from_pandas=True)
    pointed = pc.if_else(pc.match_substring(plain, "|"), plain, pc.binary_join_element_wise(plain, "|", ""))
    padded = pc.binary_join_element_wise(pointed, "0" * digits, "")
    whole = pc.replace_substring_regex(padded, rf"^(-?\d+)\|(\d{{{digits}}})\d*$", r"\1\2")
    numbers, mask = pc.fill_null(pc.cast(whole, pa.int64()), 0).to_numpy(), whole.is_null().to_numpy(False)
    return pd.Series(pd.arrays.IntegerArray(numbers.copy(), mask.copy()), index=text.index)


def unread(text: pd.Series, values: pd.Series, expected: Message) -> list[Fault]:
    """Cells that hold something and gave no value."""
    return [
        Fault(
            text.notna() & values.isna(),
            "unreadable",
            lambda value: msg("{value} cannot be read.", value=value),
            msg("It should be {why}.", why=expected),
        )
    ]
