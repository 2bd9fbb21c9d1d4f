"""A list closed by a hash: any later change of a customer, class, reason, name or time is seen."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import pandas as pd

from helpers.errors import ParameterError, Problem
from helpers.language import msg

#: Customers that one manager may name.
MOST = 20
COLUMNS = ["rater", "date", "customer", "class", "reason", "sealed_at", "seal"]


def digest(rows: pd.DataFrame, rater: str, at: str) -> str:
    """SHA-256 over rater, time and the rows ``customer, class, reason`` in order of customer."""
    ordered = rows.sort_values("customer", kind="stable")
    told = ordered[["customer", "class", "reason"]].astype("object")
    lines = [["" if pd.isna(cell) else str(cell) for cell in row] for row in told.itertuples(index=False)]
    text = json.dumps(["gut_list", 1, rater, at, lines], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seal(rows: pd.DataFrame, rater: str, at: str) -> pd.DataFrame:
    """The list as rows of the table ``gut_list``.

    Parameters
    ----------
    rows
        ``customer, class, reason``.
    rater
        Who named them.
    at
        Day and time, ISO, given by a person: ``2026-01-05T10:20``. No clock is read.

    Raises
    ------
    ParameterError
        When the time is no day with a time, the name is missing, or the list is empty, too long or doubled.
    """
    problems, day = [], None
    try:
        day = dt.datetime.fromisoformat(at) if "T" in at else None
    except ValueError:
        day = None
    if day is None:
        problems.append(
            Problem(
                what=msg("{at} is no day with a time.", at=repr(at)),
                do=msg("Give when the list was handed in, such as 2026-01-05T10:20."),
                column="--at",
            )
        )
    if not rater.strip():
        problems.append(
            Problem(what=msg("The manager's name is missing."), do=msg("Fill in the name at the top of the form."))
        )
    if not 0 < len(rows) <= MOST:
        problems.append(
            Problem(
                what=msg("The list names {n} customers.", n=len(rows)), do=msg("Name between 1 and {most}.", most=MOST)
            )
        )
    twice = sorted(rows.loc[rows["customer"].duplicated(), "customer"].unique())
    if twice:
        problems.append(
            Problem(what=msg("Named twice: {names}.", names=", ".join(twice)), do=msg("Name each customer once."))
        )
    if problems:
        raise ParameterError(problems)
    own = rows.sort_values("customer", kind="stable").reset_index(drop=True)
    own = own.assign(
        rater=rater.strip(),
        date=pd.Timestamp(day.date()),
        sealed_at=at,
        seal=digest(own, rater.strip(), at),
    )
    return own[COLUMNS].astype({"rater": "str", "sealed_at": "str", "seal": "str", "date": "datetime64[us]"})


def checked(table: pd.DataFrame) -> pd.DataFrame:
    """Per manager: ``rater, sealed_at, named, state``: ``whole``, ``changed`` after sealing, or ``open`` (never sealed)."""
    rows = []
    for rater, own in table.groupby("rater", sort=True):
        seals, times = own["seal"].dropna().unique(), own["sealed_at"].dropna().unique()
        at = str(times[0]) if len(times) else ""
        if not len(seals):
            state = "open"
        elif len(seals) == len(times) == 1 and own["seal"].notna().all() and digest(own, str(rater), at) == seals[0]:
            state = "whole"
        else:
            state = "changed"
        rows.append({"rater": str(rater), "sealed_at": at, "named": len(own), "state": state})
    return pd.DataFrame(rows, columns=["rater", "sealed_at", "named", "state"])
