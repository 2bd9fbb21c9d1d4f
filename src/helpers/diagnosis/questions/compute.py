"""What each question of a survey says: composes the steps and computes nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.diagnosis.frames import settled
from helpers.diagnosis.questions import findings, remarks
from helpers.diagnosis.questions.recognise import Question
from helpers.diagnosis.questions.summarise import COLUMNS as ROWS
from helpers.diagnosis.questions.summarise import concordance, ranked, summarise
from helpers.diagnosis.questions.terms import COLUMNS, KINDS, TITLES
from helpers.diagnosis.survey.answers import Answers, read
from helpers.show import word
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules


def compute(company: Company, rules: Rules) -> Outcome:
    """Tables, findings, assumptions and warnings of the questions."""
    answers = read(company, rules)
    if answers is None:
        return Outcome(settled(TITLES, COLUMNS, {}))
    kinds, options, agreement = steps(answers)
    frames = {
        "questions": kinds.assign(
            kind_name=kinds["kind"].map({k: word(w) for k, w in KINDS.items()}),
            declared_name=kinds["declared"].map({k: word(w) for k, w in KINDS.items()} | {"": ""}),
        ),
        "question_options": options,
    }
    found = findings.all_of(answers, options, agreement)
    return Outcome(settled(TITLES, COLUMNS, frames), found, (), remarks.warnings(answers.questions))


def steps(answers: Answers) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, tuple]]:
    """The questions with their types, the rows of each by option, and Kendall's W of each ranking."""
    weight = answers.people["weight"]
    total = int(answers.people["answered"].sum())
    kinds = pd.DataFrame([_kind(question, total) for question in answers.questions])
    parts = [summarise(question, weight) for question in answers.questions if question.answered]
    parts = [part for part in parts if len(part)]
    options = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(ROWS))
    words = {question.item: question for question in answers.questions}
    options = options.assign(
        question=options["item"].map({item: q.question for item, q in words.items()}),
        kind=options["item"].map({item: q.kind for item, q in words.items()}),
    )
    agreement = {}
    for question in answers.questions:
        if question.kind == "ranking" and question.answered > 1:
            agreement[question.item] = concordance(ranked(question, weight)[0])
    return kinds, options, agreement


def _kind(question: Question, total: int) -> dict[str, object]:
    return {
        "item": question.item,
        "question": question.question,
        "kind": question.kind,
        "declared": question.declared,
        "answered": question.answered,
        "missing": 1 - question.answered / total if total else np.nan,
    }
