"""Pareto of the causes, and impact against effort: which few to take first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.diagnosis.problems.tree import Tree
from helpers.diagnosis.raters import Rated, fit

PARETO = ["rank", "problem", "size", "share", "cumulative", "vital"]
ORDER = [
    "rank",
    "problem",
    "impact",
    "impact_low",
    "impact_high",
    "effort",
    "effort_low",
    "effort_high",
    "ahead",
    "first",
]
ORDER += ["cost", "raters"]


@dataclass(frozen=True)
class Ranking:
    """What to begin with.

    Attributes
    ----------
    pareto
        Leaves of the tree by size: ``rank, problem, size, share, cumulative, vital`` (needed to reach the cut, and those
        equal to the last of them).
    by
        What size is: ``cost``, ``times``, or ``reports`` (how many people named it).
    order
        Judged leaves: impact and effort (1 to 5) with intervals, ``ahead`` (impact − effort), ``first`` (share of the
        draws in which it is among the first), ``cost``, ``raters``.
    """

    pareto: pd.DataFrame
    by: str
    order: pd.DataFrame


def ranking(table: pd.DataFrame, tree: Tree, cut: float, number: int, draws: int, seed: int) -> Ranking:
    """Order the leaves of the tree: problems that nothing is named under, so that something can be done about them.

    Pareto's curve (Juran 1951, *Quality Control Handbook*). Impact and effort are freed of each rater's leanings
    (:func:`helpers.diagnosis.raters.fit`); the order is by impact − effort, then by cost, then by name. ``first``
    comes from draws of both within their standard errors: near one half means that it might as well be another.
    """
    leaves = tree.problems[tree.problems["leaf"]]
    rows = table[table["problem"].isin(leaves["problem"])]
    by, size = _size(rows)
    pareto = size.rename("size").rename_axis("problem").reset_index()
    pareto = pareto[pareto["size"] > 0].sort_values(["size", "problem"], ascending=[False, True], kind="stable")
    pareto["rank"] = np.arange(1, len(pareto) + 1)
    pareto["share"] = pareto["size"] / pareto["size"].sum()
    pareto["cumulative"] = pareto["share"].cumsum()
    vital = pareto["cumulative"] - pareto["share"] < cut - 1e-12
    pareto["vital"] = pareto["size"] >= pareto.loc[vital, "size"].min() * (1 - 1e-9)  # equals stand or fall together
    cost = leaves.set_index("problem")["cost"]
    return Ranking(pareto[PARETO].reset_index(drop=True), by, _order(rows, cost, number, draws, seed))


def _size(rows: pd.DataFrame) -> tuple[str, pd.Series]:
    for name in ("cost", "times"):
        means = rows.groupby("problem")[name].mean().astype("float64").dropna()
        if len(means):
            return name, means
    return "reports", rows.groupby("problem")["rater"].nunique().astype("float64")


def _order(rows: pd.DataFrame, cost: pd.Series, number: int, draws: int, seed: int) -> pd.DataFrame:
    both = rows[rows["impact"].notna() & rows["effort"].notna()]
    if both.empty:
        return pd.DataFrame(columns=ORDER)
    fits: dict[str, Rated] = {name: fit(both["problem"], both["rater"], both[name]) for name in ("impact", "effort")}
    found = pd.DataFrame(index=fits["impact"].things.index)
    for name, fitted in fits.items():
        things = fitted.things.reindex(found.index)
        found[name] = things["value"].clip(1, 5)
        found[f"{name}_low"], found[f"{name}_high"] = things["low"].clip(1, 5), things["high"].clip(1, 5)
    found["ahead"] = found["impact"] - found["effort"]
    found["cost"] = cost.reindex(found.index)
    found["raters"] = fits["impact"].things["raters"].reindex(found.index)
    random = np.random.default_rng(seed)
    order = sorted(found.index)
    drawn = np.zeros((draws, len(order)))
    for name, sign in (("impact", 1), ("effort", -1)):
        error = fits[name].things["error"].reindex(order).fillna(0.0).to_numpy(float)
        drawn += sign * (found.loc[order, name].to_numpy(float) + error * random.standard_normal((draws, len(order))))
    known = found.loc[order, "cost"].fillna(-1).to_numpy(float)
    ties = np.argsort(np.lexsort((np.arange(len(order)), -known)))  # place by cost, then name
    places = np.argsort(np.argsort(-(drawn - ties * 1e-9), axis=1, kind="stable"), axis=1)
    found["first"] = pd.Series((places < number).mean(axis=0), index=order)
    found["_ahead"] = found["ahead"].round(9)
    found["_cost"] = found["cost"].fillna(-1)
    found = found.rename_axis("problem").reset_index()
    found = found.sort_values(["_ahead", "_cost", "problem"], ascending=[False, False, True], kind="stable")
    found["rank"] = np.arange(1, len(found) + 1)
    return found[ORDER].reset_index(drop=True)
