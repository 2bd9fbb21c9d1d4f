"""Method 3, needs by region: what matters to customers there and is not met."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.diagnosis.raters import latest

COLUMNS = ["region", "need", "customers", "importance", "satisfaction", "score", "low", "high"]


def needs(table: pd.DataFrame, regions: pd.Series) -> pd.DataFrame:
    """Opportunity score of each need in each region.

    Importance + (importance − satisfaction where positive), of twenty (Ulwick 2002, Harvard Business Review 80(1)),
    for each customer from the raters' last judgements, then the mean over customers with Student's interval. Raters
    who lean shift all needs alike, so that the order is safer than the level.

    Parameters
    ----------
    table
        ``customer, need, importance, satisfaction, rater, date`` of the contract.
    regions
        Region by customer.
    """
    from scipy import stats

    frame = latest(table.dropna(subset=["customer", "need"]), ["customer", "need"])
    frame["region"] = frame["customer"].map(regions)
    frame = frame[frame["region"].notna()]
    keys = ["region", "need", "customer"]
    each = frame.groupby(keys)[["importance", "satisfaction"]].mean().astype("float64").reset_index()
    each["score"] = each["importance"] + (each["importance"] - each["satisfaction"]).clip(lower=0)
    rows = []
    for (region, need), part in each.groupby(["region", "need"], sort=True):
        size, mean = len(part), float(part["score"].mean())
        error = float(part["score"].std(ddof=1)) / np.sqrt(size) if size > 1 else np.nan
        reach = stats.t.ppf(0.975, size - 1) * error if size > 1 else np.nan
        ends = (mean - reach, mean + reach)
        rows.append((region, need, size, part["importance"].mean(), part["satisfaction"].mean(), mean, *ends))
    found = pd.DataFrame(rows, columns=COLUMNS)
    keys, up = ["score", "region", "need"], [False, True, True]
    return found.sort_values(keys, ascending=up, kind="stable", ignore_index=True)
