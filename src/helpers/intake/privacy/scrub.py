"""Free text without what names somebody: what is known from the tables, and what looks like it."""

from __future__ import annotations

import re

from helpers.intake.privacy import detect
from helpers.intake.privacy.known import Known, Span
from helpers.intake.privacy.pseudonym import Pseudonyms

#: Domains in which blanks and hyphens are ways of writing, not part of the value.
_NUMBERS = ("phone", "identity", "card", "account", "plate")


class Scrubber:
    """Scrubs texts; a text that stands in many rows is looked at once."""

    def __init__(self, known: Known, pseudonyms: Pseudonyms):
        self.known, self.pseudonyms = known, pseudonyms
        self._done: dict[str, str] = {}
        self.counts: dict[str, int] = {}

    def spans(self, text: str) -> list[Span]:
        """Places to replace, none overlapping: where two overlap they are taken together."""
        found = sorted([*self.known.spans(text), *detect.spans(text)], key=lambda s: (s.start, -s.end))
        merged: list[Span] = []
        for span in found:
            if merged and span.start < merged[-1].end:
                last = merged[-1]
                if span.end > last.end:
                    value = text[last.start : span.end]
                    merged[-1] = Span(last.start, span.end, last.domain, value)
                continue
            merged.append(span)
        return merged

    def text(self, text: str) -> str:
        """The text with pseudonyms in the place of names, numbers and addresses."""
        if text not in self._done:
            parts, at = [], 0
            for span in self.spans(text):
                parts += [text[at : span.start], self.pseudonyms.of(span.domain, even(span.domain, span.value))]
                at = span.end
                self.counts[span.domain] = self.counts.get(span.domain, 0) + 1
            self._done[text] = "".join([*parts, text[at:]])
        return self._done[text]

    def names_somebody(self, text: str) -> bool:
        """Whether anything in a text would be replaced."""
        return bool(self.spans(text))


def even(domain: str, value: str) -> str:
    """One way of writing a value, so that 138-0013-8000 and 13800138000 are the same phone."""
    value = detect.halved(value).strip()
    if domain in _NUMBERS:
        value = re.sub(r"[\s()·•-]", "", value).upper()
        if domain == "phone":
            value = re.sub(r"^(?:\+86|0086|86(?=1[3-9]\d{9}$))", "", value)
    return value.lower().replace(" ", "") if domain == "mail" else value
