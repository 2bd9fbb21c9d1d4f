"""Words of the interviews: verdicts, measures, titles of tables and columns."""

from __future__ import annotations

from helpers.diagnosis.frames import interval
from helpers.language import Message, msg
from helpers.station import Column

VERDICTS: dict[str, Message] = {
    "safe": msg("coders agree"),
    "tentative": msg("coders agree just enough: tentative"),
    "withheld": msg("withheld: coders do not agree"),
    "alone": msg("withheld: not coded by two"),
}
TONES: dict[str, Message] = {"good": msg("for us"), "bad": msg("against us"), "neutral": msg("neither")}
METHODS: dict[str, Message] = {"interview": msg("interview"), "observation": msg("observation")}
MEASURES: dict[str, Message] = {
    "alpha": msg("Krippendorff's alpha, themes"),
    "intensity": msg("Krippendorff's alpha, intensity (ordinal)"),
    "cohen": msg("Cohen's kappa"),
    "fleiss": msg("Fleiss' kappa"),
}
EVERYBODY = msg("all coders")
UNFITTING = msg("(no theme fits)")

TITLES: dict[str, Message] = {
    "interview_themes": msg("Themes: how many raise them, how strongly, and whether coders agree"),
    "interview_agreement": msg("How far the coders agree beyond chance"),
    "interview_confusions": msg("Themes the coders take for each other"),
    "interview_quotes": msg("In their own words"),
}

COLUMNS: dict[str, dict[str, Column]] = {
    "interview_themes": {
        "theme": Column(msg("Theme"), "id"),
        "name": Column(msg("Name")),
        "tone_name": Column(msg("Tone")),
        "sources": Column(msg("Raised by"), "count"),
        "share": Column(msg("Share of those heard"), "share"),
        **interval("share"),
        "intensity": Column(msg("Intensity (one weak to five strong)"), "ratio"),
        **interval("ratio", "intensity"),
        "alpha": Column(msg("Agreement (alpha)"), "ratio"),
        **interval("ratio", "alpha"),
        "verdict_name": Column(msg("Verdict")),
        "statements": Column(msg("Statements with it"), "count"),
        "tone": Column(msg("Tone (code)"), "id"),
        "topic": Column(msg("Topic (code)"), "id"),
        "verdict": Column(msg("Verdict (code)"), "id"),
    },
    "interview_agreement": {
        "measure_name": Column(msg("Measure")),
        "who": Column(msg("Coders")),
        "units": Column(msg("Statements coded by two or more"), "count"),
        "value": Column(msg("Agreement"), "ratio"),
        **interval("ratio"),
    },
    "interview_confusions": {
        "first": Column(msg("One coder")),
        "second": Column(msg("The other")),
        "statements": Column(msg("Statements sorted so"), "count"),
        "quote": Column(msg("One of them")),
    },
    "interview_quotes": {
        "name": Column(msg("Theme")),
        "quote": Column(msg("Quote")),
        "source": Column(msg("Source"), "id"),
        "method": Column(msg("Method")),
        "felt": Column(msg("Intensity"), "ratio"),
        "statement": Column(msg("Statement (code)"), "id"),
        "theme": Column(msg("Theme (code)"), "id"),
    },
}
