"""Some shops lose part of their customers' visits from a day on: a competitor, or a quarter that goes down."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from helpers.demo.firm import Firm
from helpers.demo.part import Fact
from helpers.demo.parts.shops import SHOP


@dataclass(frozen=True)
class ShopDecline(Fact):
    """Customers of these shops come less often; nobody says so. Whoever joins, joins with a purchase all the same.

    Attributes
    ----------
    shops
        Names of the shops.
    on, level
        Day from which the share ``level`` of their visits is gone (−0.4: forty in a hundred).
    """

    name: ClassVar[str] = "shop_decline"

    shops: tuple[str, ...]
    on: str
    level: float

    def orders(self, firm: Firm, chance: np.random.Generator) -> None:
        here = firm.market.part("shops").numbers(self.shops)
        lot = chance.random(len(firm.documents))
        hit = np.isin(firm.people[SHOP].to_numpy()[firm.documents["position"]], here)
        gone = hit & (firm.documents["day"] >= firm.market.day(self.on)).to_numpy() & (lot < -self.level)
        gone &= (firm.documents["day"] != firm.people["starts"].to_numpy()[firm.documents["position"]]).to_numpy()
        firm.documents = firm.documents[~gone].reset_index(drop=True)
        if firm.taste is not None:
            firm.taste = firm.taste[~gone]
        firm.truth[self.name] = dataclasses.asdict(self)
