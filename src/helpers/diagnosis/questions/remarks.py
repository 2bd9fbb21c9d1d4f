"""What to say of questions whose answers do not fit the type the table gives."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.diagnosis.questions.recognise import Question
from helpers.diagnosis.questions.terms import KINDS
from helpers.language import Message, msg
from helpers.quantity import Quantity

NONE = msg("No question of a survey has answers: bring in a survey, or fill in the table survey.").lacking("survey")


def warnings(questions: Iterable[Question]) -> tuple[Message, ...]:
    """Questions with a type other than the one the table says, and questions nobody answered."""
    found = []
    for question in questions:
        if question.differs and question.kind != question.declared:
            found.append(
                msg(
                    "{item} is said to be a question of the type “{declared}”, but its answers are those of “{kind}” and are read so; mend item_type, or the answers.",
                    item=Quantity(question.item, "id"),
                    declared=KINDS.get(question.declared, Quantity(question.declared, "text")),
                    kind=KINDS[question.kind],
                )
            )
    empty = [question.item for question in questions if not question.answered]
    if empty:
        found.append(
            msg(
                "Nobody answered {items}: nothing is said of these questions.",
                items=Quantity(", ".join(empty), "text"),
            )
        )
    return tuple(found)
