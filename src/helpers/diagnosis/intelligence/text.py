"""Texts as weighted pieces of a few characters, which needs no dictionary and works for Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import numpy as np
from scipy import sparse

#: Longest pieces: two characters where texts are mostly Chinese, four elsewhere.
HAN, OTHER = 2, 4
#: A single Chinese character means something, but less surely than two together.
SINGLE = 0.7
#: Endings of firms' names that people leave out when they talk.
ENDINGS = (
    "股份有限公司",
    "科技有限公司",
    "制造有限公司",
    "有限责任公司",
    "有限公司",
    "公司",
    "集团",
    "Co., Ltd.",
    "Ltd",
    "Inc",
    "GmbH",
)


def plain(text: str) -> str:
    """The text without case, width, punctuation and digits, which say nothing of what it is about."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s]|[\d_]", " ", text)).strip()


def without(said: list[str], names: Iterable[str]) -> list[str]:
    """Texts without the names that stand in them, as written or without the ending of a firm's name: that two people
    talked to the same customer does not mean that they heard the same."""
    blob, found = "\n".join(said), set()
    for name in names:
        for form in {name, *(name.removesuffix(ending).strip() for ending in ENDINGS)}:
            if len(form) > 1 and form in blob:
                found.add(form)
    if not found:
        return said
    pattern = re.compile("|".join(re.escape(form) for form in sorted(found, key=lambda form: (-len(form), form))))
    return [pattern.sub(" ", one) for one in said]


def length_of(texts: list[str]) -> int:
    """Longest pieces for these texts."""
    joined = "".join(texts)
    han = sum("\u4e00" <= char <= "\u9fff" for char in joined)
    return HAN if han * 3 > len(joined) else OTHER


def pieces(text: str, length: int) -> set[str]:
    """All pieces of a plain text: of one and two Chinese characters, none over a gap; else of four characters."""
    if length == HAN:
        parts = text.split()
        return {part[i : i + n] for n in (1, HAN) for part in parts for i in range(len(part) - n + 1)}
    return {text[i : i + length] for i in range(max(len(text) - length + 1, 1))} if text else set()


def weighted(sets: list[set[str]]) -> sparse.csr_matrix:
    """One row a text: each piece weighs by how rare it is, log((1 + n) / (1 + texts with it)) + 1, rows of length one
    (inverse document frequency: Spärck Jones 1972, Journal of Documentation 28(1)); single characters by less."""
    vocabulary = {piece: place for place, piece in enumerate(sorted(set().union(*sets)))} if sets else {}
    rows = np.repeat(np.arange(len(sets)), [len(one) for one in sets])
    columns = np.array([vocabulary[piece] for one in sets for piece in sorted(one)], dtype=int)
    return weighted_at(rows, columns, len(sets), parts_of(vocabulary))


def parts_of(pieces: Iterable[str]) -> np.ndarray:
    """How much each piece means by its length."""
    return np.array([SINGLE if len(piece) == 1 else 1.0 for piece in pieces])


def weighted_at(rows: np.ndarray, columns: np.ndarray, count: int, parts: np.ndarray) -> sparse.csr_matrix:
    """As :func:`weighted`, from the places of the pieces in so many texts and what each piece means."""
    counts = np.bincount(columns, minlength=len(parts)) if len(columns) else np.zeros(len(parts))
    idf = (np.log((1 + count) / (1 + counts)) + 1) * parts
    return unit(sparse.csr_matrix((idf[columns], (rows, columns)), shape=(count, len(parts))))


def unit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Rows brought to length one; empty rows stay empty."""
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(np.divide(1.0, norms, out=np.zeros_like(norms), where=norms > 0)) @ matrix)
