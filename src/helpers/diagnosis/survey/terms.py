"""Words of the survey: titles of tables and columns."""

from __future__ import annotations

from helpers.diagnosis.frames import interval
from helpers.language import Message, msg
from helpers.station import Column

ATTRIBUTES: dict[str, Message] = {
    "size": msg("Size"),
    "region": msg("Region"),
    "industry": msg("Customers' industry"),
}
ALL = msg("All statements together")
EVERYBODY = msg("Everybody")
SMALL = msg("Small groups together")

TITLES: dict[str, Message] = {
    "survey_response": msg("Who was asked, who answered, and how many to ask"),
    "survey_size": msg("Answers needed for a margin of error"),
    "survey_scores": msg("Every scale: mean and share of the two highest marks"),
    "survey_nps": msg("Would they recommend us"),
    "survey_reliability": msg("Do the statements measure one thing"),
    "survey_segments": msg("Where groups of customers differ"),
    "survey_drivers": msg("What satisfaction hangs on"),
}

COLUMNS: dict[str, dict[str, Column]] = {
    "survey_response": {
        "stratum": Column(msg("Group")),
        "customers": Column(msg("Customers"), "count"),
        "asked": Column(msg("Asked"), "count"),
        "answered": Column(msg("Answered"), "count"),
        "rate": Column(msg("Response rate"), "share"),
        **interval("share"),
        "weight": Column(msg("Weight of one answer"), "ratio"),
        "proportional": Column(msg("Answers wanted, in proportion"), "count"),
        "neyman": Column(msg("Answers wanted, more where opinions differ most (Neyman)"), "count"),
    },
    "survey_size": {
        "margin": Column(msg("Margin either side"), "points"),
        "simple": Column(msg("Answers needed, simple random"), "count"),
        "needed": Column(msg("Answers needed, as this survey was made"), "count"),
        "ask": Column(msg("To be asked at this response rate"), "count"),
        "reach": Column(msg("Can that be asked"), "text"),
    },
    "survey_scores": {
        "item": Column(msg("Item"), "id"),
        "question": Column(msg("Question")),
        "answers": Column(msg("Answers"), "count"),
        "missing": Column(msg("Skipped by respondents"), "share"),
        "low_end": Column(msg("Scale from"), "count"),
        "high_end": Column(msg("Scale to"), "count"),
        "mean": Column(msg("Mean"), "ratio"),
        **interval("ratio", "mean"),
        "top": Column(msg("Two highest marks"), "share"),
        **interval("share", "top"),
        "bottom": Column(msg("Two lowest marks"), "share"),
        "top_raw": Column(msg("Two highest marks, unweighted"), "share"),
        "topic": Column(msg("Topic (code)"), "id"),
    },
    "survey_nps": {
        "item": Column(msg("Item"), "id"),
        "promoters": Column(msg("Promoters"), "share"),
        "passives": Column(msg("In between"), "share"),
        "detractors": Column(msg("Detractors"), "share"),
        "nps": Column(msg("Net promoter score"), "score"),
        **interval("score"),
    },
    "survey_reliability": {
        "topic": Column(msg("Statements on")),
        "items": Column(msg("Statements"), "count"),
        "respondents": Column(msg("Complete answers"), "count"),
        "alpha": Column(msg("Cronbach's alpha"), "ratio"),
        **interval("ratio", "alpha"),
        "omega": Column(msg("McDonald's omega"), "ratio"),
        **interval("ratio", "omega"),
    },
    "survey_segments": {
        "question": Column(msg("Question")),
        "attribute": Column(msg("Seen by")),
        "group": Column(msg("Group")),
        "answers": Column(msg("Answers"), "count"),
        "mean": Column(msg("Mean"), "ratio"),
        "others": Column(msg("Mean of the others"), "ratio"),
        "difference": Column(msg("Difference"), "ratio"),
        **interval("ratio"),
        "p": Column(msg("How often chance alone does this"), "share"),
        "holm": Column(msg("How often chance alone does this, corrected for all comparisons (Holm)"), "share"),
        "bh": Column(msg("False ones among such alarms (Benjamini-Hochberg)"), "share"),
    },
    "survey_drivers": {
        "item": Column(msg("Item"), "id"),
        "question": Column(msg("Statement")),
        "weight": Column(msg("Part of what is explained"), "share"),
        **interval("share"),
        "shapley": Column(msg("The same by Shapley"), "share"),
        "correlation": Column(msg("Plain correlation"), "ratio"),
        "first": Column(msg("Comes first in so many samples"), "share"),
        "real": Column(msg("More than a random number would")),
        "mean": Column(msg("Mean mark"), "ratio"),
    },
}
