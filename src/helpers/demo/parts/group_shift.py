"""One group of customers falls behind while the rest goes on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.demo.market import Market


def factor(market: Market, people: pd.DataFrame, documents: pd.DataFrame, signal: bool) -> np.ndarray:
    """Factor on the value of each order: below 1 for orders of the group from the day on."""
    plan = market.story.group
    if plan is None or not signal:
        return np.ones(len(documents))
    member = (people[plan.attribute] == plan.value).to_numpy()[documents["position"]]
    return np.where(member & (documents["day"] >= market.day(plan.on)).to_numpy(), 1 + plan.level, 1.0)
