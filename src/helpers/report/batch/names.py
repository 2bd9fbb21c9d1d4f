"""Names of companies as folders and on a terminal, whatever they hold."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable

from helpers.report.names import safe_name

#: Columns that a name takes at most on a terminal.
WIDE = 32


def folders(sources: Iterable[tuple[str, str]]) -> list[str]:
    """A folder name for each (name, source), none twice on any system; equal input, equal names.

    Names that differ only in what a file system may ignore (capitals, forms of one letter) get a few
    digits of their source's hash.
    """
    sources = list(sources)
    plain = [safe_name(name) for name, _ in sources]
    same: dict[str, int] = {}
    for name in plain:
        key = unicodedata.normalize("NFKC", name).casefold()
        same[key] = same.get(key, 0) + 1
    found = []
    for name, (_, source) in zip(plain, sources, strict=True):
        twice = same[unicodedata.normalize("NFKC", name).casefold()] > 1 or name.startswith(".")
        found.append(f"{name}-{hashlib.sha256(source.encode()).hexdigest()[:8]}" if twice else name)
    return found


def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def shown(text: str, columns: int = WIDE) -> str:
    """A text on one line of a terminal: nothing that moves the cursor, colours or turns the line, and not too long."""
    seen = "".join(char if unicodedata.category(char)[0] not in "CZ" or char == " " else "□" for char in text)
    if width(seen) <= columns:
        return seen
    cut = ""
    for char in seen:
        if width(cut + char) > columns - 1:
            break
        cut += char
    return cut + "…"
