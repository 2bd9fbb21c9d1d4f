"""Do customers stay? Cohorts by the quarter of their first purchase."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.quantity import Quantity


@dataclass(frozen=True)
class Cohorts:
    """Cohorts of new customers.

    Attributes
    ----------
    cells
        One row a cohort and finished quarter after it: ``cohort`` (``2023-Q3``), ``quarter`` (0 =
        the cohort's own), ``customers`` of the cohort, ``active`` of them with a purchase in that
        quarter, ``share``, ``low``, ``high`` (Wilson; missing in quarter 0, whose share is 1 by definition).
    retention
        The same over all cohorts seen that long: ``quarter``, ``customers``, ``active``, ``share``,
        ``low``, ``high``.
    members
        ``customer``, ``first`` purchase, ``origin``: ``new``, ``before`` (entered before the data
        begin), ``burn_in`` (first seen in the first months, no usable entry date); ``dated``: with a usable one.
    """

    cells: pd.DataFrame
    retention: pd.DataFrame
    members: pd.DataFrame


def quarter_name(quarter: pd.Period) -> str:
    return f"{quarter.year}-Q{quarter.quarter}"


def origins(purchases: pd.DataFrame, created: pd.Series | None, burn_in: int) -> pd.DataFrame:
    """First purchase of each customer, and whether the customer was new then.

    Who was already a customer before the data begin looks like a new one at the first purchase
    seen: such customers are loyal by selection and would make the first cohorts look better than
    any later one (left truncation; Klein and Moeschberger 2003). They are told apart by the date
    of entry; where that is missing or lies after the first purchase, by a burn-in of months.

    Parameters
    ----------
    purchases
        Per customer and day, with ``documents`` > 0 for days with a sale.
    created
        Date of entry by customer (index), or ``None``.
    burn_in
        Months from the first purchase of all in which a first purchase proves nothing.
    """
    sales = purchases[purchases["documents"] > 0]
    first = sales.groupby("customer", sort=True)["date"].min()
    members = first.rename("first").rename_axis("customer").reset_index()
    if members.empty:
        return members.assign(origin=pd.Series(dtype="str"), dated=pd.Series(dtype="bool"))
    start = members["first"].min().to_period("M").to_timestamp()
    entered = members["customer"].map(created) if created is not None else pd.Series(pd.NaT, index=members.index)
    entered = pd.to_datetime(entered)
    usable = entered.notna() & (entered <= members["first"])
    early = members["first"] < start + pd.DateOffset(months=burn_in)
    members["origin"] = np.select([usable & (entered < start), ~usable & early], ["before", "burn_in"], "new")
    members["dated"] = usable
    return members


def cohorts(purchases: pd.DataFrame, as_of: dt.date, created: pd.Series | None = None, burn_in: int = 6) -> Cohorts:
    """Share of each cohort that buys again, quarter by quarter.

    A quarter not over on the as-of date is left out: its missing purchases are not yet made, not
    lost. Intervals after Wilson 1927.

    Parameters
    ----------
    purchases, created, burn_in
        See :func:`origins`.
    as_of
        Date the data reach to.
    """
    members = origins(purchases, created, burn_in)
    sales = purchases[purchases["documents"] > 0]
    stamp = pd.Timestamp(as_of)
    last = stamp.to_period("Q")
    if stamp.normalize() < last.end_time.normalize():
        last -= 1
    new = members[members["origin"] == "new"].assign(cohort=lambda f: f["first"].dt.to_period("Q"))
    new = new[new["cohort"] <= last] if len(new) else new
    if new.empty:
        empty = {
            "quarter": "int64",
            "customers": "int64",
            "active": "int64",
            "share": "float64",
            "low": "float64",
            "high": "float64",
        }
        none = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in empty.items()})
        cells = none.copy()
        cells.insert(0, "cohort", pd.Series(dtype="str"))
        return Cohorts(cells, none, members)
    seen = sales.merge(new[["customer", "cohort"]], on="customer")
    seen = seen.assign(period=seen["date"].dt.to_period("Q"))
    seen = seen[seen["period"] <= last].drop_duplicates(["customer", "period"])
    seen["quarter"] = [
        later.ordinal - first.ordinal for later, first in zip(seen["period"], seen["cohort"], strict=True)
    ]
    active = seen.groupby(["cohort", "quarter"]).size()
    rows = []
    for cohort, size in new.groupby("cohort").size().items():
        for quarter in range(last.ordinal - cohort.ordinal + 1):
            rows.append((quarter_name(cohort), quarter, int(size), int(active.get((cohort, quarter), 0))))
    cells = _shares(pd.DataFrame(rows, columns=["cohort", "quarter", "customers", "active"]))
    pooled = cells.groupby("quarter", as_index=False)[["customers", "active"]].sum()
    return Cohorts(cells, _shares(pooled), members)


def _shares(frame: pd.DataFrame) -> pd.DataFrame:
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(frame["active"].to_numpy(), frame["customers"].to_numpy(), method="wilson")
    frame = frame.assign(share=frame["active"] / frame["customers"], low=low, high=high)
    frame.loc[frame["quarter"] == 0, ["low", "high"]] = np.nan  # all of them by definition, not an estimate
    return frame


def later(found: Cohorts, quarter: int, few: int) -> tuple[pd.Series, pd.Series] | None:
    """The oldest cohorts at ``quarter`` and at the highest age that they are seen at: rows as of ``retention``.

    The same customers at both ages, at least ``few``; ``None`` where nobody is seen longer than ``quarter`` quarters.
    """
    table = found.retention[(found.retention["quarter"] > quarter) & (found.retention["customers"] >= few)]
    if table.empty:
        return None
    age = int(table["quarter"].max())
    old = found.cells.loc[found.cells["quarter"] == age, "cohort"]
    same = found.cells[found.cells["cohort"].isin(old) & found.cells["quarter"].isin([quarter, age])]
    rows = _shares(same.groupby("quarter", as_index=False)[["customers", "active"]].sum())
    return rows.iloc[0], rows.iloc[1]


@dataclass(frozen=True)
class Drift:
    """Older against newer cohorts at the same age: share still buying, and the difference.

    ``older`` and ``newer`` name the cohorts' range; ``change`` is newer less older, with interval.
    """

    quarter: int
    older: tuple[str, str]
    newer: tuple[str, str]
    older_share: Quantity
    newer_share: Quantity
    older_customers: int
    newer_customers: int
    change: Quantity


def drift(found: Cohorts, quarter: int) -> Drift | None:
    """Whether newer cohorts stay less, or more, than older ones at the age of ``quarter`` quarters.

    The cohorts seen that long are halved by date (the middle one of an odd number counts as older);
    the difference has Newcombe's 1998 hybrid score interval. ``None`` with fewer than two cohorts.
    """
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

    at = found.cells[found.cells["quarter"] == quarter].sort_values("cohort")
    if len(at) < 2:
        return None
    middle = (len(at) + 1) // 2
    parts = [at.iloc[:middle], at.iloc[middle:]]
    active = [int(part["active"].sum()) for part in parts]
    people = [int(part["customers"].sum()) for part in parts]
    low, high = confint_proportions_2indep(active[1], people[1], active[0], people[0], method="newcomb", compare="diff")
    shares = []
    for count, size in zip(active, people, strict=True):
        ends = proportion_confint(count, size, method="wilson")
        shares.append(Quantity(count / size, "share", float(ends[0]), float(ends[1])))
    return Drift(
        quarter,
        (parts[0]["cohort"].iloc[0], parts[0]["cohort"].iloc[-1]),
        (parts[1]["cohort"].iloc[0], parts[1]["cohort"].iloc[-1]),
        shares[0],
        shares[1],
        people[0],
        people[1],
        Quantity(shares[1].value - shares[0].value, "points", float(low), float(high)),
    )
