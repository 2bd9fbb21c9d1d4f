"""Words of the problem diagnosis: titles of tables and columns."""

from __future__ import annotations

from helpers.diagnosis.frames import interval
from helpers.language import Message, msg
from helpers.station import Column

TITLES: dict[str, Message] = {
    "problem_pareto": msg("Problems by what they cost"),
    "problem_tree": msg("What leads to what"),
    "problem_order": msg("Impact and effort: what to take first"),
}
SIZES: dict[str, Message] = {
    "cost": msg("Cost a year"),
    "times": msg("Times a year"),
    "reports": msg("People who named it"),
}
YES_NO: dict[bool, Message] = {True: msg("Yes"), False: msg("No")}

COLUMNS: dict[str, dict[str, Column]] = {
    "problem_pareto": {
        "rank": Column(msg("Rank"), "count"),
        "problem": Column(msg("Problem")),
        "money": Column(msg("Cost a year"), "money"),
        "times": Column(msg("Times a year, or people who named it"), "number"),
        "share": Column(msg("Share"), "share"),
        "cumulative": Column(msg("Share so far"), "share"),
        "vital": Column(msg("One of the vital few")),
        "by": Column(msg("Counted by")),
    },
    "problem_tree": {
        "problem": Column(msg("Problem")),
        "leads_to": Column(msg("Leads to")),
        "depth": Column(msg("Level (nought on top)"), "count"),
        "leaf": Column(msg("No cause named under it")),
        "own": Column(msg("Cost as judged"), "money"),
        "cost": Column(msg("Cost of its causes"), "money"),
        "named": Column(msg("Explained by its causes"), "share"),
        "raters": Column(msg("Raters"), "count"),
    },
    "problem_order": {
        "rank": Column(msg("Rank"), "count"),
        "problem": Column(msg("Problem")),
        "impact": Column(msg("Impact, from one to five"), "number"),
        **interval("number", "impact"),
        "effort": Column(msg("Effort (one to five)"), "number"),
        **interval("number", "effort"),
        "ahead": Column(msg("Impact less effort"), "number"),
        "first": Column(msg("Draws in which it is among the first"), "share"),
        "cost": Column(msg("Cost a year"), "money"),
        "raters": Column(msg("Raters"), "count"),
    },
}
