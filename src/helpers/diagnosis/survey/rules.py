"""Rules of the survey."""

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule("survey_months", 12, msg("Survey: months back from the last answer that are one survey"), "months", 1, 60),
    Rule("survey_margin", 0.05, msg("Survey: margin of error wanted, either side"), "share", 0.01, 0.25),
    Rule(
        "survey_stratum",
        "auto",
        msg("Survey: customers are weighted by (auto: size, else region, else industry)"),
        "choice",
        choices=("auto", "size", "region", "industry", "none"),
    ),
    Rule("survey_least", 10, msg("Survey: answers a group needs to be compared"), "count", 3, 200),
    Rule("survey_alpha", 0.05, msg("Survey: rate of false alarms over all comparisons of groups"), "share", 0.001, 0.2),
    Rule("survey_good", 0.70, msg("Survey: share of satisfied from which it counts as good"), "share", 0.3, 1),
    Rule(
        "survey_sure", 0.90, msg("Survey: how often a driver must come first in samples to be named"), "share", 0.5, 1
    ),
)
