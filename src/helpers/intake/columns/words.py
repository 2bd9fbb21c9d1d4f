"""Words of closed lists as exports write them, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from helpers.company.plain_yaml import read_own
from helpers.company.schema import tables as contract
from helpers.intake.columns.header import forms, plain
from helpers.intake.columns.labels import FOLDER


@cache
def _raw() -> Mapping[str, Mapping[str, list[str]]]:
    return read_own(FOLDER / "words.yml")


@cache
def known(place: str) -> Mapping[str, str]:
    """Plain word → value, for a ``table.column`` with a closed list; empty for other columns."""
    table, _, name = place.partition(".")
    if table not in contract() or name not in contract()[table].names or not contract()[table][name].allowed:
        return {}
    found: dict[str, str] = {}
    for value, word in contract()[table][name].allowed.items():
        for text in (value, word.zh, word.en):
            found.setdefault(plain(text), value)
    for value, texts in _raw().get(place, {}).items():
        for text in texts:
            found.setdefault(plain(text), value)
    return found


def meaning(place: str, text: str) -> str:
    """Value a cell's text stands for; empty where it is not known."""
    table = known(place)
    return next((table[form] for form in forms(text) if form in table), "")


#: Columns whose header may ask whether the opposite holds (是否停产 = 是): headers, and what yes and no mean.
TURNED = {
    "products.status": (("discontinued", "isdiscontinued", "停产", "是否停产"), {"yes": "discontinued", "no": "active"})
}
YES = frozenset(plain(word) for word in ("1", "true", "yes", "y", "是", "t", "x"))
NO = frozenset(plain(word) for word in ("0", "false", "no", "n", "否", "f"))


def yes_or_no(text: str) -> str:
    """``yes``, ``no`` or empty."""
    return "yes" if plain(text) in YES else "no" if plain(text) in NO else ""


def turned(place: str, header: str) -> Mapping[str, str]:
    """What yes and no mean below a header that asks whether the opposite holds; empty for other headers."""
    asked, values = TURNED.get(place, ((), {}))
    return values if any(form in asked for form in forms(header)) else {}
