"""The pipeline of the clusters: tame long tails, put on one scale, find the nearest centre."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.cluster import KMeans
from sklearn.pipeline import Pipeline

from helpers.classification.clusters.features import ATTRIBUTES, BEHAVIOUR

STARTS = 10
#: A category weighs half as much as a measure.
HALF = 0.5


class Tamed(TransformerMixin, BaseEstimator):
    """Raw measures to comparable numbers: logarithm, then mean 0 and standard deviation 1.

    Days count from one, counts and money by their logarithm, money as what is spent a purchase day. Money is
    divided by the median customer's before the logarithm, so another currency unit changes nothing. Each
    category becomes columns of 0 and 1, scaled together to half the variance of a measure, else their gaps
    would make the clusters by themselves (Hennig, C., Liao, T. F. (2013), "How to find an appropriate
    clustering for mixed-type variables", JRSS C 62, 309–369). A missing category is 0 in every column.

    Attributes
    ----------
    scale_
        ``column, unit, mean, deviation``; ``unit`` is the median money (minor units) of ``basket``.
    """

    def fit(self, raw: pd.DataFrame, y=None) -> Tamed:
        unit = int(np.quantile(raw["money"].to_numpy(), 0.5, method="inverted_cdf"))
        plain = self._plain(raw, unit)
        rows = [
            {"column": name, "unit": unit if name == "basket" else None, "mean": float(values.mean()),
             "deviation": float(values.std()) or 1.0}
            for name, values in plain.items()
        ]  # fmt: skip
        for name in (each for each in ATTRIBUTES if each in raw):
            shares = raw[name].value_counts(normalize=False).sort_index() / len(raw)
            if len(shares) < 2:
                continue
            spread = float((shares * (1 - shares)).sum())
            rows += [
                {"column": f"{name}={value}", "unit": None, "mean": float(share), "deviation": (spread / HALF) ** 0.5}
                for value, share in shares.items()
            ]
        self.scale_ = pd.DataFrame(rows, columns=["column", "unit", "mean", "deviation"]).astype(
            {"column": "str", "unit": "Int64"}
        )
        return self

    def transform(self, raw: pd.DataFrame) -> np.ndarray:
        unit = int(self.scale_.loc[self.scale_["column"] == "basket", "unit"].iloc[0])
        plain = self._plain(raw, unit)
        columns = []
        for row in self.scale_.itertuples():
            name, _, value = row.column.partition("=")
            values = (raw[name] == value).fillna(False).to_numpy(dtype="float64") if value else plain[name]
            columns.append((values - row.mean) / row.deviation)
        return np.column_stack(columns)

    @staticmethod
    def _plain(raw: pd.DataFrame, unit: int) -> dict[str, np.ndarray]:
        often = np.log(raw["frequency"].to_numpy(dtype="float64"))
        found = {
            "silence": np.log1p(raw["silence"].to_numpy(dtype="float64")),
            "frequency": often,
            "basket": np.log(raw["money"].to_numpy(dtype="float64") / unit) - often,
        }
        if "breadth" in raw:
            found["breadth"] = np.log(raw["breadth"].to_numpy(dtype="float64"))
        return found

    @property
    def dummies(self) -> int:
        """Columns that stand for categories; they come last."""
        return int((~self.scale_["column"].isin(BEHAVIOUR)).sum())

    def lattices(self, raw: pd.DataFrame) -> tuple[np.ndarray | None, ...]:
        """For each measure the values that whole days and counts can take, on the scale; ``None`` for money."""
        scale, found = self.scale_.set_index("column"), []
        for name in (each for each in BEHAVIOUR if each in scale.index):
            if name == "basket":
                found.append(None)
                continue
            whole = np.arange(int(raw[name].min()), int(raw[name].max()) + 1, dtype="float64")
            tamed = np.log1p(whole) if name == "silence" else np.log(whole)
            found.append((tamed - scale.loc[name, "mean"]) / scale.loc[name, "deviation"])
        return tuple(found)


def groups(data: np.ndarray, k: int, seed: int) -> np.ndarray:
    """Centres of k clusters by k-means, best of ten starts, one thread, so the same on every machine."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        return KMeans(n_clusters=k, n_init=STARTS, random_state=seed, algorithm="lloyd").fit(data).cluster_centers_


def ready(scale: pd.DataFrame, centres: np.ndarray) -> Pipeline:
    """The whole pipeline from its plain numbers; ``predict`` tells the cluster (0 …) of raw measures."""
    tamed = Tamed()
    tamed.scale_ = scale.reset_index(drop=True)
    near = KMeans(n_clusters=len(centres), init=centres, n_init=1, max_iter=1).fit(centres)
    return Pipeline([("tamed", tamed), ("near", near)])
