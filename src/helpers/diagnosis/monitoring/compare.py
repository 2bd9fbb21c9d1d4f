"""Two readings of the same measures beside each other: what moved, and whether by more than chance."""

from __future__ import annotations

import pandas as pd

from helpers.diagnosis.monitoring.measures import MEASURES, Reading

COLUMNS = ["measure", "unit", "before", "before_low", "before_high", "now", "now_low", "now_high", "verdict"]
VERDICTS = ("better", "worse", "moved", "chance", "risen", "fallen", "same")
#: Counted, and not the same: any difference is real.
COUNTED = ("risen", "fallen")


def side_by_side(before: dict[str, Reading], now: dict[str, Reading]) -> pd.DataFrame:
    """Each measure that both dates have.

    Two estimates count as moved when their 95 % intervals do not overlap. That is stricter than a test of the
    difference at 5 % (Schenker and Gentleman 2001, The American Statistician 55(3), 182–186), as befits looking at a
    dozen measures at once. Counted facts have no interval: they have ``risen`` or ``fallen`` when they differ, as any
    difference is real and nothing says whether it lasts.

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
        rows.append((measure.code, measure.unit, *old, *new, _verdict(old, new, measure.better)))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype(dict.fromkeys([name for name in COLUMNS if name.startswith(("before", "now"))], "float64"))


def _verdict(old: Reading, new: Reading, better: bool | None) -> str:
    if old[0] == new[0]:
        return "same"
    if any(end is None for end in (*old[1:], *new[1:])):
        return "risen" if new[0] > old[0] else "fallen"
    if new[1] <= old[2] and old[1] <= new[2]:
        return "chance"
    if better is None:
        return "moved"
    return "better" if (new[0] > old[0]) == better else "worse"
