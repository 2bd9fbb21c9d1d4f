"""``company.yml``: who the firm is, what revenue means, the as-of date, rules, and databases."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from helpers.errors import FolderError, Problem
from helpers.language import Message, Words, msg
from helpers.quantity import minor_digits

FILE = "company.yml"
BASES = {
    "shipped": Words("发货", "shipped"),
    "invoiced": Words("开票", "invoiced"),
    "paid": Words("回款", "paid"),
    "ordered": Words("订单", "ordered"),
    "unknown": Words("未说明", "not stated"),
}
TAXES = {"included": Words("含税", "with tax"), "excluded": Words("不含税", "without tax"), "unknown": Words("含税与否未说明", "tax not stated")}
KEYS = ("schema", "id", "name", "industry", "currency", "as_of", "fictional", "revenue", "finance", "rules", "tables")


@dataclass(frozen=True)
class FinanceTotal:
    """Revenue as finance reports it for a period, both days included, in minor units."""

    start: dt.date
    end: dt.date
    revenue: int
    source: str


@dataclass(frozen=True)
class Profile:
    """What ``company.yml`` says."""

    id: str
    name: Words
    industry: str
    currency: str
    as_of: dt.date
    fictional: bool = False
    revenue_basis: str = "unknown"
    revenue_tax: str = "unknown"
    finance: tuple[FinanceTotal, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read(folder: Path) -> Profile:
    """The profile of a client folder.

    Raises
    ------
    FolderError
        With everything wrong in ``company.yml`` at once.
    """
    import yaml

    path = folder / FILE
    if not path.is_file():
        raise FolderError(
            Problem(
                what=msg("There is no company.yml in {folder}.", folder=folder.name),
                do=msg("Make the folder with `course new`, or give the folder that holds company.yml."),
                file=FILE,
            )
        )
    try:
        raw = yaml.safe_load(path.read_text("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise FolderError(
            Problem(
                what=msg("company.yml cannot be read: {why}.", why=str(getattr(error, "problem", "") or error)),
                do=msg("Open it in a text editor, mend that line and save it as UTF-8."),
                file=FILE,
                row=mark.line + 1 if mark else None,
            )
        ) from None
    if not isinstance(raw, dict):
        raise FolderError(Problem(what=msg("company.yml holds no settings."), do=msg("Make the folder with `course new`."), file=FILE))
    return parse(raw)


def parse(raw: Mapping[str, Any]) -> Profile:
    """A profile from plain data; see :func:`read`."""
    problems: list[Problem] = []

    def wrong(key: str, what: Message, do: Message) -> None:
        problems.append(Problem(what=what, do=do, file=FILE, column=key))

    for key in raw:
        if key not in KEYS:
            near = difflib.get_close_matches(str(key), KEYS, n=1)
            do = msg("Did you mean {near}?", near=near[0]) if near else msg("Known settings: {known}.", known=", ".join(KEYS))
            wrong(str(key), msg("There is no setting called {name}.", name=repr(key)), do)
    for key in ("id", "name", "industry", "currency", "as_of"):
        if raw.get(key) in (None, ""):
            wrong(key, msg("{name} is missing.", name=key), msg("Add a line `{name}: …`.", name=key))

    name = raw.get("name") or ""
    if isinstance(name, Mapping):
        zh, en = str(name.get("zh") or name.get("en") or ""), str(name.get("en") or name.get("zh") or "")
    else:
        zh = en = str(name)
    currency = str(raw.get("currency") or "CNY").upper()
    from babel.numbers import list_currencies

    if currency not in list_currencies():
        wrong("currency", msg("{value} is not a currency code.", value=repr(currency)), msg("Use an ISO code such as CNY, USD or EUR."))
        currency = "CNY"
    from helpers.rules import industries

    industry = str(raw.get("industry") or "general")
    if industry not in industries():
        wrong("industry", msg("There is no industry preset called {industry}.", industry=repr(industry)), msg("Take one of: {known}.", known=", ".join(industries())))
    as_of = _day(raw.get("as_of"), "as_of", wrong) or dt.date(1970, 1, 1)
    revenue = raw.get("revenue") or {}
    if not isinstance(revenue, Mapping):
        wrong("revenue", msg("{name} must hold `basis` and `tax`.", name="revenue"), msg("See data/README.md for an example."))
        revenue = {}
    basis, tax = str(revenue.get("basis", "unknown")), str(revenue.get("tax", "unknown"))
    for key, value, known in (("revenue.basis", basis, BASES), ("revenue.tax", tax, TAXES)):
        if value not in known:
            wrong(key, msg("{value} is not one of {choices}", value=repr(value), choices=", ".join(known)), msg("Take one of: {known}.", known=", ".join(known)))
    finance = []
    for line in raw.get("finance") or []:
        line = line if isinstance(line, Mapping) else {}
        start, end = _day(line.get("from"), "finance.from", wrong), _day(line.get("to"), "finance.to", wrong)
        try:
            exact = Decimal(str(line.get("revenue"))).scaleb(minor_digits(currency))
            amount = int(exact)
            if amount != exact:
                raise InvalidOperation
        except (InvalidOperation, ValueError, OverflowError):
            wrong("finance.revenue", msg("{value} is not an amount of money.", value=repr(line.get("revenue"))), msg("Write digits with a decimal point, in quotes: \"1234567.89\"."))
            continue
        if start and end:
            finance.append(FinanceTotal(start, end, amount, str(line.get("source") or "")))
    rules = raw.get("rules") or {}
    if not isinstance(rules, Mapping) or not all(isinstance(part, Mapping) for part in rules.values()):
        wrong("rules", msg("{name} must hold one block a station.", name="rules"), msg("See data/README.md for an example."))
        rules = {}
    tables = raw.get("tables") or {}
    from helpers.company.schema import tables as known_tables

    if not isinstance(tables, Mapping) or not all(isinstance(part, Mapping) and {"database", "table"} >= set(part) for part in tables.values()):
        wrong("tables", msg("{name} must hold `database` and `table` for each table.", name="tables"), msg("See data/README.md for an example."))
        tables = {}
    for name_ in tables:
        if name_ not in known_tables():
            wrong(f"tables.{name_}", msg("There is no table called {name}.", name=repr(name_)), msg("Take one of: {known}.", known=", ".join(known_tables())))
    if problems:
        raise FolderError(problems)
    return Profile(
        id=str(raw["id"]),
        name=Words(zh, en),
        industry=industry,
        currency=currency,
        as_of=as_of,
        fictional=bool(raw.get("fictional", False)),
        revenue_basis=basis,
        revenue_tax=tax,
        finance=tuple(finance),
        rules={str(k): dict(v) for k, v in rules.items()},
        tables={str(k): dict(v) for k, v in tables.items()},
    )


def _day(value: Any, key: str, wrong) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        wrong(key, msg("{value} is not a date.", value=repr(value)), msg("Write it as 2025-12-31."))
        return None
