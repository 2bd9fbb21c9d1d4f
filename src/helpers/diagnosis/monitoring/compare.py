"""Two readings of the same measures beside each other: what moved, and whether by more than chance."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from scipy.stats import false_discovery_control

from helpers.diagnosis.monitoring.difference import Difference, Reading, recovered
from helpers.diagnosis.monitoring.measures import MEASURES

SIDES = ["before", "before_low", "before_high", "now", "now_low", "now_high"]
NUMBERS = [*SIDES, "change", "change_low", "change_high", "p", "bh"]
COLUMNS = ["measure", "unit", *NUMBERS, "verdict"]
VERDICTS = ("better", "worse", "moved", "alone", "chance", "risen", "fallen", "same")
#: Counted, and not the same: any difference is real.
COUNTED = ("risen", "fallen")
ALPHA = 0.05


def side_by_side(
    before: dict[str, Reading],
    now: dict[str, Reading],
    told: Callable[[str, Reading, Reading], Difference | None] = lambda code, old, new: None,
) -> pd.DataFrame:
    """Each measure that both dates have, with the difference and its interval.

    A measure moved when its difference stands out among all that were looked at: of those called moved, one in twenty is
    expected to be false, and where nothing moved, something is called moved in one of twenty diagnoses (Benjamini and
    Hochberg 1995, Journal of the Royal Statistical Society B 57(1), 289–300; measures that go together do no harm,
    Benjamini and Yekutieli 2001, Annals of Statistics 29(4)). ``alone`` would be told only if nothing else had been
    looked at.
    Counted facts have no interval: they have ``risen`` or ``fallen`` when they differ, as any difference is real and
    nothing says whether it lasts.

    Parameters
    ----------
    told
        Gives the difference of a measure where the two dates share customers or raters
        (:mod:`helpers.diagnosis.monitoring.paired`); where it gives ``None`` the two intervals decide.

    Returns
    -------
    DataFrame
        Columns of :data:`COLUMNS`, in the order of the measures; ``verdict`` is one of :data:`VERDICTS`.
    """
    rows = []
    for measure in MEASURES:
        if measure.code not in before or measure.code not in now:
            continue
        old, new = before[measure.code], now[measure.code]
        found = None if old == new else told(measure.code, old, new) or recovered(old, new)
        found = found or Difference(new[0] - old[0], float("nan"), float("nan"), float("nan"))
        rows.append((measure.code, measure.unit, *old, *new, *found[:4], float("nan"), ""))
    frame = pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(NUMBERS, "float64"))
    known = frame["p"].notna()
    if known.any():
        frame.loc[known, "bh"] = false_discovery_control(frame.loc[known, "p"], method="bh")
    better = {measure.code: measure.better for measure in MEASURES}
    frame["verdict"] = [_verdict(row, better[row.measure]) for row in frame.itertuples()]
    return frame


def _verdict(row, better: bool | None) -> str:
    if row.before == row.now:
        return "same"
    if pd.isna(row.p):
        return "risen" if row.change > 0 else "fallen"
    if row.bh >= ALPHA:
        return "chance" if row.p >= ALPHA else "alone"
    if better is None:
        return "moved"
    return "better" if (row.change > 0) == better else "worse"
