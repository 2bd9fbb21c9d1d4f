"""Every way to divide the customers that the data allow, as one column each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.classification import rfm, rfm_classes, scores
from helpers.classification.window import window


def population(people: pd.DataFrame) -> pd.DataFrame:
    """``customer, revenue`` of who ever bought, sorted by customer; revenue below zero counts as zero.

    Parameters
    ----------
    people
        ``customer, purchase_days, monetary``.
    """
    bought = people[people["purchase_days"] > 0].sort_values("customer", kind="stable")
    return pd.DataFrame(
        {
            "customer": bought["customer"].astype("str").to_numpy(),
            "revenue": bought["monetary"].clip(lower=0).astype("int64").to_numpy(),
        }
    )


def behaviour(purchases: pd.DataFrame, as_of, rules, customers: pd.DataFrame | None = None) -> pd.Series | None:
    """RFM class on the day before the window began, by customer; ``None`` where orders do not reach back far enough.

    Taken before the window, as the class of today holds the revenue that it is to explain.
    """
    before = window(as_of, rules["window_months"])[0] - pd.Timedelta(days=1)
    if purchases.empty or purchases["date"].min() > window(before, rules["window_months"])[0]:
        return None
    how = {name: rules[name] for name in ("window_months", "returns", "frequency", "cycle_days")}
    measures = rfm.measure(purchases, before, **how)
    if measures.empty:
        return None
    if customers is not None:
        entered = customers.drop_duplicates("customer").set_index("customer")["created_on"]
        measures["entered"] = pd.to_datetime(entered.reindex(measures["customer"])).to_numpy()
    scored = scores.score(measures, scores.cut_points(measures, rules["levels"]))
    named = ("new_months", "lapsed_months", "overdue_cycles", "overdue_days", "core_score")
    told = rfm_classes.classify(scored, before, **{name: rules[name] for name in named})
    return pd.Series(told.to_numpy(), index=scored["customer"], dtype="str")


#: Oldest age in years of each stage of the child, and its code.
STAGES = ((0, "unborn"), (1, "first"), (2, "second"), (3, "third"), (np.inf, "older"))


def stage(born: pd.Series, as_of) -> pd.Series:
    """Stage of a member's child on the as-of date; missing where no birthday is known."""
    years = (pd.Timestamp(as_of) - pd.to_datetime(born)).dt.days / 365.25
    places = np.searchsorted([limit for limit, _ in STAGES], years.to_numpy(dtype="float64"), side="right")
    codes = np.array([code for _, code in STAGES], dtype=object)[places.clip(max=len(STAGES) - 1)]
    return pd.Series(codes, index=born.index).where(years.notna().to_numpy()).astype("str")


def bases(
    people: pd.DataFrame,
    customers: pd.DataFrame,
    members: pd.DataFrame | None,
    attitude: pd.Series,
    past: pd.Series | None,
    as_of=None,
) -> pd.DataFrame:
    """The population with a column for each way to divide it; ways with fewer than two segments are left out.

    A customer without a value has none in that way.
    """
    frame = population(people)
    known = customers.drop_duplicates("customer").set_index("customer")
    found = {name: known[name] for name in ("region", "industry", "size", "channel")}
    if members is not None:
        own = members.drop_duplicates("customer").set_index("customer")
        found |= {name: own[name] for name in ("store", "source")}
        found["child"] = stage(own["child_born_on"], as_of)
    found["attitude"] = attitude
    if past is not None:
        found["behaviour"] = past
    for name, values in found.items():
        column = values.reindex(frame["customer"]).astype("str").to_numpy() if len(values) else None
        if column is None:
            continue
        if name == "behaviour":
            column = pd.Series(column, dtype="str").fillna("never").to_numpy()
        if pd.Series(column).nunique() >= 2:
            frame[name] = pd.Series(column, dtype="str")
    return frame
