"""The regression beneath season and level shift: month effects, steady growth, moving festival.

Logarithm of monthly revenue on twelve month effects, a straight line, the festival regressor and,
where one is known, a step. Errors may hang together from month to month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.diagnosis.sales.calendar import festival

GRID = np.round(np.linspace(-0.5, 0.9, 71), 2)


def design(
    months: pd.DatetimeIndex, calendar: str, before: int, after: int, shift: pd.Timestamp | None = None
) -> tuple[np.ndarray, list[str]]:
    """Columns of the regression and their names.

    Returns
    -------
    array, list of str
        Month effects ``m1`` … ``m12``, ``growth`` (per year, centred), ``festival`` when the
        calendar is China's, ``shift`` (1 from that month on) when one is given.
    """
    year = np.arange(len(months)) / 12
    columns = [np.eye(12)[months.month.to_numpy() - 1], year - year.mean()]
    names = [f"m{number}" for number in range(1, 13)] + ["growth"]
    if calendar == "china":
        columns.append(festival(months, before, after))
        names.append("festival")
    if shift is not None:
        columns.append((months >= shift).astype("float64"))
        names.append("shift")
    return np.column_stack(columns), names


def residual_maker(design: np.ndarray) -> np.ndarray:
    """Matrix that takes a series to its least-squares residuals."""
    return np.eye(len(design)) - design @ np.linalg.pinv(design)


def persistence(residuals: np.ndarray, maker: np.ndarray) -> float:
    """First-order autocorrelation of the errors behind least-squares residuals.

    Residuals of a regression with many columns are less autocorrelated than the errors. For each
    candidate value the autocorrelation to be expected of the residuals is
    ``tr(L M V M) / tr(M V M)`` (M: residual maker, V: AR(1) covariance, L: lag), and the candidate
    that expects what is seen is taken.
    """
    total = float(residuals @ residuals)
    if total <= 0:
        return 0.0
    seen = float(residuals[1:] @ residuals[:-1]) / total
    # M is idempotent, so tr(M V M) = Σ M∘V; V depends on the distance of two months only
    count = len(residuals)
    lagged = maker @ np.eye(count, k=1) @ maker
    apart = np.abs(np.subtract.outer(np.arange(count), np.arange(count))).ravel()
    powers = GRID[:, None] ** np.arange(count)
    expected = (powers @ np.bincount(apart, lagged.ravel())) / (powers @ np.bincount(apart, maker.ravel()))
    return float(np.interp(seen, np.maximum.accumulate(expected), GRID))


@dataclass(frozen=True)
class Fit:
    """A least-squares fit whose covariance allows for AR(1) errors.

    ``params`` and ``covariance`` of the coefficients, ``freedom`` (months less columns), ``rho``
    (persistence of the errors) and ``sigma`` (standard deviation of their innovations).
    """

    params: np.ndarray
    covariance: np.ndarray
    freedom: int
    rho: float
    sigma: float

    def interval(self, weights: np.ndarray, level: float = 0.95) -> tuple[float, float, float]:
        """A weighted sum of coefficients with its t interval: value, low, high."""
        from scipy.stats import t

        value = float(weights @ self.params)
        reach = float(t.ppf((1 + level) / 2, self.freedom) * np.sqrt(weights @ self.covariance @ weights))
        return value, value - reach, value + reach


def fit(series: np.ndarray, columns: np.ndarray, floor: float = 0.0) -> Fit:
    """Least squares with the covariance that AR(1) errors of the estimated persistence imply.

    The sandwich ``(X'X)⁻¹ X'VX (X'X)⁻¹`` with V of AR(1) (e.g. Greene, Econometric Analysis, ch. on
    serial correlation). Newey–West errors were tried and left: with three years of months and some
    fourteen columns their 95 % interval of the festival's effect held the truth in 62 to 67 % of simulated
    series (see tests/diagnosis).
    """
    maker = residual_maker(columns)
    residuals = maker @ series
    rho = max(persistence(residuals, maker), floor)
    shape = covariance(rho, len(series))
    sigma2 = float(residuals @ residuals) / float(np.trace(maker @ shape @ maker))
    inverse = np.linalg.pinv(columns)
    return Fit(
        inverse @ series,
        inverse @ shape @ inverse.T * sigma2,
        len(series) - columns.shape[1],
        rho,
        float(np.sqrt(sigma2)),
    )


def covariance(rho: float, months: int) -> np.ndarray:
    """Covariance of AR(1) errors with unit innovations."""
    return np.power(rho, np.abs(np.subtract.outer(np.arange(months), np.arange(months)))) / (1 - rho**2)


def autoregressive(rho: float, sigma: float, months: int, draws: int, seed: int) -> np.ndarray:
    """``months × draws`` simulated AR(1) errors in their steady state, innovations N(0, sigma²)."""
    noise = np.random.default_rng(seed).standard_normal((months, draws)) * sigma
    noise[0] /= np.sqrt(1 - rho**2)
    for row in range(1, months):
        noise[row] += rho * noise[row - 1]
    return noise
