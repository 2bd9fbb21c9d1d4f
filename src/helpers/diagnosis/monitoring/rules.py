"""Rules of the monitoring."""

from helpers.language import msg
from helpers.rules import Rule

RULES = (Rule("monitor_months", 12, msg("Monitoring: months between the two dates compared"), "months", 1, 60),)
