"""Who the customers are: names, industry, region, size, owner, need, and our share of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.demo import names
from helpers.demo.market import Market

#: Days before a new customer's first order that the firm enters it, both ends included.
ENTERED_BEFORE = (2, 40)
#: A new customer's first order comes at the latest so many days before the end.
ARRIVES_UNTIL = 20


def draw(market: Market, chance: dict[str, np.random.Generator]) -> pd.DataFrame:
    """The customer population.

    Returns
    -------
    DataFrame
        One row a customer in the order of entry: ``customer, name, group, industry, region, size,
        channel, owner, created_on, discount, payment_days, wallet`` (yuan a year), ``share``
        (ours, of the wallet, before the story), ``kind`` (regular, one_time, dormant),
        ``starts`` (day number of a new customer's first order; below 0 for those known before).
    """
    count, people = market.population.customers, market.population
    c = chance["customers"]
    industry = c.choice(len(market.industries), count, p=_shares([i.share for i in market.industries]))
    region = c.choice(len(market.regions), count, p=_shares([r.share for r in market.regions]))
    size = c.choice(len(market.sizes), count, p=_shares([s.share for s in market.sizes]))
    spread = c.standard_normal(count)
    wallet = np.array(
        [market.sizes[s].wallet * market.industries[i].wallet for s, i in zip(size, industry, strict=True)]
    )
    wallet = wallet * np.exp(np.array([market.sizes[s].spread for s in size]) * spread)
    share = _beta(people.share_mean, people.share_spread, count, c)
    lot = c.random(count)
    kind = np.where(
        lot < people.dormant, "dormant", np.where(lot < people.dormant + people.one_time, "one_time", "regular")
    )
    arriving = (c.random(count) < people.arriving) & (kind != "dormant")
    starts = np.where(arriving, c.integers(0, market.days - ARRIVES_UNTIL, count), -1)
    known = pd.Timestamp(market.start) - pd.Timestamp(f"{people.oldest}-01-01")
    created = np.where(
        arriving,
        starts - c.integers(ENTERED_BEFORE[0], ENTERED_BEFORE[1] + 1, count),
        -c.integers(ENTERED_BEFORE[1], known.days + 1, count),
    )
    dealer = np.array([market.industries[i].dealer for i in industry])
    discount = np.array([market.sizes[s].discount for s in size]) + np.where(dealer, market.pricing.dealer_discount, 0)
    discount = discount + market.pricing.discount_spread * c.standard_normal(count)
    terms = [_pick(market.sizes[s].terms, u) for s, u in zip(size, c.random(count), strict=True)]
    frame = pd.DataFrame(
        {
            "industry": [market.industries[i].name for i in industry],
            "region": [market.regions[r].name for r in region],
            "size": [market.sizes[s].name for s in size],
            "channel": np.where(dealer, "dealer", "direct"),
            "created_on": pd.Timestamp(market.start) + pd.to_timedelta(created, unit="D"),
            "discount": discount.clip(0, market.pricing.discount_most),
            "payment_days": terms,
            "wallet": wallet,
            "share": share,
            "kind": kind,
            "starts": starts,
        }
    )
    frame["owner"] = _owners(market, region, chance["owners"])
    frame["name"], frame["group"] = market.naming(market, industry, region, frame, chance["names"])
    frame = frame.sort_values("created_on", kind="stable").reset_index(drop=True)
    frame.insert(0, "customer", [f"C{number:04d}" for number in range(1, count + 1)])
    return frame


def _shares(weights: list[float]) -> np.ndarray:
    return np.array(weights) / np.sum(weights)


def _beta(mean: float, spread: float, count: int, chance: np.random.Generator) -> np.ndarray:
    total = mean * (1 - mean) / spread**2 - 1
    return chance.beta(mean * total, (1 - mean) * total, count)


def _pick(chances: dict, at: float):
    values, weights = list(chances), np.cumsum(list(chances.values()))
    return values[int(np.searchsorted(weights / weights[-1], at, side="right"))]


def _owners(market: Market, region: np.ndarray, chance: np.random.Generator) -> list[str]:
    """Each customer's salesperson: one of those of its region."""
    staff = names.persons(sum(r.salespersons for r in market.regions), chance)
    ends = np.cumsum([r.salespersons for r in market.regions])
    pools = [staff[end - r.salespersons : end] for r, end in zip(market.regions, ends, strict=True)]
    return [pools[r][int(u * len(pools[r]))] for r, u in zip(region, chance.random(len(region)), strict=True)]
