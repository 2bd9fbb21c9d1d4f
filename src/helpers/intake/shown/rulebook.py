"""Rules of station 0."""

from helpers.language import msg
from helpers.rules import Rule, RuleSchema

RULES = RuleSchema(
    "intake",
    1,
    (
        Rule("tie_out_tolerance", 0.005, msg("Difference to finance that is tolerated"), "share", 0, 0.2),
        Rule("set_aside_limit", 0.01, msg("Share of money set aside from which to act"), "share", 0, 1),
    ),
)
