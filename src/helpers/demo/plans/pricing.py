"""Prices, discounts, costs, and the raw material they may follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RawMaterial:
    """A raw material whose price carries prices and costs along (:mod:`helpers.demo.raw_material`).

    Attributes
    ----------
    index
        Date → price of the raw material relative to the start; straight lines in between. It counts by
        the month: prices and costs are set on the first of each.
    price_share
        Product line → share of the index's change that its prices follow.
    cost_share
        Share of the index's change that costs follow.
    lag
        Prices follow so many months after costs.
    """

    index: Mapping[str, float]
    price_share: Mapping[str, float]
    cost_share: float
    lag: int


@dataclass(frozen=True)
class Pricing:
    """Prices, discounts and what changes in them.

    Attributes
    ----------
    rise_on, rise
        Day from which list prices are higher, and by what share.
    dealer_discount
        Further discount for dealers.
    discount_spread, discount_most
        Standard deviation of the discount between customers, and the highest there is.
    line_spread
        Standard deviation of one line's price around the customer's own.
    cost_growth
        Growth of unit costs on 1 January of each later year.
    mix_drift
        Product line → yearly change of its log odds within orders.
    raw_material
        What prices follow besides; nothing when there is none.
    """

    rise_on: str = ""
    rise: float = 0.0
    dealer_discount: float = 0.06
    discount_spread: float = 0.03
    discount_most: float = 0.34
    line_spread: float = 0.012
    cost_growth: float = 0.0
    mix_drift: Mapping[str, float] = field(default_factory=dict)
    raw_material: RawMaterial | None = None
