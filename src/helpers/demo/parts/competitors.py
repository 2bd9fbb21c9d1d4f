"""Competitors: how raters score our firm and others on what customers choose by."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.judges import Judge

LOW, HIGH, USUAL = 0, 10, 6.0


@dataclass(frozen=True)
class Competitors(Part):
    """Scores of firms by criterion.

    Attributes
    ----------
    scores
        Firm → criterion → what is true on the scale of 0 to 10; the firm called like the market itself is ours.
    ours
        Our own firm's name in the table.
    judges
        Raters of the others and of us alike.
    flattery
        Added to what these judges say about our own firm (rater → points): they sell for it.
    rated_on
        Days of the rating.
    weights
        Criterion → points of a hundred as they truly weigh; judges write them with an error of a few points. Not
        written when empty.
    local
        Region → firm → criterion → what is true there instead; rated apart, on the last day.
    """

    name: ClassVar[str] = "competitors"

    ours: str
    scores: Mapping[str, Mapping[str, float]]
    judges: tuple[Judge, ...]
    flattery: Mapping[str, float]
    rated_on: tuple[str, ...] = ("2024-12-31", "2025-12-15")
    weights: Mapping[str, float] = field(default_factory=dict)
    local: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)

    def quiet(self) -> Competitors:
        mine = self.scores[self.ours]
        same = {name: dict(mine) for name in self.scores}
        return dataclasses.replace(self, scores=same, flattery={}, local={})

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        rows = []
        for day in self.rated_on:
            for name, criteria in self.scores.items():
                true = np.array(list(criteria.values()))
                for judge in self.judges:
                    more = self.flattery.get(judge.who, 0.0) if name == self.ours else 0.0
                    frame = pd.DataFrame(
                        {
                            "competitor": name,
                            "ours": "yes" if name == self.ours else "no",
                            "criterion": list(criteria),
                            "score": judge.score(true + more, USUAL, LOW, HIGH, chance),
                            "rater": judge.who,
                            "date": pd.Timestamp(day),
                        }
                    )
                    rows.append(pd.concat([frame, judge.columns(len(true), chance)], axis=1))
        rows += self._local(chance)
        firm.frames[self.name] = pd.concat(rows, ignore_index=True)
        if self.weights:
            firm.frames[self.name]["weight"] = self._weights(firm.frames[self.name], chance)
        firm.truth[self.name] = {
            "scores": {name: dict(part) for name, part in self.scores.items()},
            "flattery": dict(self.flattery),
        }
        if self.weights:
            firm.truth[self.name] |= {
                "weights": dict(self.weights),
                "local": {k: dict(v) for k, v in self.local.items()},
            }

    def _local(self, chance: np.random.Generator) -> list[pd.DataFrame]:
        """Scores that hold in one region."""
        rows = []
        for region, firms in self.local.items():
            for name, criteria in firms.items():
                true = np.array(list(criteria.values()))
                for judge in self.judges:
                    more = self.flattery.get(judge.who, 0.0) if name == self.ours else 0.0
                    frame = pd.DataFrame(
                        {
                            "competitor": name,
                            "ours": "yes" if name == self.ours else "no",
                            "criterion": list(criteria),
                            "score": judge.score(true + more, USUAL, LOW, HIGH, chance),
                            "region": region,
                            "rater": judge.who,
                            "date": pd.Timestamp(self.rated_on[-1]),
                        }
                    )
                    rows.append(pd.concat([frame, judge.columns(len(true), chance)], axis=1))
        return rows

    def _weights(self, frame: pd.DataFrame, chance: np.random.Generator) -> pd.Series:
        """Each judge's points, on the rows of our own firm that hold everywhere."""
        given = {}
        for judge in self.judges:
            felt = np.array(list(self.weights.values())) + 4 * chance.standard_normal(len(self.weights))
            felt = np.maximum(5 * np.rint(felt / 5), 5)
            felt[np.argmax(felt)] += 100 - felt.sum()
            given |= {(judge.who, name): value for name, value in zip(self.weights, felt, strict=True)}
        region = frame["region"].isna() if "region" in frame else pd.Series(True, index=frame.index)
        written = (frame["ours"] == "yes") & region
        values = [given.get(key, np.nan) for key in zip(frame["rater"], frame["criterion"], strict=True)]
        return pd.Series(values, index=frame.index, dtype="float64").where(written)
