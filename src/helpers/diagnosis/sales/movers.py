"""Who explains the change between two periods: what each customer brings more or less, members of a group together."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from helpers.company.unnamed import is_unnamed
from helpers.diagnosis.sales.terms import OTHERS
from helpers.show import word

#: Customers told one by one on either side; the others are one row a side. Few enough that paper prints all of them.
SHOWN = 5
#: With fewer customers that moved on a side one of them always carries a large part.
FEW = 5
#: A net change smaller than this part of all that moved is no base for shares.
THIN = 0.1
#: A customer whose change is a smaller part of the firm's revenue is not named.
LEAST = 0.01


class Mover(NamedTuple):
    """A customer or group: net revenue of both periods, change (minor units), its part of all changes of its sign."""

    name: str
    before: int
    after: int
    change: int
    part: float


def movers(people: pd.DataFrame, names: dict[str, str], groups: pd.Series) -> pd.DataFrame:
    """All who moved, falls first, on either side the largest first.

    Parameters
    ----------
    people
        ``customer, before, after``: net revenue of the two periods in minor units.
    names, groups
        A customer's name and its group (missing: none) by code.

    Returns
    -------
    DataFrame
        ``name, customers, before, after, change, gross`` (part of all changes of the same sign), ``net`` (part of the
        change of the firm; missing where that is next to nothing).
    """
    group = people["customer"].map(groups.dropna().astype("object")).astype("object")
    label = people["customer"].map(names).fillna(people["customer"]).astype("str")
    frame = people.assign(group=group.fillna(""), code=people["customer"].where(group.isna(), ""), name=label)
    joined = frame.groupby(["group", "code"], sort=True).agg(
        name=("name", "first"), customers=("customer", "size"), before=("before", "sum"), after=("after", "sum")
    )
    joined = joined.reset_index()
    joined["name"] = joined["name"].where(joined["customers"] == 1, joined["group"]).astype("str")
    joined["change"] = joined["after"] - joined["before"]
    moved = joined[joined["change"] != 0].copy()
    total, side = moved["change"].sum(), moved["change"] > 0
    moved["gross"] = moved["change"] / moved.groupby(side)["change"].transform("sum")
    thin = abs(total) <= THIN * moved["change"].abs().sum()
    moved["net"] = float("nan") if thin else moved["change"] / total
    order = moved.assign(side=side, size=-moved["change"].abs())
    order = order.sort_values(["side", "size", "name", "code"], kind="stable", ignore_index=True)
    return order[["name", "customers", "before", "after", "change", "gross", "net"]]


def shown(found: pd.DataFrame) -> pd.DataFrame:
    """The largest of either side, and the others of it as one row: the changes add up to the firm's."""
    parts = []
    for sign, side in found.groupby(found["change"] > 0, sort=True):
        parts.append(side.head(SHOWN))
        rest = side.iloc[SHOWN:]
        if len(rest):
            sums = rest[["customers", "before", "after", "change", "gross", "net"]].sum(min_count=1)
            parts.append(pd.DataFrame([{"name": word(OTHERS[bool(sign)]), **sums}]))
    table = pd.concat(parts, ignore_index=True) if parts else found
    return table.astype({name: "int64" for name in ("customers", "before", "after", "change")})


def largest(found: pd.DataFrame, up: bool, least: float) -> Mover | None:
    """The customer with the largest gain (or fall), where it carries so large a part of all gains (falls); else ``None``."""
    side = found[(found["change"] > 0) == up]
    if len(side) < FEW or side["gross"].iloc[0] < least:
        return None
    row = side.iloc[0]
    if is_unnamed(row["name"]):
        return None
    if abs(row["change"]) < LEAST * max(found["before"].sum(), found["after"].sum()):
        return None
    return Mover(row["name"], int(row["before"]), int(row["after"]), int(row["change"]), float(row["gross"]))
