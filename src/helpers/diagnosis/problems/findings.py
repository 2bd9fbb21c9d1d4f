"""Findings of the problem diagnosis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.diagnosis.listing import listed
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

if TYPE_CHECKING:
    from helpers.diagnosis.problems.compute import Parts


def all_of(parts: Parts) -> tuple[Finding, ...]:
    """Every finding that the data carry."""
    if parts.tree is None:
        return ()
    return tuple(found for found in (few(parts), first(parts)) if found is not None)


def few(parts: Parts) -> Finding | None:
    """The few causes that bring most of the cost."""
    pareto = parts.ranking.pareto
    vital = pareto[pareto["vital"]]
    if len(pareto) < 2 or len(vital) == len(pareto):
        return None
    share = float(vital["share"].sum())
    quantities = {
        "count": Quantity(len(vital), "count"),
        "of": Quantity(len(pareto), "count"),
        "share": Quantity(share, "share"),
        "problem": Quantity(pareto["problem"].iloc[0], "text"),
        "part": Quantity(pareto["share"].iloc[0], "share"),
    }
    stake = None
    if parts.ranking.by == "cost":
        stake = quantities["money"] = Quantity(round(float(vital["size"].sum())), "money", currency=parts.currency)
        claim = msg(
            "{count} of {of} causes bring {share} of the cost ({money} a year); the largest is {problem} with {part}."
        )
        why = msg(
            "never high, as costs are estimates of our own people; the order of the largest is safer than the sums."
        )
    elif parts.ranking.by == "times":
        claim = msg("{count} of {of} causes bring {share} of all cases; the largest is {problem} with {part}.")
        why = msg(
            "Counted, not weighed: a rare case may cost more than many small ones. An estimate of the cost would tell."
        )
    else:
        claim = msg("{count} of {of} causes bring {share} of all mentions; the largest is {problem} with {part}.")
        why = msg("Mentions say what people talk about, not what it costs; an estimate of the cost would tell.")
    return Finding(
        id="diagnosis.problems.few",
        subject=str(pareto["problem"].iloc[0]),
        period=(parts.as_of, parts.as_of),
        claim=claim,
        quantities=quantities,
        confidence=Confidence("medium" if parts.ranking.by == "times" else "low", why),
        evidence=("table:problem_pareto", "figure:problem_pareto"),
        method=msg("Pareto curve over causes that nothing is named under"),
        source="Juran 1951, Quality Control Handbook; Andersen, Fagerhaug 2006, Root Cause Analysis",
        at_stake=stake,
        action=Action(
            msg(
                "Count {problem} for one month before mending it: cases, cost, who was there. What is not counted cannot be seen to get better."
            ),
            30,
        ),
    )


def first(parts: Parts) -> Finding | None:
    """What to take first, and how surely."""
    order, number = parts.ranking.order, parts.rules["first_problems"]
    if len(order) < 2:
        return None
    top = order.head(number)
    names = listed(top["problem"])
    claim = msg(
        "To take first: {names}. They have the best balance of impact and effort: impact {impact}, effort {effort} on average, from one to five.",
        names=names,
    )
    level = order.iloc[number:]
    level = level[(level["ahead"] - top["ahead"].iloc[-1]).abs() < 1e-9]
    if len(level):
        claim = msg(
            "To take first: {names}. They have the best balance of impact and effort: impact {impact}, effort {effort} on average, from one to five; level with the last of them: {others}.",
            names=names,
            others=listed(level["problem"]),
        )
    surest = float(top["first"].min())
    raters = int(order["raters"].max())
    sure = "low" if raters < 2 or surest < 0.5 else "medium" if surest < 0.9 else "high"
    costs = top["cost"].dropna()
    stake = Quantity(round(float(costs.sum())), "money", currency=parts.currency) if len(costs) else None
    return Finding(
        id="diagnosis.problems.first",
        subject=str(top["problem"].iloc[0]),
        period=(parts.as_of, parts.as_of),
        claim=claim,
        quantities={
            "impact": Quantity(float(top["impact"].mean()), "number"),
            "effort": Quantity(float(top["effort"].mean()), "number"),
            "count": Quantity(len(top), "count"),
            "surest": Quantity(surest, "share"),
            "raters": Quantity(raters, "count"),
            "name": Quantity(top["problem"].iloc[0], "text"),
        },
        confidence=Confidence(
            sure,
            msg(
                "Judged by {raters} people; even the least sure of these {count} problems is among the first in {surest} of the random draws within their doubt. High from nine of ten on, low below one half or with one judge."
            ),
        ),
        evidence=("table:problem_order", "table:problem_tree", "figure:problem_order"),
        method=msg("Impact less effort, freed of each rater's leanings; random draws within their doubt"),
        source="Raymond, Viswesvaran 1993, Journal of Educational Measurement 30(3)",
        at_stake=stake,
        action=Action(
            msg(
                "Name one owner and one figure for each of the {count} this week; begin with {name}, review in a month, and start no fourth before one is done."
            ),
            14,
        ),
    )
