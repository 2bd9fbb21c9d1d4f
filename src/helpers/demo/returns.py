"""Goods that come back: negative lines that refer to an earlier sale."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.demo.market import Market


def draw(market: Market, lines: pd.DataFrame, open_days: np.ndarray, chance: np.random.Generator) -> pd.DataFrame:
    """Return lines: as the sale's line, with ``day`` of the return and a negative ``quantity``.

    One document's lines come back on one day, the first working day after so many days; what would
    come back after the period is left out.
    """
    policy = market.returns
    back = chance.random(len(lines)) < policy.share
    whole = chance.random(len(lines)) < policy.whole
    part = chance.random(len(lines))
    documents = int(lines["document"].max()) + 1 if len(lines) else 0
    days = chance.integers(policy.days[0], policy.days[1] + 1, documents)
    quantity = lines["quantity"].to_numpy()
    pack = np.array([product.pack for product in market.products])[lines["product"]]
    number = np.where(whole, quantity, np.ceil(part * quantity / pack) * pack).astype("int64")
    working = np.flatnonzero(open_days)
    due = lines["day"].to_numpy() + days[lines["document"]]
    at = np.searchsorted(working, due)
    back &= at < len(working)
    found = lines[back].copy()
    found["day"] = working[at[back]]
    found["quantity"] = -number[back]
    return found
