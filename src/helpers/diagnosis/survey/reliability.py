"""Whether several statements measure one thing: Cronbach's alpha and McDonald's omega."""

from __future__ import annotations

import numpy as np

from helpers.quantity import Quantity

#: Rounds of the factor's iteration.
ROUNDS = 30
#: Fewer complete respondents than this carry no interval.
FEWEST = 10


def alpha(data: np.ndarray) -> float:
    """Cronbach's alpha of complete answers, respondents in rows: ``k / (k − 1) · (1 − Σ s²ᵢ / s²)``.

    Source: Cronbach 1951, *Psychometrika* 16(3). A lower bound of reliability where statements weigh unequally.
    """
    return float(_alpha(np.cov(np.asarray(data, "float64").T)[None])[0])


def omega(data: np.ndarray) -> float:
    """McDonald's omega (total) of one factor, by principal axes: ``(Σ λ)² / ((Σ λ)² + Σ ψ)``.

    Source: McDonald 1999, *Test Theory: A Unified Treatment*. Unlike alpha it does not take all statements to weigh alike.
    """
    return float(_omega(np.cov(np.asarray(data, "float64").T)[None])[0])


def reliability(data: np.ndarray, draws: int, seed: int) -> tuple[Quantity, Quantity]:
    """Alpha and omega of complete answers with bootstrap intervals over respondents.

    Missing (``None``) with fewer than two statements, fewer than three respondents, or answers that never differ.
    """
    data = np.asarray(data, "float64")
    nothing = Quantity(None, "ratio")
    if data.ndim != 2 or data.shape[1] < 2 or len(data) < 3 or (data.std(axis=0) < 1e-12).any():
        return nothing, nothing
    points = alpha(data), (omega(data) if data.shape[1] > 2 else np.nan)
    if len(data) < FEWEST:
        return tuple(Quantity(None if value != value else value, "ratio") for value in points)
    drawn = np.random.default_rng(seed).integers(0, len(data), (draws, len(data)))
    spread = covariances(data, drawn)
    found = []
    for point, many in zip(points, (_alpha(spread), _omega(spread)), strict=True):
        if point != point:
            found.append(nothing)
            continue
        low, high = np.nanquantile(many, [0.025, 0.975])
        found.append(Quantity(point, "ratio", float(low), float(high)))
    return tuple(found)


def covariances(data: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Covariance matrix of each drawn sample, ``draws × k × k``."""
    samples = data[drawn]
    samples = samples - samples.mean(axis=1, keepdims=True)
    return np.einsum("bni,bnj->bij", samples, samples) / (data.shape[0] - 1)


def _alpha(spread: np.ndarray) -> np.ndarray:
    k = spread.shape[-1]
    own, total = np.trace(spread, axis1=1, axis2=2), spread.sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(total > 0, k / (k - 1) * (1 - own / total), np.nan)


def _omega(spread: np.ndarray) -> np.ndarray:
    """One factor by iterated principal axes on each covariance matrix."""
    variance = np.einsum("bii->bi", spread)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.sqrt(np.where(variance > 0, variance, np.nan))
        corr = np.nan_to_num(spread / (scale[:, :, None] * scale[:, None, :]))
    k = corr.shape[-1]
    at = np.arange(k)
    off = np.abs(corr - np.eye(k)[None]).max(axis=2)
    common = np.clip(off, 0.05, 0.98)
    loading = np.zeros(common.shape)
    for _ in range(ROUNDS):
        reduced = corr.copy()
        reduced[:, at, at] = common
        values, vectors = np.linalg.eigh(reduced)
        loading = vectors[:, :, -1] * np.sqrt(np.clip(values[:, -1:], 0, None))
        common = np.clip(loading**2, 0.0, 0.995)
    sign = np.sign(loading.sum(axis=1, keepdims=True))
    loading = loading * np.where(sign == 0, 1, sign) * np.nan_to_num(scale)
    unique = variance - np.minimum(loading**2, 0.995 * variance)
    both = loading.sum(axis=1) ** 2
    total = both + unique.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(total > 0, both / total, np.nan)
