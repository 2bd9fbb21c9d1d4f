"""The gap to each competitor by criterion, with the flattery of our own people taken out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.diagnosis.competitors import flattery
from helpers.diagnosis.raters import LEVEL, Rated, fit, holm, latest

OURS, THEIRS = "ours", "theirs"
BETWEEN = "\x1f"


@dataclass(frozen=True)
class Benchmark:
    """What raters say of us and others.

    Attributes
    ----------
    ours
        Our own name in the table; empty when no row is about us.
    firms
        ``firm, ours, total, low, high`` (weighted mean score), ``least, most`` (under each rater's own weights).
    gaps
        ``competitor, criterion, weight, ours, theirs, gap, low, high, p`` (Holm), ``plain`` (gap of plain means,
        flattery included), worst first by gap times weight.
    weights
        ``criterion, weight`` (share), ``least, most`` over raters, ``raters``; equal where nobody gave any.
    flattery
        See :func:`helpers.diagnosis.competitors.flattery.premiums`.
    regions
        As ``gaps`` with ``region`` and ``elsewhere`` (the gap outside of it), from rows that name a region.
    rated
        The scores freed of leanings, by firm and criterion.
    chosen, heard
        The scores that count for the gaps, and whose average counts on which side.
    """

    ours: str
    firms: pd.DataFrame
    gaps: pd.DataFrame
    weights: pd.DataFrame
    flattery: pd.DataFrame
    regions: pd.DataFrame
    rated: Rated
    chosen: pd.DataFrame
    heard: set[tuple[str, str]]

    @property
    def weighted(self) -> bool:
        """Whether anybody gave weights."""
        return bool((self.weights["raters"] > 0).any()) if len(self.weights) else False


GAPS = ["competitor", "criterion", "weight", "ours", "theirs", "gap", "low", "high", "p", "plain"]
FIRMS = ["firm", "ours", "total", "low", "high", "least", "most"]


def benchmark(table: pd.DataFrame, alpha: float = 0.05) -> Benchmark:
    """Compare our firm with each competitor on each criterion.

    Each rater's last score of each firm and criterion counts. Raters lean, and may lean otherwise for our own firm:
    both are estimated (:func:`helpers.diagnosis.raters.fit`). Who puts our firm significantly higher against the
    others than the other raters do is heard on the others but not on us. Gaps are tested with Student's t and Holm's
    correction over all gaps.

    Parameters
    ----------
    table
        ``competitor, ours, criterion, score, region, weight, rater, date`` of the contract.
    alpha
        Rate of false alarms for a rater to be called a flatterer.
    """
    frame = table.dropna(subset=["competitor", "criterion", "score", "rater"])
    frame = latest(frame, ["competitor", "ours", "criterion", "region"])
    frame["side"] = np.where(frame["ours"] == "yes", OURS, THEIRS)
    own = frame.loc[frame["side"] == OURS, "competitor"]
    name = str(own.value_counts().sort_index().idxmax()) if len(own) else ""
    frame.loc[frame["side"] == OURS, "competitor"] = name
    everywhere = frame[frame["region"].isna()]
    chosen = everywhere if set(everywhere["side"]) == {OURS, THEIRS} else frame
    leaning = flattery.premiums(chosen, alpha)
    reference = flattery.heard(chosen, leaning)
    rated = _fit(chosen, reference)
    weights = weigh(frame)
    gaps = _gaps(chosen, rated, weights, name)
    return Benchmark(
        ours=name,
        firms=_firms(chosen, rated, weights, frame),
        gaps=gaps,
        weights=weights,
        flattery=leaning,
        regions=_by_region(frame[frame["region"].notna()], gaps, weights, name, reference),
        rated=rated,
        chosen=chosen,
        heard=reference,
    )


def _fit(frame: pd.DataFrame, reference: set[tuple[str, str]]) -> Rated:
    things = frame["competitor"] + BETWEEN + frame["criterion"]
    return fit(things, frame["rater"], frame["score"], frame["side"], reference)


def weigh(frame: pd.DataFrame) -> pd.DataFrame:
    """Weight of each criterion: every rater's points brought to a sum of one, then their mean (point allocation:
    Doyle, Green and Bottomley 1997, Organizational Behavior and Human Decision Processes 70(1))."""
    criteria = sorted(frame["criterion"].unique())
    given = frame[frame["weight"].notna()]
    points = given.groupby(["rater", "criterion"])["weight"].mean().unstack().reindex(columns=criteria).fillna(0.0)
    points = points[points.sum(axis=1) > 0]
    if points.empty:
        share = 1 / len(criteria) if criteria else 0.0
        return pd.DataFrame({"criterion": criteria, "weight": share, "least": share, "most": share, "raters": 0})
    points = points.div(points.sum(axis=1), axis=0)
    return pd.DataFrame(
        {
            "criterion": criteria,
            "weight": points.mean().to_numpy(),
            "least": points.min().to_numpy(),
            "most": points.max().to_numpy(),
            "raters": len(points),
        }
    )


def _gaps(frame: pd.DataFrame, rated: Rated, weights: pd.DataFrame, name: str) -> pd.DataFrame:
    from scipy import stats

    weight = weights.set_index("criterion")["weight"]
    plain = frame.groupby(["competitor", "criterion"])["score"].mean()
    at = {thing: place for place, thing in enumerate(rated.things.index)}
    rows = []
    for thing, place in at.items():
        firm, criterion = thing.split(BETWEEN)
        mine = at.get(name + BETWEEN + criterion)
        if firm == name or mine is None or not name:
            continue
        values = rated.things["value"]
        gap = float(values.iloc[mine] - values.iloc[place])
        cov = rated.covariance
        error = float(np.sqrt(max(cov[mine, mine] + cov[place, place] - 2 * cov[mine, place], 0)))
        known = rated.freedom > 0
        reach = stats.t.ppf(0.5 + LEVEL / 2, rated.freedom) * error if known else np.nan
        p = 1.0
        if known:
            p = float(2 * stats.t.sf(abs(gap) / error, rated.freedom)) if error > 0 else float(abs(gap) < 1e-9)
        rows.append(
            (firm, criterion, weight[criterion], values.iloc[mine], values.iloc[place], gap, gap - reach, gap + reach)
            + (p, float(plain[name, criterion] - plain[firm, criterion]))
        )
    found = pd.DataFrame(rows, columns=GAPS)
    found["p"] = pd.Series(holm(found["p"].to_dict()), dtype="float64").reindex(found.index)
    found["_key"] = found["gap"] * found["weight"]
    return found.sort_values(["_key", "competitor", "criterion"], kind="stable", ignore_index=True)[GAPS]


def _firms(chosen, rated: Rated, weights: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Weighted mean of each firm over the criteria on which all firms were scored."""
    from scipy import stats

    firms = sorted(chosen["competitor"].unique())
    at = {thing: place for place, thing in enumerate(rated.things.index)}
    common = [c for c in weights["criterion"] if all(firm + BETWEEN + c in at for firm in firms)]
    points = frame[frame["weight"].notna()].groupby(["rater", "criterion"])["weight"].mean().unstack()
    points = points.reindex(columns=common).fillna(0.0)
    points = points[points.sum(axis=1) > 0]
    base = weights.set_index("criterion")["weight"].reindex(common)
    rows = []
    for firm in firms:
        if not common or base.sum() <= 0:
            continue
        places = [at[firm + BETWEEN + c] for c in common]
        share = (base / base.sum()).to_numpy()
        values = rated.things["value"].to_numpy()[places]
        total = float(share @ values)
        error = float(np.sqrt(max(share @ rated.covariance[np.ix_(places, places)] @ share, 0)))
        reach = stats.t.ppf(0.5 + LEVEL / 2, rated.freedom) * error if rated.freedom > 0 else np.nan
        own = (points.div(points.sum(axis=1), axis=0).to_numpy() @ values) if len(points) else np.array([total])
        ours = bool((chosen.loc[chosen["competitor"] == firm, "side"] == OURS).any())
        rows.append((firm, ours, total, total - reach, total + reach, float(own.min()), float(own.max())))
    found = pd.DataFrame(rows, columns=FIRMS)
    return found.sort_values(["total", "firm"], ascending=[False, True], kind="stable", ignore_index=True)


def _by_region(frame, gaps, weights, name, reference) -> pd.DataFrame:
    parts = []
    for region, part in frame.groupby("region", sort=True):
        if set(part["side"]) != {OURS, THEIRS}:
            continue
        parts.append(_gaps(part, _fit(part, reference), weights, name).assign(region=region))
    columns = ["region", *GAPS, "elsewhere"]
    if not parts:
        return pd.DataFrame(columns=columns)
    found = pd.concat(parts, ignore_index=True)
    usual = gaps.set_index(["competitor", "criterion"])["gap"]
    found["elsewhere"] = [usual.get(key, np.nan) for key in zip(found["competitor"], found["criterion"], strict=True)]
    found["_key"] = (found["gap"] * found["weight"]).round(12)
    return found.sort_values(["_key", "region", "competitor", "criterion"], kind="stable", ignore_index=True)[columns]
