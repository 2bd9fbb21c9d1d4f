"""What a ledger's columns hold against what their headers say, and which of two that would do is meant.

Only what follows from the cells or from a rule that is stated is settled here; what does not is asked about
(:mod:`helpers.intake.tables.rivals`). A person's word always stays. The rules:

* a column of numbers with decimals is nobody's name;
* a code that is new in every row although the names beside it come again is the row's own key, not the customer's or product's;
* who orders is the customer, not who receives (SAP's partner functions *sold-to party* and *ship-to party*);
* a sale is of the day of its document or order, not of its payment or shipment, where nobody has said what revenue means;
* the price is the one that times the quantity gives the amount; where several do, or none, the one after discounts, not the
  one on the label;
* a column that times the quantity gives the amount in all lines is the price, and one that times the price does the quantity,
  whatever they are called;
* beside a name, a column of the same thing whose cells are codes is its code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.intake.columns import content, nouns
from helpers.intake.columns.concepts import TURNING
from helpers.intake.columns.header import _delivered, forms, means, paid, synonyms
from helpers.intake.files.source import tidy_text
from helpers.intake.values import numbers

#: Rows below the header that tell; fewer than the second tell nothing of keys.
ROWS, LEAST = 2_500, 8
#: A code is each row's own where so many of its cells are different; names come again where at most so many are.
OWN, AGAIN = 0.97, 0.6
#: Share of rows in which quantity × price is the amount, to a hundredth of it, for a price to be the one.
AGREES, CLOSE = 0.8, 0.01
#: The same for a column that its header does not tell; and how many different values both must have.
ALL, FACTORS = 0.98, 3
#: Headers of a price that is not what was paid, and of one after discounts.
LABEL = re.compile(r"吊牌|标价|标签价|原价|市场价|建议|牌价|定价|零售价|目录价|msrp|\blist\b|retail|original|standard|catalog|定価|listenpreis|tarif", re.IGNORECASE)  # fmt: skip
AFTER = re.compile(r"折后|折扣后|优惠后|实际|实售|成交|活动|促销|实付|after|discounted|\bnet\b|actual|\bsold\b|rabattiert|remis[ée]", re.IGNORECASE)  # fmt: skip
#: Concepts of days on which a sale is made, and of days on which it is only paid or shipped.
MADE, FULFILLED = (
    frozenset({"doc", "order_act", "sale", "issue", "invoice", "made"}),
    frozenset({"paid", "ship", "deliver"}),
)
#: What the day of a document, its type and its status may say besides.
ALSO = frozenset({"doc", "sale", "invoice", "order_act", "belongs", "issue"})
PAIRS = {"customer_name": "customer", "product_name": "product"}


class Columns:
    """A ledger's columns as they are being settled; ``columns``, ``how`` and ``others`` are changed in place."""

    def __init__(self, sheet, row: int, names: Sequence[str], columns, how, others, mapping: Mapping[str, Any]):
        self.body: pd.DataFrame = sheet.cells.iloc[row + 1 : row + 1 + ROWS]
        self.names, self.columns, self.how, self.others, self.mapping = names, columns, how, others, mapping

    def cells(self, position: int) -> pd.Series:
        return tidy_text(self.body[position])

    def free(self, position: int) -> bool:
        return position not in self.columns.values() and not self.names[position].startswith("#")

    def open(self, field: str) -> bool:
        """Whether a field has no column and no person has said that it has none."""
        return field not in self.columns and field not in self.mapping

    def told(self, field: str) -> bool:
        """Whether a field's column is not a person's word and may be settled."""
        return field in self.columns and self.how[field] != "mapping"

    def take(self, field: str, position: int, how: str) -> None:
        before = self.columns.get(field)
        self.columns[field], self.how[field] = position, how
        rest = [name for name in self.others.get(field, ()) if name != self.names[position]]
        self.others[field] = tuple(dict.fromkeys([*([self.names[before]] if before is not None else []), *rest]))

    def leave(self, field: str) -> None:
        self.others[field] = (self.names[self.columns[field]], *self.others.get(field, ()))
        del self.columns[field], self.how[field]

    def candidates(self, field: str) -> list[int]:
        """Free columns whose header is known for a field, or means the same; best first."""
        known = synonyms()[field]
        found = []
        for position, name in enumerate(self.names):
            if self.free(position):
                ranks = [known.index(form) for form in forms(name) if form in known]
                if ranks or field in means(name):
                    found.append((min(ranks, default=len(known)), position))
        return [position for _, position in sorted(found)]


def settle(sheet, row: int, names: Sequence[str], columns, how, others, mapping: Mapping[str, Any], basis: str) -> None:
    """Settle a ledger's columns by what they hold."""
    known = Columns(sheet, row, names, columns, how, others, mapping)
    if known.body.empty:
        return
    _names_of_numbers(known)
    _own_keys(known)
    _receivers(known)
    _codes(known)
    if not basis:
        _day(known)
    _price(known)
    _factor(known)
    _types(known)


def _names_of_numbers(known: Columns) -> None:
    for field in PAIRS:
        if known.told(field) and _decimals(known.cells(known.columns[field])):
            known.leave(field)
            _next(known, field, lambda position: not _decimals(known.cells(position)))


def _decimals(cells: pd.Series) -> bool:
    texts = cells.dropna().drop_duplicates()
    return len(texts) > 1 and texts.str.fullmatch(r"[¥$€£]?-?\d[\d,. ]*[.,]\d+").mean() > 0.9


def _next(known: Columns, field: str, test) -> None:
    """Take the best free column for a field that passes a test."""
    for position in known.candidates(field):
        if test(position):
            known.take(field, position, "name" if known.names[position] in known.others.get(field, ()) else "meaning")
            return


def own_key(codes: pd.Series, called: pd.Series) -> bool:
    """Whether codes are each row's own although the names beside them come again."""
    both = codes.notna() & called.notna()
    rows = int(both.sum())
    return rows >= LEAST and codes[both].nunique() >= OWN * rows and called[both].nunique() <= AGAIN * rows


def _code_of(codes: pd.Series, called: pd.Series) -> bool:
    """Whether codes may be those of names: each code of one name, and hardly fewer codes than names."""
    both = codes.notna() & called.notna()
    pairs = pd.DataFrame({"code": codes[both], "name": called[both]}).drop_duplicates()
    number, names = pairs["code"].nunique(), pairs["name"].nunique()
    return number > 1 and len(pairs) <= 1.1 * max(number, names) and number >= 0.9 * names


def _own_keys(known: Columns) -> None:
    for name, code in PAIRS.items():
        if known.told(code) and name in known.columns and known.columns[name] != known.columns[code]:
            called = known.cells(known.columns[name])
            if own_key(known.cells(known.columns[code]), called):
                known.leave(code)
                _next(
                    known,
                    code,
                    lambda at, called=called: not own_key(known.cells(at), called) and _coded(known.cells(at)),
                )


def _receivers(known: Columns) -> None:
    """Beside who buys, who receives is not the customer."""
    if not known.told("customer_name") or not _delivered(known.names[known.columns["customer_name"]]):
        return
    buyers = [
        position
        for position in known.candidates("customer_name")
        if not _delivered(known.names[position]) and not _coded(known.cells(position))
    ]
    if buyers:
        known.take("customer_name", buyers[0], "meaning")
    elif "customer" in known.columns and not _delivered(known.names[known.columns["customer"]]):
        known.leave("customer_name")


def _coded(cells: pd.Series) -> bool:
    seen = content.look(cells)
    return seen.coded > 0.8 and seen.decimal < 0.2 and seen.date + seen.bare_date < 0.5


def _codes(known: Columns) -> None:
    """A column of customers, or products, whose header says neither code nor name, is what its cells are."""
    for name, code in PAIRS.items():
        if name in known.columns and known.open(code) and known.how[name] == "meaning":
            position = known.columns[name]
            if nouns.read(known.names[position]).kind != "name" and _coded(known.cells(position)):
                del known.columns[name], known.how[name]
                known.columns[code], known.how[code] = position, "meaning"
                _next(known, name, lambda at: not _coded(known.cells(at)))
        if known.open(name) and code in known.columns and _coded(known.cells(known.columns[code])):
            for header in known.others.get(code, ()):  # a nickname beside a code: the one names, the other tells apart
                at = known.names.index(header)
                if (
                    known.free(at)
                    and nouns.read(header).kind == "name"
                    and not _delivered(header)
                    and not _coded(known.cells(at))
                ):
                    known.columns[name], known.how[name] = at, "meaning"
                    break
        if name in known.columns and known.open(code):
            called = known.cells(known.columns[name])
            for position in known.candidates(code):
                cells = known.cells(position)
                if _coded(cells) and not own_key(cells, called) and _code_of(cells, called):
                    known.columns[code], known.how[code] = position, "meaning"
                    break


def of_day(header: str) -> str:
    """What a header of days says: ``made`` (the document's or order's own), ``fulfilled`` (paid or shipped), else nothing."""
    noun = nouns.read(header)
    if noun.kind != "date" and not noun.said & (MADE | FULFILLED):
        return ""
    said = noun.said - {"date", "month"}
    if said & FULFILLED or paid(header):
        return "fulfilled" if said <= FULFILLED | MADE | {"customer", "actual"} else ""
    if not noun.whole:
        return "made" if said & {"doc", "order_act", "sale", "issue", "invoice"} and said <= MADE else ""
    return "made" if said <= MADE | {"belongs"} and (said - {"made"} or not said) else ""


def _dated(cells: pd.Series) -> bool:
    seen = content.look(cells)
    return max(seen.date, seen.bare_date) > 0.9 and seen.filled > 0.9


def _day(known: Columns) -> None:
    if not known.told("date") or of_day(known.names[known.columns["date"]]) != "fulfilled":
        return
    made = [
        position
        for position, name in enumerate(known.names)
        if known.free(position)
        and of_day(name) == "made"
        and nouns.read(name).said - {"date"}
        and _dated(known.cells(position))
    ]
    if len(made) == 1:
        known.take("date", made[0], "meaning")


def multiplied(known: Columns, price: int, amount: int) -> float:
    """Share of rows in which quantity × price is the amount."""
    quantity, each, whole = (_floats(known.cells(at)) for at in (known.columns["quantity"], price, amount))
    return _agree(quantity * each, whole)


def _agree(product: pd.Series, whole: pd.Series) -> float:
    """Share of rows in which a product is the amount, a power of ten for a unit in a header apart."""
    frame = pd.DataFrame({"a": product, "b": whole}).dropna()
    frame = frame[frame["b"] != 0]
    if len(frame) < 3:
        return 0.0
    ratio = (frame["a"] / frame["b"]).round(4)
    scale = {0.0001, 0.001, 1.0, 1000.0, 10000.0}  # a unit in the header
    close = (frame["a"] - frame["b"]).abs() <= CLOSE * frame["b"].abs()
    return float(max(close.mean(), ratio.isin(scale - {1.0}).mean()))


def _floats(cells: pd.Series) -> pd.Series:
    mark = numbers.mark_of(cells)
    values = numbers.read_numbers(cells, "", "." if mark == "?" else mark).values
    return pd.Series([float("nan") if v is None or v is pd.NA else float(v) for v in values], index=cells.index)


def _price(known: Columns) -> None:
    if not known.told("price"):
        return
    taken = known.columns["price"]
    free = [at for at in known.candidates("price") if not known.cells(at).isna().all()]
    free += [
        at
        for at, name in enumerate(known.names)
        if known.free(at) and at not in free and "price" in nouns.read(name).said and nouns.read(name).kind == "money"
        and not nouns.read(name).said & {"tax", "taxed", "cost", "cost_price", "discount"}
    ]  # fmt: skip
    if not free:
        return
    every = [taken, *free]
    if {"quantity", "amount"} <= known.columns.keys():
        shares = {at: multiplied(known, at, known.columns["amount"]) for at in every}
        fits = [at for at in every if shares[at] >= AGREES]
        every = fits or every
    best = min(every, key=lambda at: (_label(known.names[at]), every.index(at)))
    if best != taken:
        known.take("price", best, "meaning")


def _factor(known: Columns) -> None:
    """The one missing of quantity and price, by the product that both make."""
    for field, other in (("price", "quantity"), ("quantity", "price")):
        if not known.open(field) or not {other, "amount"} <= known.columns.keys():
            continue
        given = _floats(known.cells(known.columns[other]))
        if given.nunique() < FACTORS or len(given) < LEAST:
            continue
        fits = []
        for at in range(len(known.names)):
            if known.free(at) and content.look(known.cells(at)).number > 0.95:
                own = _floats(known.cells(at))
                if (
                    own.nunique() >= FACTORS
                    and _agree(given * own, _floats(known.cells(known.columns["amount"]))) >= ALL
                ):
                    fits.append(at)
        if len(fits) == 1:
            known.columns[field], known.how[field] = fits[0], "content"


def _label(header: str) -> int:
    """Rank of a price: 0 after discounts, 1 any, 2 the one on the label."""
    return 0 if AFTER.search(header) else 2 if LABEL.search(header) else 1


def _words(field: str, cells: pd.Series) -> bool:
    """Whether a column's words are those of a document's type, or of its status."""
    from helpers.intake.lines import standing

    texts = [str(text) for text in cells.dropna().unique()]
    if field == "status":
        return sum(meaning != "?" for meaning in standing.meanings(texts).values()) > 0.5 * len(texts)
    return any(standing.kinds(texts).values()) or standing.sold(texts)


def _types(known: Columns) -> None:
    """A document's type and its status, by their head nouns."""
    for field, concept in (("kind", "kind"), ("status", "status")):
        if not known.open(field):
            continue
        for position, name in enumerate(known.names):
            noun = nouns.read(name)
            own = noun.said - {concept}
            if not known.free(position) or concept not in noun.said or noun.kind != "word" or own & TURNING:
                continue
            if re.search(r"方式|方法|method|mode|売上区分", name, re.IGNORECASE) or not noun.whole or not own <= ALSO:
                continue
            cells = known.cells(position)
            if (own or field == "status") and 0 < cells.nunique() <= 20 and _words(field, cells):
                known.columns[field], known.how[field] = position, "meaning"
                break
