"""Rules of station 1: those that several parts share, then each part's own."""

from helpers.diagnosis.competitors.rules import RULES as COMPETITORS
from helpers.diagnosis.environment.rules import RULES as ENVIRONMENT
from helpers.diagnosis.intelligence.rules import RULES as INTELLIGENCE
from helpers.diagnosis.interviews.rules import RULES as INTERVIEWS
from helpers.diagnosis.monitoring.rules import RULES as MONITORING
from helpers.diagnosis.problems.rules import RULES as PROBLEMS
from helpers.diagnosis.regions.rules import RULES as REGIONS
from helpers.diagnosis.sales.rules import RULES as SALES
from helpers.diagnosis.survey.rules import RULES as SURVEY
from helpers.language import msg
from helpers.person import RULE
from helpers.rules import Rule, RuleSchema

SHARED = (
    Rule("draws", 1000, msg("Random samples for intervals"), "count", 100, 20000),
    RULE,
    Rule("seed", 20250101, msg("Where random numbers start"), "id", 0, 2**31 - 1),
)

RULES = RuleSchema(
    "diagnosis",
    1,
    (
        *SALES,
        *ENVIRONMENT,
        *MONITORING,
        *REGIONS,
        *COMPETITORS,
        *PROBLEMS,
        *INTELLIGENCE,
        *SURVEY,
        *INTERVIEWS,
        *SHARED,
    ),
)
