"""What the cells of a column look like: how well they fit a kind of column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pandas as pd

from helpers.intake.columns import words
from helpers.intake.files.source import tidy_text
from helpers.intake.values import dates, numbers
from helpers.intake.values.codes import NOTHING, unguarded

#: Distinct cells that are looked at.
LOOKED_AT = 200
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
PHONE = re.compile(r"\(?\+?\d[\d\s()./-]{5,18}\d")
MOBILE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d{9}")


@dataclass(frozen=True)
class Look:
    """Shares of a column's distinct cells that could be each kind; ``filled`` of all rows, ``distinct`` of those filled."""

    filled: float
    distinct: float
    kinds: int
    date: float
    bare_date: float
    number: float
    decimal: float
    coded: float
    letters: float
    email: float
    phone: float
    percent: float
    long: float
    largest: float = 0.0
    texts: tuple[str, ...] = ()


def look(cells: pd.Series) -> Look:
    """What a column of text cells looks like."""
    tidy = tidy_text(cells).dropna()
    tidy = tidy[~tidy.str.lower().isin(NOTHING)]
    rows = max(len(cells), 1)
    texts = [unguarded(text) for text in tidy.drop_duplicates().head(LOOKED_AT)]
    count = max(len(texts), 1)
    if not texts:
        return Look(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

    def share(test) -> float:
        return sum(bool(test(text)) for text in texts) / count

    def dated(text: str) -> bool:
        return bool(dates.parse(text, "dmy")[0] or dates.parse(text, "mdy")[0])

    def numeric(text: str):
        value = numbers.parse(text.rstrip("%％ "), ".")[0]
        return value if value is not None else numbers.parse(text.rstrip("%％ "), ",")[0]

    bare = share(lambda text: dated(text) and text.isdecimal())
    return Look(
        filled=len(tidy) / rows,
        distinct=tidy.nunique() / max(len(tidy), 1),
        kinds=tidy.nunique(),
        date=share(dated) - bare,
        bare_date=bare,
        number=share(lambda text: numeric(text) is not None),
        decimal=share(lambda text: (value := numeric(text)) is not None and value % 1 != 0),
        coded=share(
            lambda text: (
                re.fullmatch(r"[A-Za-z]{0,6}[-_/]?\d[\w./-]*|0\d+", text) or re.fullmatch(r"[A-Z0-9_-]{3,}", text)
            )
        ),
        letters=share(lambda text: re.search(r"[^\W\d_]", text)),
        email=share(EMAIL.fullmatch),
        phone=share(lambda text: PHONE.fullmatch(text) and not dated(text) and "." not in text),
        percent=share(lambda text: text.endswith(("%", "％")) or ((v := numeric(text)) is not None and 0 <= v <= 100)),
        long=share(lambda text: len(text) > 12),
        largest=max((float(abs(value)) for text in texts if (value := numeric(text)) is not None), default=0.0),
        texts=tuple(texts),
    )


#: How addresses are written: a place and a street or house, in Chinese; a house and a street, in English.
ADDRESS = re.compile(
    r"(?:省|市|区|县|镇|乡).*(?:路|街|道|巷|村|号|园|大厦|广场|室)|\d+\s+(?:\w+\s+){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|blvd)\b",
    re.IGNORECASE,
)


def addresses(seen: Look) -> float:
    """Share of a column's cells that are addresses."""
    return sum(bool(ADDRESS.search(text)) for text in seen.texts) / max(len(seen.texts), 1)


#: How people are called: a family name and one or two signs, or two or three words with capital letters.
PERSON = re.compile(r"[\u4e00-\u9fff]{2,3}|[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*){1,2}")


def people(seen: Look) -> float:
    """Share of a column's cells that are called as people are."""
    from helpers.intake.privacy.detect import SURNAMES

    named = [
        text
        for text in seen.texts
        if PERSON.fullmatch(text) and (not "\u4e00" <= text[0] <= "\u9fff" or text[0] in SURNAMES)
    ]
    return len(named) / max(len(seen.texts), 1)


def fits(seen: Look, kind: str, table: str = "", field: str = "") -> float:
    """How well a column's cells fit a kind (0 to 1); one half where there are no cells to tell.

    Closed lists count the cells whose word is known; mail addresses, phone numbers and percentages are looked at
    as such.
    """
    if seen.kinds == 0:
        return 0.5
    if field == "email":
        return seen.email
    if field == "mobile":
        return seen.phone
    if field == "probability":
        return seen.percent
    if field in ("stage",):
        return 0.0 if seen.date > 0.3 or seen.decimal > 0.3 else 1.0 if seen.kinds <= 25 else 0.3
    if allowed := words.known(f"{table}.{field}"):
        from helpers.intake.columns.header import plain

        return sum(plain(text) in allowed for text in seen.texts) / len(seen.texts)
    dated = max(seen.date, 0.85 * seen.bare_date)
    if kind == "date":
        return dated
    if kind in ("money", "quantity", "integer"):
        longest = max(map(len, seen.texts))
        odd = 0.1 if seen.bare_date > 0.9 and longest == 8 else 0.2 if seen.date > 0.5 else 1.0
        if seen.phone > 0.8 and seen.decimal == 0 and longest >= 10:
            odd = min(odd, 0.2)
        if any(re.fullmatch(r"0\d+", text) for text in seen.texts):
            odd = min(odd, 0.3)
        if kind != "money" and seen.number > 0.9 and seen.decimal > 0.5 and field in ("payment_days", "seats"):
            odd = min(odd, 0.3)
        if table == "orders" and field == "quantity":
            odd *= 0.85 if seen.decimal > 0.1 else 0.8 if seen.largest > 1000 else 1.0
        elif table == "orders" and kind == "money" and seen.decimal == 0:
            odd *= 0.9
        return seen.number * odd
    if seen.date > 0.5 or seen.email > 0.5:
        return 0.1
    if kind == "id":
        return 0.2 if seen.decimal > 0.2 else 0.4 if seen.long > 0.9 and seen.coded < 0.1 else 1.0
    if kind == "category":
        few = seen.kinds <= 40 or seen.distinct < 0.3
        return (1.0 if few else 0.4) * (0.2 if seen.decimal > 0.2 else 1.0)
    return 1.0 if seen.letters > 0.5 else 0.3


@cache
def kind_of(table: str, field: str) -> str:
    """Kind of a field, also of the ledger's and of payments."""
    from helpers.company.schema import tables

    extra = {"paid": "money", "paid_on": "date", "payment_no": "id", "invoice_no": "id", "customer": "id"}
    if table == "orders":
        return _LEDGER.get(field, "category")
    if table == "payments":
        return extra[field]
    return tables()[table][field].kind


_LEDGER = {
    "doc_no": "id", "date": "date", "customer": "id", "customer_name": "text", "product": "id", "product_name": "text",
    "quantity": "quantity", "amount": "money", "amount_line": "money", "amount_taxed": "money", "amount_untaxed": "money",
    "price": "money", "price_taxed": "money", "cost": "money", "unit_cost": "money", "discount": "quantity",
    "discount_amount": "money", "refund": "money",
}  # fmt: skip
