"""The customer × potential grid: how much a customer buys against how much more it could buy."""

from __future__ import annotations

import numpy as np
import pandas as pd

CELLS = ("expand", "keep", "develop", "lean", "idle")


def thresholds(potential: pd.DataFrame, *, grid_value: float = 0.8, grid_gap: float = 0.8) -> tuple[int, int] | None:
    """Revenue and gap (minor units) above which they count as high; ``None`` when nobody has both.

    Each is an observed quantile over customers that bought in the window and have a potential.
    """
    buying = potential[(potential["revenue"] > 0) & potential["potential"].notna()]
    if buying.empty:
        return None
    return _quantile(buying["revenue"], grid_value), _quantile(buying["gap"], grid_gap)


def _quantile(values: pd.Series, share: float) -> int:
    return int(np.quantile(values.to_numpy(dtype="int64"), share, method="inverted_cdf"))


def cells(potential: pd.DataFrame, cuts: tuple[int, int] | None) -> pd.Series:
    """Cell of each customer of ``revenue, potential, gap``; missing where no potential is known.

    ``expand``: value and open potential high; ``keep``: value only; ``develop``: open potential only;
    ``lean``: neither; ``idle``: no revenue in the window.
    """
    if cuts is None:
        return pd.Series(pd.NA, index=potential.index, dtype="str")
    large = (potential["revenue"] > cuts[0]).to_numpy()
    open_ = (potential["gap"] > cuts[1]).fillna(False).to_numpy(dtype=bool)
    names = np.select([large & open_, large, open_], CELLS[:3], default="lean")
    names = pd.Series(np.where(potential["revenue"] > 0, names, "idle"), index=potential.index, dtype="str")
    return names.where(potential["potential"].notna())


def summary(potential: pd.DataFrame) -> pd.DataFrame:
    """Per cell that has customers: ``cell, customers, revenue, share, gap``; share is of their revenue."""
    known = potential[potential["cell"].notna()]
    grouped = known.groupby("cell").agg(customers=("customer", "size"), revenue=("revenue", "sum"), gap=("gap", "sum"))
    grouped = grouped.reindex([cell for cell in CELLS if cell in grouped.index])
    total = int(known["revenue"].clip(lower=0).sum())
    grouped["share"] = grouped["revenue"] / total if total else np.nan
    grouped = (
        grouped.rename_axis("cell")
        .reset_index()
        .astype({"cell": "str", "customers": "int64", "revenue": "int64", "gap": "int64"})
    )
    return grouped[["cell", "customers", "revenue", "share", "gap"]]
