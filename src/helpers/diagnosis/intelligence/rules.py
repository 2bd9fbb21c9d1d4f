"""Rules of front-line intelligence."""

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule("signal_months", 24, msg("Intelligence: months of entries that count"), "months", 1, 60),
    Rule("signal_least", 4, msg("Intelligence: entries that make a signal"), "count", 2, 20),
    Rule("signal_people", 2, msg("Intelligence: people who must have reported it"), "count", 1, 10),
    Rule("signal_fresh", 180, msg("Intelligence: days after which a signal is old"), "days", 14, 730),
    Rule("signal_stable", 0.60, msg("Intelligence: stability asked of a signal"), "share", 0.3, 0.95),
)
