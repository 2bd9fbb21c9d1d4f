"""Whether a row is a sale at all: what its status says, and whether its type makes it a return."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.company.plain_yaml import read_own
from helpers.intake.columns.header import forms, plain

WORDS = Path(__file__).with_name("standings.yml")
#: States of Odoo's sales orders: one that was sent is a quotation still.
ODOO = {"draft": "open", "sent": "open", "sale": "done", "done": "done", "cancel": "void"}
#: Types of SAP's billing documents: proforma is no sale, credits, returns and cancellations go back.
SAP_TYPE = re.compile(r"[A-Z][A-Z0-9]{1,3}")
SAP = {"F5": "other", "F8": "other", "G2": "back", "RE": "back", "S1": "back", "S2": "other", "S3": "back"}
#: What a status means → the reason a row is set aside for, empty where it is kept.
REASON = {"void": "void", "open": "open", "won": "", "done": "", "?": ""}


@cache
def _words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    return {
        column: {meaning: tuple(plain(word) for word in words) for meaning, words in meanings.items()}
        for column, meanings in _raw().items()
    }


@cache
def _raw() -> Mapping[str, Mapping[str, list[str]]]:
    return read_own(WORDS)


def meanings(texts: Iterable[str], drop: Iterable[str] = (), keep: Iterable[str] = ()) -> dict[str, str]:
    """Meaning of each status: ``void``, ``open``, ``won``, ``done`` or ``?`` (unknown, kept and told).

    Where a column knows won deals, it is a pipeline: a stage that is not known there is ``open``.
    ``drop`` and ``keep`` are a person's word and come first.
    """
    texts = list(dict.fromkeys(texts))
    known = {word: meaning for meaning, words in _words()["status"].items() for word in words}
    if "sale" in texts and set(texts) <= ODOO.keys():
        known |= ODOO
    found = {text: _meaning(text, known) for text in texts}
    if "won" in found.values():
        found = {text: "open" if meaning == "?" else meaning for text, meaning in found.items()}
    dropped, kept = {plain(text) for text in drop}, {plain(text) for text in keep}
    for text in texts:
        if plain(text) in dropped:
            found[text] = "void"
        elif plain(text) in kept:
            found[text] = "done"
    return found


def _meaning(text: str, known: Mapping[str, str]) -> str:
    """Of the whole text, of the text without brackets, or of the longest word for no sale that it begins with."""
    for form in forms(text):
        if form in known:
            return known[form]
    begins = [
        word
        for word, meaning in known.items()
        if meaning in ("void", "open") and len(word) >= (4 if word.isascii() else 3) and plain(text).startswith(word)
    ]
    return known[max(begins, key=len)] if begins else "?"


def kinds(texts: Iterable[str]) -> dict[str, str]:
    """Meaning of each document type: ``back`` (a return), ``other`` (no sale) or empty.

    A payment or quotation is taken for no sale only where the same column also names sales: a
    till's export calls every sale a payment.
    """
    texts = list(dict.fromkeys(texts))
    if texts and "F2" in texts and all(SAP_TYPE.fullmatch(text) for text in texts):
        return {text: SAP.get(text, "") for text in texts}

    def has(meaning: str, text: str) -> bool:
        return bool(_pattern(meaning).search(text))

    back = {text for text in texts if has("back", text)}
    sale = {text for text in texts if text not in back and has("sale", text)}
    other = {text for text in texts if text not in back | sale and has("other", text)} if sale else set()
    return {text: "back" if text in back else "other" if text in other else "" for text in texts}


def sold(texts: Iterable[str]) -> bool:
    """Whether document types name sales."""
    return any(_pattern("sale").search(text) for text in texts)


@cache
def _pattern(meaning: str) -> re.Pattern[str]:
    """Words of a kind: Latin ones as whole words, Chinese ones anywhere."""
    words = _raw()["kind"][meaning]
    return re.compile("|".join(rf"\b{re.escape(w)}s?\b" if w.isascii() else re.escape(w) for w in words), re.IGNORECASE)


def returns_to_turn(amounts: pd.Series, back: pd.Series) -> pd.Series:
    """Rows of returns whose amount must be negated: those of a column that writes all returns positive."""
    signed = amounts.where(back)
    return back & (signed > 0).fillna(False) if not (signed < 0).any() else back & False
