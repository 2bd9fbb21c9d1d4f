"""A number that knows its unit and its interval, and how each language writes it.

Money is whole minor units (fen, cents) until the moment it is written for a person.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from html import escape
from itertools import pairwise
from typing import Any

from helpers.language import LOCALES, current, said, seen

UNITS = (
    "money",  # whole minor units of `currency`
    "count",  # whole things; the sentence names them
    "number",  # any real number
    "quantity",  # pieces, kilograms: the product's own unit
    "share",  # 0.25 is written 25 %
    "points",  # difference of two shares: 0.02 is written 2 percentage points
    "days",
    "months",
    "ratio",  # written with two decimals
    "score",
    "date",  # ISO text
    "month",  # ISO text, "2025-03"
    "text",  # words that come from data
    "id",
)
DASH = "–"
#: As wide as a plus, and no hyphen at which a line may end.
MINUS = "\u2212"
#: Signs of a text from data that a sentence or a table's cell shows at most; the workbook and other programs get all.
LONGEST = 160
BETWEEN = {"zh": " 至 ", "en": " to "}


@dataclass(frozen=True)
class Quantity:
    """One named value of a finding or one cell of a table.

    Attributes
    ----------
    value
        The number (money in minor units), ISO text for dates and months, or ``None`` if unknown.
    unit
        One of :data:`UNITS`.
    low, high
        Ends of the interval at ``level`` where the value is an estimate.
    currency
        ISO 4217 code, for money only.
    fine
        Whether a share is written with a decimal, as beside another one that would read the same (:func:`compared`).
    """

    value: Any
    unit: str
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    currency: str | None = None
    fine: bool = field(default=False, metadata={"sparse": True})

    def __post_init__(self):
        if self.unit not in UNITS:
            raise ValueError(f"unknown unit {self.unit!r}")
        if self.unit == "money" and not self.currency:
            raise ValueError("money needs a currency")

    def render(self, lang: str | None = None, *, html: bool = False, spec: str = "") -> str:
        """Words for a reader; ``spec`` is empty, ``interval`` (low–high), ``exact`` (to the cent), ``fine`` (a share with
        a decimal), ``about`` (money to two digits, where more would only seem exact), or how :func:`alike` has the cells
        of a column written: ``tenth`` or ``whole`` (one decimal or none), ``column …`` (money in one unit)."""
        lang = lang or current()
        if spec == "interval":
            ends = [Quantity(end, self.unit, currency=self.currency) for end in (self.low, self.high)]
            if any(is_missing(end.value) for end in ends):
                return "–"
            below = any(not isinstance(end.value, str) and end.value < 0 for end in ends)
            between = BETWEEN[lang] if below else DASH  # a dash between minus signs cannot be read
            narrow = self.unit == "share" and self.low != self.high and len({end.render(lang) for end in ends}) == 1
            how = "fine" if narrow and abs(self.low) >= 0.1 else "end"  # 17%–17% says nothing: 16.9%–17.2%
            first = "bare" if self.unit == "points" else how  # the unit is said once
            return ends[0].render(lang, html=html, spec=first) + between + ends[1].render(lang, html=html, spec=how)
        if spec == "fine" or (self.fine and not spec):
            text = f"{rounded(round(plain(self.value) * 100, 9), '#,##0.0', locale(lang))}%"
        elif spec.startswith("column ") and not is_missing(self.value):
            text = write_column(plain(self.value), self.currency, lang, *map(float, spec.split()[1:]))
        elif spec == "tenth" and self.unit in ("share", "points") and not is_missing(self.value):
            text = self._tenth(lang)
        elif spec in ("tenth", "whole") and not is_missing(self.value):
            fine = spec == "tenth" and abs(self.value) < 100
            text = rounded(plain(self.value), "#,##0.0" if fine else "#,##0", locale(lang))
        elif spec == "about" and self.unit == "money" and not is_missing(self.value):
            text = write_money(two_digits(plain(self.value)), self.currency, lang, axis=True)
        elif spec == "bare" and self.unit == "points":
            text = write_points(plain(self.value), lang)
        elif spec == "end" and self.unit in ("number", "ratio"):
            text = away(plain(self.value), write(self.value, self.unit, lang=lang), lang)
        else:
            text = write(self.value, self.unit, self.currency, lang, exact=spec == "exact")
        if not html:
            return text
        if self.unit in ("text", "id"):
            return f'<span class="t">{escape(text)}</span>'
        value = "" if is_missing(self.value) else escape(str(plain(self.value)), quote=True)
        return f'<data class="q" data-unit="{self.unit}" value="{value}">{escape(text)}</data>'

    def _tenth(self, lang: str) -> str:
        """A share or a difference of two with one decimal, or as it is written alone where that would be nought."""
        text = rounded(round(plain(self.value) * 100, 9), "#,##0.0", locale(lang))
        alone = write(self.value, self.unit, lang=lang)
        if not any(digit in text for digit in "123456789"):
            return alone
        return f"{text}%" if self.unit == "share" else alone.replace(alone.split(" ")[0], text, 1)


def compared(*shares: Quantity) -> tuple[Quantity, ...]:
    """Shares that a sentence or a picture holds against each other: 22.3% and 21.6%, where 22% and 22% would say nothing."""
    known = {round(plain(one.value), 12) for one in shares if not is_missing(one.value)}
    if len({write(value, "share", lang="en") for value in known}) == len(known):
        return shares
    return tuple(one if is_missing(one.value) else replace(one, fine=True) for one in shares)


def adding(parts: Mapping[str, float], before: float, after: float) -> dict[str, float]:
    """Parts of a change, to two decimals each, so that what is read adds up: 3.08 and 1.37 are 4.45, and 1.37 is its parts.

    Largest remainders (Hamilton): each part is rounded down, and those that lost most by it are rounded up until the sum
    is the change of the two values as they are read.
    """

    def read(value: float) -> int:
        return int(Decimal(str(value)).scaleb(2).to_integral_value(ROUND_HALF_UP))

    cents = {name: math.floor(round(value * 100, 9)) for name, value in parts.items()}
    left = read(after) - read(before) - sum(cents.values())
    lost = sorted(parts, key=lambda name: (cents[name] - round(parts[name] * 100, 9), name))
    for name in lost[: max(left, 0)]:
        cents[name] += 1
    return {name: value / 100 for name, value in cents.items()}


def alike(values: Iterable[Any], unit: str) -> str:
    """How the numbers of one column are written: all with a decimal where one of them needs it, else none; money in one
    unit, as what reads smaller in another unit may be more."""
    if unit not in ("number", "days", "months", "quantity", "money", "share", "points"):
        return ""
    known = [float(value) for value in values if not is_missing(value)]
    if unit == "money":
        sizes = sorted(abs(value) for value in known if value)
        return f"column {sizes[-1]!r} {sizes[(len(sizes) - 1) // 2]!r} {sizes[0]!r}" if len(sizes) > 1 else ""
    if unit in ("share", "points"):
        near = [abs(value) * 100 for value in known if unit == "points" or abs(value) < 0.1]
        return "tenth" if any(round(value, 1) % 1 for value in near) else ""
    return "tenth" if any(round(value, 1) % 1 for value in known if abs(value) < 100) else "whole"


def two_digits(value: float) -> int:
    """A number with all digits but the first two set to nought."""
    return round(value, 1 - math.floor(math.log10(abs(value)))) if value else 0


def plain(value: Any) -> Any:
    """The value as a plain Python int, float or text (numpy scalars and dates unwrapped)."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def is_missing(value: Any) -> bool:
    """True for None, NaN, NaT and pandas' NA."""
    if value is None:
        return True
    if isinstance(value, float):
        return math.isnan(value)
    return type(value).__name__ in ("NAType", "NaTType") or (value != value) is True


def write(value: Any, unit: str, currency: str | None = None, lang: str | None = None, exact: bool = False) -> str:
    """A value as a person reads it: 1.2亿元 or CNY 120.0 M, 12.5%, 2025年3月 or Mar 2025."""
    from babel.dates import format_date

    lang = lang or current()
    where = locale(lang)
    if is_missing(value):
        return "–"
    value = plain(value)
    if unit == "money":
        return write_money(value, currency, lang, exact)
    if unit == "share":
        shown = round(value * 100, 9)  # 0.145 times a hundred is 14.5, not 14.499…
        if 0 < shown < 0.05:
            return "<0.1%"
        digits = "0.0" if abs(shown) < 10 and round(shown, 1) % 1 else "0"
        return f"{away(shown, rounded(shown, f'#,##{digits}', where), lang)}%"
    if unit == "points":
        number = write_points(value, lang)
        return f"{number} 个百分点" if lang == "zh" else f"{number} percentage points"
    if unit == "date":
        return format_date(
            dt.date.fromisoformat(str(value)[:10]), format="long" if lang == "zh" else "d MMM y", locale=where
        )
    if unit == "month":
        day = dt.date.fromisoformat(f"{str(value)[:7]}-01")
        return format_date(day, format="y年M月" if lang == "zh" else "MMM y", locale=where)
    if unit in ("text", "id"):
        return seen(said(str(value), lang), LONGEST)
    if unit in ("count", "score") and float(value).is_integer():
        return rounded(int(value), "#,##0", where)
    if unit == "ratio":
        return rounded(value, "#,##0.00", where)
    pattern = "#,##0" if float(value).is_integer() or abs(value) >= 100 else "#,##0.0"
    return rounded(value, pattern, where)


def write_points(value: float, lang: str) -> str:
    """A difference of two shares without the words of its unit."""
    shown = round(value * 100, 9)
    return away(shown, rounded(shown, "#,##0.0" if round(shown, 1) % 1 else "#,##0", locale(lang)), lang)


def away(value: float, text: str, lang: str) -> str:
    """``text``, or where it would print a value away from nought as nought the digits that show on which side it lies."""
    if not value or abs(value) < 0.00005 or any(digit in text for digit in "123456789"):
        return text
    return rounded(value, "#,##0." + "0" * -math.floor(math.log10(abs(value))), locale(lang))


def rounded(value: Any, pattern: str, where: Any) -> str:
    """A number by a pattern; a half is rounded away from zero, as spreadsheets and people do it, and nought has no sign."""
    from babel.numbers import format_decimal

    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        text = format_decimal(value, format=pattern, locale=where)
    text = text.replace("-", MINUS)
    return text if any(digit in text for digit in "123456789") else text.lstrip(MINUS)


@cache
def locale(lang: str) -> Any:
    """Babel's locale of a language: given its name, Babel would look for it among all it knows at every number."""
    from babel import Locale

    return Locale.parse(LOCALES[lang])


@cache
def minor_digits(currency: str) -> int:
    """Decimals of a currency's minor unit (2 for CNY, 0 for JPY)."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


def to_major(minor: int, currency: str) -> Decimal:
    """Minor units as an exact decimal number of major units."""
    return Decimal(int(minor)).scaleb(-minor_digits(currency))


def write_money(
    minor: float, currency: str, lang: str, exact: bool = False, axis: bool = False, like: float | None = None
) -> str:
    """Money for a person: 亿 and 万 in Chinese, M and k in English.

    亿 only from ten of them on, but for an axis: below, its two decimals would not add up with amounts in 万 beside them.

    ``exact`` writes it to the minor unit, ``axis`` without decimals that are zero, ``like`` in the unit of another amount,
    so that a figure's amounts have one.
    """
    where, digits = locale(lang), minor_digits(currency)
    if exact:
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return worded(rounded(to_major(round(minor), currency), pattern, where), "", currency, lang)
    major = minor / 10**digits
    least = abs(major if like is None else like / 10**digits)
    for start, size, scale, pattern in SIZES[lang]:
        if least >= (size if axis else start):
            pattern = pattern.replace(".0", ".#").replace("#0", "##") if axis else pattern
            return worded(rounded(major / size, "#,##" + pattern, where), scale, currency, lang)
    return worded(rounded(major, "#,##0", where), "", currency, lang)


#: From how much on money is counted in which size: the least, the size, its name, and decimals.
SIZES = {
    "zh": ((1e9, 1e8, "亿", "0.00"), (1e4, 1e4, "万", "0.0")),
    "en": ((1e9, 1e9, "bn", "0.00"), (1e6, 1e6, "M", "0.00"), (1e3, 1e3, "k", "0.0")),
}
#: Of a column of money: its middle and its smallest amount are at least so much of its unit, its largest at most so many.
MIDDLE, LEAST, MOST = 0.2, 0.1, 1e6


def write_column(minor: float, currency: str, lang: str, largest: float, middle: float, least: float) -> str:
    """Money of a column, all in one unit: the largest in which most amounts are not small, with two decimals where some
    amount is less than one of it."""
    one = 10 ** minor_digits(currency)
    if not minor:
        return write_money(0, currency, lang)
    steps = [*(step for step in SIZES[lang] if largest / one >= step[0]), (0, 1, "", "0")]
    enough = min(middle / MIDDLE, least / LEAST) / one
    fit = (step for step, less in pairwise(steps) if enough >= step[1] or largest / one > MOST * less[1])
    _, size, scale, pattern = next(fit, steps[-1])
    if scale and least / one < size:
        pattern = "0.00"
    value = minor / one / size
    return worded(away(value, rounded(value, "#,##" + pattern, locale(lang)), lang), scale, currency, lang)


def worded(number: str, scale: str, currency: str, lang: str) -> str:
    """A number with its size and currency, a minus before both."""
    if lang == "zh":
        name = "元" if currency == "CNY" else currency
        return f"{number} {scale}{name}" if name == "元" else " ".join(filter(None, (number, scale, name)))
    sign = MINUS if number.startswith(MINUS) else ""
    return f"{sign}{currency} {number.removeprefix(MINUS)}{' ' + scale if scale else ''}"
