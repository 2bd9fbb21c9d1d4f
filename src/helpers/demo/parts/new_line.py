"""A new product line that lives on an older one: what it sells, the other loses."""

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
class NewLine(Part):
    """Some customers take to a new line, each from a day of its own. In the twin what they buy of it is additional.

    Attributes
    ----------
    old, new
        Names of the two product lines. The appetite for the new one should be next to nothing: only
        this part sells them.
    takers
        Share of the customers that take to it.
    since, over_days
        They begin on this day or within so many days after it.
    share
        Share of a taker's baskets with the old line in which there is the new one.
    instead
        Share of those in which it stands in the old one's place, not beside it.
    """

    name: ClassVar[str] = "new_line"

    old: str
    new: str
    takers: float
    since: str
    over_days: int
    share: float
    instead: float

    def lines(self, firm: Firm, chance: np.random.Generator) -> None:
        """What came back goes with its sale."""
        lines, people = firm.lines, len(firm.people)
        taker = chance.random(people) < self.takers
        begins = firm.market.day(self.since) + chance.integers(0, self.over_days, people)
        lot, place = chance.random((2, len(firm.documents)))
        document, position = lines["document"].to_numpy(), lines["position"].to_numpy()
        number = [product.line for product in firm.market.products]
        of_old = np.array([line == self.old for line in number])[lines["product"]]
        sold = firm.documents["day"].to_numpy()[document]
        hit = of_old & taker[position] & (sold >= begins[position]) & (lot[document] < self.share)
        instead = hit & (place[document] < self.instead)
        added = self._as_new(firm, lines[hit])
        firm.lines = pd.concat([lines[~instead], added], ignore_index=True)
        firm.truth[self.name] = dataclasses.asdict(self) if self.instead else None

    def _as_new(self, firm: Firm, lines: pd.DataFrame) -> pd.DataFrame:
        """The lines as lines of the new line: as many pieces of its product that is nearest in price."""
        goods = pricing.catalogue(firm.market)
        price, cost = goods["price"].to_numpy(), goods["cost"].to_numpy()
        new = np.flatnonzero(goods["line"] == firm.market.lines.index(self.new))
        nearest = new[np.abs(price[new][None, :] - price[:, None]).argmin(axis=1)]
        product = nearest[lines["product"]]
        found = lines.assign(product=product, price=price[product])
        found["cost"] = pricing.unit_cost(firm.market, cost[product], lines["day"].to_numpy())
        return found.groupby(["document", "day", "product", "price"], as_index=False, sort=False).agg(
            {"position": "first", "quantity": "sum", "cost": "first"}
        )[list(lines.columns)]

    def quiet(self) -> NewLine:
        return dataclasses.replace(self, instead=0.0)
