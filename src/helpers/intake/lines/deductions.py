"""Discounts in a column of their own: which form they have, and what they come to."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from helpers.intake.values.numbers import parse

HALF, FIFTY = Decimal("0.5"), Decimal(50)


def form_of(cells: pd.Series, header: str, mark: str = ".") -> str:
    """How a column writes discounts.

    Returns
    -------
    str
        ``share`` (0.05 off), ``percent`` (5 off), empty where all are zero, or ``?``: 0.95 and 95 may
        mean what is paid (九五折), and 5 may be an amount.
    """
    texts = [str(text).strip() for text in cells.dropna().unique()]
    signed = any(text.endswith(("%", "％")) for text in texts)
    values = [abs(value) for text in texts if (value := parse(text.rstrip("%％ "), mark)[0]) is not None]
    top = max(values, default=Decimal(0))
    if top == 0:
        return ""
    if any(text[:1] in "¥￥$€£" or text[:2] in ("-$", "-¥", "-€", "-£") for text in texts):
        return "amount"
    if signed or "%" in header or "％" in header:
        return "percent" if top <= FIFTY and (signed or top > 1) else "?"
    return "share" if top <= HALF else "?"


def taken_off(before: Decimal, text: str | None, form: str, mark: str = ".") -> Decimal:
    """The discount on an amount; zero where none is written."""
    value = parse(text.rstrip("%％ "), mark)[0] if isinstance(text, str) else None
    if value is None or not form:
        return Decimal(0)
    if form.startswith("paid"):
        return before - before * (value / 100 if form == "paid_percent" else value)
    if form == "amount":
        return abs(value) if before >= 0 else -abs(value)
    return before * abs(value) / (100 if form == "percent" else 1)
