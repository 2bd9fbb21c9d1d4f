"""The client folder as it was known on an earlier date, and what could not be cut back.

The rule: a row is known since its table's ``known_on`` date, and at the latest since the first
dated row of another table that names it (an order before the customer's file was opened). A value
is known since its column's ``known_by`` date. What is overwritten without a date is left out and
named. So nothing dated after the day can change the folder as of that day, nor its hash.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.company import stored
from helpers.company.cells import tidy
from helpers.company.folder import Company
from helpers.company.schema import DTYPES, Table, tables
from helpers.company.stored import Stored
from helpers.errors import ParameterError, Problem
from helpers.language import msg


@dataclass(frozen=True)
class Cut:
    """What a cut to a date left out.

    Attributes
    ----------
    date
        The date cut to.
    tables
        Tables left out whole: no date tells since when their rows were known.
    columns
        ``table.column`` left out whole: only their latest state is kept.
    rows
        Rows left out by table, because they were not known yet. Counts of what came later: for
        telling a person, never for computing (they are no part of the data hash).
    values
        Single values left out by ``table.column``, because they came later (an invoice paid
        since) or because nobody noted since when they hold. Likewise for telling only.
    """

    date: dt.date
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]
    values: tuple[tuple[str, int], ...] = ()


def cut_back(company: Company, date: dt.date) -> Company:
    """The company as known at the end of ``date``; itself when that is its own as-of date.

    What the import told of the whole (``intake``) is left off, as it counts later rows too; so
    are totals of finance for periods that were not over. Optional tables without a known row
    are not there.

    Raises
    ------
    ParameterError
        When the date lies after the company's as-of date: nothing is known of it.
    """
    if date > company.date:
        raise ParameterError(
            Problem(
                what=msg(
                    "The date {date} lies after the folder's as-of date {own}.",
                    date=date.isoformat(),
                    own=company.date.isoformat(),
                ),
                do=msg("Take an earlier date, or bring in newer data and change as_of in company.yml."),
                column="as_of",
            )
        )
    if date == company.date:
        return company
    company = company.whole or company
    end = pd.Timestamp(date)
    held = company.stored and company.stored.cut(date)
    here = {name: company.frames[name] for name in company.frames if not (held and name == stored.NAME)}
    uses = first_uses(here, company.stored)
    frames, gone, columns, rows, values = {}, [], [], [], []
    if held and (later := company.stored.summary["rows"] - held.summary["rows"]):
        rows.append((stored.NAME, later))
    for name, frame in here.items():
        table = tables()[name]
        undated = not table.known_on or table.known_on not in frame
        if undated and table.undated == "drop":
            gone.append(name)
            continue
        known = since_when(table, frame, uses.get(name))
        keep = (known <= end) | (known.isna() & (table.undated == "keep"))
        left = frame.loc[keep.to_numpy(dtype=bool)].reset_index(drop=True)
        if len(left) < len(frame):
            rows.append((name, len(frame) - len(left)))
        if left.empty and not table.required:
            continue
        left, blanked, masked = forget(table, left, end)
        frames[name] = tidy(left, table)
        columns += [f"{name}.{column}" for column in blanked]
        values += [(f"{name}.{column}", n) for column, n in masked]
    totals = tuple(total for total in company.profile.finance if total.end <= date)
    profile = dataclasses.replace(company.profile, as_of=date, finance=totals)
    cut = Cut(
        date,
        tuple(gone),
        tuple(columns),
        tuple(sorted(rows, key=lambda one: list(tables()).index(one[0]))),
        tuple(values),
    )
    whole = frames if held is None else stored.Frames(frames, {stored.NAME: held.frame})
    return Company(profile, whole, None, company.folder, cut, whole=company, stored=held)


def first_uses(frames: Mapping[str, pd.DataFrame], held: Stored | None = None) -> dict[str, pd.Series]:
    """By table: for each of its codes, the first dated row of another table (or line held in its file) that names it."""
    found: dict[str, list[pd.Series]] = {name: [first] for name, first in (held.first_uses if held else {}).items()}
    for name, frame in frames.items():
        table = tables()[name]
        if not table.known_on or table.known_on not in frame:
            continue
        for column in table.columns:
            if column.refers_to and column.name in frame:
                first = frame.groupby(column.name)[table.known_on].min().dropna()
                found.setdefault(column.refers_to.partition(".")[0], []).append(first)
    return {name: pd.concat(parts).groupby(level=0).min() for name, parts in found.items()}


def since_when(table: Table, frame: pd.DataFrame, uses: pd.Series | None) -> pd.Series:
    """Date since which each row was known; missing where nothing tells."""
    nothing = pd.Series(pd.NaT, index=frame.index, dtype=DTYPES["date"])
    known = frame.get(table.known_on, nothing)
    if uses is None or uses.empty or not table.key:
        return known
    first = frame[table.key[0]].map(uses).astype(DTYPES["date"])
    earlier = known.where(~(first < known), first)
    return earlier.fillna(first) if table.undated == "first_use" else earlier


def forget(
    table: Table, frame: pd.DataFrame, end: pd.Timestamp
) -> tuple[pd.DataFrame, list[str], list[tuple[str, int]]]:
    """Take out values that were not known yet.

    Returns
    -------
    frame
        What is left.
    blanked
        Columns that had to go whole.
    masked
        Columns with single values taken out, and how many.
    """
    before, frame = frame, frame.copy(deep=False)
    blanked, masked = [], []
    for column in table.columns:
        by = table.known_by(column)
        if column.name not in before or not before[column.name].notna().any():
            continue
        if by and by in before:
            out = before[by] > end
            if column.mutable:
                out |= before[by].isna()
            out &= before[column.name].notna()
            frame[column.name] = before[column.name].mask(out)
            if out.any():
                masked.append((column.name, int(out.sum())))
        elif column.mutable:
            frame = frame.drop(columns=column.name)
            blanked.append(column.name)
    return frame, blanked, masked
