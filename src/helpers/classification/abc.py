"""ABC: which customers bring most of the revenue, and which classes hold when the window moves."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd

from helpers.classification.rulebook import cuts_in_order

CLASSES = ("A", "B", "C", "none")


def classify(revenue: pd.DataFrame, *, abc_a: float = 0.8, abc_b: float = 0.95) -> pd.DataFrame:
    """Classes by cumulated share of revenue.

    A customer is in A while all customers with more revenue together have not yet brought ``abc_a``; so
    customers of equal revenue are of equal class. Shares are of the revenue of customers above zero;
    those at or below zero (returns outweigh sales, or nothing bought) are told apart as ``none``.

    Parameters
    ----------
    revenue
        ``customer, revenue`` in whole minor units, one row a customer.

    Returns
    -------
    DataFrame
        ``customer, revenue, share, cumulated, abc``, most revenue first, ties by customer;
        ``cumulated`` counts all customers of at least this revenue.

    Raises
    ------
    RulesError
        When ``abc_a`` is not below ``abc_b``.

    Notes
    -----
    Dickie, H. F. (1951), "ABC inventory analysis shoots for dollars", Factory Management and Maintenance,
    July. Comparisons are in whole minor units, so no rounding decides a class.
    """
    cuts_in_order(abc_a, abc_b)
    frame = revenue[["customer", "revenue"]].sort_values(
        ["revenue", "customer"], ascending=[False, True], kind="stable"
    )
    frame = frame.reset_index(drop=True)
    money = frame["revenue"].clip(lower=0).to_numpy(dtype="int64")
    total = int(money.sum())
    running = np.cumsum(money)
    _, inverse, counts = np.unique(-money, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)[inverse] - 1 if len(money) else inverse
    upto = running[last] if len(money) else running
    before = upto - money * (counts[inverse] if len(money) else 1)
    letters = np.where(before < _reach(total, abc_a), "A", np.where(before < _reach(total, abc_b), "B", "C"))
    frame["share"] = np.where(money > 0, money / max(total, 1), np.nan)
    frame["cumulated"] = np.where(money > 0, upto / max(total, 1), np.nan)
    frame["abc"] = pd.Series(np.where(money > 0, letters, "none"), dtype="str")
    return frame


def _reach(total: int, share: float) -> int:
    """Smallest whole amount that is at least ``share`` of the total, computed without rounding."""
    exact = Fraction(str(share)) * total
    return -(-exact.numerator // exact.denominator)


def hold(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Each customer's class now and in the earlier window: ``customer, abc, abc_before, same``.

    Customers without revenue in either window are left out.
    """
    both = now[["customer", "abc"]].merge(
        before[["customer", "abc"]].rename(columns={"abc": "abc_before"}), on="customer", how="outer"
    )
    both = both.fillna({"abc": "none", "abc_before": "none"})
    both = both[(both["abc"] != "none") | (both["abc_before"] != "none")]
    both["same"] = both["abc"] == both["abc_before"]
    return both.sort_values("customer", kind="stable").reset_index(drop=True)
