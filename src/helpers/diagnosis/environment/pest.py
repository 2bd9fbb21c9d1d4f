"""PEST: what each outside change would do, times how likely it is, over several raters."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.diagnosis.environment import spread

FIELDS = ("political", "economic", "social", "technological")
DIRECTIONS = ("threat", "opportunity")
TOP = 5.0


def signed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with ``expected``: impact times probability, negative for a threat (−5 to 5)."""
    sign = np.where(rows["direction"] == "threat", -1.0, 1.0)
    expected = sign * rows["impact"].astype("float64") * rows["probability"].astype("float64") / 100
    return rows.assign(expected=expected)


def factors(rows: pd.DataFrame) -> pd.DataFrame:
    """Expected impact of each factor over its raters.

    Impact × probability is the usual way to put risks in order (e.g. ISO 31010:2019, consequence/likelihood
    matrix); here it is kept as a number of −5 to 5 and its interval comes from the raters' differences.

    Returns
    -------
    DataFrame
        ``domain, factor, direction, raters, mean, low, high, spread, impact, probability, sure, split``, strongest
        first (ties by field and factor). ``sure`` is true where the interval excludes zero, ``split`` where raters
        disagree on the direction; ``direction`` is the sign of the mean (a threat where it is zero).
    """
    judged = signed(rows)
    found = spread.means(judged, ["domain", "factor"], "expected", -TOP, TOP)
    more = judged.groupby(["domain", "factor"], sort=True).agg(
        impact=("impact", "mean"), probability=("probability", "mean"), ways=("direction", "nunique")
    )
    found = found.merge(more.reset_index(), on=["domain", "factor"])
    found["probability"] = found["probability"].astype("float64") / 100
    found["impact"] = found["impact"].astype("float64")
    found["direction"] = np.where(found["mean"] > 0, "opportunity", "threat")
    found["sure"] = (found["low"] > 0) | (found["high"] < 0)
    found["split"] = found.pop("ways") > 1
    found["field"] = found["domain"].map({name: place for place, name in enumerate(FIELDS)})
    found["strength"] = found["mean"].abs()
    found = found.sort_values(["strength", "field", "factor"], ascending=[False, True, True], kind="stable")
    return found.drop(columns=["field", "strength"]).reset_index(drop=True)


def fields(found: pd.DataFrame) -> pd.DataFrame:
    """Each field's opportunities and threats: mean strength (0 to 5) of its factors, and how many there are.

    Returns
    -------
    DataFrame
        ``domain, direction, factors, mean``: eight rows, in the order of the name. A mean and not a sum, so that a
        field is not strong only because more was written down on it; missing where nothing was.
    """
    strength = found.assign(mean=found["mean"].abs()).groupby(["domain", "direction"])["mean"].agg(["size", "mean"])
    every = pd.MultiIndex.from_product([FIELDS, DIRECTIONS], names=["domain", "direction"])
    frame = strength.reindex(every).rename(columns={"size": "factors"}).reset_index()
    return frame.assign(factors=frame["factors"].fillna(0).astype("int64"))
