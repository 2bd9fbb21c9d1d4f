"""What stands on the lines of an order: products, quantities, prices and costs."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from helpers.demo.market import Market
from helpers.demo.raw_material import cost_factor, price_factor
from helpers.demo.seasons import DAYS_A_YEAR

FEN = 100
#: Taken from the log preference for products of other lines where an order is of one line.
OTHER_LINE = 20.0


def catalogue(market: Market) -> pd.DataFrame:
    """Products as numbers: ``line``, ``popularity``, first and last day on sale, price and cost in fen, pack."""
    rows = market.products
    return pd.DataFrame(
        {
            "product": [p.code for p in rows],
            "line": [market.lines.index(p.line) for p in rows],
            "popularity": [p.popularity for p in rows],
            "first": [market.day(p.launched_on) for p in rows],
            "last": [market.day(p.ended_on) if p.ended_on else market.days for p in rows],
            "price": [round(p.list_price * FEN) for p in rows],
            "cost": [round(p.list_price * p.cost * FEN) for p in rows],
            "pack": [p.pack for p in rows],
        }
    )


def list_price(market: Market, price: np.ndarray, line: np.ndarray, day: np.ndarray) -> np.ndarray:
    """List price in whole fen on a day, of products of these lines (their numbers)."""
    how = market.pricing
    since = market.day(how.rise_on) if how.rise_on else market.days
    risen = price * np.where(day >= since, 1 + how.rise, 1.0)
    return np.rint(risen * price_factor(market, line, day)).astype("int64")


def unit_cost(market: Market, cost: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Standard cost in whole fen on a day: it grows on 1 January of each later year, and with the raw material."""
    starts = np.array(
        [market.day(dt.date(year, 1, 1).isoformat()) for year in range(market.start.year + 1, market.end.year + 1)]
    )
    years = np.searchsorted(starts, day, side="right")
    return np.rint(cost * (1 + market.pricing.cost_growth) ** years * cost_factor(market, day)).astype("int64")


def lines(
    market: Market,
    people: pd.DataFrame,
    documents: pd.DataFrame,
    chance: dict[str, np.random.Generator],
    taste: np.ndarray | None = None,
) -> pd.DataFrame:
    """Order lines.

    Parameters
    ----------
    taste
        Per order (row) and product (column) what is added to the customer's log preference; nothing when not given.

    Returns
    -------
    DataFrame
        ``document`` (row of the order), ``position``, ``day``, ``product`` (row of the catalogue),
        ``quantity`` (whole packs, at least one), ``price`` and ``cost`` of a unit in fen. No product stands
        twice in one order.
    """
    how, goods, c = market.purchasing, catalogue(market), chance["products"]
    number = 1 + np.minimum(c.poisson(how.lines_mean, len(documents)), how.lines_most - 1)
    parts = c.gamma(how.evenness, 1.0, (len(documents), how.lines_most))
    parts[np.arange(how.lines_most)[None, :] >= number[:, None]] = 0
    parts /= parts.sum(axis=1, keepdims=True)
    score = _preference(market, people, goods, c)[documents["position"]]
    day = documents["day"].to_numpy()
    drift = np.array([market.pricing.mix_drift.get(line, 0.0) for line in market.lines])[goods["line"]]
    score = score + drift[None, :] * (day / DAYS_A_YEAR)[:, None]
    if taste is not None:
        score = score + taste
    if "line" in documents:  # orders of one product line: others hardly stand on them
        asked = documents["line"].to_numpy()[:, None]
        score = score - OTHER_LINE * ((asked >= 0) & (asked != goods["line"].to_numpy()[None, :]))
    on_sale = (day[:, None] >= goods["first"].to_numpy()) & (day[:, None] <= goods["last"].to_numpy())
    score = np.where(
        on_sale, score + c.gumbel(size=score.shape), -np.inf
    )  # the best k by Gumbel are k draws without replacement
    best = np.argsort(-score, axis=1, kind="stable")[:, : how.lines_most]
    document, place = np.nonzero(parts > 0)
    product = best[document, place]
    position = documents["position"].to_numpy()[document]
    day = day[document]
    p = chance["prices"]
    discount = people["discount"].to_numpy()[position]
    noise = market.pricing.line_spread * p.standard_normal(len(product))
    listed = list_price(market, goods["price"].to_numpy()[product], goods["line"].to_numpy()[product], day)
    price = listed * (1 - discount) * (1 + noise)
    price = np.rint(price).astype("int64")
    value = documents["value"].to_numpy()[document] * parts[document, place] * FEN
    before = goods["price"].to_numpy()[product] * (1 - discount)  # quantities do not follow prices
    pack = goods["pack"].to_numpy()[product]
    quantity = (np.maximum(np.floor(value / before / pack + p.random(len(product))), 1) * pack).astype("int64")
    cost = unit_cost(market, goods["cost"].to_numpy()[product], day)
    return pd.DataFrame(
        {
            "document": document,
            "position": position,
            "day": day,
            "product": product,
            "quantity": quantity,
            "price": price,
            "cost": cost,
        }
    )


def _preference(market: Market, people: pd.DataFrame, goods: pd.DataFrame, chance: np.random.Generator) -> np.ndarray:
    """Log preference of each customer for each product: the industry's appetite and its own habit."""
    appetite = {i.name: np.log([i.appetite.get(line, 1.0) for line in market.lines]) for i in market.industries}
    within = goods["popularity"] / goods.groupby("line")["popularity"].transform("sum")
    usual = np.stack([appetite[name] for name in people["industry"]])[:, goods["line"]] + np.log(within.to_numpy())
    return usual + market.purchasing.loyalty * chance.standard_normal(usual.shape)
