"""The three steps of a market visit, scored by region, and what was seen of competitors there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.company.tables.market_visits import STEPS
from helpers.diagnosis.raters import Rated, fit, holm

#: A region with fewer sightings is not tested.
LEAST = 4


@dataclass(frozen=True)
class Visits:
    """What visits found.

    Attributes
    ----------
    scores
        ``region, step`` (``customer``, ``market``, ``competition``), ``value, low, high`` (1 to 5, 5 is good for us),
        ``visits, raters``, and the ``weakest`` question with its ``weakest_value``.
    seen
        Competitors seen, by region: ``region, competitor, visits, stock, delivery, ours, sooner`` (days they are
        faster, with ``low, high``), ``price``, ``elsewhere`` (days of stock seen in other regions), ``p`` that stock
        here is no higher (Mann–Whitney, Holm).
    raters
        ``rater, step, lean, low, high, count``.
    fits
        The fit of each step.
    count, places
        Visits that count, and different places.
    """

    scores: pd.DataFrame
    seen: pd.DataFrame
    raters: pd.DataFrame
    fits: dict[str, Rated]
    count: int
    places: int


def visits(table: pd.DataFrame) -> Visits:
    """Score each step as the mean of its answered questions, freed of how strictly each visitor scores."""
    frame = table.dropna(subset=["region", "rater"]).reset_index(drop=True)
    scores, leans, fits = [], [], {}
    for step, questions in STEPS.items():
        names = [question.name for question in questions]
        answers = frame[names].astype("float64")
        fitted = fits[step] = fit(frame["region"], frame["rater"], answers.mean(axis=1), by_scores=True)
        means = answers.groupby(frame["region"]).mean()
        for row in fitted.things.rename(columns={"count": "count_"}).itertuples():
            region = row.Index
            own = means.loc[region].dropna().sort_values(kind="stable")
            scores.append(
                (region, step, *np.clip([row.value, row.low, row.high], 1, 5), row.count_)
                + (row.raters, own.index[0], own.iloc[0])
            )
        leans.append(fitted.raters.assign(step=step))
    columns = ["region", "step", "value", "low", "high", "visits", "raters", "weakest", "weakest_value"]
    return Visits(
        scores=pd.DataFrame(scores, columns=columns),
        seen=_seen(frame),
        raters=pd.concat(leans, ignore_index=True)[["rater", "step", "lean", "low", "high", "count"]],
        fits=fits,
        count=len(frame),
        places=int(frame.drop_duplicates(["region", "place"]).shape[0]),
    )


SEEN = [
    "region",
    "competitor",
    "visits",
    "stock",
    "delivery",
    "ours",
    "sooner",
    "low",
    "high",
    "price",
    "elsewhere",
    "p",
]


def _seen(frame: pd.DataFrame) -> pd.DataFrame:
    from scipy import stats

    rows, p_values = [], {}
    told = frame[frame["competitor"].notna()]
    where, who = (told[name].to_numpy(object) for name in ("region", "competitor"))
    names = ("rival_stock", "our_delivery", "rival_delivery", "rival_price")
    seen = {name: told[name].to_numpy(float, na_value=np.nan) for name in names}
    for region, rival in sorted(set(zip(where, who, strict=True))):
        at = (where == region) & (who == rival)
        part = {name: values[at] for name, values in seen.items()}
        stock = _known(part["rival_stock"])
        other = _known(seen["rival_stock"][(who == rival) & (where != region)])
        sooner, low, high = _mean(_known(part["our_delivery"] - part["rival_delivery"]))
        key = (region, rival)
        if len(stock) >= LEAST and len(other) >= LEAST:
            p_values[key] = float(stats.mannwhitneyu(stock, other, alternative="greater").pvalue)
        rows.append(
            (
                *key,
                int(at.sum()),
                _middle(stock),
                _middle(part["rival_delivery"]),
                _middle(part["our_delivery"]),
                sooner,
            )
            + (low, high, _middle(part["rival_price"]), _middle(other), np.nan)
        )
    found = pd.DataFrame(rows, columns=SEEN)
    adjusted = holm(p_values)
    found["p"] = [adjusted.get(key, np.nan) for key in zip(found["region"], found["competitor"], strict=True)]
    keys, up = ["p", "visits", "region", "competitor"], [True, False, True, True]
    return found.sort_values(keys, ascending=up, kind="stable", ignore_index=True)


def _known(values: np.ndarray) -> np.ndarray:
    return values[~np.isnan(values)]


def _middle(values: np.ndarray) -> float:
    values = _known(values)
    return float(np.median(values)) if len(values) else np.nan


def _mean(values: np.ndarray) -> tuple[float, float, float]:
    """Mean with Student's interval."""
    from scipy import stats

    if not len(values):
        return np.nan, np.nan, np.nan
    mean = float(values.mean())
    if len(values) < 2:
        return mean, np.nan, np.nan
    reach = float(stats.t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values)))
    return mean, mean - reach, mean + reach
