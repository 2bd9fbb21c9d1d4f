"""Rules of the problem diagnosis."""

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule("pareto_cut", 0.80, msg("Problems: the vital few bring this share of the cost"), "share", 0.5, 0.95),
    Rule("first_problems", 3, msg("Problems: how many to take first"), "count", 1, 10),
)
