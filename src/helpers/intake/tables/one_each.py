"""One row for each key, as it was known on the as-of date."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from helpers.intake.columns.labels import VIRTUAL
from helpers.intake.tables.part import Part, schema_of

#: Tables of which several rows with one key are parts of one amount.
ADDED_UP = ("invoices", "contracts")


def stack(group: list[Part]) -> pd.DataFrame:
    return pd.concat([part.frame.assign(part=n) for n, part in enumerate(group)], ignore_index=True)


def give_back(group: list[Part], frame: pd.DataFrame) -> None:
    """Reasons of the stacked rows, back to their sheets."""
    for n, part in enumerate(group):
        part.frame = part.frame.assign(set_aside=frame.loc[frame["part"] == n, "set_aside"].to_numpy())


def mark(frame: pd.DataFrame, rows: pd.Series, reason: str) -> None:
    rows = rows.fillna(False).astype(bool)
    frame["set_aside"] = frame["set_aside"].mask(frame["set_aside"].isna() & rows, reason)


def known_by_then(frame: pd.DataFrame, table: str, as_of: pd.Timestamp, tally: Counter) -> pd.DataFrame:
    """Values dated after the as-of date were not known then; rows likewise."""
    schema = schema_of(table)
    if schema.known_on in frame:
        mark(frame, frame[schema.known_on] > as_of, "after_as_of")
    for day in schema.dates_of_knowledge:
        if day == schema.known_on or day not in frame:
            continue
        late = (frame[day] > as_of).fillna(False) & frame["set_aside"].isna()
        if late.any():
            tally["not_known_yet"] += int(late.sum())
            for column in schema.columns:
                if column.name in frame and schema.known_by(column) == day and not column.required:
                    frame[column.name] = frame[column.name].mask(late)
    return frame


def one_each(frame: pd.DataFrame, table: str) -> None:
    """One row for each key: the same row again is set aside, of others the latest is kept."""
    schema = schema_of(table)
    names = [name for name in schema.names if name in frame]
    open_ = frame["set_aside"].isna()
    if "payment_no" in names:  # one payment's number: the same row again is the same payment
        twice = frame[open_ & frame["payment_no"].notna()].duplicated(names, keep="first")
        mark(frame, twice.reindex(frame.index, fill_value=False) & ~frame["taken"], "twice")
        open_ = frame["set_aside"].isna()
    if not schema.key or table in VIRTUAL:
        lines = frame.loc[open_, ["part", *names]]
        count = lines.groupby(["part", *names], dropna=False, sort=False).cumcount()
        again = lines[names].assign(count=count).duplicated(keep="first").reindex(frame.index, fill_value=False)
        again &= ~frame["taken"]
        mark(frame, again, "copy")
        return
    mark(frame, frame[open_].duplicated(names, keep="first").reindex(frame.index, fill_value=False), "twice")
    open_ = frame["set_aside"].isna()
    first = [schema.known_on] if schema.known_on in names else []
    order = frame[open_].sort_values(
        [*first, *[n for n in names if n not in first]], kind="stable", na_position="first"
    )
    older = order.duplicated(list(schema.key), keep="last").reindex(frame.index, fill_value=False)
    mark(frame, older, "same_key")


def add_up(frame: pd.DataFrame, table: str, tally: Counter) -> pd.DataFrame:
    """Several rows of one invoice or contract of one customer and day: their amounts are one sum, in the first row.

    Rows that are the same in every cell are left to be set aside as the same row again.
    """
    schema = schema_of(table)
    key, day = schema.key[0], schema.known_on
    names = [name for name in schema.names if name in frame]
    open_ = frame["set_aside"].isna() & ~frame.duplicated(names, keep="first")
    groups = [key, "customer", day]
    counts = frame[open_].groupby(groups, dropna=False)[key].transform("size")
    if not (counts > 1).any():
        return frame
    order = frame[open_].sort_values(names, kind="stable", na_position="last")
    sums = order.groupby(groups, dropna=False)["amount"].transform("sum")
    last = "paid_on" if table == "invoices" else "ends_on"
    latest = order.groupby(groups, dropna=False)[last].transform("max")
    if table == "invoices":  # paid in full only when every part is
        unpaid = order["paid_on"].isna().groupby([order[name] for name in groups], dropna=False).transform("any")
        latest = latest.mask(unpaid)
    first = ~order.duplicated(groups, keep="first")
    several = (counts > 1).reindex(order.index)
    frame = frame.copy()
    at = order.index[first & several]
    frame.loc[at, "amount"] = sums[at]
    frame.loc[at, last] = latest[at]
    rest = order.index[~first & several]
    frame.loc[rest, "set_aside"] = "added_up"
    tally["added_up"] += len(rest)
    return frame
