"""The same value, the same pseudonym: in every table, every text, and in next month's copy too."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpers.intake.privacy.key import Key

#: Domain of values → what its pseudonyms begin with: at most three letters, so that none spells a word.
MARKS = {
    "customer": "K",
    "firm": "Co",
    "person": "Ps",
    "contact": "L",
    "product": "P",
    "product name": "Pd",
    "place": "Ad",
    "phone": "Tel",
    "mail": "Em",
    "account": "Ac",
    "identity": "Id",
    "card": "Bk",
    "plate": "Car",
    "link": "Web",
    "store": "St",
    "project": "Pj",
    "word": "W",
}
#: Domains whose pseudonyms are kept in the key: who and what, not every document.
KEPT = ("customer", "firm", "person", "contact", "product", "product name", "store", "project")
DIGITS = {True: 8, False: 12}
#: Signs of the longest pseudonym.
LONGEST = 15


class Pseudonyms:
    """Pseudonyms of a key.

    Parameters
    ----------
    key
        Gives the secret, and keeps what was given.
    originals
        Values of the folder: no pseudonym is one of them or holds one of four signs or more, so
        that no original can be found in a copy by chance.
    """

    def __init__(self, key: Key, originals: Iterable[str] = ()):
        self.key = key
        self.avoid = set(originals)
        self._lengths = sorted({len(value) for value in self.avoid if 4 <= len(value) <= LONGEST})
        self._made: dict[str, dict[str, str]] = {}
        self._used: set[str] = {p for names in key.given.values() for p in names.values()}

    def of(self, domain: str, value: str) -> str:
        """The pseudonym of a value: a mark of its domain and digits that only the key tells."""
        known = self.key.given.setdefault(domain, {}) if domain in KEPT else self._made.setdefault(domain, {})
        if value not in known:
            known[value] = self._make(domain, value)
        return known[value]

    def _make(self, domain: str, value: str) -> str:
        digits, mark = DIGITS[domain in KEPT], MARKS.get(domain, "D")
        for attempt in range(1000):
            number = self.key.digest(domain, value, str(attempt)) % 10**digits
            found = f"{mark}{number:0{digits}d}"
            if found not in self._used and not self._holds_original(found):
                self._used.add(found)
                return found
        raise AssertionError("no free pseudonym")

    def _holds_original(self, text: str) -> bool:
        if text in self.avoid:
            return True
        return any(text[at : at + n] in self.avoid for n in self._lengths for at in range(len(text) - n + 1))

    def all(self, domain: str, values: Iterable[str]) -> dict[str, str]:
        """Pseudonyms of many values, given in an order that no order of rows changes."""
        return {value: self.of(domain, value) for value in sorted(set(values))}


#: What a pseudonym looks like.
SHAPE = re.compile(r"(?:" + "|".join(sorted({*MARKS.values(), "D"}, key=len, reverse=True)) + r")(?:\d{12}|\d{8})")
