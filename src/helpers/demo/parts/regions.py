"""How large each region's market is: guesses of persons whose bias is known."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.pricing import FEN


@dataclass(frozen=True)
class Guess:
    """One rater of markets.

    ``bias`` and ``spread`` are in the logarithm of the market's size; ``reliability`` and ``credibility``
    as the Admiralty scale has them.
    """

    rater: str
    bias: float
    spread: float
    evidence: str
    reliability: str
    credibility: str
    date: str


@dataclass(frozen=True)
class Regions(Part):
    """Each rater's estimate of each region.

    Attributes
    ----------
    beyond
        Region's market as a multiple of what our customers there need: most buyers are not ours yet.
    growth
        Region → true growth of its market, per cent a year; ``""`` for all others.
    growth_spread
        Standard deviation of a guess of it.
    guesses
        The raters.
    digits
        Estimates are round: so many significant digits.
    wider
        Region → how many times wider its market is than ``beyond`` says: our share is small there. The twin has none.
    accounts
        Customers worth having as a multiple of those we know; not written when 0.
    """

    name: ClassVar[str] = "regions"

    beyond: float
    growth: dict[str, float]
    growth_spread: float
    guesses: tuple[Guess, ...]
    digits: int = 2
    wider: Mapping[str, float] = field(default_factory=dict)
    accounts: float = 0.0

    def quiet(self) -> Regions:
        return dataclasses.replace(self, wider={})

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        need = firm.people.groupby("region")["wallet"].sum() * self.beyond
        need = need * [self.wider.get(region, 1.0) for region in need.index]
        known = firm.people.groupby("region").size() * self.accounts
        names = [region.name for region in firm.market.regions if region.name in need.index]
        rows = []
        for guess in self.guesses:
            noise, felt = chance.standard_normal((2, len(names)))
            for region, off, grown in zip(names, noise, felt, strict=True):
                true = self.growth.get(region, self.growth[""])
                rows.append(
                    {
                        "region": region,
                        "potential": self._round(need[region] * np.exp(guess.bias + guess.spread * off)) * FEN,
                        "growth": float(np.rint(true + self.growth_spread * grown)),
                        "rater": guess.rater,
                        "date": pd.Timestamp(guess.date),
                        "evidence": guess.evidence,
                        "reliability": guess.reliability,
                        "credibility": guess.credibility,
                    }
                )
        firm.frames["regions"] = pd.DataFrame(rows)
        if self.accounts:
            told = np.array([known[row["region"]] * self.wider.get(row["region"], 1.0) for row in rows])
            felt = told * np.exp(0.12 * chance.standard_normal(len(rows)))
            firm.frames["regions"]["accounts"] = pd.Series(10 * np.rint(felt / 10)).astype("int64")
        bias = {guess.rater: {"bias_log": guess.bias, "spread_log": guess.spread} for guess in self.guesses}
        firm.truth[self.name] = {"market_yuan": {name: round(float(need[name]), 2) for name in names}, "raters": bias}
        if self.wider:
            firm.truth[self.name]["wider"] = dict(self.wider)

    def _round(self, value: float) -> int:
        step = 10 ** (int(np.floor(np.log10(value))) + 1 - self.digits)
        return int(np.rint(value / step) * step)
