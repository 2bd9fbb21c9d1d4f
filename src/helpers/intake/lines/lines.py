"""A ledger's sheet as typed order lines, each with the reason it is set aside, if any."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from helpers.errors import IntakeError, Problem
from helpers.intake.columns.header import Header
from helpers.intake.files.source import Sheet, Source, tidy_text
from helpers.intake.lines import deductions, per_document, standing
from helpers.intake.values import codes, dates, numbers
from helpers.intake.values.reading import Reading, Repair, merged
from helpers.language import msg

TEXTS = ("customer_name", "product_name", "region", "industry", "product_line", "series")
CODES = ("doc_no", "customer", "product")
ABOVE = ("doc_no", "date", "customer", "customer_name")
#: An amount further than this share from quantity × unit price is something else (tax and discounts stay within).
FAR = Decimal("0.35")
#: A document's first line speaks for all of them.
HEAD = ("date", "customer", "customer_name", "region", "industry", "status", "kind", "currency")
LABEL = re.compile(
    r"(?:本[页月日年季])?(?:小[计計]|合[计計]|[总總][计計]|累[计計]|共[计計])[::]?|(?:grand|sub)?-?totals?[::]?"
    r"|[日月年][计計结結]|(?:承前|承上|过次|過次|转次|轉次)[页頁]|上[年期月]结[转余]|结转(?:下[年期月页])?|期初(?:余额|数)?|期末(?:余额|数)?"
    r"|(?:brought|carried)forward|[bc]/?f|(?:opening|closing)balance|übertrag|summe|gesamt|gesamtsumme|sous-?total|totalgénéral|totalgeneral",
    re.IGNORECASE,
)
TAIL = re.compile(
    r".*(?:小[计計]|合[计計]|[总總][计計]|\bsub-?total|\btotal)[::]?|(?:sub|grand )?totals? .+", re.IGNORECASE
)
#: What every label of a total holds: looked for first, as it is quick.
LIKE_LABEL = r"(?i)[计計ｔＴ]|total|[转轉結结页頁]|期[初末]|forward|balance|^[bc]/?f$|summe|gesamt|übertrag"


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

        Blanks around a text are left to :mod:`helpers.intake.values.codes` to take out and count where the
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
    told
        Choice → value of what was read from the cells: meanings of statuses, of the discount column …
    """

    part: Part
    frame: pd.DataFrame
    repairs: tuple[Repair, ...]
    stated: tuple[Mapping[str, Any], ...]
    told: Mapping[str, str] = default(default_factory=dict)


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
    reason = reason.mask(_subtotals(part, body, order), "subtotal")
    reason = reason.mask(reason.isna() & _headers(part, body), "repeated_header")
    money_fields = [field for field in ("amount", "quantity", "price") if field in header.columns]
    nothing = pd.concat([part.cells(field, body).isna() for field in money_fields], axis=1).all(axis=1)
    undated = part.cells("date", body).isna() | _unreadable(part.cells("date", body), order)
    reason = reason.mask(reason.isna() & nothing & undated, "note")
    reason = reason.mask(reason.isna() & _ragged(part, body), "ragged")
    repairs = [Repair("spread", header.names[at], count, "", text) for at, count, text in part.sheet.spread]
    if rules["fill_down"]:
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
    frame["cost"], _ = numbers.to_minor(_nones(costs), digits, "")
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
    frame["reason"] = reason
    return Lines(part, frame, tuple(merged(repairs)), tuple(_stated(part, reason, digits, marks)), told)


def _name(header: Header, field: str) -> str:
    return header.name(field) if field in header.columns else field


def _must_be_products(part: Part, given: pd.Series, computed: pd.Series, of, fill: pd.Series) -> None:
    """Refuse to fill empty amounts with quantity × unit price where the filled ones are mostly something else."""
    both = given.notna() & computed.notna()
    if not both.any():
        return
    unlike = [abs(a - p) > abs(p) * FAR for a, p in zip(given[both], computed[both], strict=True)]
    if sum(unlike) * 2 <= len(unlike):
        return
    name = part.header.name("amount")
    raise IntakeError(
        Problem(
            what=msg(
                "{column} is empty in some lines, and where it is filled it is not quantity × unit price: it may be the total of several lines.",
                column=name,
            ),
            do=msg(
                "Name the order's number in the mapping (`doc_no: …`) with `amount_per: document`, or another amount (`amount: …`)."
            ),
            file=part.sheet.label,
            row=int(part.lines[fill].iloc[0]),
            column=name,
            kind="ask-amount-per",
        )
    )


def _nones(values: pd.Series) -> pd.Series:
    return values.astype(object).where(values.notna(), None)


def _amounts(part: Part, read, of, header: Header, repairs: list[Repair], none: pd.Series) -> pd.Series:
    """The amount as written; where its cell is empty (or there is no column), quantity × unit price."""
    given = read["amount"].values if "amount" in read else none
    if not {"quantity", "price"} <= set(read):
        return given
    empty = of("amount").isna() if "amount" in read else pd.Series(True, index=none.index)
    computed = numbers.product(read["quantity"].values, read["price"].values)
    fill = empty & computed.notna()
    if fill.any() and "amount" in read:
        _must_be_products(part, given, computed, of, fill)
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


def amounts_of(part, frame, read, of, repairs, none, digits, rules, settings, form, marks):
    """Amounts in minor units: discounts and refunds taken off, order totals shared out; what was rounded and told."""
    header, told = part.header, {}
    given = read["amount"].values if "amount" in read else none
    both = {"quantity", "price"} <= set(read)
    products = numbers.product(read["quantity"].values, read["price"].values) if both else none
    docs = frame["doc_no"]
    per = "line"
    if "amount" in read and docs.notna().any():
        differs = pd.Series("", index=docs.index, dtype="str")
        for name in ("product", "product_name", "quantity", "price"):
            if name in header.columns:
                differs = differs + "|" + of(name).fillna("")
        per = settings.get("amount_per") or per_document.level(docs, given, products, differs)
        if per == "?":
            first = int(np.flatnonzero((docs.notna() & docs.duplicated()).to_numpy())[0])
            raise IntakeError(
                Problem(
                    what=msg(
                        "Lines of one document repeat the same {column}: it may be the whole order's total, which would then be counted several times.",
                        column=header.name("amount"),
                    ),
                    do=msg(
                        "Say it in the mapping: `amount_per: document` (one total for each order) or `amount_per: line`."
                    ),
                    file=part.sheet.label,
                    row=int(part.lines.iloc[first]),
                    column=header.name("amount"),
                    kind="ask-amount-per",
                )
            )
    if per == "document":
        told["amount_per"] = "document"
        exact = _less_refunds(given, read, rules, header, repairs)
        minor, rounded = numbers.to_minor(_nones(exact), digits, _name(header, "amount"))
        weights = products if both else read["quantity"].values if "quantity" in read else none
        minor, changed = per_document.shared_out(docs, minor, weights)
        if changed.any():
            first = int(np.flatnonzero(changed.to_numpy())[0])
            before, after = str(of("amount").iloc[first]), numbers.in_units(minor.iloc[first], digits)
            repairs.append(Repair("shared_out", header.name("amount"), int(changed.sum()), before, after))
        return minor, rounded, told
    exact = _amounts(part, read, of, header, repairs, none)
    exact = _less_discounts(part, exact, products, read, of, repairs, rules, form, marks, told, digits)
    exact = _less_refunds(exact, read, rules, header, repairs)
    minor, rounded = numbers.to_minor(_nones(exact), digits, _name(header, "amount"))
    return minor, rounded, told


def _less_refunds(exact: pd.Series, read, rules, header: Header, repairs: list[Repair]) -> pd.Series:
    """Amounts without what was refunded later, where a column says how much."""
    if "refund" not in read or "amount" not in read or rules["refunds"] != "subtract":
        return exact
    pairs = zip(exact, read["refund"].values, strict=True)
    left = [a if a is None or not r or abs(r) > abs(a) else a - abs(r) * (1 if a >= 0 else -1) for a, r in pairs]
    return _replaced(exact, left, "refund_taken", header.name("refund"), repairs)


def _replaced(exact: pd.Series, values: list, kind: str, column: str, repairs: list[Repair]) -> pd.Series:
    changed = [n for n, (old, new) in enumerate(zip(exact, values, strict=True)) if old != new]
    if changed:
        first = changed[0]
        repairs.append(Repair(kind, column, len(changed), format(exact.iloc[first], "f"), format(values[first], "f")))
    return pd.Series(values, index=exact.index, dtype=object)


def _less_discounts(part, exact, products, read, of, repairs, rules, form, marks, told, digits) -> pd.Series:
    """Amounts after discount, where they were computed from prices or are plainly written before it."""
    header = part.header
    forms = {"discount_amount": "amount"} if "discount_amount" in header.columns else {"discount": form} if form else {}
    if not forms or rules["discounts"] == "ignore" or not {"quantity", "price"} <= set(read):
        return exact
    (field, form) = next(iter(forms.items()))
    if form == "?":
        return exact
    mark = marks.get(field, marks.get("price", "."))
    texts = of(field)
    texts = texts.where(texts.notna(), None).astype(object)
    off = [
        Decimal(0)
        if product is None
        else deductions.taken_off(product, text if isinstance(text, str) else None, form, mark)
        for product, text in zip(products, texts, strict=True)
    ]
    scale = header.scales.get(field, 0) if form == "amount" else 0
    off = [value.scaleb(scale) for value in off]
    net = [a if a is None or not o else a - o for a, o in zip(exact, off, strict=True)]
    if "amount" in read:
        unit = Decimal(1).scaleb(-digits) * 2
        judged = [
            abs(a - p) <= unit
            for a, p, o in zip(exact, products, off, strict=True)
            if a is not None and p is not None and abs(o) > unit
        ]
        if not judged or sum(judged) * 2 <= len(judged):
            return exact
        if rules["discounts"] == "ask":
            first = next(n for n, o in enumerate(off) if o)
            raise IntakeError(
                Problem(
                    what=msg(
                        "{column} is quantity × unit price, and beside it stands a discount: is the discount still to be taken off?",
                        column=header.name("amount"),
                    ),
                    do=msg("Say it: `--choose discounts=subtract` or `--choose discounts=ignore`."),
                    file=part.sheet.label,
                    row=int(part.lines.iloc[first]),
                    column=header.name(field),
                    kind="ask-discount",
                )
            )
    told["discount_form"] = f"{header.name(field)} = {form}"
    return _replaced(exact, net, "discount_taken", header.name(field), repairs)


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


def as_list(value: Any) -> list[str]:
    """An answer of the mapping as a list of texts."""
    if value is None:
        return []
    return (
        [str(item) for item in value]
        if isinstance(value, (list, tuple))
        else [t.strip() for t in str(value).split(",")]
    )


def _unreadable(cells: pd.Series, order: str) -> pd.Series:
    return dates.read_dates(cells, "", order).bad


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def labels(texts: pd.Series) -> dict[str, str]:
    """Of distinct texts those that label a total: ``exact`` by the whole text, ``tail`` by its end."""
    found = {}
    for text in texts[texts.str.contains(LIKE_LABEL)]:
        if LABEL.fullmatch(re.sub(r"\s", "", _normal(text))):
            found[text] = "exact"
        elif TAIL.fullmatch(_normal(text)):
            found[text] = "tail"
    return found


def _subtotals(part: Part, body: pd.DataFrame, order: str) -> pd.Series:
    """Rows with a cell such as 合计 or Total that lack what every order line has."""
    exact = pd.Series(False, index=body.index)
    tail = exact.copy()
    for position in body.columns:
        cells = body[position]
        texts = cells.dropna().drop_duplicates()
        texts = texts[
            texts.str.contains(
                r"(?i)[计計ｔＴ]|total|[转轉结結页頁]|期[初末]|forward|balance|^[bc]/?f$|summe|gesamt|übertrag"
            )
        ]
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
    body = _spoken_for(part, body, usable, repairs)
    above = [columns[field] for field in ABOVE if field in columns]
    below = [columns[field] for field in ("product", "product_name", "quantity", "amount") if field in columns]
    bare = body[above].isna().all(axis=1) & body[below].notna().any(axis=1) & usable
    if not bare.any():
        return body
    positions = np.arange(len(body))
    start = np.maximum.accumulate(np.where((usable & ~bare).to_numpy(), positions, -1))
    fill = bare.to_numpy() & (start >= 0)
    body = body.copy()
    for column in dict.fromkeys([*above, *(columns[field] for field in HEAD if field in columns)]):
        values = body[column].to_numpy(dtype=object, na_value=None)
        values = np.where(fill & pd.isna(values), values[np.maximum(start, 0)], values)
        body[column] = pd.Series(values, index=body.index, dtype="str")
    if fill.any():
        first = int(np.flatnonzero(fill)[0])
        name = part.header.names[columns["doc_no"]]
        repairs.append(Repair("filled_down", name, int(fill.sum()), "", str(body[columns["doc_no"]].iloc[first])))
    return body


def _spoken_for(part: Part, body: pd.DataFrame, usable: pd.Series, repairs: list[Repair]) -> pd.DataFrame:
    """Date, customer and status that only one line of a document has, given to its other lines."""
    columns = part.header.columns
    docs = tidy_text(body[columns["doc_no"]]).where(usable)
    if not docs.duplicated().any():
        return body
    body, cells, example = body.copy(), 0, ""
    rows = docs.notna()
    for field in HEAD:
        if field not in columns or columns[field] == columns["doc_no"]:
            continue
        own = body[columns[field]]
        empty = rows & own.isna()
        if not empty.any():
            continue
        given = pd.DataFrame({"doc": docs, "own": own})[rows & own.notna()].drop_duplicates()
        single = given[~given["doc"].duplicated(keep=False)].set_index("doc")["own"]
        found = docs.where(empty).map(single)
        if found.notna().any():
            cells += int(found.notna().sum())
            example = example or str(found.dropna().iloc[0])
            body[columns[field]] = own.fillna(found.astype("str"))
    if cells:
        repairs.append(Repair("filled_down", part.header.names[columns["doc_no"]], cells, "", example))
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
