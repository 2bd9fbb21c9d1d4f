"""Competitors: how raters score our firm and others on what customers choose by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    """

    name: ClassVar[str] = "competitors"

    ours: str
    scores: Mapping[str, Mapping[str, float]]
    judges: tuple[Judge, ...]
    flattery: Mapping[str, float]
    rated_on: tuple[str, ...] = ("2024-12-31", "2025-12-15")

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
        firm.frames[self.name] = pd.concat(rows, ignore_index=True)
        firm.truth[self.name] = {
            "scores": {name: dict(part) for name, part in self.scores.items()},
            "flattery": dict(self.flattery),
        }
