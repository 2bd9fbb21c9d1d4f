"""What a header says, taken apart into words: 收款单编码 is paid, document, code; so is ``Receipt no.``

A header that is made of known words only means the same as a known header made of words that mean the same. The words
stand in ``concepts.yml``. What a table is about goes without saying in it: 合同编号 and 编号 are one in a table of contracts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from helpers.company.plain_yaml import read_own
from helpers.intake.columns.header import TRADITIONAL

WORDS = Path(__file__).with_name("concepts.yml")
#: The same in other European languages, of which the German and Dutch ones are also parts of longer words.
STEMS = Path(__file__).with_name("stems.yml")
#: Letters between the parts of such a word, and its shortest.
GLUE, COMPOUND = ("", "s", "es", "n", "en", "er", "e"), 6
#: What each table is about.
ABOUT = {
    "orders": ("doc", "sale", "line_item", "order_act", "ship", "issue", "discounted", "local"),
    "customers": ("customer", "belongs"),
    "products": ("product",),
    "contacts": ("contact", "belongs"),
    "opportunities": ("opportunity", "belongs", "our"),
    "invoices": ("invoice", "doc", "payable", "local", "sale"),
    "payments": ("paid", "doc", "local"),
    "contracts": ("contract",),
    "activities": ("visit", "belongs"),
    "members": ("member", "card", "belongs"),
    "costs": ("expense", "belongs", "happened"),
    "sell_out": ("sale", "dealer"),
    "dealer_stock": ("stock", "dealer"),
}
#: Concepts that turn what a header speaks of into something else: a region's manager is no region.
TURNING = frozenset({"manager", "owner", "tax", "tax_no", "remark", "address", "postal", "web", "warehouse", "measure", "logistics", "bank",
    "carrier", "employee", "supplier", "discount", "points", "person_trait", "batch", "weight", "margin", "changed", "store", "limit",
    "mobile", "email", "wechat", "ledger_account", "place", "fee", "balance"})  # fmt: skip
#: Words that say who or what a row belongs to: kept even where the table is about them, if nothing else is left.
NOTHING = "nothing"


@cache
def lexicon() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Chinese word → concept, and Latin phrase (words joined by a blank) → concept; the first of doubled ones holds.

    A word that says two things at once (货号 is a product's code) stands under both, joined by ``+``.
    """
    chinese: dict[str, str] = {}
    latin: dict[str, str] = {}
    for concept, words in (*read_own(WORDS).items(), *read_own(STEMS).items()):
        for word in words:
            text = _folded(str(word))
            (latin if text.isascii() else chinese).setdefault(
                text.replace("-", " ") if text.isascii() else text, concept
            )
    return chinese, latin


def _folded(text: str) -> str:
    """Small letters without accents; Han characters in their simplified form, kana with their marks."""
    apart = unicodedata.normalize("NFD", text.lower().replace("ß", "ss").translate(TRADITIONAL))
    return unicodedata.normalize("NFC", "".join(char for char in apart if not "\u0300" <= char <= "\u036f"))


@cache
def _stems() -> Mapping[str, str]:
    """Parts of compound words → concept."""
    return {
        _folded(str(word)): concept
        for concept, words in read_own(STEMS).items()
        if concept != NOTHING
        for word in words
        if len(word) > 2 and " " not in word
    }


@cache
def _compound(word: str) -> tuple[str, ...] | None:
    """Concepts of a word made of known stems, in their order; ``None`` where letters are left over."""
    if len(word) < COMPOUND or not word.isalpha():
        return None
    stems = _stems()
    for length in range(len(word), 2, -1):
        if (first := word[:length]) in stems:
            rest = word[length:]
            if not rest:
                return (stems[first],)
            for glue in GLUE:
                after = rest[len(glue) :]
                if rest.startswith(glue) and (after in stems or (len(after) >= COMPOUND and _compound(after))):
                    return (stems[first], *(_compound(after) or (stems[after],)))
    return None


@cache
def _glued(word: str) -> tuple[str, ...] | None:
    """Concepts of English words written together (ORDERNUMBER), in their order; ``None`` where letters are left over."""
    words = _whole_words()
    for length in range(len(word), 2, -1):
        if (first := word[:length]) in words:
            rest = word[length:]
            if not rest:
                return (words[first],)
            if (after := _glued(rest)) is not None:
                return (words[first], *after)
    return None


@cache
def _whole_words() -> Mapping[str, str]:
    """Latin words of ``concepts.yml`` of four letters or more, and a few short ones that are often glued on."""
    short = {"qty": "quantity", "sku": "product+code", "each": NOTHING}
    return {w: concept for w, concept in lexicon()[1].items() if w.isalpha() and len(w) > 3} | short


@cache
def said(header: str) -> frozenset[str] | None:
    """Concepts of a header; ``None`` where a word of it is not known."""
    text = unicodedata.normalize("NFKC", str(header)).translate(TRADITIONAL)
    text = re.sub(r"[(\[【].*?[)\]】]", " ", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text).replace("#", " no ")
    text = _folded(text)
    found: set[str] = set()
    for piece in re.findall(r"[a-z0-9]+(?:[\s_./'-]+[a-z0-9]+)*|[\u3400-\u9fff]+|[^\s\W_]+", text):
        part = _latin(piece) if piece.isascii() else _chinese(piece)
        if part is None:
            return None
        found |= part
    return frozenset(one for concept in found - {NOTHING} for one in concept.split("+")) or None


def _chinese(text: str) -> set[str] | None:
    """Concepts of the fewest words a text can be cut into; ``None`` where it cannot."""
    words = lexicon()[0]
    best: list[tuple[int, list[str]] | None] = [(0, [])] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - 6), end):
            before, word = best[start], text[start:end]
            if before is not None and word in words:
                entry = (before[0] + 1 + (word in ("的",)), [*before[1], words[word]])
                if best[end] is None or entry[0] < best[end][0]:
                    best[end] = entry
    return set(best[-1][1]) if best[-1] else None


def latin(text: str) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    """The longest known phrases of a text, from the left, with their concepts; ``None`` beside a word that is not known."""
    phrases = lexicon()[1]
    tokens = [token for token in re.split(r"[\s_./'-]+", text) if token]
    at = 0
    while at < len(tokens):
        for length in range(min(4, len(tokens) - at), 0, -1):
            phrase = " ".join(tokens[at : at + length])
            concept = phrases.get(phrase) or (
                phrases.get(phrase.removesuffix("s")) if length == 1 and len(phrase) > 3 else None
            )
            if concept:
                yield phrase, (concept,)
                at += length
                break
        else:
            word = tokens[at]
            yield word, _compound(word) or (_glued(word) if len(word) > 7 else None)
            at += 1


def _latin(text: str) -> set[str] | None:
    """Concepts of a text; ``None`` where a word of it is not known."""
    found: set[str] = set()
    for _, parts in latin(text):
        if parts is None:
            return None
        found.update(parts)
    return found


@cache
def suits(prefix: str, table: str) -> bool:
    """Whether a word that all headers of a sheet begin with may name the table: ``state_`` is none of customers."""
    own = said(prefix)
    return own is None or bool(own & set(ABOUT.get(table, ())))


@cache
def meaning(header: str, table: str) -> frozenset[str] | None:
    """Concepts of a header within a table, without what goes without saying there."""
    whole = said(header)
    if whole is None:
        return None
    if "unit_of" in whole:  # 单位 alone is a unit of measure; with another word it is a firm
        whole = (whole - {"unit_of"}) | {"customer"} if len(whole) > 1 else whole
    rest = whole - set(ABOUT.get(table, ()))
    return rest or whole
