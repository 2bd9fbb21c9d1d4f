"""Wins and losses against each competitor, and where one of them beats us more than usual."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.diagnosis.raters import holm

RIVALS = ["competitor", "won", "lost", "rate", "low", "high", "amount_lost", "reason", "reason_share"]
CELLS = [
    "by",
    "competitor",
    "value",
    "won",
    "lost",
    "rate",
    "low",
    "high",
    "elsewhere",
    "less",
    "less_low",
    "less_high",
]
CELLS += ["p", "amount", "missed", "missed_low", "missed_high", "reason", "reason_share", "first"]
#: A cell with fewer ended projects is not tested.
LEAST = 8


@dataclass(frozen=True)
class WinLoss:
    """Ended projects that name a competitor.

    Attributes
    ----------
    rivals
        By competitor: won, lost, win rate with interval (Wilson), money lost, the reason named most and its share.
    cells
        By competitor within a region, a product line or everywhere (``by``): as above, against all other ended
        projects with a named competitor: ``less`` is the difference of the rates (Newcombe), ``p`` adjusted (Holm).
        ``missed`` is what the usual rate would have won more of the cell's ``amount`` in the last twelve months.
    ended, named
        Ended projects in the window, and those of them that name a competitor.
    """

    rivals: pd.DataFrame
    cells: pd.DataFrame
    ended: int
    named: int


def winloss(deals: pd.DataFrame, as_of: dt.date, months: int = 36) -> WinLoss:
    """Count wins and losses.

    A cell's rate is compared with that of all other projects by Fisher's exact test, one-sided (Fisher 1935), Holm
    over all cells; rates by Wilson 1927, differences by Newcombe 1998 (Statistics in Medicine 17(8)).

    Parameters
    ----------
    deals
        ``competitor, status, amount, closed_on, lost_reason`` and, where known, ``region``, ``line``.
    as_of, months
        Projects that ended in the months up to this day.
    """
    end = pd.Timestamp(as_of)
    ended = deals[deals["status"].isin(["won", "lost"])]
    day = ended["closed_on"]
    ended = ended[(day <= end) & (day > end - pd.DateOffset(months=months)) | day.isna()]
    named = ended[ended["competitor"].notna()].reset_index(drop=True)
    rows = [_rival(str(name), part) for name, part in named.groupby("competitor", sort=True)]
    rivals = pd.DataFrame(rows, columns=RIVALS)
    rivals = rivals.sort_values(["lost", "competitor"], ascending=[False, True], kind="stable", ignore_index=True)
    return WinLoss(rivals, _cells(named, end), len(ended), len(named))


def rate(won: int, ended: int) -> tuple[float, float, float]:
    """Share won with its Wilson interval; missing where nothing ended."""
    from statsmodels.stats.proportion import proportion_confint

    if not ended:
        return float("nan"), float("nan"), float("nan")
    low, high = proportion_confint(won, ended, method="wilson")
    return won / ended, float(low), float(high)


def _rival(name: str, part: pd.DataFrame) -> tuple:
    lost = part[part["status"] == "lost"]
    return (
        name,
        len(part) - len(lost),
        len(lost),
        *rate(len(part) - len(lost), len(part)),
        int(lost["amount"].fillna(0).sum()),
        *_reason(lost),
    )


def _reason(lost: pd.DataFrame) -> tuple[str | None, float]:
    return most(lost["lost_reason"].dropna())


def most(told: Iterable[str]) -> tuple[str | None, float]:
    """What is named most (of equals the first by alphabet) and its share of all that is named."""
    counts = Counter(told)
    if not counts:
        return None, float("nan")
    name, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return str(name), count / counts.total()


def _cells(named: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    from scipy import stats
    from statsmodels.stats.proportion import confint_proportions_2indep

    won = (named["status"] == "won").to_numpy(bool)
    amounts = named["amount"].fillna(0).to_numpy("int64")
    days, reasons = named["closed_on"], named["lost_reason"].dropna()
    recent = (days > end - pd.DateOffset(months=12)).to_numpy(bool)
    reasons = dict(zip(reasons.index, reasons, strict=True))
    rivals = named["competitor"].to_numpy(object)
    masks = {}
    for name in sorted(set(rivals)):
        against = rivals == name
        masks["all", name, ""] = against
        for by in ("region", "line"):
            if by in named:
                known = named[by].notna().to_numpy(bool)
                values = named[by].to_numpy(object)
                for value in sorted(set(values[against & known])):
                    masks[by, name, str(value)] = against & known & (values == value)
    rows, p_values = [], {}
    for key, inside in masks.items():
        size, rest = int(inside.sum()), int((~inside).sum())
        if size < LEAST or rest < LEAST:
            continue
        a, b = int((won & inside).sum()), int((won & ~inside).sum())
        p_values[key] = float(stats.fisher_exact([[size - a, a], [rest - b, b]], alternative="greater")[1])
        low, high = confint_proportions_2indep(a, size, b, rest, method="newcomb")
        amount = int(amounts[inside & recent].sum())
        less = a / size - b / rest
        lost = np.flatnonzero(inside & ~won)
        first = days.iloc[lost].min()
        rows.append(
            (*key[:2], key[2] or None, a, size - a, *rate(a, size), b / rest, less, float(low), float(high), key)
            + (
                amount,
                round(-less * amount),
                round(-high * amount),
                round(-low * amount),
                *most(reasons[at] for at in lost.tolist() if at in reasons),
            )
            + (None if pd.isna(first) else first.date().isoformat(),)
        )
    found = pd.DataFrame(rows, columns=CELLS)
    found["p"] = found["p"].map(holm(p_values)).astype("float64")
    return found.sort_values(["p", "by", "competitor", "value"], kind="stable", ignore_index=True, na_position="first")
