"""What satisfaction hangs on: relative weights and Shapley shares, not raw correlations."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

#: Answers needed for each statement that may be a driver.
EACH = 8
#: With more statements than this Shapley shares (2^k regressions) are left out.
MOST = 12
#: Correlations that differ by no more than this are told as about the same.
TIED = 0.02


@dataclass(frozen=True)
class Drivers:
    """Drivers of one target.

    Attributes
    ----------
    table
        A row a statement, strongest first: ``item, weight`` (part of what is explained; they add up to 1), ``low``,
        ``high, shapley, correlation, first`` (part of the samples in which it comes first), ``chance`` (whether it
        explains more than a random number would).
    explained
        Part of the target's variance that all statements together explain (R²).
    respondents
        Who answered the target.
    """

    table: pd.DataFrame
    explained: float
    respondents: int

    @property
    def raw(self) -> str:
        """The statement with the strongest raw correlation, of equals the first by name."""
        best = self.table.sort_values(["correlation", "item"], ascending=[False, True])
        return str(best["item"].iloc[0])

    def alike(self, item: str) -> int:
        """How many other statements go with the target about as much as this one, or more."""
        own = self.table.set_index("item")["correlation"]
        return int((own.drop(item) >= own[item] - TIED).sum())


def drivers(target: pd.Series, items: pd.DataFrame, draws: int = 1000, seed: int = 20250101) -> Drivers | None:
    """Relative weights of statements for a target, with bootstrap intervals over respondents.

    Correlations are taken pairwise over those who answered both, so single gaps cost little. Relative weights let
    statements that go together share what they explain together, instead of each claiming it all as raw correlations
    do. A random number is added in each sample: a statement counts as a driver where the interval of its lead over
    that number does not reach zero.

    Returns
    -------
    Drivers or None
        ``None`` with fewer than two statements that vary, or fewer than ``EACH`` answers a statement.

    Source: Johnson 2000, *Multivariate Behavioral Research* 35(1); intervals: Tonidandel, LeBreton and Johnson 2009,
    *Psychological Methods* 14(4); Shapley shares: Lindeman, Merenda and Gold 1980, Grömping 2006, *Journal of
    Statistical Software* 17(1). Assumes straight-line relations; says what goes together, not what causes what.
    """
    target = target.astype("float64")
    items = items.loc[target.notna()].astype("float64")
    target = target[target.notna()]
    items = items.loc[:, (items.std() > 1e-12) & (items.notna().sum() >= max(10, len(target) // 2))]
    items = items[sorted(items.columns)]
    if items.shape[1] < 2 or len(target) < EACH * items.shape[1] or not target.std() > 1e-12:
        return None
    data = np.column_stack([items.to_numpy(), target.to_numpy()])
    corr = correlations(data, np.ones((1, len(data))))
    weight = relative_weights(corr)[0]
    explained = float(weight.sum())
    if not explained > 1e-9:
        return None
    random = np.random.default_rng(seed)
    order = np.lexsort(np.nan_to_num(data).T)  # so that the order of rows does not matter
    data = data[order]
    counts = random.multinomial(len(data), np.full(len(data), 1 / len(data)), draws).astype("float64")
    noise = random.standard_normal((draws, len(data)))
    sampled = relative_weights(_with_noise(data, counts, noise))
    own, chance = sampled[:, :-1], sampled[:, -1:]
    part = own / own.sum(axis=1, keepdims=True)
    low, high = np.quantile(part, [0.025, 0.975], axis=0)
    beyond = np.quantile(own - chance, 0.05, axis=0) > 0
    first = np.bincount(own.argmax(axis=1), minlength=own.shape[1]) / len(own)
    shares = shapley(corr[0]) / explained if items.shape[1] <= MOST else np.full(items.shape[1], np.nan)
    table = pd.DataFrame(
        {
            "item": items.columns,
            "weight": weight / explained,
            "low": low,
            "high": high,
            "shapley": shares,
            "correlation": corr[0, :-1, -1],
            "first": first,
            "chance": beyond,
        }
    )
    table = table.sort_values(["weight", "item"], ascending=[False, True], ignore_index=True)
    return Drivers(table, explained, len(target))


def correlations(data: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Pairwise correlation matrices (``NaN`` = no answer) of samples given by how often each row is drawn."""
    there = (~np.isnan(data)).astype("float64")
    x = np.nan_to_num(data - np.nanmean(data, axis=0))
    n, k = data.shape

    def sums(left, right):
        return (counts @ (left[:, :, None] * right[:, None, :]).reshape(n, k * k)).reshape(-1, k, k)

    pairs, first, second, cross = sums(there, there), sums(x, there), sums(x**2, there), sums(x, x)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = first / pairs
        spread = second / pairs - mean**2
        other = np.swapaxes(mean, 1, 2), np.swapaxes(spread, 1, 2)
        corr = (cross / pairs - mean * other[0]) / np.sqrt(spread * other[1])
    corr = np.nan_to_num(corr)
    at = np.arange(k)
    corr[:, at, at] = 1.0
    return corr


def _with_noise(data: np.ndarray, counts: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Correlations of samples with a random number put in before the target."""
    corr = correlations(data, counts)
    draws, k = len(counts), data.shape[1]
    there = (~np.isnan(data)).astype("float64")
    x = np.nan_to_num(data - np.nanmean(data, axis=0))
    drawn = counts * noise
    n, s, q = counts @ there, counts @ x, counts @ x**2
    ns, nq, cross = drawn @ there, (counts * noise**2) @ there, drawn @ x
    with np.errstate(divide="ignore", invalid="ignore"):
        top = cross / n - (s / n) * (ns / n)
        bottom = np.sqrt((q / n - (s / n) ** 2) * (nq / n - (ns / n) ** 2))
        extra = np.nan_to_num(top / bottom)
    whole = np.empty((draws, k + 1, k + 1))
    keep = [*range(k - 1), k]
    whole[np.ix_(range(draws), keep, keep)] = corr
    whole[:, k - 1, keep] = extra
    whole[:, keep, k - 1] = extra
    whole[:, k - 1, k - 1] = 1.0
    return whole


def relative_weights(corr: np.ndarray) -> np.ndarray:
    """Johnson's relative weights from correlation matrices whose last row is the target; they add up to R²."""
    inside, outside = corr[:, :-1, :-1], corr[:, :-1, -1]
    values, vectors = np.linalg.eigh(inside)
    values = np.clip(values, 1e-6, None)
    root = (vectors * np.sqrt(values)[:, None, :]) @ np.swapaxes(vectors, 1, 2)
    back = (vectors / np.sqrt(values)[:, None, :]) @ np.swapaxes(vectors, 1, 2)
    beta = (back @ outside[:, :, None])[:, :, 0]
    return (root**2 @ (beta**2)[:, :, None])[:, :, 0]


def shapley(corr: np.ndarray) -> np.ndarray:
    """Each predictor's mean gain in R² over all orders in which predictors may enter; they add up to R²."""
    k = len(corr) - 1
    inside, outside = corr[:-1, :-1], corr[:-1, -1]
    fit = {(): 0.0}
    for size in range(1, k + 1):
        for chosen in combinations(range(k), size):
            at = list(chosen)
            part = outside[at]
            fit[chosen] = float(part @ np.linalg.lstsq(inside[np.ix_(at, at)], part, rcond=None)[0])
    gains = np.zeros(k)
    for chosen, value in fit.items():
        for new in set(range(k)) - set(chosen):
            after = fit[tuple(sorted((*chosen, new)))]
            ways = math.factorial(len(chosen)) * math.factorial(k - len(chosen) - 1) / math.factorial(k)
            gains[new] += ways * (after - value)
    return gains
