"""The tree of causes: what leads to what, and what each branch costs."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

COLUMNS = ["problem", "leads_to", "depth", "leaf", "own", "cost", "named", "raters"]


@dataclass(frozen=True)
class Tree:
    """Causes under what they lead to.

    Attributes
    ----------
    problems
        In the order of the drawn tree: ``problem, leads_to`` (missing on top), ``depth`` (0 on top), ``leaf`` (nothing
        is named as its cause), ``own`` (cost a year as judged; missing if nobody did), ``cost`` (of the leaves below,
        else its own), ``named`` (part of a problem's own cost that its causes explain), ``raters``.
    cut
        Problems whose way up runs in a circle; one link of each circle was cut.
    disputed
        Problems that raters hang under different ones; the one named most counts.
    """

    problems: pd.DataFrame
    cut: tuple[str, ...]
    disputed: tuple[str, ...]


def tree(table: pd.DataFrame) -> Tree:
    """Join the rows of all raters to one tree.

    Each rater's last row of a problem counts; costs are means over raters. A problem named only as what another leads
    to is there too. Costs are counted at the leaves, so that nothing is counted twice (cause-and-effect tree, "five
    whys": Andersen and Fagerhaug 2006, *Root Cause Analysis*, chapter 8).
    """
    table = table.assign(cost=pd.to_numeric(table["cost"]).astype("float64"))
    grouped = table.groupby("problem")
    own = grouped["cost"].mean()
    raters = grouped["rater"].nunique()
    up, disputed = {}, []
    for problem, part in grouped:
        said = part["leads_to"].dropna()
        said = said[said != problem]
        counts = said.value_counts().sort_index().sort_values(ascending=False, kind="stable")
        if len(counts) > 1:
            disputed.append(str(problem))
        up[str(problem)] = str(counts.index[0]) if len(counts) else None
    for parent in sorted(set(table["leads_to"].dropna().astype(str)) - set(up)):
        up[parent] = None
    cut = _open(up)
    below: dict[str | None, list[str]] = {}
    for problem in sorted(up):
        below.setdefault(up[problem], []).append(problem)
    cost = {}

    def total(problem: str) -> float:
        parts = [value for value in (total(child) for child in below.get(problem, [])) if value == value]
        value = float(own.get(problem, float("nan")))
        cost[problem] = sum(parts) if parts else value
        return cost[problem]

    for top in below.get(None, []):
        total(top)
    rows = []

    def place(problem: str, depth: int) -> None:
        children = below.get(problem, [])
        value = float(own.get(problem, float("nan")))
        named = cost[problem] / value if children and value > 0 else float("nan")
        rows.append(
            (problem, up[problem], depth, not children, value, cost[problem], named, int(raters.get(problem, 0)))
        )
        for child in sorted(children, key=lambda name: (-_known(cost[name]), name)):
            place(child, depth + 1)

    for top in sorted(below.get(None, []), key=lambda name: (-_known(cost[name]), name)):
        place(top, 0)
    return Tree(pd.DataFrame(rows, columns=COLUMNS), cut, tuple(disputed))


def _open(up: dict[str, str | None]) -> tuple[str, ...]:
    """Cut one link of every circle: the one of the problem first in the alphabet."""
    cut = []
    for problem in sorted(up):
        seen, at = {problem}, up[problem]
        while at is not None and at not in seen:
            seen.add(at)
            at = up[at]
        if at == problem:
            up[problem] = None
            cut.append(problem)
    return tuple(cut)


def _known(value: float) -> float:
    return value if value == value else 0.0
