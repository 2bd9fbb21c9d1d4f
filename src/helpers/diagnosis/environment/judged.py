"""Which judgements count: the latest of each rater, from a source good enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

UNKNOWN = ("F", "6")  # grades that say "cannot be judged", not "bad"


@dataclass(frozen=True)
class Judged:
    """Judgements that count and those that do not.

    Attributes
    ----------
    rows
        The latest row of each rater on each object, source good enough.
    older
        Rows replaced by a later one of the same rater.
    weak
        Latest rows whose source or content is not good enough.
    """

    rows: pd.DataFrame
    older: int
    weak: int


def latest(frame: pd.DataFrame, by: Sequence[str], worst_source: str, worst_credibility: int) -> Judged:
    """The judgements that count.

    Parameters
    ----------
    frame
        Judged rows: the columns of ``by``, ``rater, date, reliability, credibility`` and whatever was judged.
    by
        Columns that name the object judged.
    worst_source, worst_credibility
        Admiralty grades (NATO AJP-2.1) that still count. F and 6 mean that nobody can tell, not that it is bad:
        such rows count, and so do rows without a grade.

    Notes
    -----
    Of two rows of one rater on one object and day, their mean would hide that one is a slip; the one that comes
    later in the folder's canonical order (by its values) counts, and the other is told as older.
    """
    tied = frame.duplicated([*by, "rater", "date"]).any()  # else the date alone settles which is the latest
    order = frame.sort_values(
        ["date", *([name for name in frame.columns if name != "date"] if tied else [])], kind="stable"
    )
    last = order.drop_duplicates([*by, "rater"], keep="last")
    reliable = last["reliability"].isna() | (last["reliability"] <= worst_source) | (last["reliability"] == UNKNOWN[0])
    grade = pd.to_numeric(last["credibility"], errors="coerce")
    credible = grade.isna() | (grade <= worst_credibility) | (last["credibility"] == UNKNOWN[1])
    good = (reliable.fillna(True) & credible.fillna(True)).to_numpy(dtype=bool)
    rows = last[good].sort_values([*by, "rater"], kind="stable").reset_index(drop=True)
    return Judged(rows, len(frame) - len(last), int((~good).sum()))
