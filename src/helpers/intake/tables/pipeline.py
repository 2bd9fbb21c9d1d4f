"""Opportunities: each stage's meaning, what was known at the as-of date, and a snapshot of each import."""

from __future__ import annotations

import pandas as pd

from helpers.company.schema import tables as contract
from helpers.intake.columns.header import forms
from helpers.intake.files.source import tidy_text
from helpers.intake.tables import meanings
from helpers.intake.tables.meanings import Meaning
from helpers.intake.tables.rows import Rows, complete

#: Headers of one date that is the expected day while a deal is open, and the actual day once it is closed.
TWO_IN_ONE = ("closedate", "closingdate", "结单日期")
PLACE = "opportunities.status"


def settle(rows: Rows, answers) -> list[Meaning]:
    """Status of every row, from the status column where its word is known, else from the stage; and all meanings."""
    frame = rows.frame
    texts = pd.Series(pd.NA, index=frame.index, dtype="str")
    for name in ("stage", "status"):
        cells = tidy_text(rows.cells(name))
        if name == "status" and cells.notna().any():
            plain_status = meanings.of(PLACE, _counts(cells[frame["set_aside"].isna()]), answers)
            known = {entry.text for entry in plain_status if entry.how != "proposed"}
            texts = cells.where(cells.isin(known) | texts.isna(), texts)
        else:
            texts = cells.fillna(texts)
    used = texts.where(frame["set_aside"].isna())
    chances = {}
    if "probability" in frame:
        by_text = frame["probability"].groupby(used).agg(["min", "max", "count"])
        chances = {text: (row["min"], row["max"]) for text, row in by_text.iterrows() if row["count"]}
    found = meanings.of(PLACE, _counts(used), answers, chances)
    frame["status"] = used.map({entry.text: entry.value for entry in found}, na_action="ignore").astype("str")
    two = "expected_on" in rows.seen.sure and any(
        form in TWO_IN_ONE for form in forms(rows.seen.names[rows.seen.sure["expected_on"]])
    )
    if two and "closed_on" not in rows.seen.sure:
        closed = frame["status"].isin(["won", "lost"]) & frame["expected_on"].notna()
        frame["closed_on"] = frame["expected_on"].where(closed)
        rows.notes["filled_in"] += int(closed.sum())
    return found


def _counts(texts: pd.Series) -> dict[str, int]:
    return {str(text): int(count) for text, count in texts.value_counts().items()}


def as_known(frame: pd.DataFrame, as_of: pd.Timestamp) -> tuple[pd.DataFrame, int]:
    """Opportunities as they stood at the as-of date: what was closed later was still open; and how many that were."""
    frame = complete(frame, contract()["opportunities"])
    later = (frame["closed_on"] > as_of).fillna(False)
    frame["status"] = frame["status"].mask(later, "open")
    frame["closed_on"] = frame["closed_on"].mask(later)
    frame["lost_reason"] = frame["lost_reason"].mask(later)
    return frame, int(later.sum())


def snapshot(opportunities: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The state of each opportunity at this import, as rows of ``opportunity_snapshots``."""
    table = contract()["opportunity_snapshots"]
    frame = complete(opportunities, contract()["opportunities"])
    frame = frame.assign(taken_on=pd.Series(as_of, index=frame.index).astype("datetime64[us]"))
    return frame[list(table.names)]


def moved(new: pd.DataFrame, snapshots: pd.DataFrame | None, day: pd.Timestamp) -> list[str]:
    """Opportunities that stood in another stage or state at an earlier import's snapshot of the same day."""
    if snapshots is None or not len(snapshots):
        return []
    before = snapshots[snapshots["taken_on"] == day].set_index("opportunity")
    now = complete(new, contract()["opportunities"]).drop_duplicates("opportunity").set_index("opportunity")
    both = before.index.intersection(now.index)
    other = pd.Series(False, index=both)
    for name in ("stage", "status"):
        if name in before:
            other |= (before.loc[both, name] != now.loc[both, name]).fillna(False).astype(bool)
    return sorted(both[other])


def with_history(
    new: pd.DataFrame, old: pd.DataFrame | None, old_snapshots: pd.DataFrame | None, as_of: pd.Timestamp
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Opportunities and snapshots of a further import: keyed (opportunity, taken_on), the same day replaced.

    Opportunities that the export no longer has are kept in their last state, for their history is theirs. Where the
    folder already holds a later snapshot of an opportunity, its later state stays.

    Returns
    -------
    opportunities, snapshots
        Of all imports.
    kept
        How many opportunities only an earlier import had.
    """
    table, shots = contract()["opportunities"], contract()["opportunity_snapshots"]
    taken = snapshot(new, as_of)
    if old_snapshots is not None and len(old_snapshots):
        before = complete(old_snapshots, shots)[list(shots.names)]
        earlier = before[before["taken_on"] != as_of]
        taken = pd.concat([earlier, taken], ignore_index=True)
    new, kept = complete(new, table)[list(table.names)], 0
    if old is not None and len(old):
        old = complete(old, table)[list(table.names)]
        last = taken.groupby("opportunity")["taken_on"].max()
        later = old[old["opportunity"].map(last) > as_of]
        new = pd.concat([later, new[~new["opportunity"].isin(later["opportunity"])]], ignore_index=True)
        gone = old[~old["opportunity"].isin(new["opportunity"])]
        kept = len(gone)
        new = pd.concat([new, gone], ignore_index=True)
    return new, taken, kept
