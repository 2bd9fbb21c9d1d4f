"""A finding: one claim with its numbers, evidence, confidence and the action it proposes.

Summary, chapters, slides and spreadsheets are built from findings and tables and never retyped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from helpers.language import Message, current, msg
from helpers.quantity import Quantity, is_missing

LEVELS = ("high", "medium", "low")
LEVEL_WORDS = {"high": msg("high"), "medium": msg("medium"), "low": msg("low")}
#: A level as the chance of being right: "about eight", "five" and "two out of ten" (IPCC 2005, Guidance Notes for Lead
#: Authors of the Fourth Assessment Report on Addressing Uncertainties).
SURE = {"high": 0.8, "medium": 0.5, "low": 0.2}
#: What money that might be won counts beside money that is being lost: half. People weigh a loss about twice as much as
#: an equal gain: 1.955 times on average (1.820 to 2.102) over 607 estimates of 150 articles (Brown, Imai, Vieider and
#: Camerer 2024, Journal of Economic Literature, doi 10.1257/jel.20221698); 2.25 in the first of them, on 25 students
#: (Tversky and Kahneman 1992, Journal of Risk and Uncertainty 5(4), 297–323); less in choices between lotteries alone
#: (1.31; Walasek, Mullett and Stewart 2024, Journal of Economic Psychology 103). That a board should weigh them so is a
#: convention.
GAIN = 1 / 2
#: Sources that do not ask each other from which a problem is told among the first (:func:`rank`).
AGREEING = 3
#: Findings that lead a chapter: what a board can take in; the rest is there to look up.
LEAD = 5


@dataclass(frozen=True)
class Confidence:
    """How sure, by which rule. ``reason`` may use the finding's quantities as gaps."""

    level: str
    reason: Message

    def __post_init__(self):
        if self.level not in LEVELS:
            raise ValueError(self.level)


@dataclass(frozen=True)
class Action:
    """What to do about it, and within how many days of the as-of date."""

    what: Message
    within_days: int


@dataclass(frozen=True)
class Finding:
    """One claim.

    Attributes
    ----------
    id
        ``station.rule.subject``, stable from run to run, so that two reports can be compared.
    claim
        The sentence; its gaps are names of ``quantities`` (``{share}``, ``{share:interval}``).
        No numeral stands in the sentence itself.
    quantities
        Every number of claim, reason and action, with unit and interval.
    at_stake
        Money that the finding is about, or ``None``.
    evidence
        Names of tables or figures of the same result: ``table:abc``, ``figure:pareto``.
    method, source
        What was computed, in a few words with its version, and the publication it rests on.
    descriptive
        Whether it only says how things are: its action is a habit and mends nothing, so it never leads the things
        to do.
    potential
        Whether the money is to be won and not being lost: it counts less (:data:`GAIN`).
    voices
        How many sources that do not ask each other say the same, where they were laid side by side; else nought.
    """

    id: str
    subject: str
    period: tuple[str, str]
    claim: Message
    quantities: Mapping[str, Quantity]
    confidence: Confidence
    evidence: tuple[str, ...]
    method: Message
    source: str
    at_stake: Quantity | None = None
    action: Action | None = None
    version: int = 1
    descriptive: bool = False
    potential: bool = False
    voices: int = field(default=0, metadata={"sparse": True})

    def say(self, lang: str | None = None, html: bool = False) -> str:
        """The claim in words."""
        return self.claim.render(lang or current(), html=html, **self.quantities)

    def why(self, lang: str | None = None, html: bool = False) -> str:
        """The reason of the confidence in words."""
        text = self.confidence.reason.render(lang or current(), html=html, **self.quantities)
        return text[:1].upper() + text[1:]

    def advise(self, lang: str | None = None, html: bool = False) -> str:
        """The action in words, empty when there is none."""
        return self.action.what.render(lang or current(), html=html, **self.quantities) if self.action else ""


@dataclass(frozen=True)
class Question:
    """A question that a station's lesson asks, and the findings that answer it.

    ``answered_by`` holds beginnings of finding ids after the station's name: ``level_shift``, ``regions.stock``.
    """

    title: Message
    answered_by: tuple[str, ...]

    def answers(self, finding: Finding) -> bool:
        own = finding.id.partition(".")[2]
        return any(own == start or own.startswith(f"{start}.") for start in self.answered_by)


def calls(finding: Finding) -> bool:
    """Whether something can be done about it that is not done anyway."""
    return finding.action is not None and not finding.descriptive


def weight(finding: Finding) -> float:
    """Money at stake × probability that the claim holds, in minor units; 0 where no money is known.

    Consequence × likelihood, as ISO 31010:2019 ranks risks, with the levels read as in :data:`SURE`; money that might be
    won counts as much as :data:`GAIN` says.
    """
    money = finding.at_stake.value if finding.at_stake else None
    part = GAIN if finding.potential else 1.0
    return 0.0 if is_missing(money) else abs(money) * SURE[finding.confidence.level] * part


def rank(findings: Iterable[Finding]) -> list[Finding]:
    """Strongest first: money at stake × how sure × whether something can be done (1 or 0).

    Money that might be won counts half of money that is being lost (:data:`GAIN`): small losses do not hide a large chance,
    and a chance of the same size does not stand before a loss. Equal products (all those about which nothing can be done,
    all those whose money is not known) are settled by the factors left over: an action at all, the money, how sure. What
    is equal in everything stands by id, never by the order it came in.

    The strongest of those on which :data:`AGREEING` sources agree stands second at the latest: it is what the others ask to
    find out, and its money is known to few of the sources that tell of it.
    """

    def key(finding: Finding):
        sure = LEVELS.index(finding.confidence.level)
        return (not calls(finding), finding.action is None, -weight(finding), sure, finding.id)

    ordered = sorted(findings, key=key)
    place = next((n for n, found in enumerate(ordered) if calls(found) and found.voices >= AGREEING), 0)
    if place > 1:
        ordered.insert(1, ordered.pop(place))
    return ordered


def grouped(findings: Iterable[Finding], questions: Sequence[Question]) -> list[tuple[Question | None, list[Finding]]]:
    """Findings under the question they answer, in the order of the questions, each group strongest first.

    What answers no question comes last under ``None``. A finding is under the first question that it answers.
    """
    ranked = rank(findings)
    groups: dict[int, list[Finding]] = {}
    for finding in ranked:
        place = next((i for i, question in enumerate(questions) if question.answers(finding)), len(questions))
        groups.setdefault(place, []).append(finding)
    return [(questions[i] if i < len(questions) else None, groups[i]) for i in sorted(groups)]


def leading(findings: Iterable[Finding], questions: Sequence[Question] = (), limit: int = LEAD) -> list[Finding]:
    """The findings to read first, strongest first: of each question only the strongest, so that no story is told twice.

    A finding that answers no question stands for itself.
    """
    heads = [
        finding
        for question, group in grouped(findings, questions)
        for finding in (group if question is None else group[:1])
    ]
    return rank(heads)[:limit]
