"""A ledger's sheet as typed order lines, each with the reason it is set aside, if any."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from helpers.intake.columns.answers import as_list
from helpers.intake.files.source import tidy_text
from helpers.intake.lines import refunded, standing
from helpers.intake.lines.amounts import amounts_of, nones
from helpers.intake.lines.fill_down import filled_down
from helpers.intake.lines.part import CODES, TEXTS, Lines, Part, name_of
from helpers.intake.lines.totals import stated, subtotals
from helpers.intake.values import codes, dates, numbers, quantities
from helpers.intake.values.reading import Reading, Repair, merged


def read_lines(
    part: Part,
    digits: int,
    order: str,
    marks: Mapping[str, str],
    rules: Mapping[str, Any],
    settings: Mapping[str, Any] = MappingProxyType({}),
    form: str = "",
) -> Lines:
    """All rows of a sheet below its header.

    Parameters
    ----------
    digits
        Decimals of the currency's minor unit.
    order
        ``dmy``, ``mdy``, ``ymd`` or empty; see :func:`helpers.intake.values.dates.order_of`.
    marks
        Field → decimal mark.
    rules
        Of the import: ``fill_down``, ``cancelled_orders``, ``open_orders``, ``returns_by_type``, ``refunds``,
        ``discounts``.
    settings
        Answers of the mapping: ``amount_per``, ``status_drop``, ``status_keep``.
    form
        Of the discount column; see :func:`helpers.intake.ledger.ask.discount_forms`.

    Raises
    ------
    IntakeError
        When amounts may be the order's or the line's, or before or after a discount.
    """
    body, header = part.body, part.header
    reason = pd.Series(pd.NA, index=body.index, dtype="str")
    reason = reason.mask(subtotals(part, body, order), "subtotal")
    reason = reason.mask(reason.isna() & _headers(part, body), "repeated_header")
    money_fields = [field for field in ("amount", "quantity", "price") if field in header.columns]
    nothing = pd.concat([part.cells(field, body).isna() for field in money_fields], axis=1).all(axis=1)
    undated = part.cells("date", body).isna() | dates.unreadable(part.cells("date", body), order)
    reason = reason.mask(reason.isna() & nothing & undated, "note")
    reason = reason.mask(reason.isna() & _ragged(part, body), "ragged")
    repairs = [Repair("spread", header.names[at], count, "", text) for at, count, text in part.sheet.spread]
    if rules["fill_down"]:
        body = filled_down(part, body, reason.isna(), repairs)
    usable = reason.isna()

    def of(field: str) -> pd.Series:
        return part.cells(field, body).where(usable)

    def keep(field: str, reading: Reading) -> pd.Series:
        repairs.extend(reading.repairs)
        return reading.values

    frame = pd.DataFrame({"line": part.lines})
    day = dates.read_dates(of("date"), header.name("date"), order)
    frame["date"] = keep("date", day)
    written = tidy_text(body[header.columns["date"]]).where(usable)
    if (made := written.ne(of("date")) & written.notna()).any():
        first = int(np.flatnonzero(made.to_numpy())[0])
        repairs.append(
            Repair("date_completed", header.name("date"), int(made.sum()), written.iloc[first], of("date").iloc[first])
        )
    for field in CODES:
        frame[field] = keep(field, codes.read_codes(of(field), name_of(header, field)))
    for field in TEXTS:
        frame[field] = keep(
            field, codes.read_texts(of(field), name_of(header, field), short=not field.endswith("_name"))
        )
    read = {
        field: (quantities.read_quantities if field == "quantity" else numbers.read_numbers)(
            of(field), header.name(field), marks.get(field, "."), header.scales.get(field, 0)
        )
        for field in ("quantity", "amount", "price", "cost", "unit_cost", "discount_amount", "refund")
        if field in header.columns
    }
    for field, reading in read.items():
        keep(field, reading)
        if (
            field in ("quantity", "cost", "unit_cost", "discount_amount", "refund")
            and reading.bad.any()
            and not (field == "quantity" and "amount" not in read)
        ):
            first = int(np.flatnonzero(reading.bad.to_numpy())[0])
            repairs.append(
                Repair("emptied", header.name(field), int(reading.bad.sum()), str(of(field).iloc[first])[:80], "")
            )
    none = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    frame["amount"], rounded, told = amounts_of(
        part, frame, read, of, repairs, none, digits, rules, settings, form, marks
    )
    repairs += rounded
    costs = read["cost"].values if "cost" in read else none
    if "unit_cost" in read and "quantity" in read:
        costs = costs.where(costs.notna(), numbers.product(read["quantity"].values, read["unit_cost"].values))
    frame["cost"], _ = numbers.to_minor(nones(costs), digits, "")
    quantity = read["quantity"].values if "quantity" in read else none
    frame["quantity"] = (
        pd.to_numeric(quantity.map(lambda value: None if value is None else float(value))).astype("float64").round(6)
    )
    if {"quantity", "price", "amount"} <= set(read):
        should, _ = numbers.to_minor(numbers.product(quantity, read["price"].values), digits, "")
        frame["price_differs"] = ((should - frame["amount"]).abs() > 1).fillna(False).astype(bool)
        if told.get("amount_per") == "document":
            frame["price_differs"] = False
    else:
        frame["price_differs"] = False
    reason = reason.mask(reason.isna() & frame["date"].isna(), "no_date")
    reason = reason.mask(reason.isna() & frame["amount"].isna(), "no_amount")
    reason = _standing(part, frame, of, reason, rules, settings, repairs, told)
    struck = refunded.struck_out(part, body) & reason.isna()
    if struck.any() and rules["cancelled_orders"] == "aside":
        reason = reason.mask(struck, "void")
        told["struck_out"] = f"{header.names[refunded.void_column(header)]} → void ({int(struck.sum())})"
    back = refunded.rows(part, body) & reason.isna()
    if back.any() and rules["refunded_lines"] == "ask":
        raise refunded.refuse(part, back, frame["amount"].where(reason.isna()).fillna(0))
    frame["reason"] = reason.mask(back, "void") if rules["refunded_lines"] == "aside" else reason
    return Lines(part, frame, tuple(merged(repairs)), tuple(stated(part, frame["reason"], digits, marks)), told)


def _standing(part, frame, of, reason, rules, settings, repairs, told) -> pd.Series:
    """Reasons by status and type; returns written positive are turned negative."""
    header = part.header
    if "status" in header.columns:
        cells = of("status")
        drop, keep = (as_list(settings.get(name)) for name in ("status_drop", "status_keep"))
        found = standing.meanings(sorted(cells.dropna().unique()), drop, keep)
        asides = {"void": rules["cancelled_orders"], "open": rules["open_orders"]}
        why = cells.map({text: standing.REASON[meaning] for text, meaning in found.items()}, na_action="ignore")
        for name, rule in asides.items():
            if rule == "aside":
                reason = reason.mask(reason.isna() & (why == name).fillna(False), name)
        counts = cells.value_counts()
        told["status"] = "; ".join(f"{text} → {meaning} ({counts[text]})" for text, meaning in found.items())[:600]
    if "kind" in header.columns:
        cells = of("kind")
        found = standing.kinds(sorted(cells.dropna().unique()))
        meaning = cells.map(found, na_action="ignore")
        reason = reason.mask(reason.isna() & (meaning == "other").fillna(False), "no_sale")
        back = (meaning == "back").fillna(False).astype(bool) & reason.isna()
        if rules["returns_by_type"] == "negative":
            turn = standing.returns_to_turn(frame["amount"], back).astype(bool)
            if turn.any():
                first = int(np.flatnonzero(turn.to_numpy())[0])
                before = str(of("amount").iloc[first]) if "amount" in header.columns else ""
                repairs.append(Repair("return_sign", header.name("kind"), int(turn.sum()), before, f"-{before}"))
                for name in ("amount", "quantity", "cost"):
                    frame[name] = frame[name].mask(turn & (frame[name] > 0).fillna(False), -frame[name])
        if any(found.values()):
            told["kind"] = "; ".join(f"{text} → {what or 'sale'}" for text, what in found.items())[:600]
    return reason


def _headers(part: Part, body: pd.DataFrame) -> pd.Series:
    """Rows that repeat the header (a printed report's page breaks)."""
    positions = sorted(set(part.header.columns.values()))
    same = pd.concat([(tidy_text(body[p]) == part.header.names[p]).fillna(False) for p in positions], axis=1)
    return same.sum(axis=1) >= max(2, 0.6 * len(positions))


def _ragged(part: Part, body: pd.DataFrame) -> pd.Series:
    """Rows of a text file with filled cells right of the header's last (unless most rows have them)."""
    none = pd.Series(False, index=body.index)
    named = [position for position, name in enumerate(part.header.names) if name != f"#{position + 1}"]
    if part.source.kind != "text" or not named or max(named) + 1 >= body.shape[1]:
        return none
    more = body.iloc[:, max(named) + 1 :].notna().any(axis=1)
    return more if more.mean() <= 0.5 else none
