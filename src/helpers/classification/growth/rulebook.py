"""Rules of the growth model."""

from __future__ import annotations

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule("growth_ahead", 6, msg("Growth model: looks this many months ahead"), "months", 3, 12),
    Rule("growth_capacity", 30, msg("Growth model: so many customers can be worked on at once"), "count", 5, 2000),
    Rule("growth_top", 0.2, msg("Growth model: growers are at most this share of customers"), "share", 0.05, 0.4),
)
