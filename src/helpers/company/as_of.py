"""The client folder as it was known on an earlier date, and what could not be cut back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

import pandas as pd

from helpers.company.folder import Company
from helpers.company.schema import Table, tables
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
        ``table.column`` left out: only their latest state is kept.
    rows
        Rows left out by table, because they were not known yet.
    """

    date: dt.date
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]


def cut_back(company: Company, date: dt.date) -> Company:
    """The company as known at the end of ``date``.

    Raises
    ------
    ParameterError
        When the date lies after the folder's own as-of date: nothing is known of it.
    """
    if date > company.date:
        raise ParameterError(
            Problem(
                what=msg("The date {date} lies after the folder's as-of date {own}.", date=date.isoformat(), own=company.date.isoformat()),
                do=msg("Take an earlier date, or bring in newer data and change as_of in company.yml."),
                column="as_of",
            )
        )
    end = pd.Timestamp(date)
    frames, gone, columns, rows = {}, [], [], []
    orders = company.frames["orders"]
    first_order = orders.groupby("customer")["date"].min()
    for name, frame in company.frames.items():
        table = tables()[name]
        if not table.known_on or table.known_on not in frame:
            if table.undated == "drop":
                gone.append(name)
                continue
        known = since_when(table, frame, first_order)
        keep = (known <= end).to_numpy() | (known.isna().to_numpy() & (table.undated == "keep"))
        left = frame.loc[keep].reset_index(drop=True)
        if len(left) < len(frame):
            rows.append((name, len(frame) - len(left)))
        left, blanked = forget(table, left, end)
        frames[name] = left
        columns += [f"{name}.{column}" for column in blanked]
    profile = dataclasses.replace(company.profile, as_of=date, finance=tuple(f for f in company.profile.finance if f.end <= date))
    cut = Cut(date, tuple(gone), tuple(columns), tuple(rows))
    return Company(profile, frames, None, company.folder, cut)


def since_when(table: Table, frame: pd.DataFrame, first_order: pd.Series) -> pd.Series:
    """Date since which each row was known."""
    empty = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us]")
    known = frame[table.known_on] if table.known_on in frame else empty
    if table.undated == "first_order":
        first = frame["customer"].map(first_order)
        known = known.fillna(first).where(~(first < known), first)
    return known


def forget(table: Table, frame: pd.DataFrame, end: pd.Timestamp) -> tuple[pd.DataFrame, list[str]]:
    """Take out values that were not known yet; names of columns that had to go whole."""
    frame, blanked = frame.copy(), []
    for column in table.columns:
        if column.name not in frame or not frame[column.name].notna().any():
            continue
        if column.known_by and column.known_by in frame:
            later = frame[column.known_by] > end
            undated = frame[column.known_by].isna() if column.mutable else False
            frame[column.name] = frame[column.name].mask(later | undated)
        elif column.mutable:
            frame = frame.drop(columns=column.name)
            blanked.append(column.name)
    return frame, blanked
