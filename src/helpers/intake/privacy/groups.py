"""Every combination of what outsiders may know of a customer is shared by at least k customers.

k-anonymity (Samarati, Sweeney 1998, SRI-CSL-98-04; Sweeney 2002, *Int. J. Uncertainty, Fuzziness and
Knowledge-Based Systems* 10(5)), reached by generalising values and, where that is not enough, by
leaving single values blank; no customer is dropped. The search is greedy local recoding: ways of
generalising are tried from the most detailed to the least, and whoever stands in a group of k there
keeps that detail. It guarantees k, not the least loss (finding that is NP-hard: Meyerson, Williams
2004, PODS). It does not guard against somebody who knows what a customer bought, against all k of a
group sharing what is secret (l-diversity), or against joining several copies made with other keys.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

#: A value at one level of detail.
Level = Callable[[pd.Series], pd.Series]


def same(values: pd.Series) -> pd.Series:
    return values


def blank(values: pd.Series) -> pd.Series:
    return values.where(pd.Series(False, index=values.index))


def quarter(values: pd.Series) -> pd.Series:
    """First day of the quarter."""
    return values.dt.to_period("Q").dt.start_time.astype(values.dtype)


def year(values: pd.Series) -> pd.Series:
    """First day of the year."""
    return values.dt.to_period("Y").dt.start_time.astype(values.dtype)


def start(values: pd.Series) -> pd.Series:
    """First day of the earliest year: the same for all, where a day must be there."""
    return values.where(values.isna(), year(values).min()).astype(values.dtype)


LEVELS: Mapping[str, tuple[Level, ...]] = {
    "category": (same, blank),
    "date": (quarter, year, blank),
    "day": (quarter, year, start),
}


@dataclass(frozen=True)
class Grouped:
    """Generalised values, and what it cost.

    ``cells`` counts per column the values there were, those kept in part (a year instead of a day) and those
    blank; ``smallest`` is the smallest group; ``reached`` is false where a group stays smaller: there are fewer than k customers, or
    fewer than k lack an entry in a table where a date must stand.
    """

    frame: pd.DataFrame
    cells: pd.DataFrame
    smallest: int
    groups: int
    reached: bool


def generalise(frame: pd.DataFrame, k: int, kinds: Mapping[str, str] | None = None) -> Grouped:
    """Generalise the columns of a frame until every row equals at least k − 1 others.

    Parameters
    ----------
    frame
        One row a customer; its columns are what an outsider may know.
    kinds
        Column → ``category``, ``date``, or ``day`` for dates that must not be left blank.
    """
    kinds = kinds or {name: "category" for name in frame}
    names = [name for name in frame if frame[name].notna().any()]
    levels = {name: [level(frame[name]) for level in LEVELS[kinds[name]]] for name in names}
    out = frame.copy()
    open_ = pd.Series(True, index=frame.index)
    settled: list[pd.Index] = []
    for node in _nodes([len(levels[name]) for name in names]):
        if not open_.any():
            break
        view = pd.DataFrame({n: levels[n][at] for n, at in zip(names, node, strict=True)}, index=frame.index)[open_]
        big = _sizes(view, names) >= k
        rows = view.index[big]
        if len(rows):
            for name in names:
                out.loc[rows, name] = view.loc[rows, name]
            settled.append(rows)
            open_.loc[rows] = False
    if open_.any() and names:
        top = pd.DataFrame({name: levels[name][-1] for name in names}, index=frame.index)
        out.loc[open_, names] = top.loc[open_]
        out = _at_least_k_bare(out, top, k)
    sizes = _sizes(out, names)
    cells = pd.DataFrame(
        [
            (n, int(frame[n].notna().sum()), int((out[n].notna() & (out[n] != frame[n])).sum()),
             int((out[n].isna() & frame[n].notna()).sum()))
            for n in names
        ],
        columns=["column", "values", "generalised", "blank"],
    )  # fmt: skip
    smallest = int(sizes.min()) if len(sizes) else 0
    groups = len(out.drop_duplicates(subset=names)) if names else min(len(out), 1)
    return Grouped(out, cells, smallest, groups, smallest >= k or not len(frame))


def _nodes(sizes: Sequence[int]) -> list[tuple[int, ...]]:
    """Ways of generalising, by share of detail lost (Sweeney's Prec), then by position."""
    ways = itertools.product(*(range(size) for size in sizes))
    return sorted(ways, key=lambda way: (sum(at / (size - 1) for at, size in zip(way, sizes, strict=True)), way))


def _sizes(frame: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    """Size of each row's group; a blank equals a blank."""
    if not names:
        return pd.Series(len(frame), index=frame.index)
    return frame.groupby(list(names), dropna=False, sort=False)[names[0]].transform("size")


def _at_least_k_bare(out: pd.DataFrame, top: pd.DataFrame, k: int) -> pd.DataFrame:
    """Bare the smallest groups too until the bare ones are k: their members lose detail, nobody is dropped."""
    names = list(top)
    while True:
        sizes, bare = _sizes(out, names), ((out[names] == top) | (out[names].isna() & top.isna())).all(axis="columns")
        if sizes[bare].empty or sizes[bare].min() >= k or bare.all():
            return out
        rest = out.loc[~bare, names].assign(**{"": sizes[~bare]})
        first = rest.sort_values(["", *names], kind="stable").iloc[0]
        alike = pd.Series(True, index=out.index)
        for name in names:
            alike &= (out[name] == first[name]).fillna(False) | (out[name].isna() & pd.isna(first[name]))
        out.loc[alike, names] = top.loc[alike]
