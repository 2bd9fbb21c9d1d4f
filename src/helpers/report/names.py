"""File and folder names that every system takes, whatever an id or a person's name holds."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

#: Names that Windows keeps for itself, with any ending.
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$|clock\$) *(\.|$)")
#: Signs that a name of a folder, or of a file without its ending, has at most.
FOLDER, STEM = 80, 40


def free(name: str) -> str:
    """A name that Windows does not keep for itself."""
    return f"_{name}" if RESERVED.match(name) else name


def safe_name(name: str) -> str:
    """A folder name on every system, whatever an id holds."""
    cleaned = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]', "-", name).strip(". ")
    return free(cleaned[: FOLDER - 1].strip(". ")) or "company"


def stems(owners: Sequence[str]) -> list[str]:
    """A file name for each person, no two alike even where capitals do not count."""
    found: list[str] = []
    for owner in owners:
        cleaned = "".join(
            s
            for s in unicodedata.normalize("NFC", owner)
            if s.isalnum() or s in " -_·." or unicodedata.category(s)[0] in "LMN"
        )
        cleaned = " ".join(cleaned.split()).strip(". -")[:STEM].strip(". -")
        cleaned = free(cleaned) or ("no-owner" if not owner else "person")
        if cleaned != owner and owner or cleaned.casefold() in {name.casefold() for name in found}:
            cleaned += f"-{hashlib.sha256(owner.encode()).hexdigest()[:6]}"
        found.append(cleaned)
    return found
