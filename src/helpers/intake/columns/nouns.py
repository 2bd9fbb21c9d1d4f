"""What a header's head noun says it is, and what the words before it say of what.

客户订单号 is a number (its head noun), of an order, of a customer: no code of customers, whatever else it says. A header is
read as far as its words are known (``concepts.yml``, ``stems.yml``); those not known are left out, and where the last one
is not known the header has no head noun that would tell anything.

The head of an English, German, Japanese or Chinese compound is its last noun, of a French, Spanish, Italian or
Portuguese one its first; what follows a preposition only says more (Huddleston & Pullum 2002, ch. 5).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from helpers.intake.columns import concepts
from helpers.intake.columns.header import NUMBERED, TRADITIONAL

#: Concepts that as a head noun say of which kind a column is.
KINDS: Mapping[str, str] = {concept: kind for kind, found in {
    "code": ("code", "tax_no", "postal"), "date": ("date", "month"), "money": ("amount", "price", "cost", "cost_price", "tax", "margin", "fee", "balance"),
    "quantity": ("quantity", "seats", "points", "weight", "distance", "hours", "times"), "name": ("name", "described"),
    "person": ("owner", "visitor", "employee", "manager", "key_person"), "word": ("kind", "status", "stage", "measure", "grade", "tier"),
    "share": ("probability",), "place": ("address", "warehouse", "store", "web"), "text": ("remark", "reason", "result", "purpose", "tags", "photo"),
    "reach": ("mobile", "email", "wechat"),
}.items() for concept in found}  # fmt: skip
#: Concepts of things that have codes and names of their own.
THINGS = frozenset({"customer", "product", "doc", "invoice", "contract", "opportunity", "member", "supplier", "employee", "owner", "warehouse",
    "logistics", "carrier", "batch", "store", "bank", "ledger_account", "line_item", "card", "department", "dealer", "line", "kind", "paid", "contact", "measure"})  # fmt: skip
#: Whose code, or name, a field is: any other thing's is none of it.
OF: Mapping[str, frozenset[str]] = {
    "doc_no": frozenset({"doc", "invoice", "contract", "opportunity", "paid"}),
    "invoice_no": frozenset({"doc", "invoice"}), "payment_no": frozenset({"doc", "paid", "bank", "card"}), "contract": frozenset({"contract", "doc"}),
    "opportunity": frozenset({"opportunity"}), "contact": frozenset({"contact"}),
    "customer": frozenset({"customer", "member", "card", "dealer"}), "customer_name": frozenset({"customer", "member", "contact", "dealer"}),
    "product": frozenset({"product", "stock"}), "product_name": frozenset({"product", "stock", "line_item", "doc"}),
}  # fmt: skip
#: Kinds of head nouns that a field of each kind can have; a header without one can be anything.
SUITS: Mapping[str, frozenset[str]] = {
    "date": frozenset({"date"}),
    "money": frozenset({"money"}),
    "quantity": frozenset({"quantity", "share"}),
    "integer": frozenset({"quantity", "share", "date", "word", "money"}),
    "id": frozenset({"code", "name", "person", "reach", "place"}),
    "text": frozenset({"name", "person", "text", "reach", "word", "place", "code"}),
    "category": frozenset({"name", "word", "person", "place", "code", "quantity", "text"}),
}
#: Where the words behind begin that only say more.
BEHIND = re.compile(
    r"(?<=\S)\s+(?:of|to|for|by|from|in|on|at|per|after|before|de|du|des|del|della|dell|da|do|dos|di|d|von|vom|des|van)\b[\s']*",
    re.IGNORECASE,
)
#: First nouns of headers in languages whose head stands first.
FIRST = frozenset({"valor", "nome", "nom", "nombre", "numero", "codigo", "fecha", "montant", "importe", "importo", "prix", "precio", "preco",
    "prezzo", "quantite", "cantidad", "quantidade", "quantita", "tipo", "statut", "estado", "data", "razon", "razao", "raison", "ragione",
    "descricao", "descripcion", "libelle", "designation", "quantia", "taxa", "taux", "tasa"})  # fmt: skip


@dataclass(frozen=True)
class Noun:
    """A header taken apart.

    Attributes
    ----------
    kind
        What its head noun is: one of :data:`KINDS`'s values, or empty where it has none that is known.
    of
        The thing that the word right before the head noun names, or empty.
    said
        All its concepts that are known.
    whole
        Whether every word of it is known.
    """

    kind: str
    of: str
    said: frozenset[str]
    whole: bool


@cache
def read(header: str) -> Noun:
    """A header taken apart."""
    text = unicodedata.normalize("NFKC", str(header)).translate(TRADITIONAL)
    text = NUMBERED.sub("", text)
    outer = re.sub(r"[(\[【].*?[)\]】]", " ", text).strip(" *_-:")
    text = outer or text.strip(" *_-:()[]【】")
    text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text).replace("#", " no ").replace("_", " ")
    cut = None if re.match(r"(?:no|number|count|nr|num)\.?\s+of\b", text, re.IGNORECASE) else BEHIND.search(text)
    front = _sequence(text[: cut.start()]) if cut else None
    whole = _sequence(text)
    said = frozenset(one for one in whole if one)
    first = concepts._folded(re.split(r"[\s.]+", text.strip())[0]) in FIRST if text.strip() else False
    order = front if front and any(one in KINDS for one in front) else whole
    kind, of = _head(order, first)
    return Noun(kind, of, said, None not in whole and bool(whole))


def _head(order: tuple[str | None, ...], first: bool) -> tuple[str, str]:
    """Kind of the head noun, and the thing beside it."""
    known = list(order) if first else list(reversed(order))
    for at, one in enumerate(known):
        if one is None:
            return "", ""
        if one in KINDS:
            rest = [other for other in known[at + 1 :] if other]
            return KINDS[one], next((other for other in rest if other in THINGS), "")
        if one in THINGS and not first:
            return "", one
    return "", ""


@cache
def _sequence(text: str) -> tuple[str | None, ...]:
    """Concepts of a text in their order; ``None`` for what is not known."""
    found: list[str | None] = []
    for piece in re.findall(r"[a-z0-9]+(?:[\s_./'-]+[a-z0-9]+)*|[\u3400-\u9fff]+|[^\s\W_]+", concepts._folded(text)):
        found += _latin(piece) if piece.isascii() else _signs(piece)
    return tuple(part for one in found if one != concepts.NOTHING for part in (one.split("+") if one else (None,)))


def _signs(text: str) -> list[str | None]:
    """Concepts of a text without blanks: of the words that leave fewest signs over, of these the fewest words."""
    words = concepts.lexicon()[0]
    best: list[tuple[int, int, list[str | None]]] = [(0, 0, [])]
    for end in range(1, len(text) + 1):
        left, count, before = best[end - 1]
        entry = (left + 1, count, before if before and before[-1] is None else [*before, None])
        if text[end - 1].isdigit():
            entry = (left, count, before)
        for start in range(max(0, end - 6), end):
            if text[start:end] in words:
                left, count, before = best[start]
                entry = min(entry, (left, count + 1, [*before, words[text[start:end]]]), key=lambda e: e[:2])
        best.append(entry)
    return best[-1][2]


def _latin(text: str) -> list[str | None]:
    """Concepts of Latin words; numbers say nothing."""
    found: list[str | None] = []
    for word, parts in concepts.latin(text):
        found += parts or ([] if word.isdigit() else [None])
    return found


def against(header: str, kind: str, field: str) -> bool:
    """Whether a header's head noun, or what it is of, says that it is not a field of this kind."""
    noun = read(header)
    if noun.kind and kind in SUITS and noun.kind not in SUITS[kind]:
        return True
    several = "/" in header  # 客户/供应商代码 is either's
    if field in OF and noun.of and noun.of not in OF[field] and noun.kind in ("code", "name") and not several:
        return True
    # a document's number, named by whose it is: the customer's own order number is none of ours
    return (
        field == "doc_no"
        and noun.kind == "code"
        and noun.of == "doc"
        and bool(noun.said & {"customer", "supplier", "logistics"})
    )


def more(header: str, table: str, labels: tuple[str, ...]) -> bool:
    """Whether a header that is like a field's says of something that none of the field's known headers speaks of."""
    rest = read(header).said - set(concepts.ABOUT.get(table, ())) - {"name", "code", "date"}
    return bool(rest - _all_said(labels))


@cache
def _all_said(labels: tuple[str, ...]) -> frozenset[str]:
    return frozenset(one for label in labels for one in read(label).said)
