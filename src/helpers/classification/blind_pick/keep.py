"""A sealed list into the company's folder; one manager, one list."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.company import Company, folder
from helpers.company.save import table_text
from helpers.company.schema import tables
from helpers.company.seal import checked, seal
from helpers.errors import FolderError, ParameterError, Problem
from helpers.language import msg


def keep(company: Company, rows: pd.DataFrame, rater: str, at: str) -> tuple[str, Path]:
    """Seal a list and add it to ``gut_list.csv``; returns the seal and the file.

    The folder is read anew before and after: another manager may have sealed since it was opened, and the seal is
    taken over what the folder reads back, so that a blank or a sign that reading tidies does not break it later.

    Raises
    ------
    ParameterError
        When the list cannot be sealed, or the manager has sealed one already.
    FolderError
        When the list holds what a folder cannot; then nothing was changed.
    """
    own = seal(rows, rater, at)
    now, place = folder.open(company.folder), company.folder / "gut_list.csv"
    before = now.table("gut_list") if "gut_list" in now.frames else None
    if before is not None and (before["rater"] == own["rater"].iloc[0]).any():
        raise ParameterError(
            Problem(
                what=msg("{rater} has sealed a list already.", rater=own["rater"].iloc[0]),
                do=msg("A sealed list is not changed; a second opinion goes under another name."),
            )
        )
    text = place.read_bytes() if place.exists() else None
    try:
        read = _written(place, before, own, now.currency)
        mine = read if before is None else read[~read["rater"].isin(set(before["rater"]))]
        told = mine[["customer", "class", "reason"]], str(mine["rater"].iloc[0]), str(mine["sealed_at"].iloc[0])
        own = seal(*told)
        read = _written(place, before, own, now.currency)
        state = checked(read).set_index("rater")["state"]
        assert state[own["rater"].iloc[0]] == "whole", "a seal that does not hold"
    except (FolderError, ParameterError, AssertionError):
        place.unlink() if text is None else place.write_bytes(text)
        raise
    return str(own["seal"].iloc[0]), place


def _written(place: Path, before: pd.DataFrame | None, own: pd.DataFrame, currency: str) -> pd.DataFrame:
    """The table as the folder reads it with the list added."""
    every = own if before is None else pd.concat([before[own.columns], own], ignore_index=True)
    every = every.sort_values(["rater", "customer"], kind="stable").reset_index(drop=True)
    place.write_text(table_text(every, tables()["gut_list"], currency), "utf-8", newline="\n")
    return folder.open(place.parent).table("gut_list")
