"""What our own people and projects say on a topic: gaps to competitors, projects lost, and the problems listed."""

from __future__ import annotations

from helpers.diagnosis.problems.terms import SIZES
from helpers.diagnosis.topics import topic_of
from helpers.diagnosis.triangulation.signals import (
    BAD,
    GOOD,
    MEDIUM,
    NOTHING,
    OPEN,
    RAISED,
    STRONG,
    WEAK,
    Signal,
    frame,
)
from helpers.language import msg
from helpers.quantity import Quantity
from helpers.show import word
from helpers.station import Outcome


def rivals(found: Outcome, topic: str, alpha: float) -> Signal:
    """By the gaps of the topic's criteria: against us where a competitor is ahead by more than chance (corrected for
    all gaps), for us where we are ahead of one and behind none. Strong where most lost projects name the same reason.
    On competition itself projects speak: where a competitor beats us more than usual."""
    if topic == "competition":
        return _losing(found)
    gaps = frame(found, "competitor_gaps")
    gaps = gaps[gaps["criterion"].map(topic_of) == topic] if len(gaps) else gaps
    if gaps.empty:
        return NOTHING
    sure = gaps[gaps["p"] < alpha]
    behind = sure[sure["gap"] < 0]
    shown = behind if len(behind) else sure if len(sure) else gaps
    row = shown.loc[shown["gap"].abs().sort_values(ascending=False, kind="stable").index[0]]
    gap = Quantity(abs(float(row["gap"])), "number", *sorted(abs(float(row[end])) for end in ("low", "high")))
    words = {"gap": gap, "name": Quantity(str(row["competitor"]), "text")}
    if sure.empty:
        return Signal(OPEN, MEDIUM, msg("no gap to a competitor beyond chance"))
    if behind.empty:
        return Signal(GOOD, MEDIUM, msg("ahead of {name} by {gap} marks ({gap:interval})", **words))
    reasons = frame(found, "win_loss")
    named = reasons.loc[reasons["competitor"] == row["competitor"], "reason"].dropna() if len(reasons) else reasons
    strength = STRONG if any(topic_of(str(reason)) == topic for reason in named) else MEDIUM
    return Signal(BAD, strength, msg("behind {name} by {gap} marks ({gap:interval})", **words))


def _losing(found: Outcome) -> Signal:
    cells, firms = frame(found, "win_loss_cells"), frame(found, "win_loss")
    losing = next((f for f in found.findings if f.id == "diagnosis.competitors.losing"), None)
    if losing is None or cells.empty:
        return NOTHING if firms.empty else Signal(OPEN, MEDIUM, msg("no competitor wins more than usual anywhere"))
    row = cells.sort_values(["p", "less", "competitor", "value"]).iloc[0]
    share = Quantity(float(row["rate"]), "share", float(row["low"]), float(row["high"]))
    words = msg(
        "{share} of projects won against {name} in {where} ({share:interval})",
        share=share,
        name=Quantity(str(row["competitor"]), "text"),
        where=Quantity(str(row["value"]), "text"),
    )
    return Signal(BAD, STRONG, words)


def problems(found: Outcome, topic: str) -> Signal:
    """Against us where a problem on the topic makes a fifth of all or more; a list of problems never speaks for us.

    Fair evidence where cost or times were given, weak where only people were counted who named it."""
    rows = frame(found, "problem_pareto")
    rows = rows[rows["problem"].map(topic_of).eq(topic) & (rows["share"] >= RAISED)] if len(rows) else rows
    if rows.empty:
        return NOTHING
    row = rows.sort_values(["share", "problem"], ascending=[False, True]).iloc[0]
    strength = WEAK if row["by"] == word(SIZES["reports"]) else MEDIUM
    words = {"share": Quantity(float(row["share"]), "share"), "name": Quantity(str(row["problem"]), "text")}
    if row["by"] == word(SIZES["cost"]):
        return Signal(BAD, strength, msg("“{name}” is {share} of what all problems cost", **words))
    return Signal(BAD, strength, msg("“{name}” is {share} of all problems", **words))
