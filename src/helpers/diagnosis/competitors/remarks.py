"""Assumptions and warnings of the comparison with competitors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.diagnosis.competitors.winloss import LEAST
from helpers.language import Message, msg
from helpers.quantity import Quantity

if TYPE_CHECKING:
    from helpers.diagnosis.competitors.compute import Parts


def assumptions(parts: Parts) -> tuple[Message, ...]:
    """What the results take for granted."""
    notes: list[Message] = []
    if parts.bench is not None:
        notes.append(
            msg(
                "Each rater's last score of a firm counts. A rater leans by the same amount on every criterion, for us and for others apart; "
                "gaps are told as the raters still heard would give them on average."
            )
        )
    if parts.map is not None:
        notes.append(
            msg(
                "The map shows what each firm stands for, not how good it is: a firm that is better at everything stands in the middle. "
                "Its two axes show {shown} of all differences.",
                shown=Quantity(sum(parts.map.shown), "share"),
            )
        )
    if parts.wins is not None:
        notes.append(
            msg(
                "Win rates count {named} ended projects that name a competitor; put off or open ones are not counted. Cells with fewer than {least} are not tested.",
                named=Quantity(parts.wins.named, "count"),
                least=Quantity(LEAST, "count"),
            )
        )
    return tuple(notes)


def warnings(parts: Parts) -> tuple[Message, ...]:
    """What is missing or thin, and what would mend it."""
    notes: list[Message] = []
    bench, wins = parts.bench, parts.wins
    if bench is None:
        notes.append(
            msg(
                "There is no table competitors, so gaps by criterion are unknown: let three people score our firm and each competitor on what customers choose by (sheet in fill_in.xlsx)."
            ).lacking("competitors")
        )
    else:
        notes += _of_scores(parts)
    if wins is None:
        notes.append(
            msg(
                "There are no ended projects, so wins and losses against each competitor are unknown: the table opportunities with status and competitor would tell."
            ).lacking("opportunities")
        )
    elif wins.named < wins.ended / 2:
        notes.append(
            msg(
                "Only {named} of {ended} ended projects name the competitor; ask for it when a project is closed.",
                named=Quantity(wins.named, "count"),
                ended=Quantity(wins.ended, "count"),
            )
        )
    return tuple(notes)


def _of_scores(parts: Parts) -> list[Message]:
    bench, notes = parts.bench, []
    raters = int(bench.rated.raters["rater"].nunique())
    if not bench.ours:
        notes.append(
            msg(
                "No row of competitors is about our own firm, so there is no gap: score us too, with “ours” set to yes."
            )
        )
    elif bench.gaps.empty:
        notes.append(
            msg(
                "No competitor was scored on a criterion on which we were, so there is no gap: use the same criteria for all firms."
            )
        )
    if raters == 1:
        notes.append(
            msg(
                "One rater alone: intervals hold that person's consistency, not the truth. Two more raters would show how far opinions differ."
            )
        )
    elif raters == 2:
        notes.append(
            msg(
                "With two raters it cannot be told who flatters us and who is too strict; a third, best a customer, would tell."
            )
        )
    if raters > 1 and not bench.rated.adjusted:
        notes.append(
            msg("Raters scored different firms, so their leanings cannot be taken out; let each score every firm.")
        )
    if bench.rated.freedom > 0 and bench.rated.spread == 0:
        notes.append(msg("All raters gave the same scores, so intervals have no width; were they asked one by one?"))
    if bench.rated.freedom == 0:
        notes.append(msg("There are too few scores for an interval; a second rater, or more criteria, would give one."))
    if not bench.weighted:
        notes.append(
            msg(
                "Nobody gave weights, so all criteria weigh the same; let each rater share out a hundred points (column weight)."
            )
        )
    if parts.map is None:
        notes.append(
            msg(
                "There is no map: it takes at least three firms scored on at least three criteria, and some difference among them."
            )
        )
    elif sum(parts.map.shown) < parts.rules["map_shown"]:
        notes.append(
            msg(
                "The map shows only {shown} of the differences; read the table of gaps instead.",
                shown=Quantity(sum(parts.map.shown), "share"),
            )
        )
    return notes
