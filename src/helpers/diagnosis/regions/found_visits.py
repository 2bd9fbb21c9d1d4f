"""Findings of market visits."""

from __future__ import annotations

from helpers.diagnosis.regions.parts import Parts
from helpers.diagnosis.regions.terms import QUESTIONS, STEPS
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

#: A score whose whole interval lies below this is poor on the scale of one to five.
POOR = 3.0


def weakest(parts: Parts) -> Finding | None:
    """The region and step that visits found poorest, when its interval lies below the middle of the scale."""
    if parts.visits is None:
        return None
    poor = parts.visits.scores.query("high < @POOR")
    if poor.empty:
        return None
    row = poor.sort_values(["value", "region", "step"], kind="stable").iloc[0]
    return Finding(
        id="diagnosis.regions.weakest",
        subject=f"{row['region']} {row['step']}",
        period=(parts.as_of, parts.as_of),
        claim=msg(
            "On site {region} looks weakest in the step “{step}”: {value} of five ({value:interval}); lowest is “{question}”.",
            step=STEPS[row["step"]],
            question=QUESTIONS[row["weakest"]],
        ),
        quantities={
            "region": Quantity(row["region"], "text"),
            "value": Quantity(row["value"], "number", row["low"], row["high"]),
            "visits": Quantity(int(row["visits"]), "count"),
            "raters": Quantity(int(row["raters"]), "count"),
            "middle": Quantity(POOR, "number"),
        },
        confidence=Confidence(
            "medium" if row["raters"] > 1 else "low",
            msg(
                "The interval lies below {middle}, the middle of the scale; {visits} visits by {raters} visitors. Low when only one person went."
            ),
        ),
        evidence=("table:visit_scores", "figure:visits"),
        method=msg("Mean of three questions a step, freed of how strictly each visitor scores"),
        source="Raymond, Viswesvaran 1993, Journal of Educational Measurement 30(3)",
        action=Action(
            msg(
                "Go back to three places in {region} with a second person and ask only that question; write down what was said, not the score."
            ),
            30,
        ),
    )


def stock(parts: Parts) -> Finding | None:
    """A competitor that keeps more stock in one region than elsewhere."""
    if parts.visits is None:
        return None
    alpha = parts.rules["visit_alpha"]
    found = parts.visits.seen[parts.visits.seen["p"] <= alpha]
    if found.empty:
        return None
    row = found.iloc[0]
    quantities = {
        "region": Quantity(row["region"], "text"),
        "rival": Quantity(row["competitor"], "text"),
        "stock": Quantity(row["stock"], "days"),
        "elsewhere": Quantity(row["elsewhere"], "days"),
        "visits": Quantity(int(row["visits"]), "count"),
        "alpha": Quantity(alpha, "share"),
        "sooner": Quantity(row["sooner"], "days", row["low"], row["high"]),
    }
    faster = row["low"] == row["low"] and row["low"] > 0
    claim = (
        msg(
            "In {region}, {rival} keeps {stock} days of stock on the spot (median), elsewhere {elsewhere}, and delivers {sooner} days ({sooner:interval}) sooner than we do on average."
        )
        if faster
        else msg("In {region}, {rival} keeps {stock} days of stock on the spot (median), elsewhere {elsewhere}.")
    )
    return Finding(
        id="diagnosis.regions.stock",
        subject=f"{row['region']} {row['competitor']}",
        period=(parts.as_of, parts.as_of),
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "medium",
            msg("seen on {visits} visits, chance at most {alpha} over all pairs; stock was estimated by eye."),
        ),
        evidence=("table:visit_seen",),
        method=msg("Stock seen here against stock seen elsewhere: one-sided rank test with correction"),
        source="Mann, Whitney 1947, Annals of Mathematical Statistics 18(1); Holm 1979",
        action=Action(
            msg(
                "Put our fastest-moving articles into {region} for one quarter as a trial, and count whether lost projects fall; decide on a warehouse after that."
            ),
            60,
        ),
    )
