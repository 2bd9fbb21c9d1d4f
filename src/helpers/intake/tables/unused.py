"""Columns left over that look as if they meant something: asked about, where a field of the table is still free.

What makes a question worth it is that the header says something of a free field's, as far as its words are known, or
that the cells strongly fit one: a field that the table cannot do without, places or branches of trade by their words,
a code that goes with each product's or customer's name, a price that times the quantity is the amount. Mere text under
a header that nobody knows is listed as unused and not asked about.

A column is left over without a question where its header is known to mean something else, where it is empty, the same
in every row or a running number or key of another system, or where the table has no free field of its kind. A person
who wants none of them says so once (``TABLE.not_used=*``), and ``mapping.yml`` keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.company.plain_yaml import read_own
from helpers.company.schema import tables as contract
from helpers.errors import Problem
from helpers.intake.columns import concepts, content, nouns, words
from helpers.intake.columns.concepts import TURNING
from helpers.intake.columns.header import forms, plain
from helpers.intake.columns.labels import alike, elsewhere, fields, unprefixed
from helpers.intake.columns.propose import PLAIN_WORDS, needed, samples
from helpers.intake.files.source import Sheet, tidy_text
from helpers.language import Message, Words, current, msg

#: Says of every column left over that it stays so.
ALL = "*"
#: So many rows at least, and so much of a column filled, make it worth a question.
ROWS, FILLED = 3, 0.2
#: Lines from which codes are told by going with names.
LINES = 8
#: A column fits a free field when so many of its cells do.
FITS = 0.8
#: Concepts that by themselves do not tell one field from another.
TRIVIAL = frozenset(
    {"name", "code", "date", "month", "amount", "quantity", "kind", "doc", "described", "line_item", "status"}
)
#: Concepts that say what is measured: the total of an item is no item.
MEASURES = frozenset({"kind", "amount", "price", "cost", "cost_price", "quantity", "date", "hours", "probability"})
#: Of these, what is money: one is often called the other.
MONEY = frozenset({"amount", "price", "cost", "cost_price"})
#: Concepts that say of whom or what a column speaks: a customer's phone is no customer's region.
WHOSE = frozenset({"customer", "product", "contact", "opportunity", "contract", "invoice", "member", "belongs"})
#: Concepts of days and money that are none of a table's: a last visit, a next step, the day a row was made.
TOLD = frozenset({"last", "next", "visit", "made", "changed", "issue", "ship", "tax", "cost", "price", "standard", "paid", "due", "payable"})  # fmt: skip
#: Fields that results hang on besides those a table cannot do without.
MATTERS = {"invoices": ("due_on", "paid_on"), "opportunities": ("expected_on", "amount", "stage"), "contracts": ("starts_on", "ends_on", "amount"), "customers": ("created_on",),
    "products": ("list_price", "standard_cost"), "contacts": ("last_contact_on",)}  # fmt: skip
#: Fields that hold the names of our people.
PEOPLE = ("owner", "our_contact")
#: Words of cells by which a column is told whatever it is called.
VOCABULARY = Path(__file__).parents[1] / "columns" / "vocabulary.yml"
#: Only a header can tell which key a code is, but for a row's own.
BY_HEADER = ("id",)
OWN = {"payments": ("payment_no",), "invoices": ("invoice_no",), "opportunities": ("opportunity",), "contracts": ("contract",), "contacts": ("contact",),
    "products": ("product",), "customers": ("customer",), "orders": ("doc_no",)}  # fmt: skip
#: Headers of a row's own number, and of what only the system that wrote the file needs.
INTERNAL = re.compile(
    r"序号|行号|^no\.?$|^#|guid|uuid|租户|tenant|created ?by|modified|创建人|修改人|更新|审核|制单|打印|附件|流程|版本|版次"
    r"|url|https?:|link|token|hash|\bip\b|index$|row ?id|line ?no|备注|remark|memo",
    re.IGNORECASE,
)


def possible(table: str, name: str, short: str, seen: content.Look, free: Iterable[str]) -> list[str]:
    """Free fields of a table that a column left over may be, likeliest first; empty where it needs no question."""
    if seen.kinds < 2 or seen.filled < FILLED or name.startswith("#") or INTERNAL.search(name):
        return []
    if any(form in elsewhere() for text in (name, short) for form in forms(text)):
        return []
    if any(text.startswith(("http:", "https:", "www.")) for text in seen.texts[:3]) or content.addresses(seen) > 0.8:
        return []
    free = list(free)
    if (seen.email > FITS and "email" not in free) or (seen.phone > FITS and "mobile" not in free and seen.long <= 0.5):
        return []
    like = {**alike(name, table), **(alike(short, table) if short != name else {})}
    noun = nouns.read(name)
    own = (concepts.said(name) or concepts.said(short) or noun.said) - set(concepts.ABOUT.get(table, ()))
    found: list[tuple[float, str]] = []
    for field in free:
        kind = content.kind_of(table, field)
        fit = content.fits(seen, kind, table, field)
        if fit < (0.5 if _closed(table, field) else FITS):
            continue
        if nouns.against(name, kind, field) or (table == "orders" and field in PLAIN_WORDS and noun.kind != "word"):
            continue
        shared = _shared(own, table, field)
        near = like[field][0] if field in like and (shared or not own & TURNING) else 0.4 if shared else 0.0
        own_days = table != "orders" and kind in ("date", "money") and not own & (TURNING | (TOLD - _days_of(table)))
        by_words = field in _vocabulary()
        if (
            not near
            and (not own - TRIVIAL or own_days or by_words)
            and _by_content(table, field, kind, seen, bool(own))
        ):
            near = 0.1
        if near:
            found.append((near + 0.01 * fit, field))
    order = list(fields(table))
    return [field for _, field in sorted(found, key=lambda entry: (-entry[0], order.index(entry[1])))]


def _closed(table: str, field: str) -> bool:
    home = contract().get(table)
    return bool(home and field in home.names and home[field].allowed)


def _shared(own: frozenset[str], table: str, field: str) -> bool:
    """Whether a header says something that a known header of the field says, beyond what any header may say."""
    telling, measured = own - TRIVIAL, own & MEASURES
    meanings = [concepts.meaning(label, table) or frozenset() for label in fields(table)[field]]
    return any(
        telling & meant
        and not (own & TURNING) - meant
        and not measured - meant - (MONEY if meant & MONEY else frozenset())
        and not (telling & meant <= WHOSE and meant - WHOSE - TRIVIAL)
        for meant in meanings
    )


def _days_of(table: str) -> frozenset[str]:
    """Concepts of days that a table without such a field may use for one it has: what is due of a deal is expected."""
    return frozenset() if "due_on" in fields(table) else frozenset({"due"})


@cache
def _vocabulary() -> Mapping[str, frozenset[str]]:
    return {field: frozenset(map(plain, words_)) for field, words_ in read_own(VOCABULARY).items()}


def _by_content(table: str, field: str, kind: str, seen: content.Look, understood: bool) -> bool:
    """Whether cells alone make a column of unknown header worth a question for a field."""
    if field in _vocabulary():
        texts = [plain(text) for text in seen.texts]
        return sum(_word(text, field) for text in texts) > 0.6 * len(texts)
    if table == "orders":
        return field == "cost" and kind == "money" and seen.decimal > 0.2 and not understood
    if field in PEOPLE:
        return content.people(seen) > 0.8
    if field == "probability":
        return seen.largest <= 100 and seen.kinds > 1 and not seen.decimal and not _running(seen)
    if _closed(table, field):
        return True
    if field not in (*needed(table), *MATTERS.get(table, ())):
        return False
    if kind in BY_HEADER:  # of codes only one that each row has its own of, for a table whose own code is not there
        return field in OWN.get(table, ()) and seen.coded > 0.8 and seen.distinct > 0.95 and not _running(seen)
    if kind in ("integer", "quantity"):
        return seen.largest < 10_000 and not seen.decimal and not _running(seen)
    if kind == "money":
        return seen.decimal > 0.2
    if kind == "date":
        return True
    if seen.coded > 0.8 or seen.number > 0.5 or all(words.yes_or_no(text) for text in seen.texts):
        return False
    return seen.kinds <= 40 or seen.distinct < 0.5 if kind == "category" else True


def _word(text: str, field: str) -> bool:
    """Whether a cell is one of a field's words, or a longer one of signs that begins with it (华东大区, 江苏省)."""
    known = _vocabulary()[field]
    return text in known or (not text.isascii() and len(text) <= 6 and (text[:2] in known or text[:3] in known))


def _goes_with(body: pd.DataFrame, position: int, names: int) -> bool:
    """Whether a column of codes has one for each name of another column, and names come again."""
    pairs = pd.DataFrame({"code": tidy_text(body[position]), "name": tidy_text(body[names])}).dropna()
    if len(pairs) < LINES or pairs["name"].nunique() < ROWS or pairs["name"].nunique() > 0.9 * len(pairs):
        return False
    once = pairs.drop_duplicates()
    return not once["code"].duplicated().any() and not once["name"].duplicated().any()


def _documents(body: pd.DataFrame, position: int, name: str, seen: content.Look, one: Sequence[int]) -> bool:
    """Whether a column of codes parts the rows as documents do: several rows of one, and all of one day and customer."""
    if seen.coded < 0.8 or seen.filled < 0.95 or _running(seen) or INTERNAL.search(name) or name.startswith("#"):
        return False
    if any(form in elsewhere() for form in forms(name)) or (concepts.said(name) or frozenset()) & (TURNING | MEASURES):
        return False
    if not 0.1 * len(body) <= seen.kinds < len(body):
        return False
    parts = body.groupby(body[position].to_numpy())[list(one)].nunique()
    return bool((parts <= 1).all(axis=None)) and any(body[at].nunique() > 1 for at in one)


def _running(seen: content.Look) -> bool:
    """Whether a column counts the rows."""
    numbers = [int(text) for text in seen.texts if text.isdecimal()]
    return len(numbers) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def question(
    sheet: Sheet,
    row: int,
    table: str,
    names: Sequence[str],
    taken: Collection[int],
    free: Sequence[str],
    settled: Collection[str],
    one: Sequence[int] = (),
    known: Mapping[str, int] | None = None,
) -> list[Problem]:
    """One question about all columns of a sheet that look as if they meant something; none where there are none.

    Parameters
    ----------
    taken
        Positions of the columns that are used or asked about otherwise.
    free
        Fields of the table that have no column.
    settled
        Headers that a person left unused; :data:`ALL` for all.
    one
        Positions of what is one in each document of a ledger: its day and its customer.
    known
        Field → position of the columns of a ledger: a code that goes with each of their names is asked about.
    """
    body: pd.DataFrame = sheet.cells.iloc[row + 1 :]
    if ALL in settled or len(body) < ROWS or not free:
        return []
    kept = {plain(name) for name in settled}
    found = []
    for position, (name, short) in enumerate(zip(names, unprefixed(names), strict=True)):
        if position in taken or plain(name) in kept or position not in body:
            continue
        seen = content.look(body[position])
        fits = possible(table, name, short, seen, free)
        if "doc_no" in free and "doc_no" not in fits and one and _documents(body, position, name, seen, one):
            fits = ["doc_no", *fits]
        for field, called in (("product", "product_name"), ("customer", "customer_name")):
            if (
                field in free
                and field not in fits
                and called in (known or {})
                and seen.coded > 0.8
                and not seen.date
                and not nouns.against(name, "id", field)
            ):
                fits = [field, *fits] if _goes_with(body, position, known[called]) else fits
        if fits:
            found.append((position, name, fits))
    if not found:
        return []
    from helpers.intake.tables.sort import field_title, title

    first = found[0]
    return [
        Problem(
            what=msg(
                "Columns are not used that look as if they meant something: {columns}.",
                columns=Columns(
                    tuple((name, samples(body[at], 3), tuple(field_title(table, f) for f in fits[:3])) for at, name, fits in found)
                ),
            ),
            do=msg(
                'Say what one is: `--map "{key}={header}"`, and of the rest that they stay out: `--map "{table}.not_used=*"`; or --yes to leave all out. Fields of the table {title} that are free: {fields}.',
                key=f"{table}.{first[2][0]}",
                header=first[1],
                table=table,
                title=title(table),
                fields=Fields(tuple((name, field_title(table, name)) for name in free)),
            ),
            file=sheet.label,
            row=int(sheet.lines.iloc[row]),
            column=", ".join(name for _, name, _ in found),
            kind="ask-unused",
        )
    ]  # fmt: skip


class Columns:
    """Columns with examples and what they may be, as one gap of a message."""

    def __init__(self, entries: tuple[tuple[str, tuple[str, ...], tuple[Words | Message, ...]], ...]):
        self.entries = entries

    def render(self, lang: str | None = None, *, html: bool = False, spec: str = "") -> str:
        lang = lang or current()
        said = []
        for name, cells, titles in self.entries:
            named = [one.pick(lang) if hasattr(one, "pick") else one.render(lang) for one in titles]
            said.append(
                msg(
                    "{header} ({samples}), perhaps {fields}",
                    header=repr(name),
                    samples=", ".join(cells),
                    fields=(" 或 " if lang == "zh" else " or ").join(named),
                ).render(lang, html=html)
            )
        return ("；" if lang == "zh" else "; ").join(said)


class Fields:
    """Names of fields, each with what it is called, as one gap of a message."""

    def __init__(self, entries: tuple[tuple[str, Words | Message], ...]):
        self.entries = entries

    def render(self, lang: str | None = None, *, html: bool = False, spec: str = "") -> str:
        lang = lang or current()
        said = [(name, t.pick(lang) if hasattr(t, "pick") else t.render(lang)) for name, t in self.entries]
        if lang == "zh":
            return "、".join(f"{name}（{words}）" for name, words in said)
        return ", ".join(name if plain(words) == plain(name) else f"{name} ({words})" for name, words in said)


def free_fields(table: str, used: Collection[str]) -> list[str]:
    """Fields of a table that have no column yet and that an export may hold."""
    from helpers.intake.columns.confirm import LEDGER

    if table == "orders":
        return [field for field in LEDGER if field not in used]
    return [field for field in fields(table) if field not in used and field != "known_on"]
