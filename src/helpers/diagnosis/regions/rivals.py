"""Method 2, competitors by region: how often we win there, against whom we lose, and for what reason."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.diagnosis.competitors.winloss import most, rate

COLUMNS = ["region", "won", "lost", "rate", "low", "high", "rest", "rival", "rival_share", "reason", "lost_amount"]


def rivals(deals: pd.DataFrame, months: int, end: pd.Timestamp) -> pd.DataFrame:
    """By region: win rate of ended projects (Wilson's interval), the competitor on most losses, the reason named most."""
    ended = deals[deals["status"].isin(["won", "lost"]) & deals["region"].notna()]
    day = ended["closed_on"]
    ended = ended[((day <= end) & (day > end - pd.DateOffset(months=months))) | day.isna()]
    ended = ended[["region", "status", "competitor", "lost_reason", "amount"]]
    rows = []
    for region, part in ended.groupby("region", sort=True):
        lost, rest = part[part["status"] == "lost"], ended.loc[ended["region"] != region, "status"]
        won = len(part) - len(lost)
        named, reason = most(lost["competitor"].dropna()), most(lost["lost_reason"].dropna())
        elsewhere = float((rest == "won").mean()) if len(rest) else np.nan
        money = int(lost["amount"].fillna(0).sum())
        rows.append((region, won, len(lost), *rate(won, len(part)), elsewhere, *named, reason[0], money))
    return pd.DataFrame(rows, columns=COLUMNS)
