"""Tables other than orders: joined by their key, or as bags of rows where they have none."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.company.cells import tidy
from helpers.company.schema import DTYPES, Table

#: Tables whose rows are facts: where a newer export says otherwise of these columns, the past has changed.
FACTS = {"invoices": ("customer", "issued_on", "amount")}


@dataclass(frozen=True)
class Joined:
    """The table as it would be, rows added, rows updated, and facts that differ (key, column, before, after)."""

    frame: pd.DataFrame
    added: int
    updated: int
    differ: pd.DataFrame


def join(old: pd.DataFrame, new: pd.DataFrame, table: Table, newer: bool = True) -> Joined:
    """Rows of both; where a key stands in both, the newer value wins and blanks are filled from the other.

    Parameters
    ----------
    newer
        Whether ``new`` is the more recent of the two; a forgotten export of last year is not.
    """
    nothing = pd.DataFrame(columns=["key", "column", "before", "after"])
    names = [c for c in table.names if c in old or c in new]
    kinds = {c: DTYPES[table[c].kind] for c in names}
    old, new = (frame.reindex(columns=names).astype(kinds) for frame in (old, new))
    if not table.key:
        both = pd.concat([f.assign(**{"": _nth(f)}) for f in (old, new)], ignore_index=True).drop_duplicates()
        return Joined(tidy(both[names].astype(kinds), table), len(both) - len(old), 0, nothing)
    key = list(table.key)
    a, b = old.set_index(key), new.set_index(key)
    shared = a.index.intersection(b.index)
    first, second = (b, a) if newer else (a, b)
    mixed = first.loc[shared].where(first.loc[shared].notna(), second.loc[shared]) if len(shared) else a.iloc[:0]
    facts = [c for c in FACTS.get(table.name, ()) if c in a]
    told = [
        (" / ".join(map(str, at)) if isinstance(at, tuple) else str(at), c, a.at[at, c], b.at[at, c])
        for c in facts
        for at in shared[(a.loc[shared, c] != b.loc[shared, c]).fillna(False) & b.loc[shared, c].notna()]
    ]
    changed = int((~_equal(mixed, a.loc[shared])).any(axis="columns").sum()) if len(shared) else 0
    out = pd.concat([a.loc[a.index.difference(shared)], mixed, b.loc[b.index.difference(shared)]]).reset_index()
    differ = pd.DataFrame(told, columns=list(nothing.columns))
    return Joined(tidy(out[names].astype(kinds), table), len(b) - len(shared), changed, differ)


def _nth(frame: pd.DataFrame) -> pd.Series:
    """Which of the equal rows each is."""
    return frame.groupby(list(frame.columns), dropna=False, sort=False).cumcount()


def _equal(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    return (left == right).fillna(False).astype(bool) | (left.isna() & right.isna())
