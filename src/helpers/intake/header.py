"""Which row of a sheet is the header, and which column is what."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helpers.errors import IntakeError, Problem
from helpers.language import Message, msg

SYNONYMS = Path(__file__).with_name("synonyms.yml")
#: Rows from the top that are searched for the header.
DEPTH = 40
#: Keys of a mapping that are not columns.
SETTINGS = ("date_order", "decimal", "encoding", "delimiter", "skip_sheets")
SCALES = {
    "万": 4,
    "万元": 4,
    "千元": 3,
    "k": 3,
    "thousand": 3,
    "thousands": 3,
    "百万元": 6,
    "百万": 6,
    "million": 6,
    "亿元": 8,
    "亿": 8,
}


@dataclass(frozen=True)
class Header:
    """Where the header of a sheet stands and what its columns are.

    Attributes
    ----------
    row
        Position of the header among the sheet's rows.
    names
        Header texts by position (doubled ones numbered, empty ones named by position).
    columns
        Field → position.
    how
        Field → ``mapping`` (a person said so) or ``name`` (known by its header).
    scales
        Field → power of ten that the header's unit means (金额（万元） is 4).
    """

    row: int
    names: tuple[str, ...]
    columns: Mapping[str, int]
    how: Mapping[str, str]
    scales: Mapping[str, int]

    def name(self, field: str) -> str:
        return self.names[self.columns[field]]

    @property
    def unused(self) -> list[str]:
        used = set(self.columns.values())
        return [name for position, name in enumerate(self.names) if position not in used]


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Field → its known headers in plain form, best first."""
    import yaml

    raw = yaml.safe_load(SYNONYMS.read_text("utf-8"))
    return {field: tuple(plain(word) for word in words) for field, words in raw.items()}


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for field, words in synonyms().items():
        for word in words:
            found.setdefault(word, []).append(field)
    return {word: tuple(fields) for word, fields in found.items()}


def plain(text: str) -> str:
    """A header without what does not matter: case, blanks, punctuation, full-width forms."""
    return re.sub(r"[^\w%]|_", "", unicodedata.normalize("NFKC", str(text)).lower())


@cache
def forms(text: str) -> tuple[str, ...]:
    """Plain forms a header is looked up under: whole, then without what stands in brackets."""
    normal = unicodedata.normalize("NFKC", str(text))
    return tuple(dict.fromkeys((plain(normal), plain(re.sub(r"[(\[【].*?[)\]】]", "", normal)))))


def known_words(text: str) -> int:
    """How many different headers of a ledger occur as whole words of a text's first lines."""
    lines = text.splitlines()[:DEPTH]
    return max(
        (
            len({form for cell in re.split(r"[,;\t|]", line) for form in forms(cell) if form in _known()})
            for line in lines
        ),
        default=0,
    )


def locate_row(rows: Iterable[Sequence[Any]], also: Iterable[str] = ()) -> tuple[int, int]:
    """Position of the row that holds most known headers (the first of equals), and how many."""
    known = {*_known(), *(plain(name) for name in also)}
    best = (-1, 0)
    for position, row in enumerate(rows):
        if position >= DEPTH:
            break
        found = {form for cell in row if isinstance(cell, str) for form in forms(cell) if form in known}
        if len(found) > best[1]:
            best = (position, len(found))
    return best


def locate(sheet, mapping: Mapping[str, Any], prefer: str = "amount_untaxed") -> Header:
    """The header of a sheet: columns named in the mapping first, the rest by known headers.

    ``prefer`` says which of two amounts is meant where a sheet has both, with and without tax.
    Nothing is required here; :func:`missing` says what a ledger lacks.
    """
    rows = sheet.cells.head(DEPTH).to_numpy(dtype=object, na_value=None)
    named = {field: str(name) for field, name in mapping.items() if field not in SETTINGS and name}
    row, _ = locate_row(rows, named.values())
    if row < 0:
        row = 0 if len(rows) else -1
        names = _names(rows[0]) if len(rows) else ()
        return Header(row, names, {}, {}, {})
    names = _names(rows[row])
    columns: dict[str, int] = {}
    how: dict[str, str] = {}
    for field, wanted in named.items():
        position = next((i for i, name in enumerate(names) if name == wanted or plain(name) == plain(wanted)), None)
        if position is not None:
            columns[field], how[field] = position, "mapping"
    looked_up = [forms(name) for name in names]
    for field, words in synonyms().items():
        if field in mapping:
            continue
        taken = set(columns.values())
        ranked = [
            (words.index(form), rank, position)
            for position, found in enumerate(looked_up)
            if position not in taken
            for rank, form in enumerate(found)
            if form in words
        ]
        if ranked:
            columns[field], how[field] = min(ranked)[2], "name"
    _one_amount(columns, how, prefer)
    scales = {
        field: scale
        for field in ("amount", "cost", "price", "unit_cost")
        if field in columns and (scale := _scale(names[columns[field]]))
    }
    return Header(row, names, columns, how, scales)


def _names(cells: Sequence[Any]) -> tuple[str, ...]:
    names: list[str] = []
    for position, cell in enumerate(cells):
        name = re.sub(r"\s+", " ", cell).strip() if isinstance(cell, str) else f"#{position + 1}"
        count = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({count + 1})" if name in names else name)
    return tuple(names)


def _one_amount(columns: dict[str, int], how: dict[str, str], prefer: str) -> None:
    """Of amounts with and without tax keep the one that revenue means; the others count as unused."""
    kinds = [field for field in ("amount", "amount_untaxed", "amount_taxed") if field in columns]
    if not kinds:
        return
    chosen = "amount" if how.get("amount") == "mapping" else prefer if prefer in kinds else kinds[0]
    position, told = columns[chosen], how[chosen]
    for field in kinds:
        del columns[field], how[field]
    columns["amount"], how["amount"] = position, told


def _scale(name: str) -> int:
    inside = re.search(r"[(\[【/](.*?)[)\]】]?$", unicodedata.normalize("NFKC", name))
    if not inside:
        return 0
    words = re.split(r"[\s:,]+", re.sub(r"单位|unit|in ", "", inside.group(1).lower()).strip())
    return next((SCALES[word] for word in words if word in SCALES), 0)


FIELD_WORDS = {
    "doc_no": msg("document number"),
    "date": msg("date"),
    "customer": msg("customer"),
    "customer_name": msg("customer name"),
    "product": msg("product"),
    "product_name": msg("product name"),
    "quantity": msg("quantity"),
    "amount": msg("amount"),
    "price": msg("unit price"),
    "cost": msg("cost"),
    "unit_cost": msg("unit cost"),
    "currency": msg("currency"),
    "region": msg("region"),
    "industry": msg("industry"),
    "product_line": msg("product line"),
    "series": msg("series"),
}


def missing(header: Header) -> list[str]:
    """Fields a ledger needs and the header lacks: date, customer, amount (or quantity and price)."""
    columns, lacks = header.columns, []
    if "date" not in columns:
        lacks.append("date")
    if not {"customer", "customer_name"} & set(columns):
        lacks.append("customer")
    if "amount" not in columns and not {"quantity", "price"} <= set(columns):
        lacks.append("amount")
    return lacks


def no_header(sheet, header: Header, lacks: list[str]) -> Problem:
    """What to tell when a sheet is no ledger: the columns seen, those missing, how to name them."""
    seen = ", ".join(name for name in header.names if not name.startswith("#")) or "–"
    return Problem(
        what=msg(
            "No column was recognised for: {lacks}. Columns seen: {seen}.",
            lacks=Listed(tuple(FIELD_WORDS[field] for field in lacks)),
            seen=seen[:600],
        ),
        do=msg(
            "Say which column it is in a mapping, one line each: {lines}",
            lines="  ".join(f"{field}: …" for field in lacks),
        ),
        file=sheet.label,
        row=int(sheet.lines.iloc[header.row]) if header.row >= 0 else None,
    )


@dataclass(frozen=True)
class Listed:
    """Several messages as one gap's value."""

    messages: tuple[Message, ...]

    def render(self, lang: str | None = None, *, html: bool = False, spec: str = "") -> str:
        return ("、" if lang == "zh" else ", ").join(message.render(lang, html=html) for message in self.messages)


def check_mapping(mapping: Mapping[str, Any]) -> None:
    """Refuse a mapping with unknown keys or settings.

    Raises
    ------
    IntakeError
        With every problem of the mapping.
    """
    problems = []
    fields = [field for field in synonyms() if not field.startswith("amount_")]
    for key in mapping:
        if key not in fields and key not in SETTINGS:
            near = difflib.get_close_matches(str(key), [*fields, *SETTINGS], n=1)
            do = (
                msg("Did you mean {near}?", near=near[0])
                if near
                else msg("Take one of: {known}.", known=", ".join([*fields, *SETTINGS]))
            )
            problems.append(
                Problem(what=msg("The mapping has an unknown key {key}.", key=repr(key)), do=do, column=str(key))
            )
    for key, allowed in (("date_order", ("dmy", "mdy", "ymd")), ("decimal", (".", ","))):
        if key in mapping and mapping[key] not in allowed:
            problems.append(
                Problem(
                    what=msg("{value} is not one of {choices}", value=repr(mapping[key]), choices=", ".join(allowed)),
                    do=msg("Take one of: {known}.", known=", ".join(allowed)),
                    column=key,
                )
            )
    if problems:
        raise IntakeError(problems)
