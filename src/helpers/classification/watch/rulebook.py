"""Rules of the watch list."""

from __future__ import annotations

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule("watch_fall", 0.5, msg("A fall: less than this share of the same months a year earlier"), "share", 0.05, 0.95),
    Rule("watch_late", 30, msg("Paying late: open this many days longer than the customer is used to"), "days", 1, 365),
    Rule("watch_complaint", 3, msg("A complaint counts for this many months"), "months", 1, 24),
    Rule("watch_tries", 2, msg("The signs are tried at this many earlier dates"), "count", 1, 6),
)
