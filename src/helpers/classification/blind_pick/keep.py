"""A sealed list into the company's folder; one manager, one list."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.classification.blind_pick.seal import seal
from helpers.company import Company
from helpers.company.save import table_text
from helpers.company.schema import tables
from helpers.errors import ParameterError, Problem
from helpers.language import msg


def keep(company: Company, rows: pd.DataFrame, rater: str, at: str) -> tuple[str, Path]:
    """Seal a list and add it to ``gut_list.csv``; returns the seal and the file.

    Raises
    ------
    ParameterError
        When the list cannot be sealed, or the manager has sealed one already.
    """
    own = seal(rows, rater, at)
    before = company.table("gut_list") if "gut_list" in company.frames else None
    if before is not None and (before["rater"] == own["rater"].iloc[0]).any():
        raise ParameterError(
            Problem(
                what=msg("{rater} has sealed a list already.", rater=own["rater"].iloc[0]),
                do=msg("A sealed list is not changed; a second opinion goes under another name."),
            )
        )
    every = own if before is None else pd.concat([before[own.columns], own], ignore_index=True)
    every = every.sort_values(["rater", "customer"], kind="stable").reset_index(drop=True)
    place = company.folder / "gut_list.csv"
    place.write_text(table_text(every, tables()["gut_list"], company.currency), "utf-8", newline="\n")
    return str(own["seal"].iloc[0]), place
