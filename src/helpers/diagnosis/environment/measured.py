"""What data measure of the forces that people judge: buyers' concentration, customers leaving, projects lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from helpers.diagnosis.sales.concentration import CHUNK, concentration_of
from helpers.diagnosis.sales.period import last_months, months_to_day

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules

COLUMNS = ["force", "measure", "value", "low", "high", "cases", "limit", "strong"]
#: Fewer decided projects than this do not measure rivalry.
FEWEST = 10


def measure(company: Company, purchases: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """What the data say of a force, beside what would be strong.

    Returns
    -------
    DataFrame
        ``force, measure`` (``hhi``, ``left`` or ``lost``), ``value, low, high, cases, limit, strong``; ``strong`` is
        whether the value reaches the limit.
    """
    rows = [_hhi(company, purchases, rules), _left(company, purchases, rules), _lost(company, rules)]
    frame = pd.DataFrame([row for row in rows if row], columns=COLUMNS)
    return frame.astype({"value": "float64", "low": "float64", "high": "float64", "strong": bool})


def _hhi(company: Company, purchases: pd.DataFrame, rules: Rules) -> dict | None:
    """Herfindahl-Hirschman index of customers (US merger guidelines 2023 call 1,000 to 1,800 moderate)."""
    window = months_to_day(company.date, rules["window_months"])
    found = concentration_of(company, purchases, window, rules)
    if found is None:
        return None
    value = found.hhi
    return _row("buyers", "hhi", value.value, value.low, value.high, found.customers, rules["buyers_hhi"])


def _left(company: Company, purchases: pd.DataFrame, rules: Rules) -> dict | None:
    """Share of a year's revenue from customers who bought nothing in the year after; interval by customers.

    The percentile interval draws customers with replacement (Efron and Tibshirani 1993, ch. 13).
    """
    now, then = last_months(company.date, 12), last_months(company.date, 12, back=12)
    if not len(purchases) or purchases["date"].min() > pd.Timestamp(then.start) + pd.offsets.MonthBegin(1):
        return None
    day = purchases["date"]
    before = (
        purchases[(day >= pd.Timestamp(then.start)) & (day <= pd.Timestamp(then.end))].groupby("customer")["net"].sum()
    )
    before = before[before > 0].sort_index()
    if len(before) < FEWEST:
        return None
    after = purchases[(day >= pd.Timestamp(now.start)) & (day <= pd.Timestamp(now.end)) & (purchases["net"] > 0)]
    gone = ~before.index.isin(after["customer"])
    money = before.to_numpy("float64")
    low, high = np.quantile(_drawn(money, money * gone, rules["draws"], rules["seed"]), [0.025, 0.975])
    value = float(money[gone].sum() / money.sum())
    return _row("buyers", "left", value, float(low), float(high), len(before), rules["switching_alert"])


def _drawn(whole: np.ndarray, part: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """Part over whole in so many samples of the customers with replacement, a few samples at a time."""
    chance, shares = np.random.default_rng(seed), []
    step = max(1, CHUNK // len(whole))
    for start in range(0, draws, step):
        picked = chance.integers(0, len(whole), (min(step, draws - start), len(whole)))
        shares.append(part[picked].sum(axis=1) / whole[picked].sum(axis=1))
    return np.concatenate(shares)


def _lost(company: Company, rules: Rules) -> dict | None:
    """Share lost of the projects decided within the last year; Wilson's interval (Wilson 1927).

    Lost to whom is not asked: a rival's name may be written down later, and an earlier date would not know it.
    """
    if not company.has("opportunities", "status", "closed_on"):
        return None
    deals, year = company.table("opportunities"), last_months(company.date, 12)
    within = deals["closed_on"].between(pd.Timestamp(year.start), pd.Timestamp(year.end))
    decided = deals[within & deals["status"].isin(["won", "lost"])]
    if len(decided) < FEWEST:
        return None
    lost = int((decided["status"] == "lost").sum())
    low, high = proportion_confint(lost, len(decided), method="wilson")
    return _row("rivalry", "lost", lost / len(decided), low, high, len(decided), rules["lost_alert"])


def _row(force: str, name: str, value: float, low: float, high: float, cases: int, limit: float) -> dict:
    strong = value >= limit
    return dict(zip(COLUMNS, (force, name, value, low, high, cases, limit, strong), strict=True))
