"""Proposals for a folder, beside what was answered before."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pandas as pd

from helpers.company.same import Line
from helpers.errors import ParameterError, Problem
from helpers.intake.same import firms, goods
from helpers.intake.same.pair import REASONS, Pair
from helpers.language import msg

#: Below this nothing is asked, unless a lower confidence is asked for.
LEAST = 0.5


def propose(frames: Mapping[str, pd.DataFrame], least: float = LEAST) -> list[Pair]:
    """Pairs of customers and products that may be one, from the tables as they came, the surest first."""
    found: list[Pair] = []
    for table, column, find in (("customers", "customer", firms.pairs), ("products", "product", goods.pairs)):
        if table in frames:
            orders = frames.get("orders")
            used = None if orders is None or column not in orders else orders[column].value_counts()
            found += [pair for pair in find(frames[table], used) if pair.confidence >= least]
    return found


def with_answers(pairs: list[Pair], lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines for ``same.yml``: what was answered stays as it is, new pairs are open, open ones are renewed."""
    answered = [line for line in lines if line.answer != "open"]
    known = {(line.table, frozenset((line.keep, line.code))) for line in answered}
    new = [as_line(pair) for pair in pairs if (pair.table, frozenset((pair.keep, pair.code))) not in known]
    return (*answered, *new)


def as_line(pair: Pair) -> Line:
    more = {"names": list(pair.names), "confidence": pair.confidence, "reason": REASONS[pair.reason].render("en")}
    return Line(pair.table, pair.keep, pair.code, pair.kind, "open", more=more)


def answer(
    lines: tuple[Line, ...], said: Mapping[frozenset[str], str], by: str = "", date: str = ""
) -> tuple[Line, ...]:
    """The lines with pairs answered ``yes``, ``no`` or ``open``; by whom and when, where that is said.

    Raises
    ------
    ParameterError
        When a pair stands in no line.
    """
    left, out = dict(said), []
    for line in lines:
        pair = frozenset((line.keep, line.code))
        if pair in said:
            left.pop(pair, None)
            who = {"by": "", "date": ""} if said[pair] == "open" else {"by": by, "date": date}
            line = dataclasses.replace(line, answer=said[pair], **who)
        out.append(line)
    if left:
        raise ParameterError(
            [
                Problem(
                    what=msg("No line of same.yml has the pair {pair}.", pair="=".join(sorted(pair))),
                    do=msg("Run `course same` to see the pairs; or write the line into same.yml yourself."),
                    column="--yes",
                )
                for pair in left
            ]
        )
    return tuple(out)
