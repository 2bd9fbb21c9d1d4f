"""Findings of the questions: what is ranked first, what most want; a description is no finding."""

from __future__ import annotations

import pandas as pd

from helpers.diagnosis.survey.answers import Answers
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

#: Ranks differ by more than chance below this.
ALPHA = 0.01


def all_of(answers: Answers, options: pd.DataFrame, agreement: dict[str, tuple]) -> tuple[Finding, ...]:
    """The first place of each ranking, where respondents rank alike by more than chance."""
    found = []
    for item, (alike, chance) in agreement.items():
        rows = options[options["item"] == item].sort_values("order")
        if len(rows) < 2 or not chance < ALPHA or alike.value is None:
            continue
        first, second = rows.iloc[0], rows.iloc[1]
        ends = [float(first["value"] if first[end] != first[end] else first[end]) for end in ("low", "high")]
        if not ends[1] < (second["value"] if second["low"] != second["low"] else second["low"]):
            continue
        quantities = {
            "question": Quantity(answers.question(item).question, "text"),
            "option": Quantity(str(first["option"]), "text"),
            "rank": Quantity(float(first["value"]), "ratio", *ends),
            "options": Quantity(len(rows), "count"),
            "first": Quantity(float(first["first"]), "share"),
            "n": Quantity(answers.question(item).answered, "count"),
            "alike": alike,
        }
        found.append(
            Finding(
                id=f"diagnosis.questions.ranking.{item}",
                subject=item,
                period=(answers.first.date().isoformat(), answers.last.date().isoformat()),
                claim=msg(
                    "“{option}” stands first in the question “{question}”: mean place {rank} of {options} ({rank:interval}); {first} put it first."
                ),
                quantities=quantities,
                confidence=Confidence(
                    "medium",
                    msg(
                        "{n} rankings, clear of the second; but customers rank alike only in part (Kendall's W {alike}), and {first} put it first."
                    ),
                ),
                evidence=("table:question_options", "figure:questions"),
                method=msg("Mean ranks with intervals over customers; Kendall's W"),
                source="Kendall, Babington Smith 1939, Annals of Mathematical Statistics 10(3)",
                action=Action(msg("Take “{option}” up first, and tell customers what became of it."), 90),
            )
        )
    return tuple(found)
