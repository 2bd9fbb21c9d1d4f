"""Names known from the tables, found again inside any text, however they are written there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from helpers.intake.same.firm_name import HAN, parse, simplified, words

#: Words of the contract itself or of any firm that are no sign of whose name it is.
_COMMON = frozenset({"null", "none", "customer", "product"})


class Span(NamedTuple):
    """A place in a text, what kind of thing stands there, and the value it stands for."""

    start: int
    end: int
    domain: str
    value: str


@cache
def _one(sign: str) -> str:
    wide = ord(sign)
    if 0xFF01 <= wide < 0xFF5F:
        sign = chr(wide - 0xFEE0)
    elif sign == "\u3000":
        sign = " "
    elif HAN.match(sign):
        plain = simplified(sign)
        return plain if len(plain) == 1 else sign
    low = sign.lower()
    return low if len(low) == 1 else sign


def folded(text: str) -> str:
    """Half width, simplified, lower case, sign by sign: places in it are places in the text."""
    return "".join(map(_one, text))


def firm_tokens(name: str) -> set[str]:
    """What of a firm's name tells which firm it is: its words of four letters or more, Han runs, its brand."""
    told = parse(name)
    found = latin_words(name) | han_runs(name)
    generic = {*words()["place"], *words()["trade"], *words()["legal"], *words()["branch"]}
    if HAN.search(told.brand):
        parts = [told.brand, told.core]
        if len(told.brand) > 2:  # a trade that the lists lack stands behind it: most brands are two characters
            parts.append(told.brand[:2])
        found |= {part for part in parts if len(part) >= 2 and part not in generic}
    return {folded(token) for token in found if folded(token) not in generic}


def person_tokens(name: str) -> set[str]:
    """Of a person's name: the whole, words of four letters or more, a Chinese given name of two characters."""
    found = latin_words(name) | han_runs(name)
    if re.fullmatch(r"[㐀-䶿一-鿿]{3}", name):
        found.add(name[1:])
    return {folded(token) for token in found}


def latin_words(text: str) -> set[str]:
    """Words of four letters or more."""
    return {w for w in re.findall(r"[^\W\d_㐀-鿿]{4,}", folded(text)) if w not in _COMMON}


def han_runs(text: str) -> set[str]:
    """Unbroken runs of two or more Han characters."""
    return set(re.findall(r"[㐀-䶿一-鿿]{2,}", folded(text)))


class Known:
    """A finder of many names: whole names first, then the parts that tell whose they are."""

    def __init__(self, names: Mapping[str, Iterable[str]]):
        """``names``: domain → values, in the order of which comes first where two share a token."""
        self._starts: dict[str, list[tuple[str, str, str]]] = {}
        seen: set[str] = set()
        tokens: list[tuple[str, str, str]] = []
        for domain, values in names.items():
            for value in sorted(set(values)):
                whole = folded(value).strip()
                if len(whole) >= 2 and whole not in seen:
                    seen.add(whole)
                    self._add(whole, domain, value)
                find = person_tokens if domain == "person" else firm_tokens
                tokens += [(token, domain, value) for token in sorted(find(value))]
        self.tokens = {token for token, _, _ in tokens}
        for token, domain, value in tokens:
            if token not in seen:
                seen.add(token)
                self._add(token, domain, value)
        for entries in self._starts.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def _add(self, text: str, domain: str, value: str) -> None:
        self._starts.setdefault(text[:2], []).append((text, domain, value))

    def spans(self, text: str) -> list[Span]:
        """Known names in a text, the longest first at each place.

        A name of fewer than four Latin letters or digits must stand alone; a longer token is found
        inside longer words too, and then the whole word is taken.
        """
        low, found, at = folded(text), [], 0
        while at < len(low) - 1:
            hit = self._at(low, at)
            if hit is None:
                at += 1
                continue
            start, end, domain, value = hit
            found.append(Span(start, end, domain, value))
            at = end
        return found

    def _at(self, low: str, at: int) -> Span | None:
        for token, domain, value in self._starts.get(low[at : at + 2], ()):
            if not low.startswith(token, at):
                continue
            start, end = at, at + len(token)
            alone = not (start and _word(low[start - 1]) and _word(low[start])) and not (
                end < len(low) and _word(low[end]) and _word(low[end - 1])
            )
            if alone:
                return Span(start, end, domain, value)
            if len(re.sub(r"[\W\d_]", "", token)) >= 4:
                while start and _word(low[start - 1]):
                    start -= 1
                while end < len(low) and _word(low[end]):
                    end += 1
                return Span(start, end, domain, value)
        return None


def _word(sign: str) -> bool:
    return (sign.isalnum() and not HAN.match(sign)) or sign == "_"
