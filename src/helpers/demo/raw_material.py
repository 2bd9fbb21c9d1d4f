"""Prices and costs that follow a raw material, month by month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.demo.market import Market


def index(market: Market, day: np.ndarray, lag: int = 0) -> np.ndarray:
    """The raw material's price on the first of the day's month, so many months back, relative to the start."""
    material = market.pricing.raw_material
    if material is None:
        return np.ones(len(day))
    months = pd.date_range(market.start, market.end, freq="MS") - pd.DateOffset(months=lag)
    known = [market.day(date) for date in material.index]
    by_month = np.interp([(month.date() - market.start).days for month in months], known, list(material.index.values()))
    dates = pd.date_range(market.start, market.end, freq="D")
    return by_month[((dates.year - market.start.year) * 12 + dates.month - market.start.month).to_numpy()[day]]


def price_factor(market: Market, line: np.ndarray, day: np.ndarray) -> np.ndarray:
    """What the raw material makes of the list prices of product lines (their numbers) on days."""
    material = market.pricing.raw_material
    if material is None:
        return np.ones(len(day))
    share = np.array([material.price_share.get(name, 0.0) for name in market.lines])[line]
    return 1 + share * (index(market, day, material.lag) - 1)


def cost_factor(market: Market, day: np.ndarray) -> np.ndarray:
    """What the raw material makes of unit costs on days."""
    material = market.pricing.raw_material
    return np.ones(len(day)) if material is None else 1 + material.cost_share * (index(market, day) - 1)
