"""Rules of the regional analysis."""

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule("region_months", 12, msg("Regions: months looked at"), "months", 3, 24),
    Rule(
        "region_alpha",
        0.01,
        msg("Regions: rate of false alarms accepted for a region that falls behind"),
        "share",
        0.001,
        0.2,
    ),
    Rule("region_orders", 3, msg("Regions: orders a customer needs in each period to be compared"), "count", 1, 20),
    Rule("visit_months", 18, msg("Regions: months of market visits that count"), "months", 1, 60),
    Rule("visit_alpha", 0.05, msg("Regions: rate of false alarms accepted for what visits saw"), "share", 0.001, 0.2),
    Rule("need_alert", 12.0, msg("Regions: opportunity score of a need worth a finding (of twenty)"), "number", 1, 20),
    Rule(
        "zone_sure",
        0.80,
        msg("Matrix: a region is called by its zone from this share of the draws on"),
        "share",
        0.5,
        1,
    ),
    Rule("weight_size", 30.0, msg("Matrix: weight of the market's size"), "number", 0, 100),
    Rule("weight_growth", 30.0, msg("Matrix: weight of the market's growth"), "number", 0, 100),
    Rule("weight_market", 15.0, msg("Matrix: weight of the market as seen on visits"), "number", 0, 100),
    Rule("weight_calm", 15.0, msg("Matrix: weight of how weak competition is"), "number", 0, 100),
    Rule("weight_margin", 10.0, msg("Matrix: weight of the margin there"), "number", 0, 100),
    Rule("weight_share", 30.0, msg("Matrix: weight of our share"), "number", 0, 100),
    Rule("weight_wins", 20.0, msg("Matrix: weight of our win rate"), "number", 0, 100),
    Rule("weight_standing", 20.0, msg("Matrix: weight of the customers as seen on visits"), "number", 0, 100),
    Rule("weight_momentum", 15.0, msg("Matrix: weight of how our customers there changed"), "number", 0, 100),
    Rule("weight_coverage", 15.0, msg("Matrix: weight of how many customers are seen"), "number", 0, 100),
)
