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
    counts = np.bincount(columns, minlength=len(vocabulary)) if len(columns) else np.zeros(0)
    idf = np.log((1 + len(sets)) / (1 + counts)) + 1
    idf *= np.array([SINGLE if len(piece) == 1 else 1.0 for piece in vocabulary])
    matrix = sparse.csr_matrix((idf[columns], (rows, columns)), shape=(len(sets), len(vocabulary)))
    return unit(matrix)


def unit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Rows brought to length one; empty rows stay empty."""
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(np.divide(1.0, norms, out=np.zeros_like(norms), where=norms > 0)) @ matrix)
