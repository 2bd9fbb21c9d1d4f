"""What growth is: doing better than four in five customers like it, so that neither size nor chance nor season counts."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

#: What "like it" means; squares count too where named so.
LIKE = ("year", "half", "season", "quarter", "days", "waits", "breadth", "room", "industry", "region")
SQUARED = ("year", "half", "days", "waits")
#: Added to money before logarithms: this share of the median customer's.
FLOOR = 0.05


def levels(people: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Measures of level by which customers are alike: logs of recency, frequency and money, and scores of the rest.

    Parameters
    ----------
    people
        ``year, half, season, quarter`` (money), ``days``, ``silent``; see :class:`helpers.classification.growth.view.View`.
    scores
        Measures of the same customers; those named in :data:`LIKE` are taken.
    """
    middle = float(people["year"].median())
    parts = {"year": 1.0, "half": 0.5, "season": 0.5, "quarter": 0.25}
    found = {name: np.log(people[name].clip(lower=0) / middle / part + FLOOR) for name, part in parts.items()}
    found["days"] = np.log(people["days"].astype("float64"))
    found["waits"] = np.log1p(people["silent"].fillna(0).clip(lower=0) * people["days"] / 365)
    return pd.DataFrame(found).join(scores[[name for name in LIKE if name in scores and name not in found]])


def grown(
    like: pd.DataFrame, year: np.ndarray, after: np.ndarray, *, ahead: int, top: float = 0.2, least: float = 0.2
) -> tuple[np.ndarray, np.ndarray]:
    """Which customers grew after a day, and the money by which each was beyond what was to be expected.

    Parameters
    ----------
    like
        Customers × measures of level before the day, as of :func:`levels`.
    year
        Money of twelve months before the day.
    after
        Money of the ``ahead`` months after the day.
    top, least
        A grower brings more than all but the share ``top`` of customers like it, and at least the share ``least`` more
        than the middle one of them.

    Returns
    -------
    grew
        True for a grower.
    beyond
        Money above the middle customer like it, not below zero, in years of the median customer (so that no rounding
        depends on the unit of money).

    Notes
    -----
    Conditional quantiles of log money afterwards given recency, frequency, money (of the year, its last half and quarter,
    and the season a year earlier), breadth and peers: Koenker, R., Bassett, G. (1978), "Regression quantiles", Econometrica
    46(1), 33–50. Over all customers of the day, so the firm's own growth and season are in the intercept. Whoever
    had a strong half-year is expected to fall back, whoever is only waiting for the next order to catch up (regression
    to the mean: Barnett, A. G., van der Pols, J. C., Dobson, A. J. (2005), International Journal of Epidemiology 34(1),
    215–220), and a rare buyer, who swings more by chance, is held against other rare buyers. What recency, frequency
    and money tell is therefore no growth; only what goes beyond them is.
    """
    middle = float(np.median(year))
    after = np.clip(np.asarray(after, dtype="float64"), 0, None) / middle
    seen = np.log(after / (ahead / 12) + FLOOR)
    base = [np.ones(len(like)), *(like[name].to_numpy() for name in like)]
    base += [like[name].to_numpy() ** 2 for name in SQUARED if name in like]
    matrix = np.column_stack(base)
    usual = matrix @ regression_quantile(matrix, seen, 0.5)
    edge = matrix @ regression_quantile(matrix, seen, 1 - top)
    grew = (seen > edge) & (seen >= usual + np.log1p(least))
    return grew, np.clip(after - (np.exp(usual) - FLOOR) * ahead / 12, 0, None)


def regression_quantile(matrix: np.ndarray, seen: np.ndarray, share: float) -> np.ndarray:
    """Coefficients of the conditional quantile."""
    import statsmodels.api as sm

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(sm.QuantReg(seen, matrix).fit(q=share, max_iter=300).params)
