"""Means, shares of satisfied and the net promoter score, each with an interval that knows of weights and clusters."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import norm, t

from helpers.diagnosis.survey.weights import design_effect
from helpers.quantity import Quantity

Z = float(norm.ppf(0.975))
#: Recommendation marks (0 to 10) of promoters begin here; those of detractors end here.
PROMOTER, DETRACTOR = 9, 6


def wilson(share: float, n: float) -> tuple[float, float]:
    """Wilson's score interval at 95 % for a share of ``n`` (effective) answers; never outside 0 to 1, never of no width.

    Source: Wilson 1927, *JASA* 22(158); recommended by Brown, Cai and DasGupta 2001, *Statistical Science* 16(2).
    """
    if not n > 0:
        return np.nan, np.nan
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return float(max(0.0, middle - half)), float(min(1.0, middle + half))


def variance(values: np.ndarray, weight: np.ndarray, cluster: np.ndarray) -> float:
    """Variance of a weighted mean where answers of one customer hang together (linearised, between clusters).

    Source: Wolter 2007, *Introduction to Variance Estimation*, ch. 6; ``NaN`` for a single cluster.
    """
    mean = np.average(values, weights=weight)
    parts = pd.Series(weight * (values - mean) / weight.sum()).groupby(np.asarray(cluster, object)).sum().to_numpy()
    count = len(parts)
    return float(count / (count - 1) * (parts @ parts)) if count > 1 else float("nan")


def mean(values: np.ndarray, weight: np.ndarray, cluster: np.ndarray) -> Quantity:
    """Weighted mean with its t interval over clusters."""
    values, weight = np.asarray(values, "float64"), np.asarray(weight, "float64")
    if not len(values):
        return Quantity(None, "score")
    centre, spread = float(np.average(values, weights=weight)), variance(values, weight, cluster)
    if not spread > 0:
        return Quantity(centre, "score")
    half = t.ppf(0.975, pd.Series(cluster).nunique() - 1) * np.sqrt(spread)
    return Quantity(centre, "score", centre - half, centre + half)


def share(hit: np.ndarray, weight: np.ndarray, cluster: np.ndarray) -> Quantity:
    """Weighted share with Wilson's interval at the effective number of answers.

    The effective number is ``p (1 − p) / variance``, never more than the answers (Korn and Graubard 1998, *Survey
    Methodology* 24(2)); where all or none agree it is the number over Kish's design effect.
    """
    hit, weight = np.asarray(hit, "float64"), np.asarray(weight, "float64")
    if not len(hit):
        return Quantity(None, "share")
    part = float(np.average(hit, weights=weight))
    return Quantity(part, "share", *wilson(part, effective(hit, weight, cluster)))


def effective(hit: np.ndarray, weight: np.ndarray, cluster: np.ndarray) -> float:
    """Number of simple random answers that would be as precise; see :func:`share`."""
    part, clusters = float(np.average(hit, weights=weight)), pd.Series(cluster).nunique()
    spread = variance(hit, weight, cluster)
    if 0 < part < 1 and spread > 0:
        return min(float(len(hit)), part * (1 - part) / spread)
    return clusters / design_effect(weight)


def promoters(score: np.ndarray, weight: np.ndarray, cluster: np.ndarray) -> dict[str, Quantity]:
    """Net promoter score: share of 9 and 10 less share of 0 to 6, with its interval.

    Standard error ``√((p + d − (p − d)²) / n)`` of simple random answers, here of the cluster's variance. Source:
    Reichheld 2003, *Harvard Business Review* 81(12); Rocks 2016, *The American Statistician* 70(4), on intervals.

    Returns
    -------
    dict
        ``promoters``, ``passives``, ``detractors`` (shares) and ``nps`` (difference of the shares, in whole points of a
        hundred, as it is usually written).
    """
    score = np.asarray(score, "float64")
    up, down = (score >= PROMOTER).astype(float), (score <= DETRACTOR).astype(float)
    found = {"promoters": share(up, weight, cluster), "detractors": share(down, weight, cluster)}
    found["passives"] = share(1 - up - down, weight, cluster)
    net = mean(up - down, weight, cluster)
    if net.value is None:
        return found | {"nps": Quantity(None, "score")}
    ends = [None if end is None else round(100 * float(np.clip(end, -1, 1))) for end in (net.low, net.high)]
    return found | {"nps": Quantity(round(100 * net.value), "score", *ends)}


def promoter_error(promoters: float, detractors: float, n: int) -> float:
    """Standard error of a net promoter score from shares of ``n`` simple random answers.

    >>> round(1.96 * promoter_error(0.5, 0.2, 400), 4)
    0.0765
    """
    net = promoters - detractors
    return float(np.sqrt((promoters + detractors - net**2) / n))
