"""Survey, interviews, sales, competitors and problems side by side, from what the other parts found; computes no statistic of its own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.diagnosis.frames import settled
from helpers.diagnosis.topics import TOPIC_WORDS
from helpers.diagnosis.triangulation import inside, signals
from helpers.diagnosis.triangulation.signals import BAD, GOOD, MEDIUM, STRONG, Signal
from helpers.diagnosis.triangulation.terms import COLUMNS, STRENGTHS, TITLES, VERDICTS
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity
from helpers.show import word
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules

ORDER = ("survey", "interviews", "sales", "rivals", "problems")
#: What our own people say of competitors and of problems is one voice: the same persons asked twice are no two sources.
VOICE = {"rivals": "inside", "problems": "inside"}
SOURCE = "Denzin 1978, The Research Act, 2nd ed.; Greene, Caracelli, Graham 1989, Educational Evaluation and Policy Analysis 11(3)"


def compute(company: Company, rules: Rules, found: Outcome) -> Outcome:
    """The table, and a finding for each topic on which sources agree against us or contradict.

    Parameters
    ----------
    found
        What the other parts found at the same date.
    """
    rows, findings, said = [], [], 0
    for topic in TOPIC_WORDS:
        heard = {
            "survey": signals.survey(found, topic, rules["survey_good"]),
            "interviews": signals.interviews(found, topic),
            "sales": signals.sales(found, topic),
            "rivals": inside.rivals(found, topic, rules["competitor_alpha"]),
            "problems": inside.problems(found, topic),
        }
        verdict = together(heard)
        said += heard["survey"].says != "silent" or heard["interviews"].says != "silent"
        row: dict[str, object] = {"topic": topic, "topic_name": word(TOPIC_WORDS[topic]), "verdict": verdict}
        row["verdict_name"] = word(VERDICTS[verdict])
        for name, signal in heard.items():
            row |= {name: signal.says, f"{name}_words": word(signal.words)}
            row[f"{name}_strength_name"] = word(STRENGTHS[signal.strength]) if signal.strength else ""
        rows.append(row)
        if (made := _finding(company, topic, heard, verdict)) is not None:
            findings.append(made)
    if not said:
        return Outcome(settled(TITLES, COLUMNS, {}))
    return Outcome(settled(TITLES, COLUMNS, {"triangulation": pd.DataFrame(rows)}), tuple(findings))


def together(heard: dict[str, Signal]) -> str:
    """``agree`` where two or more voices speak and all say the same, ``contradict`` where one speaks for and one against
    us, else ``silent``; the undecided do not count as speaking, and our own people count once (:data:`VOICE`)."""
    speaking = {name: signal.says for name, signal in heard.items() if signal.says in (GOOD, BAD)}
    voices, spoken = {VOICE.get(name, name) for name in speaking}, set(speaking.values())
    return "silent" if len(voices) < 2 else "contradict" if len(spoken) > 1 else "agree"


def _finding(company: Company, topic: str, heard: dict[str, Signal], verdict: str) -> Finding | None:
    pro = [name for name in ORDER if heard[name].says == GOOD]
    against = [name for name in ORDER if heard[name].says == BAD]
    if verdict == "silent" or (verdict == "agree" and pro):
        return None
    about = TOPIC_WORDS[topic]
    if verdict == "contradict":
        bad = "sales" if "sales" in against else against[0]
        good, worse = heard[pro[0]].words, heard[bad].words
        if bad == "sales":
            claim = msg(
                "On {topic} customers say one thing and do another: {good}, yet {bad}.",
                topic=about,
                good=good,
                bad=worse,
            )
        else:
            claim = msg("On {topic} the sources contradict: {good}, yet {bad}.", topic=about, good=good, bad=worse)
        do = msg(
            "Believe neither yet: ask ten customers that buy less what changed, beginning with those who marked themselves satisfied."
        )
        if VOICE.keys() & {pro[0], bad}:
            do = msg(
                "Our own people see it otherwise than customers do: have ten customers mark us and that competitor on this, and go by their marks."
            )
    else:
        other = next(name for name in against if VOICE.get(name, name) != VOICE.get(against[0], against[0]))
        one, two = heard[against[0]].words, heard[other].words
        claim = msg("On {topic} the sources agree against us: {bad}; {more}.", topic=about, bad=one, more=two)
        do = msg(
            "Act on this first: what two sources say independently needs no third survey. Name an owner and a date."
        )
    strong = sum(heard[name].strength in (STRONG, MEDIUM) for name in (*pro, *against))
    numbers = {
        f"{name}_{key}": value
        for name in (*pro, *against)
        for key, value in heard[name].words.args.items()
        if isinstance(value, Quantity)
    }
    return Finding(
        id=f"diagnosis.triangulation.{topic}",
        subject=topic,
        period=(company.date.isoformat(), company.date.isoformat()),
        claim=claim,
        quantities=numbers,
        confidence=Confidence(
            "medium" if strong >= 2 else "low",
            msg(
                "Medium when at least two of the sources are fair or strong evidence; no source is free of its own error."
            ),
        ),
        evidence=("table:triangulation", "figure:triangulation"),
        method=msg(
            "Direction and strength of each source by its own interval; undecided where the interval holds the limit"
        ),
        source=SOURCE,
        action=Action(do, 30),
    )
