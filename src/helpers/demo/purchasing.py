"""When customers order, and for how much: a renewal process in demand time.

Demand time runs faster on days that carry more business (:mod:`helpers.demo.seasons`), so a
customer's own cycle, the season, the festival and the growth meet in one place. Times between
purchases are gamma distributed in demand time, each customer with its own mean.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.demo.market import Market
from helpers.demo.seasons import DAYS_A_YEAR

#: Draw so many more gaps than expected, so that nobody runs out of them before the end.
SPARE = 1.6
SPARE_AT_LEAST = 12


def habits(market: Market, people: pd.DataFrame, chance: np.random.Generator) -> np.ndarray:
    """How much more or less often than usual each customer orders (mean 1)."""
    spread = market.purchasing.orders_spread
    return np.exp(spread * chance.standard_normal(len(people)) - spread**2 / 2)


def rates(market: Market, people: pd.DataFrame, share: np.ndarray, habits: np.ndarray) -> pd.DataFrame:
    """Per customer: ``revenue`` (yuan a year at the start's level), ``orders`` a year, ``value`` of an order."""
    how = market.purchasing
    revenue = people["wallet"].to_numpy() * share
    usual = how.reference_orders * (revenue / how.reference_revenue) ** how.orders_elasticity
    orders = usual * habits
    return pd.DataFrame({"revenue": revenue, "orders": orders, "value": revenue / orders})


def documents(
    market: Market,
    people: pd.DataFrame,
    rate: pd.DataFrame,
    stops: np.ndarray,
    calendar: pd.DataFrame,
    chance: dict[str, np.random.Generator],
) -> pd.DataFrame:
    """Orders: ``position`` (row of the customer), ``day`` (number), ``value`` aimed at, in yuan."""
    how, c = market.purchasing, chance["timing"]
    clock = np.concatenate([[0.0], calendar["weight"].cumsum().to_numpy()])
    gap = DAYS_A_YEAR / rate["orders"].to_numpy()
    most = int(np.ceil(clock[-1] / gap.min() * SPARE)) + SPARE_AT_LEAST
    first = c.random(len(people))
    gaps = c.gamma(how.regularity, 1 / how.regularity, (len(people), most)) * gap[:, None]
    new = people["starts"].to_numpy() >= 0
    gaps[:, 0] = np.where(new, clock[people["starts"].clip(lower=0)], gaps[:, 0] * first)
    times = gaps.cumsum(axis=1)
    once = (people["kind"] == "one_time").to_numpy()
    times[once, 0] = np.where(new[once], times[once, 0], first[once] * clock[-1])
    times[once, 1:] = np.inf
    times[(people["kind"] == "dormant").to_numpy()] = np.inf
    position, _ = np.nonzero(times < clock[-1])
    day = np.searchsorted(clock, times[times < clock[-1]], side="right") - 1
    noise = chance["values"].gamma(how.value_spread**-2, how.value_spread**2, len(day))
    found = pd.DataFrame({"position": position, "day": day, "value": rate["value"].to_numpy()[position] * noise})
    found = found[found["day"].to_numpy() < stops[position]]
    return found.sort_values(["day", "position"], kind="stable").reset_index(drop=True)
