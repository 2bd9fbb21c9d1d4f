"""A ledger's sheet as typed order lines, each with the reason it is set aside, if any."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers.intake import codes, dates, numbers
from helpers.intake.header import Header
from helpers.intake.reading import Reading, Repair, merged
from helpers.intake.source import Sheet, Source, tidy_text

TEXTS = ("customer_name", "product_name", "region", "industry", "product_line", "series")
CODES = ("doc_no", "customer", "product")
ABOVE = ("doc_no", "date", "customer", "customer_name")
LABEL = re.compile(
    r"(?:本[页月日年季])?(?:小[计計]|合[计計]|[总總][计計]|累[计計]|共[计計])[::]?|(?:grand|sub)?-?totals?[::]?",
    re.IGNORECASE,
)
TAIL = re.compile(r".*(?:小[计計]|合[计計]|[总總][计計]|\bsub-?total|\btotal)[::]?", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A sheet found to be a ledger, with its header."""

    source: Source
    sheet: Sheet
    header: Header

    @property
    def body(self) -> pd.DataFrame:
        """Cells below the header."""
        return self.sheet.cells.iloc[self.header.row + 1 :].reset_index(drop=True)

    @property
    def lines(self) -> pd.Series:
        """Line numbers of the body."""
        return self.sheet.lines.iloc[self.header.row + 1 :].reset_index(drop=True)

    def cells(self, field: str, body: pd.DataFrame | None = None) -> pd.Series:
        """Text cells of a field; all missing where the sheet has no such column.

        Blanks around a text are left to :mod:`helpers.intake.codes` to take out and count where the
        field is a code or a name; around dates and numbers they mean nothing.
        """
        body = self.body if body is None else body
        if field in self.header.columns:
            cells = body[self.header.columns[field]]
            return cells if field in CODES + TEXTS else tidy_text(cells)
        return pd.Series(pd.NA, index=body.index, dtype="str")


@dataclass(frozen=True)
class Lines:
    """Typed lines of a part.

    Attributes
    ----------
    frame
        A row a row of the sheet below its header: ``line``, the fields, ``amount`` and ``cost`` in
        minor units, ``reason`` (missing where the row is kept so far).
    stated
        Totals that the sheet states itself: line, label, money.
    """

    part: Part
    frame: pd.DataFrame
    repairs: tuple[Repair, ...]
    stated: tuple[Mapping[str, Any], ...]


def read_lines(part: Part, digits: int, order: str, marks: Mapping[str, str], fill_down: bool) -> Lines:
    """All rows of a sheet below its header.

    Parameters
    ----------
    digits
        Decimals of the currency's minor unit.
    order
        ``dmy``, ``mdy``, ``ymd`` or empty; see :func:`helpers.intake.dates.order_of`.
    marks
        Field → decimal mark.
    """
    body, header = part.body, part.header
    reason = pd.Series(pd.NA, index=body.index, dtype="str")
    reason = reason.mask(_subtotals(part, body, order), "subtotal")
    reason = reason.mask(reason.isna() & _headers(part, body), "repeated_header")
    money_fields = [field for field in ("amount", "quantity", "price") if field in header.columns]
    nothing = pd.concat([part.cells(field, body).isna() for field in money_fields], axis=1).all(axis=1)
    undated = part.cells("date", body).isna() | _unreadable(part.cells("date", body), order)
    reason = reason.mask(reason.isna() & nothing & undated, "note")
    reason = reason.mask(reason.isna() & _ragged(part, body), "ragged")
    repairs: list[Repair] = []
    if fill_down:
        body = _filled_down(part, body, reason.isna(), repairs)
    usable = reason.isna()

    def of(field: str) -> pd.Series:
        return part.cells(field, body).where(usable)

    def keep(field: str, reading: Reading) -> pd.Series:
        repairs.extend(reading.repairs)
        return reading.values

    frame = pd.DataFrame({"line": part.lines})
    day = dates.read_dates(of("date"), header.name("date"), order)
    frame["date"] = keep("date", day)
    for field in CODES:
        frame[field] = keep(field, codes.read_codes(of(field), _name(header, field)))
    for field in TEXTS:
        frame[field] = keep(field, codes.read_texts(of(field), _name(header, field), short=not field.endswith("_name")))
    read = {
        field: numbers.read_numbers(of(field), header.name(field), marks.get(field, "."), header.scales.get(field, 0))
        for field in ("quantity", "amount", "price", "cost", "unit_cost")
        if field in header.columns
    }
    for field, reading in read.items():
        keep(field, reading)
        if (
            field in ("quantity", "cost", "unit_cost")
            and reading.bad.any()
            and not (field == "quantity" and "amount" not in read)
        ):
            first = int(np.flatnonzero(reading.bad.to_numpy())[0])
            repairs.append(
                Repair("emptied", header.name(field), int(reading.bad.sum()), str(of(field).iloc[first])[:80], "")
            )
    none = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    exact = _amounts(read, of, header, repairs, none)
    frame["amount"], rounded = numbers.to_minor(exact, digits, _name(header, "amount"))
    repairs += rounded
    costs = read["cost"].values if "cost" in read else none
    if "unit_cost" in read and "quantity" in read:
        costs = costs.where(costs.notna(), numbers.product(read["quantity"].values, read["unit_cost"].values))
    frame["cost"], _ = numbers.to_minor(_nones(costs), digits, "")
    quantity = read["quantity"].values if "quantity" in read else none
    frame["quantity"] = (
        pd.to_numeric(quantity.map(lambda value: None if value is None else float(value))).astype("float64").round(6)
    )
    if {"quantity", "price", "amount"} <= set(read):
        should, _ = numbers.to_minor(numbers.product(quantity, read["price"].values), digits, "")
        frame["price_differs"] = ((should - frame["amount"]).abs() > 1).fillna(False).astype(bool)
    else:
        frame["price_differs"] = False
    reason = reason.mask(reason.isna() & frame["date"].isna(), "no_date")
    reason = reason.mask(reason.isna() & frame["amount"].isna(), "no_amount")
    frame["reason"] = reason
    return Lines(part, frame, tuple(merged(repairs)), tuple(_stated(part, reason, digits, marks)))


def _name(header: Header, field: str) -> str:
    return header.name(field) if field in header.columns else field


def _nones(values: pd.Series) -> pd.Series:
    return values.astype(object).where(values.notna(), None)


def _amounts(read, of, header: Header, repairs: list[Repair], none: pd.Series) -> pd.Series:
    """The amount as written; where its cell is empty (or there is no column), quantity × unit price."""
    given = read["amount"].values if "amount" in read else none
    if not {"quantity", "price"} <= set(read):
        return given
    empty = of("amount").isna() if "amount" in read else pd.Series(True, index=none.index)
    computed = numbers.product(read["quantity"].values, read["price"].values)
    fill = empty & computed.notna()
    if fill.any():
        first = int(np.flatnonzero(fill.to_numpy())[0])
        before = f"{of('quantity').iloc[first]} × {of('price').iloc[first]}"
        name = (
            header.name("amount")
            if "amount" in header.columns
            else f"{header.name('quantity')} × {header.name('price')}"
        )
        repairs.append(Repair("amount_computed", name, int(fill.sum()), before, format(computed.iloc[first], "f")))
    return _nones(given.where(~fill, computed))


def _unreadable(cells: pd.Series, order: str) -> pd.Series:
    return dates.read_dates(cells, "", order).bad


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _subtotals(part: Part, body: pd.DataFrame, order: str) -> pd.Series:
    """Rows with a cell such as 合计 or Total that lack what every order line has."""
    exact = pd.Series(False, index=body.index)
    tail = exact.copy()
    for position in body.columns:
        cells = body[position]
        texts = cells.dropna().drop_duplicates()
        texts = texts[texts.str.contains(r"(?i)[计計ｔＴ]|total")]
        for text in texts:
            bare = re.sub(r"\s", "", _normal(text))
            if LABEL.fullmatch(bare):
                exact |= (cells == text).fillna(False)
            elif TAIL.fullmatch(_normal(text)):
                tail |= (cells == text).fillna(False)
    if not (exact.any() or tail.any()):
        return exact
    day = part.cells("date", body)
    undated = day.isna() | _unreadable(day, order)
    unnumbered = (
        part.cells("doc_no", body).isna() if "doc_no" in part.header.columns else pd.Series(False, index=body.index)
    )
    nameless = part.cells("customer", body).isna() & part.cells("customer_name", body).isna()
    labelled = pd.Series(False, index=body.index)
    for field in ABOVE:
        cells = part.cells(field, body)
        labelled |= (
            cells.map(lambda text: bool(LABEL.fullmatch(re.sub(r"\s", "", _normal(text)))), na_action="ignore")
            .fillna(False)
            .astype(bool)
        )
    return (exact & (undated | unnumbered | nameless | labelled)) | (tail & (undated | (unnumbered & nameless)))


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


def _filled_down(part: Part, body: pd.DataFrame, usable: pd.Series, repairs: list[Repair]) -> pd.DataFrame:
    """Document, date and customer of lines that have none of the three, from the line above."""
    columns = part.header.columns
    if "doc_no" not in columns:
        return body
    above = [columns[field] for field in ABOVE if field in columns]
    below = [columns[field] for field in ("product", "product_name", "quantity", "amount") if field in columns]
    bare = body[above].isna().all(axis=1) & body[below].notna().any(axis=1) & usable
    if not bare.any():
        return body
    positions = np.arange(len(body))
    start = np.maximum.accumulate(np.where((usable & ~bare).to_numpy(), positions, -1))
    fill = bare.to_numpy() & (start >= 0)
    body = body.copy()
    for column in above:
        values = body[column].to_numpy(dtype=object, na_value=None)
        values = np.where(fill, values[np.maximum(start, 0)], values)
        body[column] = pd.Series(values, index=body.index, dtype="str")
    if fill.any():
        first = int(np.flatnonzero(fill)[0])
        name = part.header.names[columns["doc_no"]]
        repairs.append(Repair("filled_down", name, int(fill.sum()), "", str(body[columns["doc_no"]].iloc[first])))
    return body


def _stated(part: Part, reason: pd.Series, digits: int, marks: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """Grand totals the sheet states below its lines, to hold against the sum of its lines."""
    rows = reason.index[(reason == "subtotal").fillna(False)]
    if not len(rows) or "amount" not in part.header.columns:
        return []
    body, found = part.body, []
    for row in rows:
        texts = [re.sub(r"\s", "", _normal(text)) for text in body.loc[row].dropna()]
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
