"""Where a level shift came from: the step by region, industry, product line."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.diagnosis.sales.season import Adjusted

STANDS_OUT = 1.5
HALF = 0.5


class Origin(NamedTuple):
    """The group that holds most of a step: ``part`` of the step against ``weight`` of the revenue."""

    attribute: str
    value: str
    part: float
    weight: float


def by_group(adjusted: Adjusted, groups: pd.DataFrame, without: float, step: float) -> pd.DataFrame:
    """A known step, divided among groups of customers or products; the parts add up to the whole.

    Each month is divided by the season, festival and growth of the whole firm, and each group's
    course is fitted by a level, a straight line and the step. Least squares is linear, so the
    steps of the groups add up to the firm's, and a group that drifts is not taken for one that
    stepped. This describes; it does not test each group.

    Parameters
    ----------
    adjusted
        Result of :func:`helpers.diagnosis.sales.season.adjust` with its ``shift``.
    groups
        ``month``, ``value``, ``net``, as :func:`helpers.company.ledger.monthly_by` gives them.
    without, step
        What a month would bring without the step, and what the step makes of it, as told of the whole firm: the sums
        of ``without`` and ``change``.

    Returns
    -------
    DataFrame
        ``value``, ``without`` (a month without the step, minor units), ``change`` (its step), ``part`` (of the whole
        step), ``weight`` (of revenue before).
    """
    frame, months = adjusted.frame, adjusted.months
    wide = groups.assign(value=groups["value"].fillna("")).pivot_table(
        index="month", columns="value", values="net", aggfunc="sum"
    )
    wide = wide.reindex(months).fillna(0.0)
    years = np.arange(len(frame)) / 12
    growth = np.power(1 + adjusted.growth.value, years - years[-1])
    level = wide.div((frame["seasonal"] * frame["festival"]).to_numpy() * growth, axis=0)
    late = months >= adjusted.shift
    columns = np.column_stack([np.ones(len(frame)), years, late])
    steps = np.linalg.lstsq(columns, level.to_numpy("float64"), rcond=None)[0][2]
    before = level[~late].mean()
    table = pd.DataFrame({"part": steps / steps.sum(), "weight": before / before.sum()}, index=level.columns)
    table["without"], table["change"] = table["weight"] * without, table["part"] * step
    table = table.rename_axis("value").reset_index()
    return table.sort_values(["part", "value"], ascending=[False, True], ignore_index=True)


def standing_out(tables: dict[str, pd.DataFrame]) -> Origin | None:
    """The group with at least half of the step, and clearly more of it than of the revenue; else ``None``."""
    found = [
        Origin(attribute, row.value, float(row.part), float(row.weight))
        for attribute, table in tables.items()
        for row in table.itertuples()
        if row.value and row.part >= HALF and 0 < row.weight * STANDS_OUT <= row.part
    ]
    return max(found, key=lambda origin: (origin.part / origin.weight, origin.attribute, origin.value), default=None)
