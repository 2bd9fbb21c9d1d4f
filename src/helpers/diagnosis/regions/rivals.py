"""Method 2, competitors by region: how often we win there, against whom we lose, and for what reason."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import fisher_exact

from helpers.diagnosis.competitors.winloss import most, rate
from helpers.diagnosis.raters import holm

COLUMNS = [
    *("region", "won", "lost", "rate", "low", "high", "rest", "rival", "rival_share", "reason", "lost_amount"),
    "holm",
]


def rivals(deals: pd.DataFrame, months: int, end: pd.Timestamp) -> pd.DataFrame:
    """By region: win rate of ended projects (Wilson's interval), the competitor on most losses, the reason named most.

    ``holm`` is how often chance alone makes a region win as few against all others (Fisher 1935, one-sided; Holm 1979 over
    the regions).
    """
    ended = deals[deals["status"].isin(["won", "lost"]) & deals["region"].notna()]
    day = ended["closed_on"]
    ended = ended[((day <= end) & (day > end - pd.DateOffset(months=months))) | day.isna()]
    ended = ended[["region", "status", "competitor", "lost_reason", "amount"]]
    rows, chance = [], {}
    for region, part in ended.groupby("region", sort=True):
        lost, rest = part[part["status"] == "lost"], ended.loc[ended["region"] != region, "status"]
        won = len(part) - len(lost)
        named, reason = most(lost["competitor"].dropna()), most(lost["lost_reason"].dropna())
        elsewhere = float((rest == "won").mean()) if len(rest) else np.nan
        if len(rest):
            cells = [[won, len(lost)], [int((rest == "won").sum()), int((rest == "lost").sum())]]
            chance[region] = float(fisher_exact(cells, alternative="less").pvalue)
        money = int(lost["amount"].fillna(0).sum())
        rows.append((region, won, len(lost), *rate(won, len(part)), elsewhere, *named, reason[0], money))
    found = pd.DataFrame(rows, columns=COLUMNS[:-1])
    return found.assign(holm=found["region"].map(holm(chance)).astype("float64"))
