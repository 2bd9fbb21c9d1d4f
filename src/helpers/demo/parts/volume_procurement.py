"""Volume procurement (集中带量采购): hospitals buy at the tender's price; who wins sells more for less, who loses sells less."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from helpers.demo import pricing
from helpers.demo.firm import Firm
from helpers.demo.part import Fact
from helpers.demo.parts.resized import resized


@dataclass(frozen=True)
class Award:
    """What a tender did to one of our products.

    Attributes
    ----------
    product
        Its code.
    on
        Day from which the tender's price and volumes hold.
    cut
        Share of the list price that is gone; 0 where we did not win.
    volume
        Hospitals buy so many times the units of before.
    """

    product: str
    on: str
    cut: float
    volume: float


@dataclass(frozen=True)
class VolumeProcurement(Fact):
    """Tenders for molecules.

    Attributes
    ----------
    awards
        See :class:`Award`.
    bound
        Industries of customers that are bound by the tender: one price for all of them, without discount.
    follow
        Share of the cut by which prices for everybody else follow (price linkage).
    """

    name: ClassVar[str] = "volume_procurement"

    awards: tuple[Award, ...]
    bound: tuple[str, ...]
    follow: float

    def lines(self, firm: Firm, chance: np.random.Generator) -> None:
        market, lines = firm.market, firm.lines
        goods = pricing.catalogue(market)
        bound = firm.people["industry"].isin(self.bound).to_numpy()[lines["position"]]
        sold = firm.documents["day"].to_numpy()[lines["document"]]  # a return is worth what its sale was
        price, factor = lines["price"].to_numpy().copy(), np.ones(len(lines))
        listed = pricing.list_price(
            market, goods["price"].to_numpy()[lines["product"]], goods["line"].to_numpy()[lines["product"]], sold
        )
        for award in self.awards:
            hit = (lines["product"] == goods.index[goods["product"] == award.product][0]).to_numpy()
            hit = hit & (sold >= market.day(award.on))
            factor = np.where(hit & bound, award.volume, factor)
            price = np.where(hit & ~bound, price * (1 - self.follow * award.cut), price)
            price = np.where(hit & bound & (award.cut > 0), listed * (1 - award.cut), price)
        lines = lines.assign(price=np.rint(price).astype("int64"))
        firm.lines = resized(firm, lines, factor, chance).reset_index(drop=True)

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        products = firm.frames["products"]
        cut = products["product"].map({award.product: award.cut for award in self.awards}).fillna(0.0)
        listed = np.rint(products["list_price"].astype("float64") * (1 - cut)).astype("int64")
        firm.frames["products"] = products.assign(list_price=listed)
        firm.truth[self.name] = dataclasses.asdict(self)
