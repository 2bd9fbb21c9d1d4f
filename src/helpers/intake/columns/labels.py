"""Headers of tables other than order lines, and how alike a header is to one of them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from helpers.company.plain_yaml import read_own
from helpers.company.schema import tables as contract
from helpers.intake.columns import concepts
from helpers.intake.columns.header import SYNONYMS, forms, plain, synonyms

FOLDER = Path(__file__).parent
#: Tables that exports bring and that are settled against another.
VIRTUAL = {"payments": "invoices"}
#: Never looked for in exports: the program keeps it itself; orders have an importer of their own.
NOT_SOUGHT = ("orders", "opportunity_snapshots", "survey", "words")
#: What systems shorten in headers; a header whose words mean the same is as good as the label itself.
SHORT = {"acct": "account", "cust": "customer", "amt": "amount", "qty": "quantity", "dt": "date", "inv": "invoice", "prod": "product", "desc": "description", "nr": "no", "num": "no", "number": "no", "nbr": "no",
    "opp": "opportunity", "oppty": "opportunity", "exp": "expected", "prob": "probability", "est": "estimated", "tel": "phone", "dept": "department", "cat": "category", "co": "company", "curr": "current"}  # fmt: skip
#: Words that name the same thing in any header; "account" is not among them, for ledgers have accounts of their own.
SAME = {word: one for one, words in {
    "code": ("no", "id", "key", "code"), "customer": ("customer", "client", "debtor", "debitor"),
    "product": ("product", "item", "material", "article", "sku"), "quantity": ("quantity", "units", "pieces"),
    "date": ("date", "day"), "organization": ("organization", "organisation", "company"), "phone": ("phone", "telephone", "mobile"),
    "owner": ("owner", "responsible"),
}.items() for word in words}  # fmt: skip
#: Endings of Chinese headers that name the same thing.
ENDINGS = tuple((re.compile(rf"(?:{words})$"), one) for words, one in (
    ("编号|编码|代码|代号|号码|id|号", "编码"), ("时间|日期|日", "日期"), ("数量|数|量", "数量"),
))  # fmt: skip
#: The same within a Chinese header.
NOISE = re.compile(r"的|必填|选填|字段|信息$|一栏$|栏$|\d+$|[a-z]$|^本公司|^我司")
#: Words of a header that say nothing about which column it is.
EMPTY = frozenset({"the", "of", "in", "a", "an", "our", "my", "field", "text", "value"})


@cache
def raw() -> Mapping[str, Any]:
    """``labels.yml`` as it stands."""
    return read_own(FOLDER / "labels.yml")


@cache
def sought() -> tuple[str, ...]:
    """Names of all tables that a sheet may be recognised as."""
    return tuple(dict.fromkeys([*(name for name in contract() if name not in (*NOT_SOUGHT, *VIRTUAL)), *VIRTUAL]))


@cache
def fields(table: str) -> Mapping[str, tuple[str, ...]]:
    """Field → its known headers as written, best first; ``orders`` are the ledger's."""
    if table == "orders":
        return _of_ledger()
    given = raw().get(table, {}).get("fields", {})
    if table in VIRTUAL:
        return {field: tuple(words) for field, words in given.items()}
    found = {}
    for column in contract()[table].columns:
        own = (column.title.zh, column.title.en, column.name)
        found[column.name] = tuple(dict.fromkeys((*given.get(column.name, ()), *own)))
    return found


@cache
def _of_ledger() -> Mapping[str, tuple[str, ...]]:
    words = read_own(SYNONYMS)
    return {field: tuple(map(str, words[field])) for field in synonyms()}


@cache
def known(table: str) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Plain header → fields it is known for, each with its rank among the field's headers."""
    found: dict[str, list[tuple[str, int]]] = {}
    for field, words in fields(table).items():
        for rank, word in enumerate(words):
            entry = found.setdefault(plain(word), [])
            if field not in [name for name, _ in entry]:
                entry.append((field, rank))
    return {word: tuple(entries) for word, entries in found.items()}


@cache
def elsewhere() -> frozenset[str]:
    """Plain headers that are known and mean nothing a table asks for."""
    return frozenset(plain(word) for word in raw()["known_elsewhere"])


@cache
def words_of(text: str) -> tuple[str, ...]:
    """Words of a Latin header, written out: ``CustNo`` is customer, no."""
    normal = unicodedata.normalize("NFKC", str(text))
    normal = re.sub(r"[(\[【].*?[)\]】]", " ", normal)
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", normal).replace("#", " no ")
    found = [SHORT.get(word, word) for word in re.split(r"[\W_]+", apart.lower()) if word]
    return tuple(word for word in found if word not in EMPTY)


@cache
def alike(header: str, table: str, near: bool = True) -> Mapping[str, tuple[float, int]]:
    """Field → how alike a header is to the field's headers, and the rank of the best of them.

    Parameters
    ----------
    near
        Whether to look for what is only near, below 0.95; that takes most of the time.

    Returns
    -------
    Mapping
        1 where the header is one of them (case, blanks, punctuation and brackets apart); 0.97 where only words are
        shortened or stand in another order, or a word that says nothing is added; 0.95 where words that mean the same
        stand for each other (:func:`canonical`), or where both are made of the same meanings
        (:mod:`helpers.intake.columns.concepts`); 0.55 to 0.69 where one contains
        the other or a slip of the hand tells them apart: 不含税金额 and 含税金额 are alike too. Nothing for headers that
        are known to mean something else.
    """
    exact = {}
    for form in forms(header):
        for field, rank in known(table).get(form, ()):
            exact.setdefault(field, (1.0, rank))
    if exact:
        return exact
    if any(form in elsewhere() for form in forms(header)):
        return {}
    if own := concepts.meaning(header, table):
        same = _meant(table).get(own) or [
            (field, rank)
            for word, kinds in (("date", ("date",)), ("name", ("text", "category")), ("amount", ("money",)))
            for field, rank in _meant(table).get(own ^ {word}, ())
            if kind_of(table, field) in kinds and (word == "date" or word in own) and own ^ {word}
        ]
        same = [entry for entry in same if not _against(header, table, entry[0])]
        if same:
            return {field: (0.95, rank) for field, rank in same}
    found: dict[str, tuple[float, int]] = {}
    bare, words, whole = forms(header)[-1], words_of(header), canonical(header)
    named = re.sub("(?:名称|名)$", "", bare)
    same: dict[str, set[int]] = {}
    for form in ((whole, ""), (tuple(sorted(words)), "words"), ((NOISE.sub("", bare),), "text")):
        for field, rank in _written(table).get(form, ()):
            same.setdefault(field, set()).add(rank)
    for field, labels in fields(table).items():
        best = max(((_same(bare, words, labels[rank], whole), -rank) for rank in same.get(field, ())), default=(0.0, 0))
        if near and not best[0]:
            best = max(
                (
                    (_near(bare, words, label), -rank)
                    for rank, label in enumerate(labels)
                    if not _turned(header, label, table)
                ),
                default=best,
            )
        if named != bare and len(named) > 1 and table != "orders":  # 费用科目名称 is 费用科目 where the field is a word
            alike_ = [rank for rank, label in enumerate(labels) if _target(label) == named]
            if alike_ and field not in contract()[VIRTUAL.get(table, table)].key:
                best = max(best, (0.95, -alike_[0]))
        if best[0] >= 0.55 and not (best[0] < 0.95 and _against(header, table, field)):
            found[field] = (best[0], -best[1])
    return found


def _against(header: str, table: str, field: str) -> bool:
    """Whether a header's head noun says that it is not a field of a table; see :mod:`helpers.intake.columns.nouns`."""
    from helpers.intake.columns import content, nouns

    return nouns.against(header, content.kind_of(table, field), field)


def _turned(header: str, label: str, table: str) -> bool:
    """Whether a header speaks of somebody or something else than a label that it is like: of a salesman's department."""
    turning = (concepts.said(header) or frozenset()) & concepts.TURNING
    return bool(turning - (concepts.said(label) or frozenset())) if turning else False


def kind_of(table: str, field: str) -> str:
    """Kind of a field of the contract; empty where it is none."""
    home = contract().get(table)
    return home[field].kind if home and field in home.names else "date" if field == "date" else ""


@cache
def _meant(table: str) -> Mapping[frozenset[str], tuple[tuple[str, int], ...]]:
    """Meaning → fields that a header of that meaning is, each with the rank of its first label of it.

    Where one field has more than twice as many labels of a meaning as another, it is meant.
    """
    found: dict[frozenset[str], dict[str, int]] = {}
    count: Counter[tuple[frozenset[str], str]] = Counter()
    for field, labels in fields(table).items():
        for rank, label in enumerate(labels):
            if own := concepts.meaning(label, table):
                found.setdefault(own, {}).setdefault(field, rank)
                count[own, field] += 1
    most = {own: max(count[own, field] for field in entries) for own, entries in found.items()}
    return {
        own: tuple(entry for entry in entries.items() if 2 * count[own, entry[0]] >= most[own])
        for own, entries in found.items()
    }


@cache
def canonical(text: str) -> tuple[str, ...]:
    """A header's words with those that mean the same written alike: Debtor No. and customer code, 销售时间 and 销售日期."""
    bare = forms(text)[-1]
    if bare.isascii():
        return tuple(sorted(SAME.get(word, word) for word in words_of(text)))
    for ending, one in ENDINGS:
        if ending.search(bare) and ending.sub("", bare):
            return (ending.sub(one, bare),)
    return (bare,)


def unprefixed(names: Sequence[str]) -> tuple[str, ...]:
    """Headers without the word that most of them begin with: ``Deal - Title``, ``Deal - Value``, ``CUST_NAME``."""
    heads = [re.split(r"\s*(?:[-:：.]\s|_)\s*", name, maxsplit=1) for name in names]
    first = [head[0].lower() for head in heads if len(head) == 2 and head[1]]
    common = max(set(first), key=lambda head: (first.count(head), head), default="")
    if first.count(common) < max(3, 0.6 * len(names)):
        return tuple(names)
    return tuple(
        h[1] if len(h) == 2 and h[1] and h[0].lower() == common else n for h, n in zip(heads, names, strict=True)
    )


@cache
def _target(label: str) -> str:
    return plain(label)


@cache
def _written(table: str) -> Mapping[tuple[tuple[str, ...], str], tuple[tuple[str, int], ...]]:
    """What :func:`_same` compares, as a key → fields and ranks of the labels that have it."""
    found: dict[tuple[tuple[str, ...], str], list[tuple[str, int]]] = {}
    for field, labels in fields(table).items():
        for rank, label in enumerate(labels):
            for key in ((canonical(label), ""), (tuple(sorted(words_of(label))), "words"), ((_target(label),), "text")):
                found.setdefault(key, []).append((field, rank))
    return {key: tuple(entries) for key, entries in found.items()}


def _same(bare: str, words: tuple[str, ...], label: str, whole: tuple[str, ...]) -> float:
    """How sure it is that a header and a label say the same in other words: 0.95 and more, or 0."""
    target = _target(label)
    if not bare or not target:
        return 0.0
    if whole and whole == canonical(label):
        return 0.95
    if words and bare.isascii() and target.isascii():
        own = words_of(label)
        return 0.97 if words == own or sorted(words) == sorted(own) else 0.0
    longer = not bare.isascii() and not target.isascii() and len(target) > 1 and len(bare) > 1
    return 0.97 if longer and NOISE.sub("", bare) == target else 0.0


def _near(bare: str, words: tuple[str, ...], label: str) -> float:
    """How near a header is to a label that does not say the same: 0.55 to 0.69, or 0."""
    target = _target(label)
    if not bare or not target:
        return 0.0
    if words and bare.isascii() and target.isascii():
        own = words_of(label)
        common = len(set(words) & set(own))
        if common and own and (set(own) < set(words) or set(words) < set(own)):
            return 0.55 + 0.14 * common / max(len(words), len(own))
    elif not bare.isascii() and not target.isascii() and len(target) > 1 and len(bare) > 1:
        if target in bare or bare in target:
            return 0.55 + 0.14 * min(len(target), len(bare)) / max(len(target), len(bare))
    else:
        return 0.0
    shorter, longer = sorted((len(bare), len(target)))
    if shorter >= 4 and 2 * shorter / (shorter + longer) >= 0.8:
        match = difflib.SequenceMatcher(None, bare, target)
        ratio = match.ratio() if match.quick_ratio() >= 0.8 else 0.0
        return 0.69 * ratio if ratio >= 0.8 else 0.0
    return 0.0
