"""Rules of front-line intelligence."""

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule("signal_months", 24, msg("What the front line heard: months of entries that count"), "months", 1, 60),
    Rule("signal_least", 4, msg("What the front line heard: entries that make a signal"), "count", 2, 20),
    Rule("signal_people", 2, msg("What the front line heard: people who must have reported it"), "count", 1, 10),
    Rule("signal_fresh", 180, msg("What the front line heard: days after which a signal is old"), "days", 14, 730),
    Rule("signal_stable", 0.60, msg("What the front line heard: stability asked of a signal"), "share", 0.3, 0.95),
)
