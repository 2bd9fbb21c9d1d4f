"""A firm's name taken apart: place, brand, trade, legal form, branch; only the brand names the firm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.company.plain_yaml import read_own

WORDS = Path(__file__).with_name("firm_words.yml")
HAN = re.compile(r"[㐀-䶿一-鿿]")
LATIN_WORD = re.compile(r"[^\W\d_㐀-鿿]+(?:['’][^\W\d_]+)?|\d+")


@dataclass(frozen=True)
class FirmName:
    """Parts of a name, each in simplified characters, half width and lower case; empty if not there.

    ``places`` keeps every place named (before the brand or in brackets), ``trade`` what follows the
    brand, ``legal`` the legal form, ``branch`` a branch with its place.
    """

    places: tuple[str, ...]
    brand: str
    trade: tuple[str, ...]
    legal: str
    branch: str

    @property
    def core(self) -> str:
        """Brand and trade together: what is left when place and legal form are taken off."""
        return self.brand + (" " if self.brand.isascii() and self.trade else "") + "".join(self.trade)


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """The lists of ``firm_words.yml``, longest words first."""
    raw = read_own(WORDS)
    return {key: tuple(sorted(map(str, set(entries)), key=lambda w: (-len(w), w))) for key, entries in raw.items()}


@cache
def _converter():
    import opencc

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional characters as simplified ones (OpenCC, phrase tables ``t2s``)."""
    return _converter().convert(text) if HAN.search(text) else text


def evened(text: str) -> str:
    """One way of writing: half width (NFKC), simplified, lower case, single blanks."""
    return re.sub(r"\s+", " ", simplified(unicodedata.normalize("NFKC", text))).strip().casefold()


@cache
def parse(name: str) -> FirmName:
    """Take a name apart.

    Chinese names follow the order of the Provisions on the Administration of Registration of
    Enterprise Names: place, brand, trade, form; Latin ones end in their legal form.
    """
    text = evened(name)
    return _chinese(text) if HAN.search(text) else _latin(text)


def _chinese(text: str) -> FirmName:
    places, lists = [], words()
    text = re.sub(r"[\s·・.,，。、\"“”'‘’-]+", "", text)
    branch = ""
    # a branch stands behind the whole name of its firm, or in brackets behind it
    found = re.fullmatch(rf"(.{{3,}}?(?:{'|'.join(lists['legal'])}))(.*(?:{'|'.join(lists['branch'])}))[)）]?", text)
    if found:
        text, branch = found[1], found[2].strip("()（） ")
    for inside in re.findall(r"[(（\[【]([^)）\]】]*)[)）\]】]", text):
        if _bare(inside) in lists["place"]:
            places.append(_bare(inside))
    text = re.sub(r"[(（\[【][^)）\]】]*[)）\]】]?", "", text)
    legal, text = _end(text, lists["legal"])
    while (begin := next((p for p in lists["place"] if text.startswith(p)), "")) and len(text) - len(begin) >= 2:
        places.append(begin)
        text = re.sub(r"^(?:省|市|自治区|区|县)(?=.{2})", "", text[len(begin) :])
    trade: list[str] = []
    while len(text) > 2:
        end = next((t for t in lists["trade"] if text.endswith(t) and len(text) - len(t) >= 1), "")
        if not end or len(text) - len(end) < 2:
            break
        trade.insert(0, end)
        text = text[: -len(end)]
    return FirmName(tuple(places), text, tuple(trade), legal, branch)


def _bare(place: str) -> str:
    return re.sub(r"(?:省|市)$", "", place)


def _end(text: str, endings: tuple[str, ...]) -> tuple[str, str]:
    """The endings of a text, all that follow one another, and what stands before them."""
    taken = ""
    while end := next((e for e in endings if text.endswith(e) and len(text) - len(e) >= 2), ""):
        taken, text = end + taken, text[: -len(end)]
    return taken, text


def _latin(text: str) -> FirmName:
    lists = words()
    text = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", text)  # s.a. → sa
    parts = LATIN_WORD.findall(text)
    branch = " ".join(w for w in parts if w in lists["branch_latin"])
    core = [w for w in parts if w not in lists["legal_latin"] and w not in lists["branch_latin"]]
    legal = " ".join(w for w in parts if w in lists["legal_latin"] and w not in ("the", "and", "of"))
    return FirmName((), " ".join(core or parts), (), legal, branch)
