"""What the surroundings say: the strongest threat and opportunity, the hardest force, and what changed."""

from __future__ import annotations

import pandas as pd

from helpers.diagnosis.environment.compute import Surroundings
from helpers.diagnosis.environment.tables import side
from helpers.diagnosis.environment.terms import FIELDS, FORCES, MEASURES, UNITS
from helpers.finding import Action, Confidence, Finding
from helpers.language import Message, msg
from helpers.quantity import Quantity, adding

#: Agreement of single raters below this is poor (Cicchetti 1994, Psychological Assessment 6(4), 284–290).
POOR = 0.40
#: A change of an index smaller than this is not worth a sentence.
SMALL = 0.25
RISK = "ISO 31010:2019, Risk assessment techniques, B.10.3"
PORTER = "Porter 1980, Competitive Strategy, ch. 1"
INTERVAL = msg("Mean over raters with their pooled spread; only the latest judgement of each rater counts")


def all_of(found: Surroundings) -> tuple[Finding, ...]:
    """Every finding that the judgements carry."""
    given = (
        _strongest(found, "threat"),
        _strongest(found, "opportunity"),
        _hardest(found),
        _contradiction(found),
        _changed(found),
    )
    return tuple(finding for finding in given if finding is not None)


def _period(found: Surroundings, table: str) -> tuple[str, str]:
    days = found.counted[table].rows["date"]
    return days.min().date().isoformat(), days.max().date().isoformat()


def _confidence(found: Surroundings, table: str, sure: bool, raters: int) -> Confidence:
    agreed = found.agreements.get(table)
    if raters < 2:
        return Confidence("low", msg("only one rater judged it; ask two more before acting on it."))
    if agreed is not None and agreed.value < POOR:
        return Confidence(
            "low", msg("raters hardly agree on the whole (ICC {icc}, {icc:interval}); talk it over before acting.")
        )
    if sure and agreed is not None:
        return Confidence(
            "medium",
            msg(
                "{raters} raters, the interval keeps clear of the line; they agree on the whole with ICC {icc} ({icc:interval}). It remains a judgement."
            ),
        )
    return Confidence(
        "low", msg("{raters} raters, and the interval crosses the line or their agreement cannot be told.")
    )


def _agreed(found: Surroundings, table: str) -> dict[str, Quantity]:
    value = found.agreements.get(table)
    return {} if value is None else {"icc": Quantity(value.value, "ratio", value.low, value.high)}


def _strongest(found: Surroundings, direction: str) -> Finding | None:
    frame = found.factors
    frame = frame[(frame["direction"] == direction) & (frame["mean"] != 0)] if len(frame) else frame
    if not len(frame):
        return None
    row = frame.iloc[0]
    ends = [None, None] if pd.isna(row["low"]) else [float(row["low"]), float(row["high"])]
    quantities = {
        "factor": Quantity(row["factor"], "text"),
        "mean": Quantity(float(row["mean"]), "ratio", *ends),  # with its sign, as the figure draws it
        "impact": Quantity(float(row["impact"]), "number"),
        "chance": Quantity(float(row["probability"]), "share"),
        "raters": Quantity(int(row["raters"]), "count"),
        **_agreed(found, "pest"),
    }
    if direction == "threat":
        claim = msg(
            "The threat that weighs most is “{factor}”: impact {impact} of five, {chance} likely, expected impact {mean} ({mean:interval})."
        )
        action = Action(
            msg(
                "Name one person who watches “{factor}”, the sign by which it would be seen coming, and what would be done that week."
            ),
            30,
        )
    else:
        claim = msg(
            "The opportunity that counts most is “{factor}”: impact {impact} of five, {chance} likely, expected impact {mean} ({mean:interval})."
        )
        action = Action(
            msg(
                "Say which customers “{factor}” reaches first and put it on their owners' visit plan for this quarter."
            ),
            60,
        )
    return Finding(
        id=f"diagnosis.pest.{direction}",
        subject=row["factor"],
        period=_period(found, "pest"),
        claim=claim,
        quantities=quantities,
        confidence=_confidence(found, "pest", bool(row["sure"]), int(row["raters"])),
        evidence=("table:pest", "figure:pest"),
        method=INTERVAL,
        source=RISK,
        action=action,
    )


def _hardest(found: Surroundings) -> Finding | None:
    judged = found.forces.dropna(subset=["mean"]) if len(found.forces) else found.forces
    if not len(judged) or found.attractive is None:
        return None
    row = judged.sort_values("mean", ascending=False, kind="stable").iloc[0]
    driver = found.drivers[found.drivers["force"] == row["force"]].iloc[0]
    value, low, high = found.attractive
    quantities = {
        "pressure": Quantity(float(row["mean"]), "ratio", float(row["low"]), float(row["high"])),
        "driver": Quantity(driver["driver"], "text"),
        "driver_score": Quantity(float(driver["mean"]), "ratio"),
        "attractive": Quantity(value, "ratio", low, high),
        "raters": Quantity(int(row["raters"]), "count"),
        **_agreed(found, "five_forces"),
    }
    others = judged[judged["force"] != row["force"]]
    apart = bool(len(others) and row["low"] > others["mean"].max())
    return Finding(
        id="diagnosis.forces.hardest",
        subject="five forces",
        period=_period(found, "five_forces"),
        claim=msg(
            "The force “{force}” presses hardest: {pressure} of five ({pressure:interval}), most of all “{driver}” ({driver_score}). That leaves the industry an attractiveness of {attractive} of five ({attractive:interval}).",
            force=FORCES[row["force"]],
        ),
        quantities=quantities,
        confidence=_confidence(found, "five_forces", apart, int(row["raters"])),
        evidence=("table:forces", "table:force_drivers", "figure:forces"),
        method=msg("Drivers' mean scores weighted within each force; pooled spread of raters"),
        source=PORTER,
        action=Action(
            msg("Before the next price round, decide what would ease “{driver}”, and which customers feel it least."),
            90,
        ),
    )


def _contradiction(found: Surroundings) -> Finding | None:
    """Where raters and data differ on a force: the first in the order of the measures."""
    if not len(found.measures) or not len(found.forces):
        return None
    judged = found.forces.set_index("force")["mean"]
    for row in found.measures.itertuples():
        score = float(judged.get(row.force, float("nan")))
        way = side(bool(row.strong), score)
        if way not in ("under", "over"):
            continue
        unit = UNITS[row.measure]
        quantities = {
            "value": Quantity(row.value, unit, row.low, row.high),
            "limit": Quantity(row.limit, unit),
            "score": Quantity(score, "ratio"),
            "cases": Quantity(int(row.cases), "count"),
        }
        clear = row.low >= row.limit if row.strong else row.high < row.limit
        words: dict[str, Message] = {"force": FORCES[row.force], "measure": MEASURES[row.measure]}
        if way == "under":
            claim = msg(
                "Raters call the force “{force}” weak ({score} of five), the data do not: {measure} is {value} ({value:interval}), strong from {limit}.",
                **words,
            )
        else:
            claim = msg(
                "Raters call the force “{force}” strong ({score} of five), the data do not show it: {measure} is {value} ({value:interval}), strong from {limit}.",
                **words,
            )
        return Finding(
            id=f"diagnosis.forces.data_{row.measure}",
            subject=row.force,
            period=_period(found, "five_forces"),
            claim=claim,
            quantities=quantities,
            confidence=Confidence(
                "high" if clear else "low",
                msg("measured from {cases} cases; the interval keeps clear of the limit.")
                if clear
                else msg("measured from {cases} cases; the interval reaches over the limit."),
            ),
            evidence=("table:forces_measured", "table:forces"),
            method=msg("Judged force beside what orders and projects measure of it"),
            source=PORTER,
            action=Action(
                msg(
                    "Show the raters this number and let them judge the force again; write down why it stays or moves."
                ),
                30,
            ),
        )
    return None


def _changed(found: Surroundings) -> Finding | None:
    frame = found.changes
    if not len(frame):
        return None
    moved = (frame["now"] - frame["before"]).abs()
    moved = moved.where(moved > frame["reach"])  # missing where nothing tells how far chance reaches
    if not (moved >= SMALL).any():
        return None
    row = frame.loc[moved.idxmax()]
    table = "pest" if row["object"] in FIELDS else "five_forces"
    parts = {name: float(row[name]) for name in ("rerated", "evidence", "reweighted")}
    quantities = {
        "before": Quantity(float(row["before"]), "ratio"),
        "now": Quantity(float(row["now"]), "ratio"),
        **{name: Quantity(value, "ratio") for name, value in adding(parts, row["before"], row["now"]).items()},
        "then": Quantity(found.then.isoformat(), "date"),
        "reach": Quantity(float(row["reach"]), "ratio"),
    }
    words = {"what": (FIELDS | FORCES)[row["object"]]}
    fed = abs(parts["evidence"]) >= abs(parts["rerated"]) + abs(parts["reweighted"])
    reason = (
        msg("raters' scatter alone moves it by {reach} at most; most of the change comes with new evidence.")
        if fed
        else msg(
            "raters' scatter alone moves it by {reach} at most; but most of the change is the same evidence judged anew, which may be mood as well as insight."
        )
    )
    if table == "pest":
        claim = msg(
            "Since {then}, the field “{what}” moved from {before} to {now} (below zero is a threat): {evidence} by new evidence, {rerated} by impact judged anew, {reweighted} by another likelihood.",
            **words,
        )
    else:
        claim = msg(
            "Since {then}, the pressure of “{what}” moved from {before} to {now}: {evidence} by new evidence, {rerated} re-rated, {reweighted} re-weighted.",
            **words,
        )
    return Finding(
        id="diagnosis.surroundings.changed",
        subject=row["object"],
        period=(found.then.isoformat(), found.as_of.isoformat()),
        claim=claim,
        quantities=quantities,
        confidence=Confidence("medium" if fed else "low", reason),
        evidence=("table:judged_change", "figure:judged_change"),
        method=msg("Change of the index divided into three parts, averaged over all orders of exchanging them"),
        source="Shorrocks 2013, Journal of Economic Inequality 11, 99–126",
        action=None
        if fed
        else Action(msg("Ask who judged anew without new evidence what made them change their mind."), 30),
    )
