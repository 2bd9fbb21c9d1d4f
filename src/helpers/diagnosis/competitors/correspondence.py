"""What each firm stands for: correspondence analysis of firms by criteria."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Map:
    """A symmetric map.

    Attributes
    ----------
    points
        ``kind`` (``firm`` or ``criterion``), ``name, x, y, mass``, and ``fit``: share of the point's own difference
        that the two axes show.
    inertia
        Total inertia: how much profiles differ at all (chi-square of the table divided by its sum).
    shown
        Share of the inertia on each of the two axes.
    """

    points: pd.DataFrame
    inertia: float
    shown: tuple[float, float]


def correspondence(table: pd.DataFrame) -> Map | None:
    """Principal coordinates of rows and columns on the first two axes.

    Greenacre 1984, *Theory and Applications of Correspondence Analysis*: singular value decomposition of the
    standardised residuals of the table's shares. It sees profiles, not levels: a firm that is worse everywhere by
    the same part stands in the middle. Signs are fixed so that the first row or column far from zero is positive.

    Parameters
    ----------
    table
        Non-negative numbers, rows by columns; rows and columns of zeros are left out.

    Returns
    -------
    Map or None
        ``None`` for fewer than three rows or columns, or when all profiles are the same.
    """
    table = table.loc[table.sum(axis=1) > 0, table.sum() > 0]
    if min(table.shape) < 3:
        return None
    share = table.to_numpy(float) / table.to_numpy(float).sum()
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    residual = (share - np.outer(rows, columns)) / np.sqrt(np.outer(rows, columns))
    left, size, right = np.linalg.svd(residual, full_matrices=False)
    inertia = float(np.square(size).sum())
    if inertia < 1e-9:
        return None
    f = left / np.sqrt(rows)[:, None] * size
    g = right.T / np.sqrt(columns)[:, None] * size
    both = np.vstack([g, f])
    for axis in range(2):
        far = np.flatnonzero(np.abs(both[:, axis]) > 1e-9)
        if len(far) and both[far[0], axis] < 0:
            f[:, axis], g[:, axis], both[:, axis] = -f[:, axis], -g[:, axis], -both[:, axis]
    parts = []
    for kind, names, at, mass in (("firm", table.index, f, rows), ("criterion", table.columns, g, columns)):
        whole = np.square(at).sum(axis=1)
        fit = np.divide(np.square(at[:, :2]).sum(axis=1), whole, out=np.ones(len(at)), where=whole > 1e-12)
        parts.append(
            pd.DataFrame({"kind": kind, "name": list(names), "x": at[:, 0], "y": at[:, 1], "mass": mass, "fit": fit})
        )
    shown = np.square(size[:2]) / inertia
    return Map(pd.concat(parts, ignore_index=True), inertia, (float(shown[0]), float(shown[1])))


def stands_for(values: pd.DataFrame, errors: pd.DataFrame) -> pd.DataFrame:
    """For each firm the criterion on which it is furthest above what its level and the criterion's level would say.

    Value − firm's mean − criterion's mean + grand mean (the interaction of a two-way table; Tukey 1977). Named only
    where it is more than twice the standard error of one cell; where a cell has none (one rater alone), nothing is named.

    Returns
    -------
    DataFrame
        ``firm, criterion`` (missing where none stands out), ``above``.
    """
    above = values.sub(values.mean(axis=1), axis=0).sub(values.mean(), axis=1) + values.to_numpy().mean()
    errors = errors.reindex(index=values.index, columns=values.columns)
    rows = []
    for firm in values.index:
        best = above.loc[firm].sort_values(ascending=False, kind="stable")
        clear = best.iloc[0] > 2 * float(errors.loc[firm, best.index[0]]) and best.iloc[0] > 1e-9
        rows.append((firm, best.index[0] if clear else None, float(best.iloc[0])))
    return pd.DataFrame(rows, columns=["firm", "criterion", "above"])
