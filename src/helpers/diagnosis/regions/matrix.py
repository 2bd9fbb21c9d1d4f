"""The GE–McKinsey matrix: how attractive each region's market is, and how strong we are in it, with what is not known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

#: Criterion → (side, weight rule, what a difference of 25 points is worth in the criterion's own unit).
CRITERIA: dict[str, tuple[str, str, float]] = {
    "size": ("attractive", "weight_size", float(np.log(2))),
    "growth": ("attractive", "weight_growth", 0.05),
    "market": ("attractive", "weight_market", 0.75),
    "calm": ("attractive", "weight_calm", 0.75),
    "margin": ("attractive", "weight_margin", 0.05),
    "share": ("strong", "weight_share", float(np.log(2))),
    "wins": ("strong", "weight_wins", 0.10),
    "standing": ("strong", "weight_standing", 0.75),
    "momentum": ("strong", "weight_momentum", 0.10),
    "coverage": ("strong", "weight_coverage", 0.20),
}
SIDES = ("attractive", "strong")
#: One of these must be known for the side to mean anything.
ENOUGH = {"attractive": {"size", "growth", "market"}, "strong": {"share", "wins", "standing", "momentum"}}
STEP, MIDDLE = 25.0, 50.0
ZONES = ("invest", "select", "harvest")


@dataclass(frozen=True)
class Matrix:
    """Where the regions stand.

    Attributes
    ----------
    regions
        By region: ``attractive, strong`` (0 to 100; 50 is the mean of our regions), the ellipse's ``sd_x`` (strong),
        ``sd_y`` (attractive), ``correlation``, ``zone`` and ``sure`` (share of the draws in that zone), and
        ``invest, select, harvest`` (share of the draws).
    scores
        ``region, criterion, side, weight`` (share of its side), ``points`` (0 to 100), ``known``: false where the
        region has no value and stands at 50.
    left_out
        Criteria that no region has.
    """

    regions: pd.DataFrame
    scores: pd.DataFrame
    left_out: tuple[str, ...]


def matrix(
    values: pd.DataFrame, errors: pd.DataFrame, weights: dict[str, float], draws: int, seed: int
) -> Matrix | None:
    """Weighted points on both axes, and an ellipse from the standard errors of what went in.

    The nine-cell matrix of General Electric and McKinsey (Coyne 2008, *Enduring Ideas: The GE–McKinsey nine-box
    matrix*, McKinsey Quarterly). Points are relative: 50 is the mean of our regions, 25 points are a fixed difference
    (twice the market, 5 points of growth …, see :data:`CRITERIA`), so that regions that hardly differ stand together
    instead of being pulled apart. Three rows by three columns make three zones: invest, be selective, harvest.
    Ellipses come from random draws of every estimate within its error; size and share draw the same market.

    Parameters
    ----------
    values, errors
        Regions by criteria of :data:`CRITERIA` (size and share as logarithms), and their standard errors (0: counted).
    weights
        By criterion; criteria without any value are left out and the rest share their weight.

    Returns
    -------
    Matrix or None
        ``None`` for fewer than two regions, or when a side has none of :data:`ENOUGH`.
    """
    values = values.reindex(columns=list(CRITERIA)).astype("float64").sort_index()
    errors = errors.reindex(index=values.index, columns=list(CRITERIA)).astype("float64").fillna(0.0)
    used = [name for name in CRITERIA if values[name].notna().sum() >= 2 and weights.get(name, 0) > 0]
    if len(values) < 2 or any(not ENOUGH[side] & set(used) for side in SIDES):
        return None
    total = {side: sum(weights[n] for n in used if CRITERIA[n][0] == side) for side in SIDES}
    part = {name: weights[name] / total[CRITERIA[name][0]] for name in used}
    points = {name: _points(values[name].to_numpy()[None, :], CRITERIA[name][2])[0] for name in used}
    random = np.random.default_rng(seed)
    noise = {name: random.standard_normal((draws, len(values))) for name in CRITERIA}
    noise["share"] = -noise["size"]
    axes = {}
    for side in SIDES:
        own = [name for name in used if CRITERIA[name][0] == side]
        axes[side] = np.zeros((draws, len(values)))
        for name in own:
            drawn = values[name].to_numpy() + errors[name].to_numpy() * noise[name]
            axes[side] += part[name] * _points(drawn, CRITERIA[name][2])
    at = {side: sum(part[n] * points[n] for n in used if CRITERIA[n][0] == side) for side in SIDES}
    return Matrix(
        _placed(values.index, at, axes),
        _scores(values, used, part, points),
        tuple(name for name in CRITERIA if name not in used),
    )


def _points(drawn: np.ndarray, scale: float) -> np.ndarray:
    """Points of each region (columns) in each draw (rows); unknown ones stand in the middle."""
    mean = np.nanmean(drawn, axis=1, keepdims=True)
    return np.nan_to_num(np.clip(MIDDLE + STEP * (drawn - mean) / scale, 0, 100), nan=MIDDLE)


def zone(attractive: np.ndarray, strong: np.ndarray) -> np.ndarray:
    """Zone of points: thirds of both axes added up."""
    cell = sum(np.clip(np.floor(np.asarray(axis) / (100 / 3)), 0, 2) for axis in (attractive, strong))
    return np.select([cell >= 3, cell >= 2], ["invest", "select"], "harvest")


def _placed(regions: pd.Index, at: dict, axes: dict) -> pd.DataFrame:
    x, y = axes["strong"], axes["attractive"]
    found = pd.DataFrame({"attractive": at["attractive"], "strong": at["strong"]}, index=regions)
    found["sd_x"], found["sd_y"] = x.std(axis=0), y.std(axis=0)
    spread = found["sd_x"] * found["sd_y"]
    together = ((x - x.mean(axis=0)) * (y - y.mean(axis=0))).mean(axis=0)
    found["correlation"] = np.where(spread > 1e-12, together / np.where(spread > 1e-12, spread, 1), 0.0)
    zones = zone(y, x)
    for name in ZONES:
        found[name] = (zones == name).mean(axis=0)
    found["zone"] = zone(found["attractive"].to_numpy(), found["strong"].to_numpy())
    found["sure"] = [row[row["zone"]] for _, row in found.iterrows()]
    return found


def _scores(values, used, part, points) -> pd.DataFrame:
    rows = [
        (region, name, CRITERIA[name][0], part[name], points[name][place], bool(pd.notna(values[name].iloc[place])))
        for place, region in enumerate(values.index)
        for name in used
    ]
    return pd.DataFrame(rows, columns=["region", "criterion", "side", "weight", "points", "known"])
