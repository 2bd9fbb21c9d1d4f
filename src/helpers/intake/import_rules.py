"""Choices of an import that a person may make otherwise; each stands in ``intake.json``."""

from __future__ import annotations

from helpers.language import msg
from helpers.rules import Rule, RuleSchema

IMPORT = RuleSchema(
    station="import",
    version=1,
    rules=(
        Rule(
            "identical_lines",
            "keep",
            msg("Equal lines within one sheet: keep them, or set the second aside"),
            choices=("keep", "set_aside"),
        ),
        Rule(
            "same_document",
            "set_aside",
            msg("The same document line in two sheets or files: set the second aside, or keep it"),
            choices=("set_aside", "keep"),
        ),
        Rule(
            "fill_down", True, msg("Fill document, date and customer down where only a document's first line has them")
        ),
        Rule("hidden_sheets", "skip", msg("Hidden sheets: skip or read them"), choices=("skip", "read")),
    ),
)
