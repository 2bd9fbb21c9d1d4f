"""Findings of the comparison with competitors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

if TYPE_CHECKING:
    from helpers.diagnosis.competitors.compute import Parts

RATED = "Raymond, Viswesvaran 1993, Journal of Educational Measurement 30(3); Holm 1979, Scandinavian Journal of Statistics 6(2)"
COUNTED = "Fisher 1935; Wilson 1927, JASA 22; Newcombe 1998, Statistics in Medicine 17(8); Holm 1979"


def all_of(parts: Parts) -> tuple[Finding, ...]:
    """Every finding that the data carry."""
    return tuple(found for found in (gap(parts), flattery(parts), losing(parts)) if found is not None)


def gap(parts: Parts) -> Finding | None:
    """The criterion on which a competitor is ahead most, weight counted."""
    if parts.bench is None:
        return None
    alpha = parts.rules["competitor_alpha"]
    behind = parts.bench.gaps.query("gap < 0 and p <= @alpha")
    if behind.empty:
        return None
    row = behind.iloc[0]
    region = parts.bench.regions
    region = region[(region["competitor"] == row["competitor"]) & (region["p"] <= alpha) & (region["gap"] < 0)]
    region = region[region["criterion"] == row["criterion"]]
    quantities = {
        "rival": Quantity(row["competitor"], "text"),
        "criterion": Quantity(row["criterion"], "text"),
        "gap": Quantity(-row["gap"], "number", -row["high"], -row["low"]),
        "ours": Quantity(row["ours"], "number"),
        "theirs": Quantity(row["theirs"], "number"),
        "plain": Quantity(-row["plain"], "number"),
        "weight": Quantity(row["weight"], "share"),
        "raters": Quantity(int(parts.bench.rated.raters["rater"].nunique()), "count"),
        "alpha": Quantity(alpha, "share"),
        "others": Quantity(len(behind) - 1, "count"),
    }
    return Finding(
        id="diagnosis.competitors.gap",
        subject=f"{row['competitor']} {row['criterion']}",
        period=(parts.as_of, parts.as_of),
        claim=msg(
            "Behind {rival} most on {criterion}: by {gap} of ten points ({gap:interval}), {ours} against {theirs}."
        ),
        quantities=quantities,
        confidence=Confidence(
            "medium",
            msg(
                "never higher, as these are judgements: {raters} raters, freed of their leanings, chance at most {alpha} over all gaps. "
                "Ask customers the same question before money is spent on it."
            ),
        ),
        evidence=("table:competitor_gaps", "figure:competitor_gaps"),
        method=msg("Least squares of scores by firm, criterion and rater; leanings for the own firm apart"),
        source=RATED,
        action=Action(
            msg(
                "Ask ten customers who chose {rival} whether {criterion} decided it. If yes, name an owner and a figure to reach for {criterion}; "
                "if no, the weight of {weight} is wrong, and so is this order."
            ),
            60,
        ),
    )


def flattery(parts: Parts) -> Finding | None:
    """A rater who puts our own firm above what the others see."""
    if parts.bench is None:
        return None
    out = parts.bench.flattery[parts.bench.flattery["left_out"]]
    if out.empty:
        return None
    row = out.sort_values(["premium", "rater"], ascending=[False, True], kind="stable").iloc[0]
    return Finding(
        id="diagnosis.competitors.flattery",
        subject="raters",
        period=(parts.as_of, parts.as_of),
        claim=msg(
            "One of our own raters puts us {premium} points ({premium:interval}) above what the others see; left out of our own scores."
        ),
        quantities={
            "premium": Quantity(row["premium"], "number", row["low"], row["high"]),
            "count": Quantity(len(out), "count"),
            "alpha": Quantity(parts.rules["competitor_alpha"], "share"),
        },
        confidence=Confidence(
            "high" if row["p"] <= 0.001 else "medium",
            msg(
                "High when chance does this in less than one of a thousand cases. What all raters flatter alike cannot be seen in scores at all."
            ),
        ),
        evidence=("table:flattery",),
        method=msg("Difference of each rater's leaning for us and for others, against the other raters"),
        source=RATED,
        action=Action(
            msg(
                "Let people who do not sell for us, or customers, score us; keep the table without names in wider circles ({count} left out)."
            ),
            90,
        ),
    )


def losing(parts: Parts) -> Finding | None:
    """The competitor, region or line where we win less than elsewhere."""
    row = worst(parts)
    if row is None:
        return None
    by = row["by"]
    claims = {
        "all": msg(
            "Against {rival} we won {won} of {ended} projects ({rate}; {rate:interval}), {less} less than against others."
        ),
        "region": msg(
            "In {value} we won {won} of {ended} projects against {rival} ({rate}; {rate:interval}), {less} less than in all other projects that name a competitor."
        ),
        "line": msg(
            "With {value} we won {won} of {ended} projects against {rival} ({rate}; {rate:interval}), {less} less than in all other projects that name a competitor."
        ),
    }
    missed = Quantity(
        int(row["missed"]), "money", int(row["missed_low"]), int(row["missed_high"]), currency=parts.currency
    )
    quantities = {
        "rival": Quantity(row["competitor"], "text"),
        "value": Quantity(row["value"], "text"),
        "rate": Quantity(row["rate"], "share", row["low"], row["high"]),
        "won": Quantity(int(row["won"]), "count"),
        "ended": Quantity(int(row["won"] + row["lost"]), "count"),
        "lost": Quantity(int(row["lost"]), "count"),
        "less": Quantity(-row["less"], "points", -row["less_high"], -row["less_low"]),
        "missed": missed,
        "reason": Quantity(row["reason"], "text"),
        "reason_share": Quantity(row["reason_share"], "share"),
        "named": Quantity(parts.wins.named, "count"),
        "of": Quantity(parts.wins.ended, "count"),
        "alpha": Quantity(parts.rules["competitor_alpha"], "share"),
    }
    if isinstance(row["reason"], str):
        do = msg(
            "Take the last five losses to {rival} and ask each customer what decided. Where our people wrote a reason for the {lost} losses, it was “{reason}” in {reason_share}; "
            "at the usual rate {missed} ({missed:interval}) more would have been won in twelve months."
        )
    else:
        do = msg(
            "Take the last five losses to {rival} and ask each customer what decided; no reason is written down. "
            "At the usual rate {missed} ({missed:interval}) more would have been won in twelve months."
        )
    return Finding(
        id="diagnosis.competitors.losing",
        subject=f"{row['competitor']} {row['value'] or ''}".strip(),
        period=(parts.as_of, parts.as_of),
        claim=claims[by],
        quantities=quantities,
        confidence=Confidence(
            "high" if row["p"] <= 0.01 else "medium",
            msg(
                "High when chance does this in less than one of a hundred cases, all pairs counted; {named} of {of} ended projects name a competitor."
            ),
        ),
        evidence=("table:win_loss_cells", "figure:win_loss"),
        method=msg("Win rates by competitor, region and product line; one-sided exact tests with correction"),
        source=COUNTED,
        at_stake=missed,
        action=Action(do, 30),
    )


def worst(parts: Parts) -> pd.Series | None:
    """The cell to tell: the one chance explains least; a competitor as a whole only where no single cell explains it."""
    if parts.wins is None:
        return None
    cells = parts.wins.cells
    cells = cells[(cells["p"] <= parts.rules["competitor_alpha"]) & (cells["less"] < 0)]
    if cells.empty:
        return None
    first = cells.iloc[0]
    if first["by"] != "all":
        return first
    inside = cells[(cells["competitor"] == first["competitor"]) & (cells["by"] != "all")]
    for _, cell in inside.iterrows():
        won, lost = first["won"] - cell["won"], first["lost"] - cell["lost"]
        if won + lost == 0 or won / (won + lost) >= first["elsewhere"] - abs(cell["less"]) / 3:
            return cell
    return first
