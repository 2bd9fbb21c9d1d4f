"""Quantities that carry their unit in the cell: 4 ST, 12件, 3.5 kg."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

import pandas as pd

from helpers.intake.values import numbers
from helpers.intake.values.reading import Reading

Parse = Callable[[str], tuple[Decimal | None, tuple[str, ...]]]
_WITH = re.compile(r"(.*\d)\s*([^\W\d_]{1,8})\.?", re.DOTALL)
#: What may as well stand for thousands or millions.
POWERS = frozenset({"k", "m", "mm", "mn", "mio", "mill", "tsd", "b", "bn", "w"})


def parser(texts: Iterable[str], parse: Parse) -> Parse:
    """``parse``, which also takes a unit off where all cells that have one have the same.

    With several units (kg and t) nothing is taken off: such quantities must not be added up.

    Parameters
    ----------
    texts
        The column's distinct cells.
    parse
        How a number is read.
    """
    units = {unit for text in texts if parse(text)[0] is None and (unit := _apart(text, parse)[1])}
    if len(units) != 1:
        return parse

    def read(text: str) -> tuple[Decimal | None, tuple[str, ...]]:
        value, kinds = parse(text)
        if value is not None:
            return value, kinds
        value, unit, kinds = _apart(text, parse)
        return (value, ("unit", *kinds)) if unit else (None, ())

    return read


def _apart(text: str, parse: Parse) -> tuple[Decimal | None, str, tuple[str, ...]]:
    """Number, unit (nothing where it is not such a cell), and what had to be repaired to read the number."""
    found = _WITH.fullmatch(text.strip())
    if not found or found[2].casefold() in POWERS:
        return None, "", ()
    value, kinds = parse(found[1])
    return (None, "", ()) if value is None else (value, found[2].casefold(), kinds)


def read_quantities(cells: pd.Series, column: str, mark: str = ".", scale: int = 0) -> Reading:
    """As :func:`helpers.intake.values.numbers.read_numbers`, units taken off."""

    def number(text: str) -> tuple[Decimal | None, tuple[str, ...]]:
        return numbers.parse(text, mark, scale)

    return numbers.read_by(parser(cells.dropna().unique(), number), cells, column)
