"""Words of the triangulation."""

from __future__ import annotations

from helpers.language import Message, msg
from helpers.station import Column

VERDICTS: dict[str, Message] = {
    "agree": msg("agree"),
    "contradict": msg("contradict"),
    "silent": msg("nothing to compare: fewer than two are decided"),
}
SAYS: dict[str, Message] = {
    "good": msg("for us"),
    "bad": msg("against us"),
    "open": msg("undecided"),
    "silent": msg("says nothing"),
}
STRENGTHS: dict[str, Message] = {
    "strong": msg("strong evidence"),
    "medium": msg("fair evidence"),
    "weak": msg("weak evidence"),
}
SOURCES: dict[str, Message] = {
    "survey": msg("Survey"),
    "interviews": msg("Interviews"),
    "sales": msg("Sales"),
    "rivals": msg("Competitors"),
    "problems": msg("Own problems"),
}
#: Whose voice it is, within a sentence.
VOICES: dict[str, Message] = {
    "survey": msg("the survey"),
    "interviews": msg("the interviews"),
    "sales": msg("the sales"),
    "inside": msg("our own people"),
}
TITLES = {"triangulation": msg("What the sources say, topic by topic")}
COLUMNS = {
    "triangulation": {
        "topic_name": Column(msg("Topic")),
        "survey_words": Column(msg("Survey")),
        "survey_told": Column(msg("Survey")),
        "survey_strength_name": Column(msg("How strong")),
        "interviews_words": Column(msg("Interviews")),
        "interviews_told": Column(msg("Interviews")),
        "interviews_strength_name": Column(msg("How strong")),
        "sales_words": Column(msg("Sales")),
        "sales_told": Column(msg("Sales")),
        "sales_strength_name": Column(msg("How strong")),
        "rivals_words": Column(msg("Competitors")),
        "rivals_told": Column(msg("Competitors")),
        "rivals_strength_name": Column(msg("How strong")),
        "problems_words": Column(msg("Own problems")),
        "problems_told": Column(msg("Own problems")),
        "problems_strength_name": Column(msg("How strong")),
        "verdict_name": Column(msg("All together")),
        "topic": Column(msg("Topic (code)"), "id"),
        "survey": Column(msg("Survey (code)"), "id"),
        "interviews": Column(msg("Interviews (code)"), "id"),
        "sales": Column(msg("Sales (code)"), "id"),
        "rivals": Column(msg("Competitors (code)"), "id"),
        "problems": Column(msg("Own problems (code)"), "id"),
        "verdict": Column(msg("Together (code)"), "id"),
    }
}
