"""Whether lines that stay where they lie are in order: what :mod:`helpers.company.constraints` would find, asked at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from helpers.company.constraints import LARGEST_SUM
from helpers.company.kinds import EARLIEST, parse
from helpers.company.schema import tables
from helpers.company.stored import NAME, Stored
from helpers.quantity import minor_digits

#: Document numbers that are canonical at a glance; others send the lines the usual way. No backslash: engines differ there.
PLAIN = "^[0-9A-Za-z一-鿿]([0-9A-Za-z一-鿿 _./#-]{0,98}[0-9A-Za-z一-鿿#])?$"


def clean(held: Stored, frames: Mapping[str, pd.DataFrame], as_of: dt.date | None) -> bool:
    """Whether nothing is wrong with the lines; where something is, they are read one by one to tell what."""
    if as_of is None or not held.names:
        return False
    table, lines = tables()[NAME], held.origin.table()
    day = lines.date.cast("timestamp")
    odd = ~lines.doc_no.re_search(PLAIN) | lines.doc_no.contains("\n") | (day != day.truncate("D"))
    money = [c.name for c in table.columns if c.kind == "money" and c.name in held.names]
    asked = {"rows": lines.count(), "first": lines.date.min(), "last": lines.date.max(), "odd": odd.sum()}
    asked |= {f"sum_{name}": lines[name].cast("float64").abs().sum() for name in money}
    asked |= {f"gaps_{c.name}": lines[c.name].isnull().sum() for c in table.columns if c.required}
    told = lines.aggregate(**asked).to_pandas().iloc[0]
    largest = LARGEST_SUM / 10 ** minor_digits(held.currency)
    if not told["rows"] or any(told[name] > 0 for name in asked if name == "odd" or name.startswith("gaps_")):
        return False
    if any(told[f"sum_{name}"] > largest for name in money):
        return False
    if pd.Timestamp(told["first"]) < EARLIEST or pd.Timestamp(told["last"]) > pd.Timestamp(as_of):
        return False
    for column in table.columns:
        target, _, key = column.refers_to.partition(".")
        if not target or column.name not in held.names:
            continue
        codes = lines.select(column.name).distinct().to_pandas()[column.name].dropna()
        text = codes.astype("str").reset_index(drop=True)
        values, wrong = parse(text, column, held.currency)
        if not values.equals(text) or any(fault.bad.any() for fault in wrong):
            return False
        known = frames.get(target)
        if known is not None and key in known and len(known) and not text.isin(known[key]).all():
            return False
    return True
