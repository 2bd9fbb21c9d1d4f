"""Method 2, competitors by region: how often we win there, against whom we lose, and for what reason."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.diagnosis.competitors.winloss import rate

COLUMNS = ["region", "won", "lost", "rate", "low", "high", "rest", "rival", "rival_share", "reason", "lost_amount"]


def rivals(deals: pd.DataFrame, months: int, end: pd.Timestamp) -> pd.DataFrame:
    """By region: win rate of ended projects (Wilson's interval), the competitor on most losses, the reason named most."""
    ended = deals[deals["status"].isin(["won", "lost"]) & deals["region"].notna()]
    day = ended["closed_on"]
    ended = ended[((day <= end) & (day > end - pd.DateOffset(months=months))) | day.isna()]
    rows = []
    for region, part in ended.groupby("region", sort=True):
        lost, rest = part[part["status"] == "lost"], ended[ended["region"] != region]
        won = len(part) - len(lost)
        named, reason = _most(lost["competitor"]), _most(lost["lost_reason"])
        elsewhere = float((rest["status"] == "won").mean()) if len(rest) else np.nan
        money = int(lost["amount"].fillna(0).sum())
        rows.append((region, won, len(lost), *rate(won, len(part)), elsewhere, *named, reason[0], money))
    return pd.DataFrame(rows, columns=COLUMNS)


def _most(values: pd.Series) -> tuple[str | None, float]:
    told = values.dropna()
    if told.empty:
        return None, np.nan
    counts = told.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return str(counts.index[0]), float(counts.iloc[0] / len(told))
