"""Result tables of the regional analysis; each always there, also without a row."""

from __future__ import annotations

import pandas as pd

from helpers.diagnosis.regions.parts import Parts
from helpers.diagnosis.regions.terms import COLUMNS, CRITERIA, QUESTIONS, SIDES, STEPS, TITLES, YES_NO, ZONES
from helpers.language import Message
from helpers.show import word
from helpers.station import ResultTable, settled


def tables(parts: Parts) -> dict[str, ResultTable]:
    """All tables of the part."""
    frames: dict[str, pd.DataFrame] = {"region_channel": _named(parts.regions.join(parts.coverage))}
    frames["region_trend"] = _named(parts.moved)
    frames["region_rolling"] = parts.rolling.assign(month=[m.strftime("%Y-%m") for m in parts.rolling["month"]])
    frames["region_season"] = parts.seasons
    owned = parts.regions[["active", "revenue"]].join(parts.shares).join(parts.penetration)
    owned["counted"] = _words(owned["counted"], YES_NO) if len(owned) else owned["counted"]
    frames["region_share"] = _named(owned)
    if parts.market is not None:
        both = parts.market.regions.join(owned[["revenue", "open"]])
        frames["region_market"] = _named(both.sort_values("market", ascending=False, kind="stable"))
        frames["market_raters"] = parts.market.raters
    if parts.rivals is not None:
        frames["region_rivals"] = parts.rivals
    if parts.needs is not None:
        frames["region_needs"] = parts.needs
    if parts.visits is not None:
        scores = parts.visits.scores
        asked = {name: Message("{question}", {"question": title}) for name, title in QUESTIONS.items()}
        frames["visit_scores"] = scores.assign(
            step=_words(scores["step"], STEPS), weakest=_words(scores["weakest"], asked)
        )
        frames["visit_seen"] = parts.visits.seen
        frames["visit_raters"] = parts.visits.raters.assign(step=_words(parts.visits.raters["step"], STEPS))
    if parts.matrix is not None:
        frames |= _matrix(parts)
    return {name: settled(title, COLUMNS[name], frames.get(name)) for name, title in TITLES.items()}


def _matrix(parts: Parts) -> dict[str, pd.DataFrame]:
    placed, scores = parts.matrix.regions.copy(), parts.matrix.scores
    placed["market"] = parts.market.regions["market"].reindex(placed.index) if parts.market else float("nan")
    placed["share"] = parts.shares["share"].reindex(placed.index)
    placed["zone"] = _words(placed["zone"], ZONES)
    named = {"side": (SIDES, "side"), "criterion": (CRITERIA, "criterion"), "known": (YES_NO, "known")}
    worded = {name: _words(scores[column], words) for name, (words, column) in named.items()}
    return {"region_matrix": _named(placed), "region_points": scores.assign(**worded)}


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.rename_axis("region").reset_index()


def _words(values: pd.Series, words: dict[object, Message]) -> list[str]:
    return [word(words[value]) for value in values]
