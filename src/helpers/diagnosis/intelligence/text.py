"""Texts as weighted pieces of a few characters, which needs no dictionary and works for Chinese."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
from scipy import sparse

#: Length of the pieces: two characters where texts are mostly Chinese, four elsewhere.
HAN, OTHER = 2, 4


def plain(text: str) -> str:
    """The text without case, width, punctuation and digits, which say nothing of what it is about."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s]|[\d_]", " ", text)).strip()


def length_of(texts: list[str]) -> int:
    """Length of the pieces for these texts."""
    joined = "".join(texts)
    han = sum("\u4e00" <= char <= "\u9fff" for char in joined)
    return HAN if han * 3 > len(joined) else OTHER


def pieces(text: str, length: int) -> set[str]:
    """All pieces of a plain text; none reaches over a gap between Chinese words, and a short text is one piece."""
    if length == HAN:
        parts = text.split()
        found = {part[i : i + length] for part in parts for i in range(len(part) - length + 1)}
        return found or set(parts)
    return {text[i : i + length] for i in range(max(len(text) - length + 1, 1))} if text else set()


def weighted(sets: list[set[str]]) -> sparse.csr_matrix:
    """One row a text: each piece weighs by how rare it is, log((1 + n) / (1 + texts with it)) + 1, rows of length one
    (inverse document frequency: Spärck Jones 1972, Journal of Documentation 28(1))."""
    vocabulary = {piece: place for place, piece in enumerate(sorted(set().union(*sets)))} if sets else {}
    rows = np.repeat(np.arange(len(sets)), [len(one) for one in sets])
    columns = np.array([vocabulary[piece] for one in sets for piece in sorted(one)], dtype=int)
    counts = np.bincount(columns, minlength=len(vocabulary)) if len(columns) else np.zeros(0)
    idf = np.log((1 + len(sets)) / (1 + counts)) + 1
    matrix = sparse.csr_matrix((idf[columns], (rows, columns)), shape=(len(sets), len(vocabulary)))
    return unit(matrix)


def unit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Rows brought to length one; empty rows stay empty."""
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(np.divide(1.0, norms, out=np.zeros_like(norms), where=norms > 0)) @ matrix
