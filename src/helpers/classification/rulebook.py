"""Every threshold and policy of station 2, with its usual value."""

from __future__ import annotations

from helpers.classification.classes.rulebook import RULES as CLASS_RULES
from helpers.classification.clusters.rulebook import RULES as CLUSTER_RULES
from helpers.classification.growth.rulebook import RULES as GROWTH_RULES
from helpers.classification.holds.rulebook import RULES as HOLD_RULES
from helpers.classification.segments.rulebook import RULES as SEGMENT_RULES
from helpers.classification.watch.rulebook import RULES as WATCH_RULES
from helpers.errors import Problem, RulesError
from helpers.language import msg
from helpers.person import RULE
from helpers.rules import Rule, RuleSchema

RULES = RuleSchema(
    "classification",
    1,
    (
        Rule("window_months", 12, msg("Months counted for frequency, money and potential"), "months", 1, 120),
        Rule(
            "returns",
            "net",
            msg(
                "Returns: net = they lower the money; cancel = and a day without net sales is no purchase; ignore = left out"
            ),
            "choice",
            choices=("net", "cancel", "ignore"),
        ),
        Rule(
            "frequency",
            "days",
            msg("Frequency counts purchase days or documents"),
            "choice",
            choices=("days", "documents"),
        ),
        Rule("levels", 5, msg("Levels of each score"), "count", 2, 10),
        Rule("core_score", 4, msg("Core from this score in both frequency and money"), "score", 2, 10),
        Rule("cycle_days", 3, msg("Fewest purchase days for a customer's own cycle"), "count", 3, 20),
        Rule("overdue_cycles", 2.0, msg("Overdue when silent for more than this many own cycles"), "number", 1, 20),
        Rule("overdue_days", 30, msg("and for at least this many days"), "days", 1, 365),
        Rule("lapsed_months", 12, msg("Lapsed when without purchase for this many months"), "months", 1, 60),
        Rule("new_months", 6, msg("New when the first purchase is at most this many months ago"), "months", 1, 36),
        Rule("check_months", 6, msg("How many months back the overdue rule is tried"), "months", 1, 24),
        Rule("abc_a", 0.8, msg("Class A brings this share of revenue"), "share", 0.01, 0.99),
        Rule("abc_b", 0.95, msg("Classes A and B together bring this share"), "share", 0.02, 0.999),
        Rule(
            "abc_shift",
            3,
            msg("The window is moved back by this many months to see which classes hold"),
            "months",
            1,
            24,
        ),
        Rule("potential_quantile", 0.8, msg("Potential is this quantile of the peers' revenue"), "share", 0.5, 0.99),
        Rule("min_peers", 20, msg("Fewest peers of a group"), "count", 2, 1000),
        Rule(
            "grid_value", 0.8, msg("High value: revenue above this quantile of buying customers"), "share", 0.05, 0.99
        ),
        Rule(
            "grid_gap",
            0.8,
            msg("High open potential: gap above this quantile of buying customers"),
            "share",
            0.05,
            0.99,
        ),
        Rule("list_length", 10, msg("Customers named in actions"), "count", 1, 50),
        *CLASS_RULES,
        *GROWTH_RULES,
        *CLUSTER_RULES,
        *SEGMENT_RULES,
        *HOLD_RULES,
        *WATCH_RULES,
        RULE,
    ),
)


def cuts_in_order(abc_a: float, abc_b: float) -> None:
    """Check that A's share lies below that of A and B together.

    Raises
    ------
    RulesError
        When it does not.
    """
    if abc_a >= abc_b:
        raise RulesError(
            Problem(
                what=msg("Class A must end before class B does: abc_a is {a}, abc_b is {b}.", a=abc_a, b=abc_b),
                do=msg("Lower abc_a or raise abc_b."),
                column="abc_a",
            )
        )
