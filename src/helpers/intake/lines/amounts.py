"""What a line is worth: as written or quantity × price, after discounts and refunds, an order's total shared out."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd

from helpers.errors import IntakeError, Problem
from helpers.intake.columns.header import Header
from helpers.intake.lines import deductions, per_document, per_piece
from helpers.intake.lines.part import Part, name_of
from helpers.intake.values import numbers
from helpers.intake.values.reading import Repair
from helpers.language import msg

#: An amount further than this share from quantity × unit price is something else (tax and discounts stay within).
FAR = Decimal("0.35")


def amounts_of(part, frame, read, of, repairs, none, digits, rules, settings, form, marks):
    """Amounts in minor units: discounts and refunds taken off, order totals shared out; what was rounded and told."""
    header, told = part.header, {}
    given = read["amount"].values if "amount" in read else none
    both = {"quantity", "price"} <= set(read)
    if "amount" not in read or "price" not in read:
        per_piece.refuse(part, "amount" if "amount" in read else "price", frame, read)
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
        minor, rounded = numbers.to_minor(nones(exact), digits, name_of(header, "amount"))
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
    minor, rounded = numbers.to_minor(nones(exact), digits, name_of(header, "amount"))
    return minor, rounded, told


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
    return nones(given.where(~fill, computed))


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


def _less_refunds(exact: pd.Series, read, rules, header: Header, repairs: list[Repair]) -> pd.Series:
    """Amounts without what was refunded later, where a column says how much."""
    if "refund" not in read or "amount" not in read or rules["refunds"] != "subtract":
        return exact
    pairs = zip(exact, read["refund"].values, strict=True)
    left = [a if a is None or not r or abs(r) > abs(a) else a - abs(r) * (1 if a >= 0 else -1) for a, r in pairs]
    return _replaced(exact, left, "refund_taken", header.name("refund"), repairs)


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


def _replaced(exact: pd.Series, values: list, kind: str, column: str, repairs: list[Repair]) -> pd.Series:
    changed = [n for n, (old, new) in enumerate(zip(exact, values, strict=True)) if old != new]
    if changed:
        first = changed[0]
        repairs.append(Repair(kind, column, len(changed), format(exact.iloc[first], "f"), format(values[first], "f")))
    return pd.Series(values, index=exact.index, dtype=object)


def nones(values: pd.Series) -> pd.Series:
    return values.astype(object).where(values.notna(), None)
