"""Codes for what exports name without a code: contacts, opportunities; the same code in every import."""

from __future__ import annotations

import hashlib

import pandas as pd

from helpers.intake.columns.header import plain
from helpers.intake.columns.recognise import FIRST, LAST
from helpers.intake.tables.rows import Rows
from helpers.intake.values.codes import WIDE, read_texts


def join_names(rows: Rows) -> None:
    """One name of first and last name, where the sheet has no column for the whole."""
    if "name" in rows.frame and rows.frame["name"].notna().any():
        return
    names = [plain(name) for name in rows.seen.names]
    at = [next((n for n, name in enumerate(names) if name in known), None) for known in (FIRST, LAST)]
    if None in at:
        return
    first, last = (read_texts(rows.body[position], rows.seen.names[position]).values.fillna("") for position in at)
    chinese = last.str.fullmatch(r"[\u4e00-\u9fff]{1,2}").fillna(False).astype(bool)
    whole = (first + " " + last).where(~chinese, last + first).str.strip()
    rows.frame["name"] = whole.where(whole != "").astype("str")
    rows.notes["joined_names"] += int(rows.frame["name"].notna().sum())


def made_code(prefix: str, *parts: pd.Series) -> pd.Series:
    """A code from texts: the same texts give the same code, in any order of rows and in any month."""
    joined = parts[0].fillna("").astype("str")
    for part in parts[1:]:
        joined = joined + "\x1f" + part.fillna("").astype("str")
    return joined.map(lambda text: prefix + hashlib.sha256(text.encode()).hexdigest()[:8].upper()).astype("str")


def fill_codes(rows: Rows, table: str) -> None:
    """Codes of rows that have none, from what names them."""
    frame = rows.frame
    for name in ("customer", "name"):
        if name not in frame:
            frame[name] = pd.Series(pd.NA, index=frame.index, dtype="str")
    key = {"contacts": "contact", "opportunities": "opportunity"}[table]
    if key not in frame:
        frame[key] = pd.Series(pd.NA, index=frame.index, dtype="str")
    bare = frame[key].isna() & frame["name"].notna() & frame["set_aside"].isna()
    if table == "opportunities":
        frame["name"] = frame["name"].fillna(frame[key])
    if bare.any():
        made = made_code("L" if table == "contacts" else "XM", frame["customer"], frame["name"])
        frame[key] = frame[key].where(~bare, made).astype("str")
        rows.notes["key_made"] += int(bare.sum())


def narrow(text: pd.Series) -> pd.Series:
    """A name as a code is written, to look it up by."""
    return text.str.translate(WIDE).str.strip()
