"""Which lines are set aside, and why; the first reason of :data:`helpers.intake.lines.reasons.REASONS` holds."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from helpers.intake.account.take_back import spared
from helpers.intake.lines import changed, line_kinds
from helpers.intake.lines.part import Lines
from helpers.rules import Rules

#: Code and name of the one customer whose lines have none, where they are kept.
NOBODY, NOBODY_NAME = "NO-CUSTOMER", "散客 / no customer"
SAME = ("doc_no", "date", "customer", "product", "quantity", "amount", "cost")


def sift(frame: pd.DataFrame, parts: list[Lines], as_of: dt.date | None, rules: Rules) -> pd.DataFrame:
    """Lines with ``reason`` completed, and what is worth knowing of them.

    Parameters
    ----------
    frame
        Lines of all parts: the fields, ``part``, ``line``, ``reason``, ``taken_back`` (a person keeps it).

    Returns
    -------
    DataFrame
        The same with ``row`` (position in its part), ``identical`` (equal to an earlier line of
        its sheet), ``service`` (no product), ``unpaired`` (a return that no earlier sale covers) and ``document_differs`` (its document stands in several sheets with different
        lines).

    Raises
    ------
    IntakeError
        When documents stand in two parts with different lines and no rule says which holds.
    """
    frame = frame.copy()
    frame["row"] = frame.groupby("part").cumcount()
    frame["reason"] = spared(frame["reason"], frame["taken_back"])
    set_reason(frame, (frame["date"] > pd.Timestamp(as_of)) if as_of else None, "after_as_of")
    fields = [name for name in SAME if all(_has(lines, name) for lines in parts)]
    open_ = frame["reason"].isna()
    told = frame["doc_no"].notna() | frame["customer"].notna()
    lines = frame.loc[open_ & told, ["part", *fields]]
    occurrence = lines.groupby(["part", *fields], dropna=False, sort=False).cumcount()
    frame["identical"] = (occurrence > 0).reindex(frame.index, fill_value=False)
    if len(parts) > 1 and rules["changed_documents"] != "both" and "doc_no" in fields:
        again = changed.changed(lines.assign(occurrence=occurrence))
        if again.any() and rules["changed_documents"] == "ask":
            raise changed.refuse(frame, again, parts)
        old = changed.earlier(lines, again, frame["date"])
        set_reason(frame, old.reindex(frame.index, fill_value=False), "replaced")
        lines, occurrence = lines[~old], occurrence[~old]
    copies = lines[fields].assign(occurrence=occurrence).duplicated(keep="first")
    if len(parts) > 1 and rules["same_document"] == "set_aside":
        set_reason(frame, copies.reindex(frame.index, fill_value=False), "copy")
    nobody = frame["customer"].isna()
    frame["nobody"] = nobody & (rules["no_customer"] == "keep")
    if rules["no_customer"] == "keep":
        frame["customer"] = frame["customer"].mask(nobody, NOBODY)
        frame["customer_name"] = frame["customer_name"].mask(nobody, NOBODY_NAME)
    set_reason(frame, frame["customer"].isna(), "no_customer")
    if rules["test_lines"] == "aside":
        set_reason(frame, line_kinds.is_test(frame["customer_name"], frame["customer"], frame["product_name"]), "test")
    frame["service"] = line_kinds.is_service(frame["product_name"], frame["product"])
    if rules["service_lines"] == "aside":
        set_reason(frame, frame["service"], "service")
    if rules["zero_lines"] == "aside":
        set_reason(frame, (frame["amount"] == 0).fillna(False).astype(bool), "zero")
    below = (frame["amount"] < 0).fillna(False).astype(bool)
    priced = below & (frame["quantity"] > 0).fillna(False).astype(bool)
    if rules["negative_prices"] == "aside":
        set_reason(frame, priced, "negative_price")
    if rules["returns"] == "aside":
        set_reason(frame, below & ~priced, "return")
    if rules["identical_lines"] == "set_aside":
        set_reason(frame, frame["identical"], "identical")
    frame["reason"] = spared(frame["reason"], frame["taken_back"])
    frame["document_differs"] = differing(frame)
    frame["unpaired"] = line_kinds.unpaired(frame[frame["reason"].isna()]).reindex(frame.index, fill_value=False)
    return frame


def set_reason(frame: pd.DataFrame, rows: pd.Series | None, reason: str) -> None:
    """Give rows a reason where they have none yet."""
    if rows is not None:
        frame["reason"] = frame["reason"].mask(frame["reason"].isna() & rows, reason)


def _has(lines: Lines, name: str) -> bool:
    columns = set(lines.part.header.columns)
    either = {
        "customer": {"customer", "customer_name"},
        "product": {"product", "product_name"},
        "amount": {"amount", "price"},
    }
    return name == "date" or bool(either.get(name, {name}) & columns)


def differing(frame: pd.DataFrame) -> pd.Series:
    """Kept lines whose document (number and customer) is kept from more than one sheet."""
    rows = frame[frame["reason"].isna() & frame["doc_no"].notna()]
    spread = rows.groupby(["doc_no", "customer"], dropna=False)["part"].transform("nunique")
    return (spread > 1).reindex(frame.index, fill_value=False)


def kept(frame: pd.DataFrame) -> pd.DataFrame:
    """Lines without a reason to be set aside."""
    return frame[frame["reason"].isna()].reset_index(drop=True)
