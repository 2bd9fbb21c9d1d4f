"""Thresholds of the four classes, with their usual values."""

from __future__ import annotations

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule("key_share", 0.5, msg("Key: among the customers that together bring this share"), "share", 0.05, 0.95),
    Rule(
        "weight_contribution", 0.0, msg("Key: weight of contribution beside revenue, which weighs one"), "number", 0, 5
    ),
    Rule(
        "weight_potential", 0.0, msg("Key: weight of open potential beside revenue, which weighs one"), "number", 0, 5
    ),
    Rule(
        "growth_months",
        6,
        msg("Growth: this many last months are compared with the same months a year earlier"),
        "months",
        3,
        24,
    ),
    Rule("growth_min", 0.2, msg("Growth: faster than the firm as a whole by at least this share"), "share", 0.0, 5),
    Rule("growth_days", 3, msg("Growth: purchase days in those months, at least"), "count", 1, 50),
    Rule("growth_signals", 2, msg("Growth: this many signals together, one of them movement"), "count", 1, 5),
    Rule("exit_loss", 0.0, msg("Let go: loses more than this share of its revenue, twice"), "share", 0.0, 1.0),
    Rule("exit_costed", 0.5, msg("Let go: costs known for this share of its revenue, at least"), "share", 0.0, 1.0),
    Rule("class_sure", 0.8, msg("Growth and letting go must hold in this share of draws"), "share", 0.0, 1.0),
    Rule("visits_key", 12.0, msg("Visits a year that a key customer gets"), "number", 0, 260),
    Rule("visits_growth", 12.0, msg("Visits a year that a growth customer gets"), "number", 0, 260),
    Rule("visits_general", 2.0, msg("Visits a year that a general customer gets"), "number", 0, 260),
    Rule("visits_exit", 1.0, msg("Visits a year that a customer to be let go gets"), "number", 0, 260),
    Rule(
        "visit_hours", 4.0, msg("Hours a visit takes, travel included, where none are written down"), "number", 0.1, 80
    ),
    Rule(
        "hour_cost",
        0.0,
        msg("What an hour of our people costs, in the company's currency; at zero only expenses count"),
        "number",
        0,
        1e6,
    ),
    Rule("rule_wobble", 0.2, msg("Draws move each threshold by up to this share of itself"), "share", 0.0, 0.9),
    Rule("class_draws", 200, msg("Draws for the confidence of a class"), "count", 20, 2000),
    Rule("seed", 20250101, msg("Start of the random draws"), "id", 0, 2**32 - 1),
)
