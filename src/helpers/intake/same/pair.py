"""A proposed pair: two codes, how sure, and why."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.language import msg

#: From here on a pair is called sure; below, somebody must look twice.
SURE = 0.9
REASONS = {
    "written": msg("the same name, written otherwise (width, traditional characters, blanks, signs)"),
    "legal": msg("the same place, brand and trade; only the legal form differs"),
    "place": msg("the same brand and trade; one name leaves out the place"),
    "place_legal": msg("the same brand and trade; place and legal form are written differently"),
    "short": msg("the same brand; one name leaves out the trade"),
    "branch": msg("one is a branch of the other"),
    "trade_slip": msg("the same brand; the trade differs by a slip of the pen"),
    "brand_slip": msg("all the same but for one character of the brand: a slip, or another firm"),
    "slip": msg("nearly the same letters"),
    "person": msg("the same person's name; many people share one"),
    "group": msg("the same brand, another business: perhaps of one group"),
    "head": msg("one is the group or holding of the other's name"),
    "spelt": msg("the same letters and numbers, with other blanks or signs"),
    "letters": msg("the same numbers, nearly the same letters"),
}


@dataclass(frozen=True)
class Pair:
    """``keep`` is the code that would stay; ``kind`` is ``same`` or ``group``; ``reason`` a key of :data:`REASONS`."""

    table: str
    keep: str
    code: str
    names: tuple[str, str]
    kind: str
    confidence: float
    reason: str
