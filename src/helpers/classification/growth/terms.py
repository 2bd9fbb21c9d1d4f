"""Names of measures, of rankings, of what the check says."""

from __future__ import annotations

from helpers.language import Message, msg

MEASURES: dict[str, Message] = {
    "size": msg("money of the year"),
    "trend": msg("money of the last half-year against the half before"),
    "late": msg("money of the last three months against the year"),
    "days": msg("purchase days of the year"),
    "rhythm": msg("purchase days of the last half-year against the half before"),
    "silence": msg("silence, in own intervals"),
    "single": msg("size of a purchase, last half-year against the half before"),
    "margin": msg("margin"),
    "through": msg("what it sells on against what it buys"),
    "lines": msg("product lines bought"),
    "new_lines": msg("product lines new in the last half-year"),
    "breadth": msg("product lines of the half before"),
    "room": msg("what like customers buy more"),
    "industry": msg("trend of its industry"),
    "region": msg("trend of its region"),
    "projects": msg("projects opened in the last half-year"),
    "persons": msg("persons met for the first time in the year"),
    "visits": msg("visits of the last half-year"),
    "more_visits": msg("visits of the last half-year against the half before"),
    "complaints": msg("complaints of the last half-year"),
}
#: How a high and a low value are said of an account.
HIGHER: dict[str, Message] = {
    "size": msg("it is one of the larger ones"),
    "trend": msg("its money rose more than others'"),
    "late": msg("the last three months were strong"),
    "days": msg("it buys often"),
    "rhythm": msg("it buys more often than before"),
    "silence": msg("it has been silent for long"),
    "single": msg("its single purchases became larger"),
    "margin": msg("its margin is high"),
    "through": msg("it sells on more than it buys"),
    "lines": msg("it buys many product lines"),
    "new_lines": msg("it took up new product lines"),
    "breadth": msg("it bought many product lines before"),
    "room": msg("like customers buy much more"),
    "industry": msg("its industry does well"),
    "region": msg("its region does well"),
    "projects": msg("projects were opened with it lately"),
    "persons": msg("new persons were met there"),
    "visits": msg("it is visited often"),
    "more_visits": msg("it is visited more than before"),
    "complaints": msg("it complained lately"),
}
LOWER: dict[str, Message] = {
    "size": msg("it is one of the smaller ones"),
    "trend": msg("its money rose less than others'"),
    "late": msg("the last three months were weak"),
    "days": msg("it buys rarely"),
    "rhythm": msg("it buys less often than before"),
    "silence": msg("it bought only just now"),
    "single": msg("its single purchases became smaller"),
    "margin": msg("its margin is low"),
    "through": msg("it buys more than it sells on"),
    "lines": msg("it buys few product lines"),
    "new_lines": msg("it took up no new product line"),
    "breadth": msg("it bought few product lines before"),
    "room": msg("like customers hardly buy more"),
    "industry": msg("its industry does poorly"),
    "region": msg("its region does poorly"),
    "projects": msg("no project was opened with it lately"),
    "persons": msg("nobody new was met there"),
    "visits": msg("it is visited rarely"),
    "more_visits": msg("it is visited less than before"),
    "complaints": msg("it has not complained"),
}
METHODS: dict[str, Message] = {
    "model": msg("growth model"),
    "last_growth": msg("largest growth until then"),
    "rfm": msg("highest RFM scores"),
    "year": msg("largest by revenue"),
}
ROLES: dict[str, Message] = {
    "train": msg("learnt from"),
    "test": msg("forecast first, learnt from later"),
    "now": msg("now: nobody knows yet"),
}
