"""Which accounts changed class between two reports, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.classification.classes.terms import CLASSES
from helpers.language import Message, msg

#: Not in the folder at that time.
ABSENT = "absent"
#: Classes from the one that gets most attention to the least.
ORDER = (*CLASSES, ABSENT)
NAMES: dict[str, Message] = {**CLASSES, ABSENT: msg("not a customer")}
WAYS: dict[str, Message] = {
    "up": msg("up"),
    "down": msg("down"),
    "in": msg("new customer"),
    "out": msg("no longer in the folder"),
    "same": msg("stayed"),
}
#: Share of draws from which on a class counts as sure; as in the classes themselves.
SURE = 0.8


@dataclass(frozen=True)
class Moves:
    """All accounts of either report with their class then and now, and the moves between classes added up.

    Attributes
    ----------
    rows
        ``customer, name, before, after, way, sure, revenue_before, revenue_after``; sure ones first, then most money moved.
    flows
        ``before, after, way, customers, sure, revenue_before, revenue_after``.
    """

    rows: pd.DataFrame
    flows: pd.DataFrame

    def of(self, *ways: str) -> pd.DataFrame:
        return self.rows[self.rows["way"].isin(ways)]


def moves(before: pd.DataFrame, after: pd.DataFrame) -> Moves:
    """Match accounts by the codes of their members, as they are grouped now.

    A move is ``sure`` when both classes hold in at least :data:`SURE` of their draws: near a line a customer goes
    back and forth by chance alone (regression to the mean; Barnett, A. G., van der Pols, J. C., Dobson, A. J. (2005),
    Regression to the mean: what it is and how to deal with it, International Journal of Epidemiology 34(1), 215–220).
    """
    unit = {**dict(zip(before["customer"], before["account"], strict=True))}
    unit |= dict(zip(after["customer"], after["account"], strict=True))
    sides = [of_units(side, unit) for side in (before, after)]
    both = sides[0].join(sides[1], how="outer", lsuffix="_before", rsuffix="_after")
    rows = pd.DataFrame(
        {
            "customer": both.index.astype("str"),
            "name": both["name_after"]
            .fillna(both["name_before"])
            .fillna(both.index.to_series())
            .astype("str")
            .to_numpy(),
            "before": both["class_before"].fillna(ABSENT).astype("str").to_numpy(),
            "after": both["class_after"].fillna(ABSENT).astype("str").to_numpy(),
            "sure": both["sure_before"].fillna(True).astype(bool).to_numpy()
            & both["sure_after"].fillna(True).astype(bool).to_numpy(),
            "revenue_before": both["revenue_before"].fillna(0).astype("int64").to_numpy(),
            "revenue_after": both["revenue_after"].fillna(0).astype("int64").to_numpy(),
        }
    )
    rows["way"] = [way(*pair) for pair in zip(rows["before"], rows["after"], strict=True)]
    moved = (rows["revenue_after"] - rows["revenue_before"]).abs()
    order = rows.assign(_near=~rows["sure"], _moved=-moved).sort_values(["_near", "_moved", "customer"]).index
    rows = rows.loc[order].reset_index(drop=True)
    flows = rows.groupby(["before", "after", "way"], as_index=False).agg(
        customers=("customer", "size"),
        sure=("sure", "sum"),
        revenue_before=("revenue_before", "sum"),
        revenue_after=("revenue_after", "sum"),
    )
    place = {name: n for n, name in enumerate(ORDER)}
    flows = flows.sort_values(["before", "after"], key=lambda names: names.map(place), ignore_index=True)
    return Moves(rows, flows)


def of_units(side: pd.DataFrame, unit: dict[str, str]) -> pd.DataFrame:
    """One row an account: ``name, class, sure, revenue``.

    An account whose members were of different classes (it was no group then) has the highest, and is not sure.
    """
    place = {name: n for n, name in enumerate(ORDER)}
    ranked = side.assign(unit=side["customer"].map(unit), place=side["class"].map(place))
    ranked = ranked.sort_values(["unit", "place", "customer"], kind="stable")
    grouped = ranked.groupby("unit", sort=True)
    found = grouped.agg(name=("name", "first"), share=("share", "min"), revenue=("revenue", "sum"))
    found["class"] = grouped["class"].first()
    found["sure"] = found["share"].astype("float64").ge(SURE) & (grouped["class"].nunique() == 1)
    return found[["name", "class", "sure", "revenue"]]


def regrouped(before: pd.DataFrame, after: pd.DataFrame) -> int:
    """How many customers of both belong to another account than last time."""
    both = before.merge(after, on="customer", suffixes=("_before", "_after"))
    return int((both["account_before"] != both["account_after"]).sum())


def way(before: str, after: str) -> str:
    """``same``, ``up``, ``down``, ``in`` (was not there), ``out`` (is no longer there)."""
    if before == after:
        return "same"
    if before == ABSENT:
        return "in"
    if after == ABSENT:
        return "out"
    return "up" if ORDER.index(after) < ORDER.index(before) else "down"
