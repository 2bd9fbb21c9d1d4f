"""What a prospect would bring, read off customers like it, and how often such a one was won."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.classification.intervals import quantile_ranks, wilson
from helpers.classification.prospects.terms import KINDS, WARM

#: Peer groups, finest first.
BASES = (("industry", "size"), ("size",), ("industry",), ())
#: Fewest peers of a group, and fewest decided prospects of a way in, to say something of it.
PEERS, DECIDED = 12, 10


def worth(rows: pd.DataFrame, customers: pd.DataFrame, revenue: pd.Series) -> pd.DataFrame:
    """Money a year of the middle customer like each prospect, and how often like ones are worth having.

    Parameters
    ----------
    rows
        ``prospect, industry, size, need``.
    customers
        ``customer, industry, size``.
    revenue
        Net revenue of the window by customer, minor units.

    Returns
    -------
    DataFrame
        ``prospect, value, low, high`` (median of the peers that buy, with its interval, never more than ``need``),
        ``peers``, and ``fit, fit_low, fit_high``: share of the peers above the median of all buying customers (Wilson).

    Notes
    -----
    Median between order statistics: Hahn, G. J., Meeker, W. Q. (1991), Statistical Intervals, Wiley, section 5.2. Peers
    share industry and size; where fewer than twelve do, size alone, then industry alone, then all. That a prospect would
    buy as customers like it do is the assumption; who chose us may be friendlier than who did not.
    """
    bought = customers.assign(revenue=customers["customer"].map(revenue).astype("float64"))
    bought = bought[bought["revenue"] > 0]
    middle = bought["revenue"].median()
    made = {keys: _groups(bought, keys, middle) for keys in BASES}
    found = []
    for row in rows.to_dict("records"):
        for keys in BASES:
            said = made[keys].get(tuple(row[key] for key in keys))
            if said is not None and (said["peers"] >= PEERS or not keys):
                break
        said = dict(said) if said else dict.fromkeys(("value", "low", "high", "fit", "fit_low", "fit_high"), np.nan)
        need = float(row["need"]) if pd.notna(row["need"]) else np.inf
        for name in ("value", "low", "high"):
            said[name] = min(said[name], need) if said[name] == said[name] else np.nan
        found.append({"prospect": row["prospect"], "peers": 0} | said)
    columns = ["prospect", "value", "low", "high", "peers", "fit", "fit_low", "fit_high"]
    return pd.DataFrame(found, columns=columns)


def _groups(bought: pd.DataFrame, keys: tuple[str, ...], middle: float) -> dict[tuple, dict]:
    parts = bought.groupby(list(keys)) if keys else [((), bought)]
    found = {}
    for name, part in parts:
        count = len(part)
        if not count:
            continue
        ladder = np.sort(part["revenue"].to_numpy())
        low, high = quantile_ranks(count, 0.5)
        above = int((ladder > middle).sum())
        ends = wilson(above, count)
        found[name if isinstance(name, tuple) else (name,)] = {
            "peers": count,
            "value": float(np.quantile(ladder, 0.5, method="inverted_cdf")),
            "low": float(ladder[low - 1]) if low else np.nan,
            "high": float(ladder[high - 1]) if high else np.nan,
            "fit": above / count,
            "fit_low": ends[0],
            "fit_high": ends[1],
        }
    return found


def rates(rows: pd.DataFrame) -> pd.DataFrame:
    """How often prospects of each way in were won.

    Parameters
    ----------
    rows
        ``kind, status`` of all prospects.

    Returns
    -------
    DataFrame
        ``kind, open, decided, won, share, low, high`` (Wilson), ``chance``: the share where ten or more were decided, else
        that of all warm or all cold ones, else that of all, else missing; and ``of``: whose share that is (``own``, ``warm``,
        ``all``, or empty).
    """
    done = rows[rows["status"].isin(["won", "lost"])]
    warm = done["kind"].isin(WARM)
    made = []
    for kind in KINDS:
        own = done[done["kind"] == kind]
        chance, of = np.nan, ""
        for name, part in (("own", own), ("warm", done[warm] if kind in WARM else own), ("all", done)):
            if len(part) >= DECIDED:
                chance, of = float((part["status"] == "won").mean()), name
                break
        won, count = int((own["status"] == "won").sum()), len(own)
        open_ = int(((rows["kind"] == kind) & ~rows["status"].isin(["won", "lost"])).sum())
        share = won / count if count else np.nan
        made.append((kind, open_, count, won, share, *wilson(won, count), chance, of))
    return pd.DataFrame(made, columns=["kind", "open", "decided", "won", "share", "low", "high", "chance", "of"])
