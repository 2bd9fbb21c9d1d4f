"""The settings of ``company.yml``, one by one: each checked, and all that is wrong told at once."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from helpers.company.days import a_day
from helpers.company.names import wrong_id, wrong_name
from helpers.company.profile import BASES, FILE, KEYS, SCHEMA, TAXES, FinanceTotal, Profile
from helpers.errors import Problem
from helpers.language import Message, Words, msg
from helpers.quantity import minor_digits

_README = msg("See data/README.md for an example.")

Wrong = Callable[[str, Message, Message], None]


@dataclass(frozen=True)
class Read:
    """A profile as far as it can be read, and all that is wrong with it.

    ``currency`` and ``as_of`` are ``None`` where they cannot be trusted; the profile then holds a
    stand-in that must only be used to look for further problems.
    """

    profile: Profile
    currency: str | None
    as_of: dt.date | None
    problems: tuple[Problem, ...]


def parts(raw: Mapping[str, Any]) -> Read:
    """As much of a profile as plain data give, and everything wrong with them."""
    problems: list[Problem] = []

    def wrong(key: str, what: Message, do: Message) -> None:
        problems.append(Problem(what=what, do=do, file=FILE, column=key, kind="profile"))

    _known_keys(raw, wrong)
    currency, as_of = _currency(raw, wrong), _as_of(raw, wrong)
    basis, tax = _revenue(raw.get("revenue"), wrong)
    profile = Profile(
        id=_id(raw, wrong),
        name=_name(raw.get("name"), wrong),
        industry=_industry(raw, wrong),
        currency=currency or "CNY",
        as_of=as_of or dt.date.max,
        fictional=_yes(raw.get("fictional"), "fictional", wrong),
        revenue_basis=basis,
        revenue_tax=tax,
        finance=_finance(raw.get("finance"), currency, as_of, wrong),
        rules=_blocks(raw.get("rules"), wrong),
        tables=_tables(raw.get("tables"), wrong),
    )
    return Read(profile, currency, as_of, tuple(problems))


def shown(value: Any) -> str:
    """A setting as a problem quotes it; lists and blocks only by their kind (they can be endless)."""
    if isinstance(value, (list, dict, set)):
        return {"list": "[…]", "dict": "{…}"}.get(type(value).__name__, "…")
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _known_keys(raw: Mapping, wrong: Wrong) -> None:
    for key in raw:
        if key not in KEYS:
            near = difflib.get_close_matches(str(key), KEYS, n=1)
            do = (
                msg("Did you mean {near}?", near=near[0])
                if near
                else msg("Known settings: {known}.", known=", ".join(KEYS))
            )
            wrong(str(key)[:60], msg("There is no setting called {name}.", name=shown(key)), do)
    for key in ("id", "name", "industry", "currency", "as_of"):
        if raw.get(key) in (None, ""):
            wrong(key, msg("{name} is missing.", name=key), msg("Add a line `{name}: …`.", name=key))
    version = raw.get("schema", SCHEMA)
    if version != SCHEMA or isinstance(version, bool):
        wrong(
            "schema",
            msg("The layout version {value} is not known.", value=shown(version)),
            msg("Write `schema: {version}`, or use the version of the course that made this folder.", version=SCHEMA),
        )


def _id(raw: Mapping, wrong: Wrong) -> str:
    value = raw.get("id")
    if value in (None, ""):
        return ""
    if not isinstance(value, str):
        wrong("id", msg("{value} is not a text.", value=shown(value)), msg('Put it in quotes: id: "…".'))
        return ""
    if why := wrong_id(value):
        wrong("id", why, msg("Take a short name such as hengce or 恒策-2025."))
        return ""
    return value


def _name(value: Any, wrong: Wrong) -> Words:
    if value in (None, ""):
        return Words("", "")
    if isinstance(value, Mapping):
        extra = [str(key) for key in value if key not in ("zh", "en")]
        given = {key: value[key] for key in ("zh", "en") if value.get(key) not in (None, "")}
    else:
        extra, given = [], {"zh": value}
    if extra or not given:
        wrong("name", msg("The name must be one text, or `zh` and `en`."), _README)
    for key, text in list(given.items()):
        if not isinstance(text, str):
            wrong("name", msg("{value} is not a text.", value=shown(text)), msg('Put it in quotes: name: "…".'))
            given.pop(key)
        elif why := wrong_name(text):
            wrong("name", why, msg("Write the firm's name on one line."))
    words = list(given.values())
    zh, en = given.get("zh", words[0] if words else ""), given.get("en", words[0] if words else "")
    return Words(zh.strip(), en.strip())


def _currency(raw: Mapping, wrong: Wrong) -> str | None:
    from babel.numbers import list_currencies

    value = raw.get("currency")
    if value in (None, ""):
        return None
    if not isinstance(value, str) or value.strip().upper() not in list_currencies():
        wrong(
            "currency",
            msg("{value} is not a currency code.", value=shown(value)),
            msg("Use an ISO code such as CNY, USD or EUR."),
        )
        return None
    return value.strip().upper()


def _industry(raw: Mapping, wrong: Wrong) -> str:
    from helpers.rules import industries

    value = raw.get("industry")
    if value in (None, ""):
        return "general"
    if value not in industries():
        wrong(
            "industry",
            msg("There is no industry preset called {industry}.", industry=shown(value)),
            msg("Take one of: {known}.", known=", ".join(industries())),
        )
        return "general"
    return value


def _as_of(raw: Mapping, wrong: Wrong) -> dt.date | None:
    return None if raw.get("as_of") in (None, "") else _day(raw["as_of"], "as_of", wrong)


def _revenue(value: Any, wrong: Wrong) -> tuple[str, str]:
    value = {} if value is None else value
    if not isinstance(value, Mapping) or set(value) - {"basis", "tax"}:
        wrong("revenue", msg("{name} must hold `basis` and `tax`.", name="revenue"), _README)
        value = value if isinstance(value, Mapping) else {}
    found = []
    for key, known in (("basis", BASES), ("tax", TAXES)):
        given = value.get(key, "unknown")
        if not isinstance(given, str) or given not in known:
            wrong(
                f"revenue.{key}",
                msg("{value} is not one of {choices}", value=shown(given), choices=", ".join(known)),
                msg("Take one of: {known}.", known=", ".join(known)),
            )
            given = "unknown"
        found.append(given)
    return found[0], found[1]


def _yes(value: Any, key: str, wrong: Wrong) -> bool:
    if value not in (None, True, False) or isinstance(value, (int, float)) and not isinstance(value, bool):
        wrong(key, msg("{value} is neither true nor false.", value=shown(value)), msg("Write true or false."))
        return False
    return bool(value)


def _finance(value: Any, currency: str | None, as_of: dt.date | None, wrong: Wrong) -> tuple[FinanceTotal, ...]:
    value = [] if value is None else value
    keys = {"from", "to", "revenue", "source"}
    if not isinstance(value, list) or not all(isinstance(line, Mapping) and set(line) <= keys for line in value):
        wrong(
            "finance", msg("{name} must be a list with `from`, `to`, `revenue` and `source`.", name="finance"), _README
        )
        return ()
    totals = []
    for line in value:
        start, end = _day(line.get("from"), "finance.from", wrong), _day(line.get("to"), "finance.to", wrong)
        amount = _amount(line.get("revenue"), currency, wrong)
        if start and end and start > end:
            wrong(
                "finance.to",
                msg(
                    "The period ends on {end}, before it begins on {start}.",
                    start=start.isoformat(),
                    end=end.isoformat(),
                ),
                msg("Put the earlier day under `from`."),
            )
        elif end and as_of and end > as_of:
            wrong(
                "finance.to",
                msg(
                    "The period ends on {end}, after the as-of date {own}.", end=end.isoformat(), own=as_of.isoformat()
                ),
                msg("Give a period that is over by then, or raise as_of in company.yml."),
            )
        elif start and end and amount is not None:
            source = line.get("source")
            totals.append(FinanceTotal(start, end, amount, source.strip() if isinstance(source, str) else ""))
    return tuple(sorted(totals, key=lambda total: (total.start, total.end, total.revenue, total.source)))


def _amount(value: Any, currency: str | None, wrong: Wrong) -> int | None:
    digits = minor_digits(currency) if currency else 6
    try:
        if isinstance(value, (bool, list, dict)):
            raise InvalidOperation
        exact = Decimal(str(value)).scaleb(digits)
        if not exact.is_finite() or exact != int(exact) or abs(exact) >= 10**17:
            raise InvalidOperation
    except (InvalidOperation, ValueError, OverflowError):
        wrong(
            "finance.revenue",
            msg("{value} is not an amount of money.", value=shown(value)),
            msg('Write digits with a decimal point, in quotes: "1234567.89".'),
        )
        return None
    return int(exact)


def _blocks(value: Any, wrong: Wrong) -> Mapping[str, Mapping[str, Any]]:
    value = {} if value is None else value
    if not isinstance(value, Mapping) or not all(isinstance(part, Mapping) for part in value.values()):
        wrong("rules", msg("{name} must hold one block a station.", name="rules"), _README)
        return {}
    from helpers.station import CHAIN

    for station in value:
        if station not in CHAIN:
            wrong(
                f"rules.{str(station)[:60]}",
                msg("There is no station called {name}.", name=shown(station)),
                msg("Take one of: {known}.", known=", ".join(CHAIN)),
            )
    return {str(station): {str(name): rule for name, rule in rules.items()} for station, rules in value.items()}


def _tables(value: Any, wrong: Wrong) -> Mapping[str, Mapping[str, str]]:
    from helpers.company.schema import tables as known_tables

    value = {} if value is None else value
    if not isinstance(value, Mapping) or not all(
        isinstance(line, Mapping)
        and set(line) == {"database", "table"}
        and all(isinstance(text, str) and text for text in line.values())
        for line in value.values()
    ):
        wrong("tables", msg("{name} must hold `database` and `table` for each table.", name="tables"), _README)
        return {}
    for name in value:
        if name not in known_tables():
            wrong(
                f"tables.{str(name)[:60]}",
                msg("There is no table called {name}.", name=shown(name)),
                msg("Take one of: {known}.", known=", ".join(known_tables())),
            )
    return {str(name): dict(line) for name, line in value.items()}


def _day(value: Any, key: str, wrong: Wrong) -> dt.date | None:
    found = a_day(value)
    if found is None:
        wrong(key, msg("{value} is not a date.", value=shown(value)), msg("Write it as 2025-12-31."))
    return found
