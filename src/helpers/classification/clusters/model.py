"""New customers into the clusters of a stored result, by the pipeline it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.classification.clusters import pipeline
from helpers.errors import MissingTable, Problem
from helpers.language import msg

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

    from helpers.station import StationResult


def kept(result: StationResult) -> tuple[Pipeline, list[str]]:
    """The pipeline of a result, and the codes of its clusters in the order it predicts them.

    Raises
    ------
    MissingTable
        When the result holds no clusters.
    """
    scale, centres = result["cluster_scale"], result["cluster_centres"]
    if centres.empty:
        raise MissingTable(
            Problem(
                what=msg("This result holds no clusters, so nobody can be assigned to one."),
                do=msg("Its notes say why; the classes by rules hold for every customer."),
            )
        )
    codes = sorted(centres["cluster"].unique(), key=lambda code: int(code[1:]))
    wide = centres.pivot(index="cluster", columns="column", values="centre").loc[codes, scale["column"].tolist()]
    return pipeline.ready(scale, np.ascontiguousarray(wide.to_numpy(dtype="float64"))), codes


def assign(result: StationResult, raw: pd.DataFrame) -> pd.DataFrame:
    """``customer, cluster`` of customers measured as by :func:`features.features`."""
    ready, codes = kept(result)
    near = ready.predict(raw) if len(raw) else np.zeros(0, dtype="int64")
    return pd.DataFrame({"customer": raw["customer"], "cluster": pd.Series([codes[g] for g in near], dtype="str")})
