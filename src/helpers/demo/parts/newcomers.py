"""New customers who try and leave: how many, and from when on more of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.demo.market import Market


def stops(market: Market, people: pd.DataFrame, chance: np.random.Generator, signal: bool) -> np.ndarray:
    """Day number from which a new customer orders nothing more; the number of days for all others.

    Without a signal all new customers leave as the first ones do.
    """
    plan, none = market.story.newcomers, np.full(len(people), market.days)
    if plan is None:
        return none
    lot, day = chance.random((2, len(people)))
    starts = people["starts"].to_numpy()
    new = (starts >= 0) & (people["kind"] == "regular").to_numpy()
    later = (starts >= market.day(plan.changed_on)) & signal
    leaving = new & (lot < np.where(later, plan.leaving_since, plan.leaving))
    return np.where(leaving, np.minimum(starts + 1 + (day * plan.within).astype(int), market.days), none)
