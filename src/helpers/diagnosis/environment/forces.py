"""The five forces: how hard each presses, and how attractive that leaves the industry."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import stats

from helpers.diagnosis.environment import spread

FORCES = ("rivalry", "entrants", "substitutes", "suppliers", "buyers")
LOW, HIGH, USUAL_WEIGHT = 1.0, 5.0, 3.0


def drivers(rows: pd.DataFrame) -> pd.DataFrame:
    """Each driver over its raters: ``force, driver, raters, mean, low, high, spread, weight, share``.

    ``weight`` is the mean of what the raters gave (3 where they gave none), ``share`` its share of the force.
    """
    rows = rows.assign(
        weight=rows["weight"].astype("float64").fillna(USUAL_WEIGHT), score=rows["score"].astype("float64")
    )
    found = spread.means(rows, ["force", "driver"], "score", LOW, HIGH)
    weight = rows.groupby(["force", "driver"], sort=True)["weight"].mean().reset_index()
    found = found.merge(weight, on=["force", "driver"])
    found["share"] = found["weight"] / found.groupby("force")["weight"].transform("sum")
    place = found["force"].map({name: place for place, name in enumerate(FORCES)})
    found = found.assign(place=place, pull=-found["mean"] * found["share"])
    return (
        found.sort_values(["place", "pull", "driver"], kind="stable")
        .drop(columns=["place", "pull"])
        .reset_index(drop=True)
    )


def intensity(rows: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """How hard each force presses: the weighted mean of its drivers, 1 to 5.

    Porter, M. E. 1980, *Competitive Strategy*, ch. 1, names the forces and their drivers; the scale and the weighted
    mean are the usual scoring of it. The interval propagates the raters' pooled spread over the drivers, taken as
    independent and the weights as given.

    Returns
    -------
    DataFrame
        ``force, drivers, raters, mean, low, high``, in the order of :data:`FORCES`; missing where nobody judged.
    """
    deviation, freedom = spread.pooled(rows.assign(score=rows["score"].astype("float64")), ["force", "driver"], "score")
    reach = stats.t.ppf(0.975, freedom) if freedom else np.nan
    frame = []
    for force in FORCES:
        part = found[found["force"] == force]
        if part.empty:
            frame.append({"force": force, "drivers": 0, "raters": 0})
            continue
        mean = float((part["share"] * part["mean"]).sum())
        off = reach * deviation * float(np.sqrt((part["share"] ** 2 / part["raters"]).sum()))
        raters = int(rows.loc[rows["force"] == force, "rater"].nunique())
        frame.append(
            {
                "force": force,
                "drivers": len(part),
                "raters": raters,
                "mean": mean,
                "low": max(LOW, mean - off),
                "high": min(HIGH, mean + off),
            }
        )
    columns = ["force", "drivers", "raters", "mean", "low", "high"]
    done = pd.DataFrame(frame).reindex(columns=columns)
    if np.isnan(reach):
        done[["low", "high"]] = np.nan
    return done.astype({"mean": "float64", "low": "float64", "high": "float64"})


def attractiveness(found: pd.DataFrame, weights: Mapping[str, float]) -> tuple[float, float, float] | None:
    """How attractive the forces leave the industry: six less their weighted mean, 1 to 5, with interval.

    Only forces that were judged count; ``None`` where that is none of them, or all have the weight zero.
    """
    judged = found.dropna(subset=["mean"])
    weight = judged["force"].map(weights).to_numpy("float64")
    if not len(judged) or weight.sum() <= 0:
        return None
    weight = weight / weight.sum()
    value = LOW + HIGH - float(weight @ judged["mean"].to_numpy())
    half = (judged["high"] - judged["low"]).to_numpy("float64") / 2
    off = float(np.sqrt(np.sum((weight * half) ** 2)))
    return value, max(LOW, value - off), min(HIGH, value + off)
