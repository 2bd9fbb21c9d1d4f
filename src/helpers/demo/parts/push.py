"""Goods pushed into dealers at the end of a quarter, and what of them comes back in the weeks after."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.demo.market import Market

QUARTERS = 4


def documents(
    market: Market,
    people: pd.DataFrame,
    rate: pd.DataFrame,
    stops: np.ndarray,
    calendar: pd.DataFrame,
    chance: np.random.Generator,
    signal: bool,
) -> pd.DataFrame:
    """Extra orders, one a dealer that takes part and quarter: ``position``, ``day``, ``value`` in yuan."""
    plan = market.story.push
    none = pd.DataFrame({"position": np.zeros(0, int), "day": np.zeros(0, int), "value": np.zeros(0)})
    if plan is None or not signal:
        return none
    regular = (people["channel"] == "dealer").to_numpy() & (people["kind"] == "regular").to_numpy()
    parts = []
    for last in last_days(market, calendar, plan.days):
        lot, place = chance.random((2, len(people)))
        noise = np.exp(plan.spread * chance.standard_normal(len(people)))
        day = last[(place * len(last)).astype(int)]
        there = regular & (people["starts"].to_numpy() < last[0]) & (stops > last[-1]) & (lot < plan.dealers)
        grown = calendar["growth"].to_numpy()[last[0]]
        value = plan.size * noise * rate["revenue"].to_numpy() / QUARTERS * grown
        if last[0] >= market.day(plan.since):
            parts.append(pd.DataFrame({"position": np.arange(len(people)), "day": day, "value": value})[there])
    return pd.concat([none, *parts], ignore_index=True).astype({"position": int, "day": int})


def last_days(market: Market, calendar: pd.DataFrame, days: int) -> list[np.ndarray]:
    """Day numbers of the last so many working days of each quarter that ends within the period."""
    open_days = calendar[calendar["open"]]
    quarter = open_days["date"].dt.to_period("Q")
    ended = [(name, rows) for name, rows in open_days.groupby(quarter) if name.end_time.date() <= market.end]
    return [rows.index.to_numpy()[-days:] for _, rows in ended]


def returned(market: Market, lines: pd.DataFrame, open_days: np.ndarray, chance: np.random.Generator) -> pd.DataFrame:
    """Return lines of pushed orders, as :func:`helpers.demo.returns.draw` gives them for ordinary ones."""
    plan = market.story.push
    if plan is None or lines.empty:
        return lines.iloc[:0]
    back, part = chance.random((2, len(lines)))
    days = chance.integers(plan.back_days[0], plan.back_days[1] + 1, int(lines["document"].max()) + 1)
    working = np.flatnonzero(open_days)
    at = np.searchsorted(working, lines["day"].to_numpy() + days[lines["document"]])
    hit = (back < plan.back) & (at < len(working))
    found = lines[hit].copy()
    pack = np.array([product.pack for product in market.products])[found["product"]]
    share = plan.least + (1 - plan.least) * part[hit]
    found["day"] = working[at[hit]]
    found["quantity"] = -(np.ceil(share * found["quantity"] / pack) * pack).astype("int64")
    return found
