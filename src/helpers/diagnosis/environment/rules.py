"""Rules of the surroundings."""

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule(
        "judged_months",
        12,
        msg("Outside changes, five forces: months between the two judgements compared"),
        "months",
        1,
        60,
    ),
    Rule(
        "worst_source",
        "D",
        msg("Outside changes, five forces: least reliable source that counts (A best, F unknown)"),
        "choice",
        choices=("A", "B", "C", "D", "E", "F"),
    ),
    Rule(
        "worst_credibility",
        4,
        msg("Outside changes, five forces: least credible content that counts (one best)"),
        "count",
        1,
        6,
    ),
    Rule(
        "buyers_hhi",
        1000,
        msg("Five forces: concentration of customers (HHI) that gives them power"),
        "number",
        0,
        10000,
    ),
    Rule(
        "switching_alert",
        0.20,
        msg("Five forces: share of revenue leaving in a year that shows easy switching"),
        "share",
        0,
        1,
    ),
    Rule(
        "lost_alert",
        0.50,
        msg("Five forces: share of decided projects lost that shows rivalry"),
        "share",
        0,
        1,
    ),
    *(
        Rule(f"weight_{name}", 1.0, title, "number", 0, 10)
        for name, title in {
            "rivalry": msg("Five forces: weight of rivalry"),
            "entrants": msg("Five forces: weight of new entrants"),
            "substitutes": msg("Five forces: weight of substitutes"),
            "suppliers": msg("Five forces: weight of suppliers"),
            "buyers": msg("Five forces: weight of buyers"),
        }.items()
    ),
)
