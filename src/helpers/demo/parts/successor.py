"""A new product that lives on an older one of the same firm: what it sells, the other loses."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo import pricing
from helpers.demo.firm import Firm
from helpers.demo.part import Part


@dataclass(frozen=True)
class Successor(Part):
    """Some customers take up the new product, each from a day of its own; its lines go beside those of the old one.

    Attributes
    ----------
    old, new
        Codes of the two products. The new one's ``popularity`` in the catalogue should be next to nothing:
        only this part sells it.
    adopters
        Share of the customers that take it up.
    between
        First and last day on which they begin.
    share
        Share of an adopter's later lines of the old product beside or instead of which it buys the new one.
    taken
        Share of those in which the new one takes the old one's place (the twin: none, it is all additional).
    """

    name: ClassVar[str] = "successor"

    old: str
    new: str
    adopters: float
    between: tuple[str, str]
    share: float
    taken: float

    def lines(self, firm: Firm, chance: np.random.Generator) -> None:
        market, lines, count = firm.market, firm.lines, len(firm.people)
        codes = [product.code for product in market.products]
        old, new = codes.index(self.old), codes.index(self.new)
        first, last = (market.day(date) for date in self.between)
        begins = np.where(chance.random(count) < self.adopters, chance.integers(first, last + 1, count), market.days)
        lot, place = chance.random((2, len(firm.documents)))
        document = lines["document"].to_numpy()
        hit = (lines["product"] == old).to_numpy() & (lot[document] < self.share)
        hit &= firm.documents["day"].to_numpy()[document] >= begins[lines["position"]]
        instead = hit & (place[document] < self.taken)
        added = self._renamed(firm, lines[hit], old, new)
        firm.lines = pd.concat([lines[~instead], added], ignore_index=True)
        firm.truth[self.name] = dataclasses.asdict(self) if firm.signal else None

    def _renamed(self, firm: Firm, lines: pd.DataFrame, old: int, new: int) -> pd.DataFrame:
        """The lines as lines of the new product: the same units, its own price and cost."""
        goods, day = pricing.catalogue(firm.market), lines["day"].to_numpy()
        price, cost = goods["price"].to_numpy(), goods["cost"].to_numpy()
        return lines.assign(
            product=new,
            price=np.rint(lines["price"] * price[new] / price[old]).astype("int64"),
            cost=pricing.unit_cost(firm.market, np.full(len(lines), cost[new]), day),
        )

    def quiet(self) -> Successor:
        return dataclasses.replace(self, taken=0.0)
