"""Potential: what a customer like this one could buy, read off the better of its peers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.classification.intervals import quantile_ranks

#: Peer groups, finest first: id of the basis → the columns that peers share.
BASES = {"industry_size": ("industry", "size"), "size": ("size",), "industry": ("industry",), "all": ()}
NONE = "none"


def estimate(
    customers: pd.DataFrame,
    revenue: pd.DataFrame,
    *,
    quantile: float = 0.8,
    min_peers: int = 20,
    level: float = 0.95,
) -> pd.DataFrame:
    """Potential of each customer: a high quantile of revenue among customers like it.

    Peers are customers of the same industry and size with revenue above zero, the customer itself
    included. Where fewer than ``min_peers`` share both, peers of the same size are taken, then of
    the same industry, then all; ``basis`` says which.

    Parameters
    ----------
    customers
        ``customer`` and, where known, ``industry`` and ``size``.
    revenue
        ``customer, revenue``: revenue of the period in whole minor units; who is not in it bought nothing.
    quantile
        Which of the peers counts as "what can be reached": 0.8 is the customer whom one in five surpasses.
    min_peers
        Fewest peers of a group. With 17 or more the 0.8 quantile has an interval at 95 %.
    level
        Level of the interval.

    Returns
    -------
    DataFrame
        ``customer, potential, low, high, peers, basis, gap``, sorted by customer. Money is Int64 in minor
        units; ``low``/``high`` bound the potential and are missing where the peers are too few
        to bound it; ``gap`` is potential − revenue (revenue below zero counts as zero), at least zero.
        Without any industry and size, or without enough peers, ``basis`` is ``none`` and the
        money is missing.

    Notes
    -----
    Perlich, C., Rosset, S., Lawrence, R. D., Zadrozny, B. (2007), "High-quantile modeling for customer
    wallet estimation and other applications", KDD 2007, 977–985: the realistic wallet is a high
    conditional quantile of what like customers spend with us. Here the condition is a group, not a
    regression. It is a ceiling that peers reached, no forecast, and it cannot see what all peers
    together buy elsewhere. Quantiles are observed values (inverse of the empirical distribution).
    """
    frame = _joined(customers, revenue)
    size = len(frame)
    found = {name: np.full(size, np.nan) for name in ("potential", "low", "high")}
    peers, basis = np.zeros(size, dtype="int64"), np.full(size, NONE, dtype=object)
    bought = frame["revenue"].clip(lower=0).to_numpy()
    known = [name for name in ("industry", "size") if frame[name].notna().any()]
    for name, keys in BASES.items():
        if not known or any(key not in known for key in keys):
            continue
        codes = _codes(frame, keys)
        groups = _groups(codes, bought, quantile, level, min_peers)
        for code, values in groups.items():
            rows = (codes == code) & (basis == NONE)
            basis[rows], peers[rows] = name, values["peers"]
            for column in found:
                found[column][rows] = values[column]
    result = pd.DataFrame({"customer": frame["customer"]})
    for column, values in found.items():
        result[column] = pd.array(values, dtype="Float64").astype("Int64")
    result["peers"] = peers
    result["basis"] = pd.Series(basis, dtype="str")
    result["gap"] = (result["potential"] - bought).clip(lower=0)
    return result


def _joined(customers: pd.DataFrame, revenue: pd.DataFrame) -> pd.DataFrame:
    columns = [name for name in ("customer", "industry", "size") if name in customers]
    frame = customers[columns].merge(revenue[["customer", "revenue"]], on="customer", how="outer")
    for name in ("industry", "size"):
        if name not in frame:
            frame[name] = pd.Series(pd.NA, index=frame.index, dtype="str")
    frame["revenue"] = frame["revenue"].fillna(0).astype("int64")
    return frame.sort_values("customer", kind="stable").reset_index(drop=True)


def _codes(frame: pd.DataFrame, keys: tuple[str, ...]) -> np.ndarray:
    """A number per peer group, −1 where a key is missing."""
    if not keys:
        return np.zeros(len(frame), dtype="int64")
    return frame.groupby(list(keys), sort=True, dropna=True).ngroup().fillna(-1).to_numpy(dtype="int64")


def _groups(codes: np.ndarray, bought: np.ndarray, quantile: float, level: float, min_peers: int) -> dict[int, dict]:
    rows = np.flatnonzero((codes >= 0) & (bought > 0))
    order = rows[np.lexsort((bought[rows], codes[rows]))]
    ids, starts, counts = np.unique(codes[order], return_index=True, return_counts=True)
    groups = {}
    for code, start, count in zip(ids, starts, counts, strict=True):
        if count < max(min_peers, 1):
            continue
        ladder = bought[order[start : start + count]]
        low, high = quantile_ranks(int(count), quantile, level)
        groups[int(code)] = {
            "peers": int(count),
            "potential": np.quantile(ladder, quantile, method="inverted_cdf"),
            "low": ladder[low - 1] if low else np.nan,
            "high": ladder[high - 1] if high else np.nan,
        }
    return groups
