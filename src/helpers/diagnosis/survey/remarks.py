"""Assumptions and warnings of the survey, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.diagnosis.survey.drivers import EACH
from helpers.diagnosis.survey.parts import Parts
from helpers.language import Message, msg
from helpers.quantity import Quantity

if TYPE_CHECKING:
    from helpers.company import Company

NO_SURVEY = msg(
    "There is no survey in the folder: what customers think is not known. Bring one in (`course import`), or fill in the table survey; "
    "who was asked and did not answer gets a row too."
).lacking("survey")
NO_ANSWERS = msg("The survey holds no answers: every row has neither answer nor score.")


def without(company: Company) -> tuple[Message, ...]:
    """What to say where there is nothing to read."""
    return (NO_ANSWERS if company.has("survey") else NO_SURVEY,)


def of(parts: Parts) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """Assumptions and warnings."""
    return tuple(_assumptions(parts)), tuple(_warnings(parts))


def _count(value: float) -> Quantity:
    return Quantity(round(value), "count")


def _assumptions(parts: Parts):
    answers = parts.answers
    yield msg(
        "The survey counts {answered} respondents from {start} to {end}; it speaks for {population} customers who bought in the year before.",
        answered=_count(answers.people["answered"].sum()),
        start=Quantity(parts.period[0], "date"),
        end=Quantity(parts.period[1], "date"),
        population=_count(answers.population),
    )
    if answers.attribute:
        yield msg(
            "Answers are weighted so that each group counts as much as there are customers of it; this takes those who answered to be like the rest of their group. "
            "Weights and several answers of one customer make {n} answers as precise as {effective} independent ones.",
            n=_count(answers.people["answered"].sum()),
            effective=_count(parts.effective),
        )
    else:
        yield msg(
            "Answers of the survey are not weighted: of too few respondents the customer and its group are known."
        )


def _warnings(parts: Parts):
    answers = parts.answers
    answered = int(answers.people["answered"].sum())
    if not answers.rate_known:
        yield msg(
            "The survey has no rows for those who were asked and did not answer, so the response rate is not known; a small part of very content or very angry customers may have answered."
        )
    elif answers.people["answered"].mean() < 0.5:
        yield msg(
            "Only {rate} of those asked answered the survey: intervals do not cover what the silent ones think. Call some of them.",
            rate=Quantity(float(answers.people["answered"].mean()), "share"),
        )
    if answered < 30:
        yield msg("The survey has only {n} respondents: read it as a collection of voices.", n=_count(answered))
    if answers.target is None:
        yield msg(
            "No scale of the survey asks for satisfaction as a whole (a question with words such as “overall satisfied”, or with the topic satisfaction), so there is no share of satisfied and nothing is said on what it hangs on."
        )
    elif parts.drivers is None:
        yield msg(
            "What satisfaction hangs on needs at least two statements on the same scale, marks that differ, and {each} answers a statement.",
            each=_count(EACH),
        )
    if parts.segments.empty:
        yield msg(
            "Groups of customers cannot be compared in the survey: none has {least} customers who answered, with as many others.",
            least=_count(parts.rules["survey_least"]),
        )
    low = (
        parts.reliability[(parts.reliability["topic"] != "") & (parts.reliability["alpha"] < 0.7)]
        if len(parts.reliability)
        else []
    )
    if len(low):
        yield msg(
            "For {n} topics the statements do not measure one thing (alpha below {limit}): read them one by one, not as a mean.",
            n=_count(len(low)),
            limit=Quantity(0.7, "ratio"),
        )
