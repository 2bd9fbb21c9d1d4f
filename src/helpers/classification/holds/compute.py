"""The check on the past: the folder as it was known then, the classes it gave, and what followed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.classification import scores
from helpers.classification.classes.compute import Classed
from helpers.classification.holds import after, capture, choose
from helpers.classification.window import window

if TYPE_CHECKING:
    from helpers.company import Company

OUTCOMES = ("money", "rise")


@dataclass(frozen=True)
class Check:
    """What the check found.

    Attributes
    ----------
    date
        Day the classes were made for.
    people
        One row a customer that bought in the window before: class, scores, money before and after.
    captured
        Method and outcome → share captured; see :func:`helpers.classification.holds.capture.captured`.
    classes, bands
        See :mod:`helpers.classification.holds.after`.
    grouped
        Whether any customers were one account then: the folder may not tell since when a group holds.
    """

    date: pd.Timestamp
    people: pd.DataFrame
    captured: pd.DataFrame
    classes: pd.DataFrame
    bands: pd.DataFrame
    grouped: bool = True


#: ``sort(company) -> (classes, measures)``: the station's own steps, run on the earlier folder.
Sort = Callable[["Company"], tuple[Classed, pd.DataFrame]]


def check(company: Company, purchases: pd.DataFrame, rules, sort: Sort) -> Check | None:
    """Classes as of ``hold_months`` ago, measured by the months since.

    Parameters
    ----------
    purchases
        As of :func:`helpers.company.ledger.purchases`, of the whole folder: what came after.
    sort
        Classes and measures of a company, by the station's own steps.

    Returns
    -------
    Check or None
        None when the orders do not hold a whole window before that day, or nobody was key or growth.
    """
    start, end = window(company.date, rules["hold_months"])
    date = start - pd.Timedelta(days=1)
    first = purchases["date"].min() if len(purchases) else pd.NaT
    if pd.isna(first) or first > window(date, rules["window_months"])[0] + pd.DateOffset(months=1):
        return None
    then = company.as_of(date.date())
    classed, measures = sort(then)
    people = _people(then, classed, measures, rules)
    later = purchases[purchases["date"].between(start, end)].groupby("customer")["net"].sum()
    account = classed.evidence.members
    brought = later.groupby(account.reindex(later.index).to_numpy()).sum()
    people["after"] = people["account"].map(brought).fillna(0).astype("int64")
    if not people["class"].isin(["key", "growth"]).any():
        return None
    lists = choose.lists(people)
    chance = {"draws": rules["hold_draws"], "seed": rules["seed"]}
    pace = rules["window_months"] / rules["hold_months"]
    outcomes = {
        "money": people["after"],
        "rise": (people["after"] * pace - people["before"]).clip(lower=0),
    }
    parts = [capture.captured(lists, outcomes[name], **chance).assign(outcome=name) for name in OUTCOMES]
    found = pd.concat([part for part in parts if len(part)] or [pd.DataFrame()], ignore_index=True)
    if found.empty:
        return None
    found["chosen"] = int(people["class"].isin(["key", "growth"]).sum())
    told = found[["ahead_low", "ahead_high", "ahead"]].itertuples(index=False, name=None)
    found["verdict"] = pd.Series([capture.verdict(*one) for one in told], dtype="str")
    same = {name for name, chosen in lists.items() if np.allclose(chosen, lists["ours"])}
    found.loc[found["method"].isin(same), "verdict"] = "alike"  # the same customers: no test of either way
    grouped = bool((classed.rows["members"] > 1).any())
    by_class, bands = after.by_class(people, **chance), after.came_true(people, rules["key_share"])
    return Check(date, people, found, by_class, bands, grouped)


def _people(company: Company, classed: Classed, measures: pd.DataFrame, rules) -> pd.DataFrame:
    """Accounts that bought in the window before, with what each method looks at."""
    rows = classed.rows[["account", "class", "in_key", "in_growth", "revenue"]]
    rows = rows[(rows["class"] != "none") & (rows["revenue"] > 0)].copy()
    rows["before"] = rows["revenue"]
    cuts = scores.cut_points(measures, rules["levels"])
    scored = scores.score(measures, cuts).set_index("customer")
    total = (scored["r"] + scored["f"] + scored["m"]).astype("Float64").astype("float64")
    rows["rfm"] = rows["account"].map(total)
    grade = company.table("customers").set_index("customer")["grade"]
    rows["grade"] = rows["account"].map(grade)
    return rows.sort_values("account", kind="stable").reset_index(drop=True)
