"""What a long file must be asked: the order of day and month, decimal marks, the currency."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import pandas as pd

from helpers.company.profile import Profile
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
    mapping: Mapping[str, Any],
    profile: Profile,
    said: Mapping[str, pd.DataFrame],
) -> tuple[str, dict[str, str]]:
    """Order of day and month, and decimal marks; asks where the file does not tell.

    Parameters
    ----------
    said
        Distinct words of statuses, currencies and the like.

    Raises
    ------
    IntakeError
        As the usual path does.
    """
    found = {}
    head = part.body
    for field in (*where.typed(), "currency"):
        if field in where.fields:
            # a cell that is not plain makes its row odd
            words = said[field].copy() if field == "currency" else texts.unplain(con, field)[0]
            words["line"] = [line_of(rid) for rid in words["first"]] if len(words) < 1000 else 0
            if len(words) >= 1000:
                words["line"] = words["first"]  # lines are told of the first ones only
                words.loc[:999, "line"] = [line_of(rid) for rid in words["first"][:1000]]
            if field in stage.NUMBERS:  # plain numbers are not among them: the top shows how they are written
                own = pd.DataFrame({"text": head[where.fields[field]], "n": 0, "line": part.lines})
                words = pd.concat([own.dropna(subset="text"), words], ignore_index=True)
            found[field] = words
    proxy = Distinct(part.source, part.sheet, part.header, found, rows)
    try:
        ask.one_currency([proxy], profile.currency)
    except IntakeError:
        ask.one_currency([dataclasses.replace(proxy, weighted=True, asked=[])], profile.currency)
        raise
    order = ask.date_orders([proxy], mapping.get("date_order"))[0]
    marks = ask.decimal_marks([proxy], mapping.get("decimal"))[0]
    return order, marks
