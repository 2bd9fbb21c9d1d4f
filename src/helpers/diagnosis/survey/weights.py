"""Weights that let each kind of customer count as much as there are of it, and what they cost in precision."""

from __future__ import annotations

import numpy as np
import pandas as pd


def post_stratify(stratum: pd.Series, sizes: pd.Series) -> pd.Series:
    """Weight of each respondent: the stratum's part of the customers over its part of the answers; mean 1.

    Respondents whose stratum is not known, or is not among ``sizes``, count 1. Strata nobody answered for cannot be
    weighted up: they are left out of the population, and the caller says so.

    Source: Holt and Smith 1979, *Journal of the Royal Statistical Society* A 142(1). Assumes that within a stratum those
    who answered are like those who did not.

    >>> post_stratify(pd.Series(["a", "a", "a", "b"]), pd.Series({"a": 50, "b": 50})).round(3).tolist()
    [0.667, 0.667, 0.667, 2.0]
    """
    known = stratum.isin(sizes[sizes > 0].index)
    weight = pd.Series(1.0, index=stratum.index)
    if not known.any():
        return weight
    answers = stratum[known].value_counts()
    part = sizes[answers.index] / sizes[answers.index].sum()
    weight[known] = stratum[known].map(part / (answers / answers.sum())).astype("float64")
    return weight


def design_effect(weight: np.ndarray) -> float:
    """Kish's design effect of unequal weights, ``n Σ w² / (Σ w)²``: 1 for equal ones, never less.

    Source: Kish 1965, *Survey Sampling*, section 11.7.
    """
    weight = np.asarray(weight, "float64")
    return float(len(weight) * (weight @ weight) / weight.sum() ** 2) if len(weight) and weight.sum() > 0 else np.nan
