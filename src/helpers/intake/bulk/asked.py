"""What a long file must be asked: the order of day and month, decimal marks, the currency."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping

import duckdb
import pandas as pd

from helpers.errors import IntakeError
from helpers.intake.bulk import stage, texts
from helpers.intake.bulk.texts import Distinct
from helpers.intake.ledger import ask
from helpers.intake.lines.part import Part


def asked(
    con: duckdb.DuckDBPyConnection,
    part: Part,
    where: stage.Layout,
    rows: int,
    line_of: Callable[[int], int],
    said: Mapping[str, pd.DataFrame],
    fields: Collection[str],
) -> Distinct:
    """The distinct texts of some fields, as a part of which can be asked what the usual path asks.

    Parameters
    ----------
    said
        Distinct words of statuses, currencies and the like.
    """
    found = {}
    head = part.body
    for field in fields:
        if field in where.fields:
            # a cell that is not plain makes its row odd
            words = said[field].copy() if field == "currency" else texts.unplain(con, field)[0]
            words["line"] = [line_of(rid) for rid in words["first"]] if len(words) < 1000 else 0
            if len(words) >= 1000:
                words["line"] = words["first"]  # lines are told of the first ones only
                words.loc[:999, "line"] = [line_of(rid) for rid in words["first"][:1000]]
            if field in stage.NUMBERS:  # plain numbers are not among them: the top shows how they are written
                own = pd.DataFrame({"text": head[where.fields[field]], "n": 0, "line": part.lines})
                own = own.dropna(subset="text").drop_duplicates("text")
                words = pd.concat([own, words], ignore_index=True)
            found[field] = words
    return Distinct(part.source, part.sheet, part.header, found, rows)


def currency(part: Distinct, own: str) -> None:
    """Refuse other currencies, with how often each stands.

    Raises
    ------
    IntakeError
        As the usual path does.
    """
    try:
        ask.one_currency([part], own)
    except IntakeError:
        ask.one_currency([dataclasses.replace(part, weighted=True, asked=[])], own)
        raise
