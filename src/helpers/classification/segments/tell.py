"""How much each way to divide customers, and each two crossed, explain of revenue."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from helpers.classification.explained import codes_of, explained

#: Chance that a way is called telling though it is not, over all ways together.
CHANCE = 0.05


def alone(frame: pd.DataFrame, smallest: int) -> pd.DataFrame:
    """Each way alone: ``base, segments, small, missing, share, low, high, p, tells``.

    Parameters
    ----------
    frame
        As of :func:`bases.bases`.
    smallest
        A segment of fewer customers is small; it counts all the same.

    Notes
    -----
    ``share`` is of the differences in revenue between customers, by ranks (:mod:`helpers.classification.explained`).
    ``tells`` by Holm, S. (1979), "A simple sequentially rejective multiple test procedure", Scandinavian
    Journal of Statistics 6, 65–70, over all ways.
    """
    rows = []
    for base in frame.columns[2:]:
        codes = codes_of(frame[base])
        found = explained(codes, frame["revenue"].to_numpy())
        sizes = np.bincount(codes[codes >= 0])
        rows.append(
            {
                "base": base,
                "segments": len(sizes),
                "small": int((sizes < smallest).sum()),
                "missing": int((codes < 0).sum()),
                "share": found.share,
                "low": found.low,
                "high": found.high,
                "p": found.p,
            }
        )
    table = pd.DataFrame(
        rows, columns=["base", "segments", "small", "missing", "share", "low", "high", "p"]
    ).sort_values(["share", "base"], ascending=[False, True], kind="stable", na_position="last")
    table = table.reset_index(drop=True)
    return table.assign(tells=holm(table["p"].to_numpy(dtype="float64")))


def holm(p: np.ndarray) -> np.ndarray:
    """Which of several tests hold together, step by step from the smallest p."""
    order = np.argsort(np.where(np.isnan(p), 2.0, p), kind="stable")
    held, open_ = np.zeros(len(p), dtype=bool), True
    for step, place in enumerate(order):
        open_ = open_ and bool(p[place] <= CHANCE / (len(p) - step))
        held[place] = open_
    return held


def crossed(frame: pd.DataFrame, single: pd.DataFrame, smallest: int) -> pd.DataFrame:
    """Each two ways crossed: ``first, second, cells, small, in_small, share, low, high, gain``.

    Cells of fewer than ``smallest`` customers are put together before anything is explained, as what they
    seem to tell is chance; ``in_small`` is the share of customers in them, ``gain`` what the cross
    explains beyond the better of the two, on the same customers, each counted from nothing on; below zero
    where what putting together and the number of cells take away is more than the second way adds.
    """
    rows, revenue = [], frame["revenue"].to_numpy()
    for first, second in combinations(single["base"], 2):
        one, two = codes_of(frame[first]), codes_of(frame[second])
        both = (one >= 0) & (two >= 0)
        if not both.any():
            continue
        cell = np.where(both, one * (two.max() + 1) + two, -1)
        ids, inverse, sizes = np.unique(cell[both], return_inverse=True, return_counts=True)
        pooled = np.full(len(frame), -1)
        pooled[both] = np.where(sizes[inverse] < smallest, len(ids), inverse)
        found = explained(pooled, revenue)
        better = np.nanmax([explained(np.where(both, codes, -1), revenue).share for codes in (one, two)] + [-np.inf])
        rows.append(
            {
                "first": first,
                "second": second,
                "cells": len(ids),
                "small": int((sizes < smallest).sum()),
                "in_small": float(sizes[sizes < smallest].sum() / both.sum()),
                "share": found.share,
                "low": found.low,
                "high": found.high,
                "gain": max(found.share, 0.0) - max(better, 0.0) if np.isfinite(better) else float("nan"),
            }
        )
    names = ["first", "second", "cells", "small", "in_small", "share", "low", "high", "gain"]
    table = pd.DataFrame(rows, columns=names)
    return table.sort_values(
        ["share", "first", "second"], ascending=[False, True, True], kind="stable", na_position="last"
    ).reset_index(drop=True)
