"""Rules of the comparison with competitors."""

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule("competitor_alpha", 0.05, msg("Competitors: rate of false alarms accepted"), "share", 0.001, 0.2),
    Rule("winloss_months", 36, msg("Competitors: months of ended projects looked at"), "months", 3, 120),
    Rule(
        "map_shown", 0.70, msg("Competitors: the map is trusted from this share of the differences on"), "share", 0, 1
    ),
)
