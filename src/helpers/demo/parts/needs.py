"""Needs: what customers find important, how content they are, and which product meets what."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.judges import Judge

LOW, HIGH, USUAL = 1, 10, 6.0
FIT_LOW, FIT_HIGH, FIT_USUAL = 0, 3, 1.5


@dataclass(frozen=True)
class Need:
    """A need: its usual importance and satisfaction (1 to 10), and product line → how it is met (0 to 3)."""

    name: str
    importance: float
    satisfaction: float
    fit: Mapping[str, float]


@dataclass(frozen=True)
class WhiteSpace:
    """In one customer industry a need is more important and less satisfied than elsewhere, and no product meets it."""

    industry: str
    need: str
    importance: float
    satisfaction: float


@dataclass(frozen=True)
class Needs(Part):
    """Needs by customer and by product. Planted: the white space; in the twin the industry is as all others.

    Attributes
    ----------
    needs, white
        See :class:`Need`, :class:`WhiteSpace`.
    judges
        See :class:`helpers.demo.parts.judges.Judge`.
    rated_on
        Day of the rating.
    share
        Size of customer → share of the customers that were asked.
    spread
        Standard deviation between customers.
    """

    name: ClassVar[str] = "needs"

    needs: tuple[Need, ...]
    judges: tuple[Judge, ...]
    white: WhiteSpace | None = None
    rated_on: str = "2025-09-15"
    share: Mapping[str, float] = dataclasses.field(default_factory=lambda: {"大型": 0.9, "中型": 0.6, "小型": 0.2})
    spread: float = 1.0

    def quiet(self) -> Needs:
        return dataclasses.replace(self, white=None)

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        people, rows, day = firm.people, [], pd.Timestamp(self.rated_on)
        asked = chance.random(len(people)) < people["size"].map(dict(self.share)).fillna(0.0).to_numpy(float)
        asked &= ((people["created_on"] < day) & (people["kind"] == "regular")).to_numpy()
        white = self.white
        for need in self.needs:
            here = np.zeros(len(people), bool)
            if white and white.need == need.name:
                here = (people["industry"] == white.industry).to_numpy()
            important = np.where(here, white.importance if white else 0, need.importance)
            content = np.where(here, white.satisfaction if white else 0, need.satisfaction)
            important = important + self.spread * chance.standard_normal(len(people))
            content = content + self.spread * chance.standard_normal(len(people))
            for judge in self.judges:
                takes_part = asked & (chance.random(len(people)) < judge.share)
                frame = pd.DataFrame(
                    {
                        "customer": people["customer"],
                        "need": need.name,
                        "importance": judge.score(important, USUAL, LOW, HIGH, chance),
                        "satisfaction": judge.score(content, USUAL, LOW, HIGH, chance),
                        "rater": judge.names(people["owner"].to_numpy()),
                        "date": day,
                    }
                )
                rows.append(pd.concat([frame, judge.columns(len(people), chance)], axis=1)[takes_part])
        firm.frames[self.name] = pd.concat(rows, ignore_index=True)
        firm.frames["need_product"] = self._fit(firm, chance)
        firm.truth[self.name] = {"judges": [judge.told() for judge in self.judges]}
        firm.truth["white_space"] = dataclasses.asdict(white) if white else None

    def _fit(self, firm: Firm, chance: np.random.Generator) -> pd.DataFrame:
        """How products meet needs, by the last of the judges: those of product management."""
        judge, rows = self.judges[-1], []
        for need in self.needs:
            true = np.array([need.fit.get(product.line, 0.0) for product in firm.market.products])
            if not (true > 0).any():
                true = np.full(len(true), 0.0)
            frame = pd.DataFrame(
                {
                    "need": need.name,
                    "product": [product.code for product in firm.market.products],
                    "fit": np.where(true > 0, judge.score(true - judge.bias, FIT_USUAL, FIT_LOW, FIT_HIGH, chance), 0),
                    "rater": judge.who,
                    "date": pd.Timestamp(self.rated_on),
                }
            )
            rows.append(pd.concat([frame, judge.columns(len(true), chance)], axis=1))
        return pd.concat(rows, ignore_index=True)
