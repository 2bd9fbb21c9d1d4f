"""Result tables of the survey, from the results of its steps."""

from __future__ import annotations

import pandas as pd

from helpers.diagnosis.survey.answers import REST
from helpers.diagnosis.survey.parts import Parts
from helpers.diagnosis.survey.terms import ALL, ATTRIBUTES, EVERYBODY, SMALL
from helpers.diagnosis.topics import TOPIC_WORDS
from helpers.language import msg
from helpers.quantity import Quantity
from helpers.show import word

YES, NO = msg("yes"), msg("no")


def reached(parts: Parts) -> pd.DataFrame:
    """The answers needed, and whether so many customers can be asked at all; none are named where there are fewer."""
    there = parts.answers.population
    beyond = parts.needed["ask"] > (there or float("inf"))
    told = msg("no: more than all {n} customers, out of reach at this response rate", n=Quantity(there or 0, "count"))
    words = beyond.map({True: word(told), False: word(YES)}).where(parts.needed["ask"].notna(), "")
    return parts.needed.assign(ask=parts.needed["ask"].mask(beyond), reach=words)


def frames(parts: Parts) -> dict[str, pd.DataFrame]:
    """All tables that have rows."""
    words = {question.item: question.question for question in parts.answers.questions}
    response = parts.response.assign(rest=parts.response["stratum"] == REST)  # largest group first, small ones last
    response = response.sort_values(["rest", "customers", "stratum"], ascending=[True, False, True])
    response = response.assign(
        stratum=response["stratum"].replace({"": word(EVERYBODY), REST: word(SMALL)}).astype("str")
    )
    found = {"survey_response": response, "survey_size": reached(parts), "survey_scores": parts.scores}
    if parts.nps:
        row = {name: parts.nps[name].value for name in ("promoters", "passives", "detractors", "nps")}
        row |= {"item": parts.answers.recommends.item, "low": parts.nps["nps"].low, "high": parts.nps["nps"].high}
        found["survey_nps"] = pd.DataFrame([row])
    if len(parts.reliability):
        topics = parts.reliability["topic"].map({"": word(ALL)} | {name: word(w) for name, w in TOPIC_WORDS.items()})
        found["survey_reliability"] = parts.reliability.assign(topic=topics)
    segments = parts.segments
    found["survey_segments"] = segments.assign(
        question=segments["item"].map(words),
        attribute=segments["attribute"].map({name: word(w) for name, w in ATTRIBUTES.items()}),
    )
    if parts.drivers is not None:
        table = parts.drivers.table
        means = parts.scores.set_index("item")["mean"]
        real = table["chance"].map({True: word(YES), False: word(NO)})
        found["survey_drivers"] = table.assign(
            question=table["item"].map(words), real=real, mean=table["item"].map(means)
        )
    return found
