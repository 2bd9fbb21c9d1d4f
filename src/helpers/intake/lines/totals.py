"""Rows that hold a total of other rows: recognised by their label and by what they lack."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.intake.lines.part import ABOVE, Part
from helpers.intake.values import dates, numbers

LABEL = re.compile(
    r"(?:本[页月日年季])?(?:小[计計]|合[计計]|[总總][计計]|累[计計]|共[计計])[::]?|(?:grand|sub)?-?totals?[::]?"
    r"|[日月年][计計结結]|(?:承前|承上|过次|過次|转次|轉次)[页頁]|上[年期月]结[转余]|结转(?:下[年期月页])?|期初(?:余额|数)?|期末(?:余额|数)?"
    r"|(?:brought|carried)forward|[bc]/?f|(?:opening|closing)balance|übertrag|summe|gesamt|gesamtsumme|sous-?total|totalgénéral|totalgeneral",
    re.IGNORECASE,
)
TAIL = re.compile(
    r".*(?:小[计計]|合[计計]|[总總][计計]|\bsub-?total|\btotal)[::]?|(?:sub|grand )?totals? .+", re.IGNORECASE
)
#: Columns of a sheet above which they are looked through together: each by itself costs more than its cells.
WIDE = 100
#: What every label of a total holds: looked for first, as it is quick.
LIKE_LABEL = (
    r"(?i)^\s*\*{1,4}\s*$|[计計ｔＴ]|total|[转轉結结页頁]|期[初末]|forward|balance|^[bc]/?f$|summe|gesamt|übertrag"
)


def labels(texts: pd.Series) -> dict[str, str]:
    """Of distinct texts those that label a total: ``exact`` by the whole text, ``tail`` by its end, ``star`` by asterisks.

    Lists of SAP mark totals so; elsewhere an asterisk may be a remark, so such a row must lack more.
    """
    found = {}
    for text in texts[texts.str.contains(LIKE_LABEL)]:
        if not text.strip().strip("*"):
            found[text] = "star"
        elif LABEL.fullmatch(re.sub(r"\s", "", normal(text))):
            found[text] = "exact"
        elif TAIL.fullmatch(normal(text)):
            found[text] = "tail"
    return found


def labelled_columns(body: pd.DataFrame) -> list[int]:
    """Columns in which a label of a total may stand: of a very wide sheet those with such a text, looked for all at once."""
    if body.shape[1] <= WIDE:
        return list(body.columns)
    texts = dict.fromkeys(cell for cell in body.to_numpy(dtype=object).ravel() if isinstance(cell, str))
    known = labels(pd.Series(list(texts), dtype="str"))
    return [position for position in body.columns if known and body[position].isin(known).any()]


def subtotals(part: Part, body: pd.DataFrame, order: str) -> pd.Series:
    """Rows with a cell such as 合计 or Total that lack what every order line has."""
    exact = pd.Series(False, index=body.index)
    tail, star = exact.copy(), exact.copy()
    for position in labelled_columns(body):
        cells = body[position]
        for text, kind in labels(cells.dropna().drop_duplicates()).items():
            same = (cells == text).fillna(False)
            if kind == "exact":
                exact |= same
            elif kind == "star":
                star |= same
            else:
                tail |= same
    if not (exact.any() or tail.any() or star.any()):
        return exact
    day = part.cells("date", body)
    undated = day.isna() | dates.unreadable(day, order)
    unnumbered = (
        part.cells("doc_no", body).isna() if "doc_no" in part.header.columns else pd.Series(False, index=body.index)
    )
    nameless = part.cells("customer", body).isna() & part.cells("customer_name", body).isna()
    labelled = pd.Series(False, index=body.index)
    for field in ABOVE:
        cells = part.cells(field, body)
        labelled |= (
            cells.map(lambda text: bool(LABEL.fullmatch(re.sub(r"\s", "", normal(text)))), na_action="ignore")
            .fillna(False)
            .astype(bool)
        )
    return (
        (exact & (undated | unnumbered | nameless | labelled))
        | (tail & (undated | (unnumbered & nameless)))
        | (star & undated & nameless)
    )


def stated(part: Part, reason: pd.Series, digits: int, marks: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """Grand totals the sheet states below its lines, to hold against the sum of its lines."""
    rows = reason.index[(reason == "subtotal").fillna(False)]
    if not len(rows) or "amount" not in part.header.columns:
        return []
    body, found = part.body, []
    for row in rows:
        texts = [re.sub(r"\s", "", normal(text)) for text in body.loc[row].dropna()]
        label = next(
            (
                text
                for text in texts
                if re.fullmatch(r"([总總][计計]|合[计計]|grandtotals?|totals?)[::]?", text, re.IGNORECASE)
            ),
            None,
        )
        value, _ = (
            numbers.parse(
                body.loc[row, part.header.columns["amount"]],
                marks.get("amount", "."),
                part.header.scales.get("amount", 0),
            )
            if isinstance(body.loc[row, part.header.columns["amount"]], str)
            else (None, ())
        )
        if label and value is not None:
            minor, _ = numbers.to_minor(pd.Series([value], dtype=object), digits, "")
            found.append({"line": int(part.lines.loc[row]), "label": label, "money": int(minor.iloc[0])})
    return found[-1:]


def normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
