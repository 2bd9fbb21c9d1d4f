"""Rules of the check on the past."""

from __future__ import annotations

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule("hold_months", 12, msg("The classes are tried this many months back"), "months", 3, 36),
    Rule("hold_draws", 500, msg("Draws for the intervals of the check on the past"), "count", 50, 5000),
)
