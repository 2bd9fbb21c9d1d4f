"""Crops: what is bought when, by region and product line, and which product has no use there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.market import Market
from helpers.demo.part import Part
from helpers.demo.parts.resized import resized

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class CropSeason(Part):
    """Ordinary orders follow the crops of their region; what the fields do not need is not ordered.

    Attributes
    ----------
    crops
        Region → its main crop.
    uses
        Crop → product line → how much the fields take in January to December (any scale; its mean is
        what the line is usually worth).
    unfit
        Product → crops it is of no use for.
    ahead
        Share of what the fields take that dealers order in the same month, one month ahead, two …
    least
        Least factor of a month: some always order out of season.
    """

    name: ClassVar[str] = "crop_season"

    crops: Mapping[str, str]
    uses: Mapping[str, Mapping[str, tuple[float, ...]]]
    unfit: Mapping[str, tuple[str, ...]]
    ahead: tuple[float, ...]
    least: float

    def lines(self, firm: Firm, chance: np.random.Generator) -> None:
        """Lines of ordinary orders grow or fall away with the season; returns go with their sale."""
        market, lines = firm.market, firm.lines
        document, product = lines["document"].to_numpy(), lines["product"].to_numpy()
        factor = self.ordered(market)[
            region_numbers(market, firm.people)[lines["position"]],
            np.array([market.lines.index(p.line) for p in market.products])[product],
            firm.calendar["date"].dt.month.to_numpy()[firm.documents["day"]][document] - 1,
        ]
        factor = np.where(firm.documents["pushed"].to_numpy()[document], 1.0, factor)
        useless = self.useless(market)[region_numbers(market, firm.people)[lines["position"]], product]
        firm.lines = resized(firm, lines, np.where(useless, 0.0, factor), chance).reset_index(drop=True)

    def needed(self, market: Market) -> np.ndarray:
        """Use by region, product line and month; the mean over months is the line's weight there."""
        return np.array([[self.uses[self.crops[r.name]][line] for line in market.lines] for r in market.regions])

    def ordered(self, market: Market) -> np.ndarray:
        """Factor on ordinary orders by region, product line and month, beside the season of the calendar."""
        use, share = self.needed(market), np.array(self.ahead) / np.sum(self.ahead)
        bought = sum(part * np.roll(use, -months, axis=-1) for months, part in enumerate(share))
        season = np.array(market.seasons.months) / np.mean(market.seasons.months)
        return np.maximum(bought, self.least) / season

    def useless(self, market: Market) -> np.ndarray:
        """Whether a product (column) is of no use in a region (row)."""
        return np.array(
            [[self.crops[r.name] in self.unfit.get(p.code, ()) for p in market.products] for r in market.regions]
        )


def region_numbers(market: Market, people: pd.DataFrame) -> np.ndarray:
    """Number of each customer's region."""
    number = {region.name: i for i, region in enumerate(market.regions)}
    return people["region"].map(number).to_numpy()
