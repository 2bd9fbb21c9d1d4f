"""Result tables of the problem diagnosis; each always there, also without a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.diagnosis.problems.terms import COLUMNS, SIZES, TITLES, YES_NO
from helpers.show import word
from helpers.station import ResultTable, settled

if TYPE_CHECKING:
    from helpers.diagnosis.problems.compute import Parts


def tables(parts: Parts) -> dict[str, ResultTable]:
    """All tables of the part."""
    frames: dict[str, pd.DataFrame] = {}
    if parts.tree is not None:
        pareto, by = parts.ranking.pareto, parts.ranking.by
        size = "money" if by == "cost" else "times"
        frames["problem_pareto"] = pareto.assign(
            **{size: pareto["size"], "vital": _yes(pareto["vital"]), "by": word(SIZES[by])}
        )
        frames["problem_tree"] = parts.tree.problems.assign(leaf=_yes(parts.tree.problems["leaf"]))
        frames["problem_order"] = parts.ranking.order
    return {name: settled(title, COLUMNS[name], frames.get(name)) for name, title in TITLES.items()}


def _yes(values: pd.Series) -> list[str]:
    return [word(YES_NO[bool(value)]) for value in values]
