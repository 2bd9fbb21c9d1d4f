"""A column of text cells read as values: what came out, what could not, what was repaired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers.language import msg

#: Repairs by kind. A repair changes how a value is written, never what it is.
REPAIRS = {
    "date_form": msg("date written another way"),
    "date_completed": msg("year (and month) of a date taken from the title, sheet or file name"),
    "date_serial": msg("Excel's day number turned into a date"),
    "time_dropped": msg("time of day left out"),
    "month_only": msg("month without a day: read as its first day"),
    "number_form": msg("separators, currency signs or blanks taken out of a number"),
    "brackets": msg("amount in brackets read as negative"),
    "ten_thousands": msg("万 or 亿 written out as digits"),
    "full_width": msg("full-width digits or letters made plain"),
    "unit": msg("unit taken off a quantity"),
    "id_decimal": msg("decimals taken off a code"),
    "id_spaces": msg("blanks or invisible characters taken out of a code"),
    "text_spaces": msg("blanks or invisible characters taken out of a text"),
    "placeholder": msg("a stand-in for “nothing” (nan, null, -) emptied"),
    "filled_down": msg("document, date and customer filled down from the line above"),
    "spread": msg("merged cell: its text given to every row it covers"),
    "doc_no_made": msg("document number made from customer and date"),
    "amount_computed": msg("amount computed as quantity × unit price"),
    "return_sign": msg("return written as a positive number, turned negative by its document type"),
    "discount_taken": msg("discount taken off"),
    "refund_taken": msg("refund taken off"),
    "shared_out": msg("order total shared out over the order's lines"),
    "rounded": msg("rounded to the currency's smallest unit"),
    "share_to_percent": msg("share turned into per cent"),
    "minutes": msg("minutes turned into hours"),
    "seconds": msg("seconds turned into hours"),
    "unknown_word": msg("word that is not known for this column: left empty"),
    "emptied": msg("unreadable cell of an optional column left empty"),
}


@dataclass(frozen=True)
class Repair:
    """How many cells of a column were repaired in one way, with the first of them as example."""

    kind: str
    column: str
    cells: int
    before: str
    after: str


@dataclass(frozen=True)
class Reading:
    """Values of one column.

    Attributes
    ----------
    values
        Aligned with the cells; missing where empty or unreadable.
    bad
        True where a cell holds something that could not be read.
    repairs
        What was repaired.
    """

    values: pd.Series
    bad: pd.Series
    repairs: tuple[Repair, ...] = ()


def read_distinct(
    cells: pd.Series,
    column: str,
    parse: Callable[[str], tuple[Any, tuple[str, ...]]],
    shown: Callable[[Any], str] = str,
    weights: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray, tuple[Repair, ...]]:
    """Parse each distinct text once.

    Parameters
    ----------
    cells
        Text cells, missing where empty.
    parse
        Text → (value or ``None`` if unreadable, kinds of repair).
    weights
        How many cells each stands for; one each when not given.

    Returns
    -------
    values
        Object array, ``None`` where empty or unreadable.
    bad
        Boolean array: there is a text, but no value.
    repairs
        Counted by kind, in the order of :data:`REPAIRS`.
    """
    codes, texts = pd.factorize(cells)
    texts = np.asarray(texts, dtype=object).tolist()  # which is quicker to go through
    parsed = [parse(text) for text in texts]
    lookup = np.empty(len(parsed) + 1, dtype=object)
    lookup[:] = [value for value, _ in parsed] + [None]
    values = lookup[codes]  # code -1 is the last: None
    unread = np.array([value is None for value, _ in parsed] + [False], dtype=bool)
    full = codes >= 0
    counts = np.bincount(codes[full], None if weights is None else weights[full], minlength=len(parsed))
    cells_by_kind: Counter[str] = Counter()
    first: dict[str, int] = {}
    for position, (_value, kinds) in enumerate(parsed):
        for kind in kinds:
            cells_by_kind[kind] += int(counts[position])
            first.setdefault(kind, position)
    repairs = tuple(
        Repair(
            kind,
            column,
            cells_by_kind[kind],
            str(texts[first[kind]])[:80],
            "" if parsed[first[kind]][0] is None else shown(parsed[first[kind]][0])[:80],
        )
        for kind in REPAIRS
        if kind in first
    )
    return values, unread[codes], repairs


def merged(repairs: list[Repair]) -> list[Repair]:
    """Repairs of the same kind and column added up, the first example kept."""
    found: dict[tuple[str, str], Repair] = {}
    for repair in repairs:
        key = (repair.kind, repair.column)
        if key in found:
            old = found[key]
            found[key] = Repair(old.kind, old.column, old.cells + repair.cells, old.before, old.after)
        else:
            found[key] = repair
    return list(found.values())


def as_data(repair: Repair) -> Mapping[str, Any]:
    """A repair as it stands in ``intake.json``."""
    return {
        "kind": repair.kind,
        "column": repair.column,
        "cells": repair.cells,
        "example": [repair.before, repair.after],
    }
