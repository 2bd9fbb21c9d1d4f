"""Yearly totals as finance reports them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from helpers.company.profile import FinanceTotal
from helpers.demo.market import Market

SOURCE = "总账 6001 主营业务收入"


def totals(
    market: Market, orders: pd.DataFrame, chance: np.random.Generator
) -> tuple[tuple[FinanceTotal, ...], dict[str, Any] | None]:
    """Yearly totals as finance reports them; one year differs a little and nothing explains it."""
    plan, found = market.finance, []
    odd = 0
    for year in range(market.start.year, market.end.year + 1):
        revenue = int(orders.loc[orders["date"].dt.year == year, "amount"].sum())
        if year == plan.odd_year:
            odd = round(revenue * plan.difference * (1 + chance.random()))
            revenue += odd
        found.append(FinanceTotal(dt.date(year, 1, 1), dt.date(year, 12, 31), revenue, SOURCE))
    told = {"year": plan.odd_year, "finance_above_orders_fen": odd} if plan.odd_year else None
    return tuple(found), told
