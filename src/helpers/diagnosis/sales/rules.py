"""Rules of what the orders say."""

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule(
        "calendar",
        "auto",
        msg("Calendar (auto: China's when the currency is CNY)"),
        "choice",
        choices=("auto", "china", "none"),
    ),
    Rule("festival_before", 7, msg("Days before lunar New Year's Day when the pause begins"), "days", 0, 30),
    Rule("festival_after", 15, msg("Days from lunar New Year's Day until the pause ends"), "days", 1, 40),
    Rule("alpha", 0.05, msg("Step: rate of false alarms accepted"), "share", 0.001, 0.2),
    Rule("window_months", 12, msg("Concentration: months looked at"), "months", 1, 60),
    Rule("one_time", "include", msg("Concentration: one-time buyers"), "choice", choices=("include", "leave_out")),
    Rule("largest_alert", 0.10, msg("Concentration: share of one customer worth an alert"), "share", 0.01, 1),
    Rule("top_high", 0.80, msg("Concentration: the top customers carry the firm from this share on"), "share", 0, 1),
    Rule(
        "top_low",
        0.50,
        msg("Concentration: the base is broad below this share of the top customers"),
        "share",
        0,
        1,
    ),
    Rule("burn_in_months", 6, msg("Cohorts: first months in which a first purchase proves nothing"), "months", 0, 36),
    Rule("retention_quarter", 4, msg("Cohorts: age in quarters at which cohorts are compared"), "count", 1, 20),
    Rule("retention_good", 0.80, msg("Cohorts: share still buying from which nothing needs mending"), "share", 0, 1),
    Rule("bridge_months", 12, msg("Bridge: months of each period"), "months", 1, 36),
    Rule("price_alert", 0.01, msg("Bridge: price change worth a finding"), "share", 0, 1),
    Rule(
        "list_part",
        0.90,
        msg("Bridge: a list price was cut where this part of a product's customers pay less"),
        "share",
        0.5,
        1,
    ),
    Rule(
        "mover_part", 0.25, msg("Change: part of all falls (gains) from which one customer is named"), "share", 0.05, 1
    ),
)
