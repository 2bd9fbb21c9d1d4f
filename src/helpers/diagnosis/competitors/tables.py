"""Result tables of the comparison with competitors; each always there, also without a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.diagnosis.competitors.terms import BY, COLUMNS, KINDS, TITLES, YES_NO
from helpers.show import word
from helpers.station import ResultTable, settled

if TYPE_CHECKING:
    from helpers.diagnosis.competitors.compute import Parts


def tables(parts: Parts) -> dict[str, ResultTable]:
    """All tables of the part."""
    frames: dict[str, pd.DataFrame] = {}
    bench, wins = parts.bench, parts.wins
    if bench is not None:
        frames["competitor_totals"] = _yes(bench.firms, "ours")
        frames["competitor_gaps"] = bench.gaps
        frames["competitor_regions"] = bench.regions
        frames["flattery"] = _yes(bench.flattery, "left_out")
        frames["criteria_weights"] = bench.weights
    if parts.map is not None:
        known = parts.known_for.set_index("firm")["criterion"]
        points = parts.map.points
        frames["competitor_map"] = points.assign(
            stands_for=points["name"].map(known).where(points["kind"] == "firm"),
            kind=points["kind"].map({key: word(words) for key, words in KINDS.items()}),
            shown=sum(parts.map.shown),
            inertia=parts.map.inertia,
        )
    if wins is not None:
        frames["win_loss"] = wins.rivals
        frames["win_loss_cells"] = wins.cells.assign(
            by=wins.cells["by"].map({key: word(words) for key, words in BY.items()})
        )
    return {name: settled(title, COLUMNS[name], frames.get(name)) for name, title in TITLES.items()}


def _yes(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame.assign(**{column: [word(YES_NO[bool(value)]) for value in frame[column]]})
