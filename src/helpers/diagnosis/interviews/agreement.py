"""How far coders agree beyond chance: Cohen's and Fleiss' kappa, Krippendorff's alpha, with bootstrap intervals."""

from __future__ import annotations

import numpy as np

from helpers.quantity import Quantity

#: Scales of Krippendorff's alpha.
SCALES = ("nominal", "ordinal", "interval", "ratio")
#: With fewer units than this an interval would only look precise.
FEWEST = 10


def cohen(first, second) -> float:
    """Cohen's kappa of two coders who coded the same units; ``NaN`` where both always gave one and the same code.

    Source: Cohen 1960, *Educational and Psychological Measurement* 20(1); computed by statsmodels.
    """
    from statsmodels.stats.inter_rater import cohens_kappa

    codes, at = np.unique(
        np.concatenate([np.asarray(first, object).astype(str), np.asarray(second, object).astype(str)]),
        return_inverse=True,
    )
    if len(codes) < 2:
        return float("nan")
    table = np.zeros((len(codes), len(codes)))
    np.add.at(table, (at[: len(first)], at[len(first) :]), 1)
    return float(cohens_kappa(table, return_results=False))


def fleiss(counts: np.ndarray) -> float:
    """Fleiss' kappa from counts, units × codes, as many coders for every unit; ``NaN`` where only one code was given.

    Source: Fleiss 1971, *Psychological Bulletin* 76(5); computed by statsmodels.
    """
    from statsmodels.stats.inter_rater import fleiss_kappa

    counts = np.asarray(counts, "float64")
    if len(counts) == 0 or (counts.sum(axis=0) > 0).sum() < 2:
        return float("nan")
    return float(fleiss_kappa(counts, method="fleiss"))


def kappa(codes: np.ndarray, draws: int = 1000, seed: int = 20250101) -> Quantity:
    """Cohen's kappa (two coders) or Fleiss' (more) with its bootstrap interval over units; no value where nothing can
    disagree, no interval below :data:`FEWEST` units.

    Parameters
    ----------
    codes
        Units × coders, without gaps.

    Source of the interval: as :func:`alpha`. A drawn sample in which nothing can disagree counts as full agreement.
    """
    codes = np.asarray(codes)
    if not codes.size:
        return Quantity(None, "ratio")
    units, coders = codes.shape
    values, at = np.unique(codes, return_inverse=True)
    at, size = at.reshape(units, coders), len(values)
    given = (at[:, :, None] == np.arange(size)).sum(axis=1)
    point = cohen(codes[:, 0], codes[:, 1]) if coders == 2 else fleiss(given)
    if point != point:
        return Quantity(None, "ratio")
    if units < FEWEST:
        return Quantity(point, "ratio")
    weight = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), draws) / units
    if coders == 2:
        same = weight @ (at[:, 0] == at[:, 1])
        sides = [weight @ (at[:, [k]] == np.arange(size)) for k in (0, 1)]
        chance = (sides[0] * sides[1]).sum(axis=1)
    else:
        same = weight @ ((given**2).sum(axis=1) - coders) / (coders * (coders - 1))
        chance = ((weight @ given / coders) ** 2).sum(axis=1)
    left = 1 - chance
    many = np.divide(same - chance, left, out=np.ones(draws), where=left > 1e-12)
    low, high = np.quantile(many, [0.025, 0.975])
    return Quantity(point, "ratio", float(low), float(high))


def krippendorff(codes: np.ndarray, scale: str = "nominal") -> float:
    """Krippendorff's alpha, units × coders, ``NaN`` where a coder gave none.

    1 is full agreement, 0 as much as chance; coders and units may be any number, gaps are allowed. ``NaN`` where nothing
    can disagree (fewer than two codes, or no unit with two coders).

    Source: Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania; Krippendorff
    2019, *Content Analysis*, 4th ed.
    """
    return float(_alpha(tally(codes)[None], values_of(codes), scale)[0])


def values_of(codes: np.ndarray) -> np.ndarray:
    """The codes given, in order."""
    codes = np.asarray(codes, "float64")
    return np.unique(codes[~np.isnan(codes)])


def tally(codes: np.ndarray) -> np.ndarray:
    """Units × codes: what each unit adds to the matrix of coincidences, for units with two codes or more."""
    codes = np.asarray(codes, "float64")
    values = values_of(codes)
    counts = (codes[:, :, None] == values[None, None, :]).sum(axis=1).astype("float64")
    pairs = counts.sum(axis=1)
    counts = counts[pairs >= 2]
    pairs = counts.sum(axis=1)
    outer = counts[:, :, None] * counts[:, None, :]
    at = np.arange(len(values))
    outer[:, at, at] -= counts
    return (outer / (pairs - 1)[:, None, None]).sum(axis=0) if len(counts) else np.zeros((len(values), len(values)))


def each(codes: np.ndarray) -> np.ndarray:
    """As :func:`tally`, one matrix a unit (zero for units with fewer than two codes)."""
    codes = np.asarray(codes, "float64")
    values = values_of(codes)
    counts = (codes[:, :, None] == values[None, None, :]).sum(axis=1).astype("float64")
    pairs = counts.sum(axis=1)
    outer = counts[:, :, None] * counts[:, None, :]
    at = np.arange(len(values))
    outer[:, at, at] -= counts
    return np.where(pairs[:, None, None] >= 2, outer / np.maximum(pairs - 1, 1)[:, None, None], 0.0)


def alpha(codes: np.ndarray, scale: str = "nominal", draws: int = 1000, seed: int = 20250101) -> Quantity:
    """Alpha with its bootstrap interval over units; no value where nothing can disagree.

    Source of the interval: Zapf and others 2016, *BMC Medical Research Methodology* 16:93 (units drawn with
    replacement). A drawn sample in which nothing can disagree counts as full agreement.
    """
    codes = np.asarray(codes, "float64")
    codes = codes[(~np.isnan(codes)).sum(axis=1) >= 2] if codes.size else codes
    point = krippendorff(codes, scale) if codes.size else float("nan")
    if point != point:
        return Quantity(None, "ratio")
    if len(codes) < FEWEST:
        return Quantity(point, "ratio")
    units, values = each(codes), values_of(codes)
    counts = np.random.default_rng(seed).multinomial(len(codes), np.full(len(codes), 1 / len(codes)), draws)
    many = _alpha(np.einsum("bu,uij->bij", counts.astype("float64"), units), values, scale)
    low, high = np.quantile(np.nan_to_num(many, nan=1.0), [0.025, 0.975])
    return Quantity(point, "ratio", float(low), float(high))


def _alpha(coincidences: np.ndarray, values: np.ndarray, scale: str) -> np.ndarray:
    """Alpha of each matrix of coincidences."""
    totals = coincidences.sum(axis=2)
    n = totals.sum(axis=1)
    distance = _distance(values, totals, scale)
    observed = (coincidences * distance).sum(axis=(1, 2))
    expected = (totals[:, :, None] * totals[:, None, :] * distance).sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - (n - 1) * observed / expected, np.nan)


def _distance(values: np.ndarray, totals: np.ndarray, scale: str) -> np.ndarray:
    """Squared difference of each pair of codes; for ordinal ones it depends on how often those between are given."""
    if scale == "nominal":
        return np.broadcast_to(1 - np.eye(len(values)), (len(totals), len(values), len(values)))
    if scale == "ordinal":
        reach = np.cumsum(totals, axis=1) - totals / 2
        return (reach[:, :, None] - reach[:, None, :]) ** 2
    gap = values[:, None] - values[None, :]
    if scale == "ratio":
        both = values[:, None] + values[None, :]
        gap = np.divide(gap, both, out=np.zeros_like(gap), where=both != 0)
    elif scale != "interval":
        raise ValueError(scale)
    return np.broadcast_to(gap**2, (len(totals), len(values), len(values)))
