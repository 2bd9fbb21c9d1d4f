"""Differences between two dates where the same customers, raters or visitors stand on both sides.

What both dates share (a large customer, a strict rater) is no reason for a difference; taken pair by pair it drops out,
and a smaller change can be told from chance. Each function gives ``None`` where the pairs are not there; then the two
intervals alone decide (:func:`helpers.diagnosis.monitoring.difference.recovered`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.diagnosis.competitors.benchmark import BETWEEN, benchmark
from helpers.diagnosis.environment import change, judged
from helpers.diagnosis.environment.compute import OBJECTS, scored
from helpers.diagnosis.monitoring.difference import Difference, Reading, chance, recovered, student
from helpers.diagnosis.raters import fit
from helpers.diagnosis.sales.concentration import CHUNK, TOP, measures_of
from helpers.diagnosis.sales.period import months_to_day

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules
    from helpers.station import ResultTable


@dataclass(frozen=True)
class Sides:
    """The company and the tables of the station at both dates."""

    past: Company
    present: Company
    rules: Rules
    then: Mapping[str, ResultTable]
    now: Mapping[str, ResultTable]


#: Where a visit lies: in the earlier window alone, in both, in the later alone.
CELLS = ("then", "both", "now")
Change = Callable[[Sides, Reading, Reading], Difference | None]


def concentration(name: str) -> Change:
    """``half`` or ``top``: customers are drawn with what they bought in both years."""

    def difference(sides: Sides, old: Reading, new: Reading) -> Difference | None:
        error = _errors(sides).get(name)
        if error is None or not np.isfinite(error) or old[1] is None or new[1] is None:
            return None
        value, side = new[0] - old[0], 1.959964 * error
        return Difference(value, value - side, value + side, chance(value, side))

    return difference


def _errors(sides: Sides) -> dict[str, float]:
    key = ("monitor", sides.past.date, sides.rules["window_months"], sides.rules["draws"], sides.rules["seed"])
    return sides.present.once(key, lambda: drawn_together(*_bought(sides), sides.rules["draws"], sides.rules["seed"]))


def _bought(sides: Sides) -> tuple[np.ndarray, np.ndarray]:
    """Net revenue of every customer in the window of either date."""
    from helpers.company import ledger

    found = []
    for side in (sides.past, sides.present):
        window, bought = months_to_day(side.date, sides.rules["window_months"]), ledger.purchases(side)
        inside = bought["date"].between(pd.Timestamp(window.start), pd.Timestamp(window.end))
        found.append(bought[inside].groupby("customer")["net"].sum())
    both = pd.concat(found, axis=1, sort=True).fillna(0).to_numpy("float64")
    return both[:, 0], both[:, 1]


def drawn_together(before: np.ndarray, after: np.ndarray, draws: int, seed: int) -> dict[str, float]:
    """Standard errors of the difference in ``half`` (as a part of the customers) and ``top`` between two years.

    Customers are drawn with replacement, each with both years (Efron and Tibshirani 1993, An Introduction to the
    Bootstrap, ch. 6 and 8.3); who bought in one year only counts in that one. Empty where a year has no two customers.
    """
    some = (before > 0) | (after > 0)
    before, after = before[some], after[some]
    if min((before > 0).sum(), (after > 0).sum()) < 2 or draws < 2:
        return {}
    random, size = np.random.default_rng(seed), len(before)
    orders = [np.argsort(-side, kind="stable")[: (side > 0).sum()] for side in (before, after)]
    found: dict[str, list[np.ndarray]] = {"half": [], "top": []}
    step = max(1, CHUNK // size)
    for begin in range(0, draws, step):
        rows = min(step, draws - begin)
        drawn = random.integers(0, size, (rows, size)) + np.arange(rows)[:, None] * size
        counts = np.bincount(drawn.ravel(), minlength=rows * size).reshape(rows, size)
        counts = counts[(counts[:, orders[0]].sum(axis=1) > 0) & (counts[:, orders[1]].sum(axis=1) > 0)]
        sides = []
        for side, order in zip((before, after), orders, strict=True):
            part = counts[:, order]
            heads = np.maximum(1, np.ceil(np.round(TOP * part.sum(axis=1), 9))).astype("int64")
            made = measures_of(side[order][None, :], part, heads)
            sides.append(made | {"half": made["half"] / part.sum(axis=1)})
        for name, kept in found.items():
            kept.append(sides[1][name] - sides[0][name])
    return {name: float(np.std(np.concatenate(kept), ddof=1)) for name, kept in found.items()}


def retention(sides: Sides, old: Reading, new: Reading) -> Difference | None:
    """Everybody seen for a year at the earlier date is among those seen for a year now: the estimates go together."""
    counts = [_customers(tables) for tables in (sides.then, sides.now)]
    if None in counts or not 0 < counts[0] <= counts[1]:
        return None
    return recovered(old, new, float(np.sqrt(counts[0] / counts[1])))


def _customers(tables: Mapping[str, ResultTable]) -> int | None:
    rows = tables["retention"].rows
    rows = rows[rows["quarter"] == 4]
    return int(rows["customers"].iloc[0]) if len(rows) else None


def surroundings(table: str, force: str | None = None) -> Change:
    """Judgements of the same raters on the same objects: of one force, or of all of PEST.

    All objects of the table stand in one model, so that raters' moods are known from all of them.
    """

    def difference(sides: Sides, old: Reading, new: Reading) -> Difference | None:
        by, kind = OBJECTS[table], "product" if table == "pest" else "mean"
        frames = [_judged(side, table, sides.rules) for side in (sides.past, sides.present)]
        both = change.pairs(*frames, by, kind)
        inside = [frame if force is None else frame[frame["force"] == force] for frame in (*frames, both)]
        named = [set(zip(*(frame[column] for column in by), strict=True)) for frame in inside]
        if not named[2] or named[0] != named[2] or named[1] != named[2]:
            return None
        weights = inside[2].groupby(by)["weight_now"].mean()
        weights = weights if kind == "mean" else weights * 0 + 1.0
        weights.index = [BETWEEN.join(key) for key in weights.index]
        thing = both[by[0]] + BETWEEN + both[by[1]]
        return at(new[0] - old[0], contrast(thing, both["rater"], both["moved"], weights / weights.sum()))

    return difference


def _judged(company: Company, table: str, rules: Rules) -> pd.DataFrame:
    rows = judged.latest(company.table(table), OBJECTS[table], rules["worst_source"], rules["worst_credibility"]).rows
    return scored(table, rows)


def gap(sides: Sides, old: Reading, new: Reading) -> Difference | None:
    """Scores of the same raters for the same firms and criteria, ours less the others'."""
    alpha = sides.rules["competitor_alpha"]
    found = [benchmark(side.table("competitors"), alpha) for side in (sides.past, sides.present)]
    keys = ["competitor", "side", "criterion", "rater"]
    frames = [one.chosen.groupby(keys, as_index=False)["score"].mean() for one in found]
    both = frames[0].merge(frames[1], on=keys, suffixes=("_then", "_now"))
    if not len(both) or any(len(frame) != len(both) for frame in frames) or found[0].heard != found[1].heard:
        return None
    both = both[[pair in found[0].heard for pair in zip(both["side"], both["rater"], strict=True)]]
    thing = both["competitor"] + BETWEEN + both["criterion"]
    gaps = found[1].gaps
    weights: dict[str, float] = {}
    for row in gaps.itertuples():
        for firm, sign in ((found[1].ours, 1.0), (row.competitor, -1.0)):
            name = firm + BETWEEN + row.criterion
            weights[name] = weights.get(name, 0.0) + sign / len(gaps)
    moved = both["score_now"].astype("float64") - both["score_then"].astype("float64")
    return at(new[0] - old[0], contrast(thing, both["rater"], moved, pd.Series(weights), both["side"]))


def visits(sides: Sides, old: Reading, new: Reading) -> Difference | None:
    """Visits of both windows in one model, so that who went drops out; visits in both windows count on both sides."""
    from helpers.company.tables.market_visits import STEPS

    months = pd.DateOffset(months=sides.rules["visit_months"])
    start, end = pd.Timestamp(sides.present.date) - months, pd.Timestamp(sides.past.date)
    rows = sides.present.table("market_visits").dropna(subset=["region", "rater"])
    rows = rows[rows["date"] > end - months]
    names = [[question.name for question in questions] for questions in STEPS.values()]
    mark = pd.concat([rows[part].astype("float64").mean(axis=1) for part in names], axis=1).mean(axis=1, skipna=False)
    day = rows["date"]
    cell = np.select([day <= min(start, end), (day > start) & (day <= end), day > max(start, end)], CELLS, "")
    rows = rows.assign(mark=mark, cell=cell).dropna(subset=["mark"])
    rows = rows[rows["cell"] != ""]
    counts = rows.groupby(["region", "cell"]).size().unstack(fill_value=0).reindex(columns=list(CELLS)).fillna(0)
    counts = counts[(counts["then"] + counts["both"] > 0) & (counts["now"] + counts["both"] > 0)]
    if counts.empty:
        return None
    weights: dict[str, float] = {}
    for region, row in counts.iterrows():
        for side, sign in (("then", -1.0), ("now", 1.0)):
            whole = row[side] + row["both"]
            for part in (side, "both"):
                if row[part]:
                    name = f"{region}{BETWEEN}{part}"
                    weights[name] = weights.get(name, 0.0) + sign * row[part] / whole
    rows = rows[rows["region"].isin(counts.index)]
    part = pd.Series(weights) / len(counts)
    thing = rows["region"].astype(str) + BETWEEN + rows["cell"]
    return contrast(thing, rows["rater"], rows["mark"], part, lean=False)


def at(value: float, found: Difference | None) -> Difference | None:
    """The interval of the pairs around the difference of the two readings: these may hold some judgements more, and the
    weights of both dates."""
    if found is None:
        return None
    side = (found.high - found.low) / 2
    return Difference(value, value - side, value + side, chance(value, side, found.freedom))


def contrast(
    thing: pd.Series,
    rater: pd.Series,
    score: pd.Series,
    weights: pd.Series,
    group: pd.Series | None = None,
    *,
    lean: bool = True,
) -> Difference | None:
    """A weighted sum of things that several raters scored, with what raters share in its error.

    Of scores that are changes a rater's leaning is a mood: this rater sees all things darker than a year ago. Raters
    are a few of many, so the spread of their moods goes into the error, with the degrees of freedom of Satterthwaite
    1946, Biometrics Bulletin 2(6); with few raters of unlike moods little can be told, as it should be.

    Parameters
    ----------
    weights
        By thing.
    lean
        Whether leanings go into the error; not where the weights add up to zero over things that all raters saw.
    """
    fitted = fit(thing, rater, score, group)
    names = list(fitted.things.index)
    share = weights.reindex(names).fillna(0.0).to_numpy("float64")
    if not names or fitted.freedom <= 0 or not np.isfinite(fitted.covariance).all():
        return None
    value = float(share @ fitted.things["value"].to_numpy("float64"))
    error = max(float(share @ fitted.covariance @ share), 0.0)
    if not lean or np.isnan(fitted.between):
        return student(value, float(np.sqrt(error)), fitted.freedom)
    sides = pd.Series("", index=thing.index) if group is None else group
    of = pd.Series(sides.to_numpy(), index=thing.to_numpy()).groupby(level=0).first()
    raters = pd.Series(rater.to_numpy()).groupby(sides.to_numpy()).nunique()
    moods, free = 0.0, float(raters.min() - 1)
    for side, whole in pd.Series(share, index=names).groupby(of.reindex(names)).sum().items():
        moods += whole**2 * fitted.between**2 / raters[side]
    total = error + moods
    if total <= 0:
        return student(value, 0.0, fitted.freedom)
    freedom = total**2 / (error**2 / fitted.freedom + (moods**2 / free if free > 0 else 0.0))
    return student(value, float(np.sqrt(total)), freedom)


#: How the difference of a measure is told where the two dates share what they measure.
CHANGES: dict[str, Change] = {
    "half": concentration("half"),
    "top": concentration("top"),
    "retention": retention,
    "gap": gap,
    "visits": visits,
    "pest": surroundings("pest"),
    **{
        f"force_{name}": surroundings("five_forces", name)
        for name in ("rivalry", "entrants", "substitutes", "suppliers", "buyers")
    },
}
