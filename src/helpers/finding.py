"""A finding: one claim with its numbers, evidence, confidence and the action it proposes.

Summary, chapters, slides and spreadsheets are built from findings and tables and never retyped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers.language import Message, current, msg
from helpers.quantity import Quantity

LEVELS = ("high", "medium", "low")
LEVEL_WORDS = {"high": msg("high"), "medium": msg("medium"), "low": msg("low")}


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
    tags: tuple[str, ...] = field(default=())

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


def rank(findings) -> list[Finding]:
    """Strongest first: what comes with an action, then surer, then more money, then by id."""

    def key(finding: Finding):
        stake = -abs(finding.at_stake.value or 0) if finding.at_stake else 0
        return (finding.action is None, LEVELS.index(finding.confidence.level), stake, finding.id)

    return sorted(findings, key=key)
