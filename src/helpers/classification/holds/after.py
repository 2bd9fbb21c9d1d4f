"""What each class was worth afterwards, and whether the told confidence came true."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.classification.classes import sorting
from helpers.classification.intervals import wilson

BANDS = (0.0, 0.1, 0.5, 0.8, 0.95, 1.0)


#: Weights held at once.
CELLS = 2_000_000


def by_class(people: pd.DataFrame, *, draws: int = 500, seed: int = 20250101, level: float = 0.95) -> pd.DataFrame:
    """Per class: money before and after, and growth against all customers together.

    Returns
    -------
    DataFrame
        ``class, customers, before, after, still`` (share that bought again), ``ratio`` (after / before of the class,
        divided by the same of all) and its interval by resampling customers.
    """
    chance, rows = np.random.default_rng(seed), []
    whole = max(float(people["before"].sum()), 1.0)  # shares of it, so that no rounding depends on the unit of money
    before, after = (people[name].to_numpy(dtype="float64") / whole for name in ("before", "after"))
    names = [name for name in sorting.NAMES if (people["class"] == name).any() and name != "none"]
    member = np.array([(people["class"] == name).to_numpy() for name in names], dtype="float64").reshape(
        -1, len(people)
    )
    parts, step = [np.zeros((0, len(names)))], max(1, CELLS // max(len(people), 1))
    for first in range(0, draws, step):
        lots = chance.standard_exponential((min(step, draws - first), len(people)))
        parts.append(_ratios(lots, member, before, after))
    drawn = np.concatenate(parts)
    for place, name in enumerate(names):
        inside = people[people["class"] == name]
        ones = np.ones((1, len(people)))
        finite = drawn[:, place][np.isfinite(drawn[:, place])]
        low, high = np.quantile(finite, [(1 - level) / 2, (1 + level) / 2]) if len(finite) else (np.nan, np.nan)
        rows.append(
            {
                "class": name,
                "customers": len(inside),
                "before": int(inside["before"].sum()),
                "after": int(inside["after"].sum()),
                "still": float((inside["after"] > 0).mean()),
                "ratio": float(_ratios(ones, member[[place]], before, after)[0, 0]),
                "low": float(low),
                "high": float(high),
            }
        )
    columns = ["class", "customers", "before", "after", "still", "ratio", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _ratios(lots: np.ndarray, member: np.ndarray, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Draws × classes: growth of each class over the growth of all."""
    with np.errstate(divide="ignore", invalid="ignore"):
        own = (lots @ (member * after).T) / (lots @ (member * before).T)
        return own / ((lots @ after) / (lots @ before))[:, None]


def came_true(people: pd.DataFrame, key_share: float, level: float = 0.95) -> pd.DataFrame:
    """Per band of the told confidence: how many were key by what they brought afterwards.

    Returns
    -------
    DataFrame
        ``from_, to, customers, told`` (mean share of draws in which they were key), ``key, share, low, high``.
    """
    truly = sorting.top(people["after"].to_numpy(dtype="float64"), key_share)
    told, rows = people["in_key"].to_numpy(dtype="float64"), []
    for low, high in zip(BANDS[:-1], BANDS[1:], strict=True):
        inside = (told >= low) & ((told < high) | ((high == 1) & (told <= 1)))
        if not inside.any():
            continue
        hits, count = int(truly[inside].sum()), int(inside.sum())
        ends = wilson(hits, count, level)
        rows.append((low, high, count, float(told[inside].mean()), hits, hits / count, *ends))
    return pd.DataFrame(rows, columns=["from_", "to", "customers", "told", "key", "share", "low", "high"])
