"""Who of our own people puts our firm higher than the others do."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.diagnosis.raters import LEVEL, holm

COLUMNS = ["rater", "premium", "low", "high", "p", "count", "left_out"]
#: What has a value of its own in the model: firm with criterion, and side with rater.
PAIRS = (("competitor", "criterion"), ("side", "rater"))
#: With fewer raters it cannot be told who flatters and who is too strict.
LEAST = 3


def premiums(frame: pd.DataFrame, alpha: float) -> pd.DataFrame:
    """How much more each rater gives our firm, against what the same rater gives others, than the other raters do.

    By least squares with a value for every firm and criterion and a leaning of every rater for our firm and for the
    others; the premium is a difference of differences, tested one-sided with Student's t and Holm's correction. The
    worst is left out and the rest compared again while three remain: else one who exaggerates makes the honest look
    strict. If all flatter alike, nothing in these scores can show it; wins and losses can.

    Returns
    -------
    DataFrame
        ``rater, premium, low, high, p, count`` (scores of our firm), ``left_out``: heard no more about our own firm.
    """
    both = frame.groupby("rater")["side"].nunique()
    raters = sorted(both[both == 2].index)
    found = _compared(frame, raters)
    gone: list[str] = []
    left = raters
    while len(left) >= LEAST:
        now = _compared(frame, left)
        worst = now.sort_values(["p", "rater"], kind="stable").iloc[0]
        if not worst["p"] <= alpha:
            break
        gone.append(str(worst["rater"]))
        left = [rater for rater in left if rater not in gone]
        honest = found["rater"].isin(left)
        found.loc[found["rater"] == worst["rater"], ["premium", "low", "high", "p"]] = worst[
            ["premium", "low", "high", "p"]
        ].to_numpy()
        if len(left) >= 2:
            again = _compared(frame, left).set_index("rater")
            for name in ("premium", "low", "high", "p"):
                found.loc[honest, name] = found.loc[honest, "rater"].map(again[name])
    found["left_out"] = found["rater"].isin(gone)
    return found


def heard(frame: pd.DataFrame, found: pd.DataFrame) -> set[tuple[str, str]]:
    """Pairs of side and rater whose average counts: all but the flatterers on our own side."""
    gone = set(found.loc[found["left_out"], "rater"])
    pairs = set(zip(frame["side"], frame["rater"], strict=True))
    return {(side, rater) for side, rater in pairs if side != "ours" or rater not in gone}


def _compared(frame: pd.DataFrame, raters: list[str]) -> pd.DataFrame:
    from scipy import stats

    rows = [(rater, np.nan, np.nan, np.nan, 1.0, 0, False) for rater in raters]
    found = pd.DataFrame(rows, columns=COLUMNS)
    part = frame[frame["rater"].isin(raters)]
    counts = part[part["side"] == "ours"].groupby("rater").size()
    found["count"] = found["rater"].map(counts).fillna(0).astype(int)
    if len(raters) < 2:
        return found
    pairs = [list(zip(part[a].tolist(), part[b].tolist(), strict=True)) for a, b in PAIRS]
    at = {name: place for place, name in enumerate(name for column in pairs for name in sorted(set(column)))}
    x, y = np.zeros((len(part), len(at)), order="F"), part["score"].to_numpy(float)
    for column in pairs:
        x[np.arange(len(part)), [at[name] for name in column]] = 1
    inverse = np.linalg.pinv(x.T @ x, rcond=1e-10, hermitian=True)
    beta = inverse @ x.T @ y
    freedom = len(y) - int(np.linalg.matrix_rank(x))
    spread = np.sqrt(max(float(np.square(y - x @ beta).sum()), 0) / freedom) if freedom > 0 else np.nan
    p_values = {}
    for row, rater in enumerate(raters):
        contrast = np.zeros(len(beta))
        for other in raters:
            size = 1.0 if other == rater else -1 / (len(raters) - 1)
            contrast[at["ours", other]] += size
            contrast[at["theirs", other]] -= size
        if not np.allclose(contrast @ inverse @ (x.T @ x), contrast, atol=1e-7):
            continue
        value = float(contrast @ beta)
        found.loc[row, "premium"] = value
        if freedom > 0:
            error = float(np.sqrt(max(contrast @ inverse @ contrast, 0)) * spread)
            reach = stats.t.ppf(0.5 + LEVEL / 2, freedom) * error
            found.loc[row, ["low", "high"]] = [value - reach, value + reach]
            exact = 0.0 if value > 1e-9 else 1.0
            p_values[rater] = float(stats.t.sf(value / error, freedom)) if error > 1e-9 else exact
    found["p"] = found["rater"].map(holm(p_values)).fillna(1.0)
    return found
