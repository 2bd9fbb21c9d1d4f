"""Documents that stand in two files or sheets and were changed in between: each holds a line that the other lacks."""

from __future__ import annotations

import pandas as pd

from helpers.errors import IntakeError, Problem
from helpers.intake.lines.part import Lines
from helpers.language import msg

DOCUMENT = ["doc_no", "customer"]


def changed(lines: pd.DataFrame) -> pd.Series:
    """Lines of documents that several parts hold, of which neither holds all lines of the other.

    A document continued in another sheet shares no line with its beginning, and one cut out of a longer list has no line
    that the list lacks: neither is changed.

    Parameters
    ----------
    lines
        ``part``, ``doc_no``, ``customer``, ``date`` and further fields of a line, ``occurrence`` (how often it stood
        before in its part).
    """
    fields = [name for name in lines.columns if name not in ("part", "occurrence")]
    mine = lines[lines["doc_no"].notna()]
    parts = mine.groupby(DOCUMENT, dropna=False, sort=False)["part"].transform("nunique")
    mine = mine[parts > 1].copy()
    none = pd.Series(False, index=lines.index)
    if mine.empty:
        return none
    mine["holders"] = mine.groupby([*fields, "occurrence"], dropna=False, sort=False)["part"].transform("nunique")
    goods = [name for name in ("date", "product") if name in fields]
    mine["alike"] = mine.groupby([*DOCUMENT, *goods], dropna=False, sort=False)["part"].transform("nunique")
    mine["parts"] = parts[parts > 1]
    mine["own"] = mine["holders"] < mine["parts"]
    documents = mine.groupby(DOCUMENT, dropna=False, sort=False)
    shared = (documents["holders"].transform("max") > 1) | (documents["alike"].transform("max") > 1)
    alone = mine["part"].where(mine["own"] & (mine["holders"] == 1))
    both = alone.groupby([mine[name] for name in DOCUMENT], dropna=False, sort=False).transform("nunique") > 1
    return none | (shared & both).reindex(lines.index, fill_value=False)


def earlier(lines: pd.DataFrame, which: pd.Series, dates: pd.Series) -> pd.Series:
    """Of the lines of changed documents those that do not stand in the latest part: the one whose last day is latest."""
    last = dates.groupby(lines["part"]).max()
    rank = {part: place for place, part in enumerate(last.sort_values(kind="stable").index)}
    rows = lines[which]
    place = rows["part"].map(rank)
    latest = place.groupby([rows[name] for name in DOCUMENT], dropna=False, sort=False).transform("max")
    return (place < latest).reindex(lines.index, fill_value=False)


def refuse(frame: pd.DataFrame, which: pd.Series, parts: list[Lines]) -> IntakeError:
    """The question which version of such documents holds."""
    rows = frame[which.reindex(frame.index, fill_value=False)]
    first = rows.iloc[0]
    own = rows[rows["doc_no"] == first["doc_no"]]["part"].unique()
    numbers = list(dict.fromkeys(rows["doc_no"]))
    return IntakeError(
        Problem(
            what=msg(
                "{count} documents stand in two files or sheets with different lines ({examples}; in {places}): they were changed in between, and would be counted in part twice.",
                count=len(numbers),
                examples=", ".join(numbers[:5]),
                places=", ".join(parts[part].part.sheet.label for part in own),
            ),
            do=msg("Say which holds: `--choose changed_documents=later` (the file that reaches further in time) or `--choose changed_documents=both` (all different lines are sales)."),
            file=parts[first["part"]].part.sheet.label,
            row=int(first["line"]),
            kind="ask-changed",
        )
    )  # fmt: skip
