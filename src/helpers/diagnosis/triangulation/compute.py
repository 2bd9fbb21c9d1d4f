"""Survey, interviews, sales, competitors and problems side by side, from what the other parts found; computes no statistic of its own data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from helpers.diagnosis.frames import settled
from helpers.diagnosis.listing import listed
from helpers.diagnosis.topics import TOPIC_WORDS
from helpers.diagnosis.triangulation import inside, joint, signals
from helpers.diagnosis.triangulation.signals import BAD, GOOD, MEDIUM, OPEN, SILENT, STRONG, WEAK, Signal
from helpers.diagnosis.triangulation.terms import COLUMNS, SAYS, STRENGTHS, TITLES, VERDICTS, VOICES
from helpers.finding import AGREEING, Action, Confidence, Finding
from helpers.language import Message, msg
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
    """The table; a finding for each topic on which sources agree against us, and one for each two voices that contradict
    each other, however many topics they do it on.

    Parameters
    ----------
    found
        What the other parts found at the same date.
    """
    rows, agreed, apart, said = [], [], {}, 0
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
            row[f"{name}_told"] = word(told(signal))
            row[f"{name}_strength_name"] = word(STRENGTHS[signal.strength]) if signal.strength else ""
        rows.append(row)
        if verdict == "agree" and _saying(heard, BAD):
            agreed.append(against(company, topic, heard, found))
        elif verdict == "contradict":
            pair = {VOICE.get(name, name) for name in sides(heard)}
            apart.setdefault(frozenset(pair), []).append((topic, heard))
    if not said:
        return Outcome(settled(TITLES, COLUMNS, {}))
    found = (*agreed, *(contradiction(company, topics) for topics in apart.values()))
    return Outcome(settled(TITLES, COLUMNS, {"triangulation": pd.DataFrame(rows)}), found)


def together(heard: dict[str, Signal]) -> str:
    """``agree`` where two or more voices speak and all say the same, ``contradict`` where one speaks for and one against
    us, else ``silent``; the undecided do not count as speaking, and our own people count once (:data:`VOICE`)."""
    speaking = {name: signal.says for name, signal in heard.items() if signal.says in (GOOD, BAD)}
    voices, spoken = {VOICE.get(name, name) for name in speaking}, set(speaking.values())
    return "silent" if len(voices) < 2 else "contradict" if len(spoken) > 1 else "agree"


def _saying(heard: dict[str, Signal], what: str) -> list[str]:
    return [name for name in ORDER if heard[name].says == what]


def sides(heard: dict[str, Signal]) -> tuple[str, str]:
    """The source for us and the one against us that a contradiction is told by: sales before words."""
    against = _saying(heard, BAD)
    return _saying(heard, GOOD)[0], "sales" if "sales" in against else against[0]


def against(company: Company, topic: str, heard: dict[str, Signal], found: Outcome) -> Finding:
    """Sources that agree against us on a topic; from three on that do not ask each other, as one problem (:mod:`joint`)."""
    names = _saying(heard, BAD)
    voices = list(dict.fromkeys(VOICE.get(name, name) for name in names))
    if len(voices) >= AGREEING:
        where = joint.where(found, topic)
        claim = joint.claim(topic, [VOICES[name] for name in voices], [heard[name].words for name in names], where)
        one = _finding(company, topic, topic, claim, joint.action(found, topic, where, len(voices)), heard)
        money = joint.stake(found, topic, company.currency)
        if money:
            one = replace(
                one,
                at_stake=money[0],
                method=msg("{method}. Money at stake: {words}", method=one.method, words=money[1]),
            )
        return replace(
            one,
            voices=len(voices),
            confidence=joint.sure(
                {one: [heard[name].strength for name in names if VOICE.get(name, name) == one] for one in voices}
            ),
            quantities=_numbers(heard, names) | where.quantities(),
        )
    other = next(name for name in names if VOICE.get(name, name) != VOICE.get(names[0], names[0]))
    claim = msg(
        "On {topic} the sources agree against us: {bad}; {more}.",
        topic=TOPIC_WORDS[topic],
        bad=heard[names[0]].words,
        more=heard[other].words,
    )
    do = msg("Act on this: what two sources say independently needs no third survey. Name an owner and a date.")
    return _finding(company, topic, topic, claim, do, heard)


def told(signal: Signal) -> Message:
    """What a source says, whether that is for or against us, and how strong its evidence is."""
    if not signal.strength or signal.says == SILENT:
        return signal.words
    if signal.says == OPEN:
        return msg("{words}: {says}", words=signal.words, says=SAYS[OPEN])
    return msg(
        "{words}: {says}, {strength}", words=signal.words, says=SAYS[signal.says], strength=STRENGTHS[signal.strength]
    )


def contradiction(company: Company, topics: list[tuple[str, dict[str, Signal]]]) -> Finding:
    """Two voices that contradict each other, told once by the topic on which they do it with the strongest evidence."""
    weights = (WEAK, MEDIUM, STRONG)

    def strength(place: int) -> int:
        heard = topics[place][1]
        return sum(weights.index(heard[name].strength) for name in sides(heard))

    first = max(range(len(topics)), key=lambda place: (strength(place), -place))
    topic, heard = topics[first]
    good, bad = sides(heard)
    words = {"topic": TOPIC_WORDS[topic], "good": heard[good].words, "bad": heard[bad].words}
    others = [TOPIC_WORDS[name] for name, _ in topics if name != topic]
    if others:
        claim = msg(
            "On {topics} {one} and {other} contradict each other; on {topic}: {good}, yet {bad}.",
            topics=listed([TOPIC_WORDS[name] for name, _ in topics]),
            one=VOICES[VOICE.get(good, good)],
            other=VOICES[VOICE.get(bad, bad)],
            **words,
        )
    elif (
        bad == "sales" and topic == "satisfaction"
    ):  # of the same orders another topic may say that customers bought more
        claim = msg(
            "On {topic} {one} and the level of revenue contradict each other: {good}, yet {bad}.",
            one=VOICES[VOICE.get(good, good)],
            **words,
        )
    elif bad == "sales" and topic == "loyalty":
        claim = msg("On {topic} customers say one thing and do another: {good}, yet {bad}.", **words)
    else:
        claim = msg("On {topic} the sources contradict: {good}, yet {bad}.", **words)
    if VOICE.keys() & {good, bad}:
        do = msg(
            "Our own people see it otherwise than customers do: have ten customers mark us and that competitor on this, and go by their marks."
        )
    else:
        do = msg(
            "Believe neither yet: ask ten customers that buy less what changed, beginning with those who marked themselves satisfied."
        )
    pair = "_".join(sorted({VOICE.get(name, name) for name in (good, bad)}))
    return _finding(company, pair if others else topic, topic, claim, do, heard)


def _numbers(heard: dict[str, Signal], names: list[str]) -> dict[str, Quantity]:
    """Every number that the sources of these names told."""
    return {
        f"{name}_{key}": value
        for name in names
        for key, value in heard[name].words.args.items()
        if isinstance(value, Quantity)
    }


def _finding(company: Company, code: str, topic: str, claim: Message, do: Message, heard: dict[str, Signal]) -> Finding:
    names = [*_saying(heard, GOOD), *_saying(heard, BAD)]
    strong = sum(heard[name].strength in (STRONG, MEDIUM) for name in names)
    return Finding(
        id=f"diagnosis.triangulation.{code}",
        subject=topic,
        period=(company.date.isoformat(), company.date.isoformat()),
        claim=claim,
        quantities=_numbers(heard, names),
        confidence=Confidence(
            "medium" if strong >= 2 else "low",
            msg(
                "medium takes at least two sources that are fair or strong evidence; no source is free of its own error."
            ),
        ),
        evidence=("table:triangulation", "figure:triangulation"),
        method=msg(
            "Direction and strength of each source by its own interval; undecided where the interval holds the limit"
        ),
        source=SOURCE,
        action=Action(do, 30),
    )
