"""Numbers and money as people and systems write them, read as exact decimals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

import numpy as np
import pandas as pd

from helpers.intake.values.reading import Reading, Repair, read_distinct

#: Thousands grouped by commas, as spreadsheets write them: read without a closer look.
GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?")
PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
#: Currencies a sign may stand for; a code stands for itself.
SIGNS = {
    "¥": ("CNY", "JPY"),
    "￥": ("CNY", "JPY"),
    "元": ("CNY", "TWD", "HKD", "MOP"),
    "圆": ("CNY", "JPY"),
    "$": ("USD", "AUD", "CAD", "HKD", "SGD", "TWD", "NZD", "MXN", "BRL", "MOP"),
    "us$": ("USD",),
    "hk$": ("HKD",),
    "nt$": ("TWD",),
    "€": ("EUR",),
    "£": ("GBP",),
    "₩": ("KRW",),
    "₹": ("INR",),
    "rmb": ("CNY",),
    "人民币": ("CNY",),
    "人民币元": ("CNY",),
    "美元": ("USD",),
    "欧元": ("EUR",),
    "港币": ("HKD",),
    "港元": ("HKD",),
    "日元": ("JPY",),
    "英镑": ("GBP",),
    "cnh": ("CNY",),
    "r$": ("BRL",),
    "a$": ("AUD",),
    "c$": ("CAD",),
    "s$": ("SGD",),
    "mop$": ("MOP",),
    "rs.": ("INR", "PKR", "LKR"),
    "kr": ("SEK", "NOK", "DKK"),
    "zł": ("PLN",),
    "฿": ("THB",),
    "₫": ("VND",),
    "₽": ("RUB",),
    "円": ("JPY",),
    "新台币": ("TWD",),
    "新臺幣": ("TWD",),
}
_SIGN = "|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True))
AFFIX = re.compile(rf"^(?P<front>{_SIGN}|[a-z]{{3}}(?![a-z]))?(?P<number>.*?)(?P<back>{_SIGN}|[a-z]{{3}})?$", re.DOTALL)
POWERS = {"千": 3, "万": 4, "萬": 4, "百万": 6, "千万": 7, "亿": 8, "億": 8, "万亿": 12}
POWER = re.compile(r"^(.*\d)(万亿|千万|百万|[千万萬亿億])$")
BLANKS = re.compile(r"[\s\u00a0\u2009\u202f'’]")
GROUPED_DOT = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+")
_POINT = r"(?:[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]{1,2})"
#: Written with a decimal point beyond doubt: looked for first, as it is quick.
USUAL = re.compile(rf"-?[¥￥$€£]?{_POINT}|\({_POINT}\)|-?{_POINT}[万亿]")
LIMIT = Decimal(10) ** 12


def mark_of(cells: pd.Series) -> str:
    """The decimal mark of a column; see :func:`evidence`."""
    return evidence(cells)[0]


def evidence(cells: pd.Series) -> tuple[str, bool]:
    """The decimal mark of a column, and whether some cell can only be read with a decimal point.

    Returns
    -------
    mark
        ``,`` when some cell can only be read so (1.234,50 or 12,5) and none contradicts; ``.``
        in the usual case; ``?`` when cells contradict each other, or when every dot could as well
        group thousands (1.234).
    proved
        Never true beside ``,``.
    """
    comma = doubtful = False
    texts = cells.dropna().drop_duplicates()
    usual = texts.str.fullmatch(USUAL)
    dot = dotted = bool(usual.any())
    for text in texts[~usual & texts.str.contains(r"[.,。，．]", regex=True)]:
        body = _body(text)
        if body is None:
            continue
        has_comma, has_dot = "," in body, "." in body
        if has_comma and has_dot:
            comma |= body.rindex(",") > body.rindex(".")
            dot |= body.rindex(",") < body.rindex(".")
        elif has_comma:
            comma |= body.count(",") == 1 and not re.fullmatch(r"-?\d{1,3},\d{3}", body)
        elif has_dot:
            dotted = True
            if body.count(".") > 1:
                comma |= bool(GROUPED_DOT.fullmatch(body))
            elif GROUPED_DOT.fullmatch(body):
                doubtful = True
            else:
                dot = True
    if comma and dot:
        return "?", False
    if comma:
        return ",", False
    return "?" if dotted and doubtful and not dot else ".", dot


@lru_cache(maxsize=100_000)
def _body(text: str) -> str | None:
    """Sign, digits and separators of a number; ``None`` where a cell is not one."""
    found = AFFIX.match(_normal(text).strip("()-+"))
    number = BLANKS.sub("", found["number"]).strip("()") if found else ""
    number = POWER.sub(r"\1", number)
    return number if re.fullmatch(r"-?[\d.,]*\d[\d.,]*", number) else None


@lru_cache(maxsize=100_000)
def _normal(text: str) -> str:
    if "\\" in text:  # the yen sign of a Japanese file
        text = re.sub(r"^(\s*[-△▲▼(]?)\\(?=[\d(-])", r"\1¥", text)
    if text.isascii():
        return text.strip().lower()
    normal = unicodedata.normalize("NFKC", text).strip().lower()
    normal = re.sub(r"^([¥￥$]?)\s*[△▲▼]\s*(?=[¥\d.])", r"-\1", normal)  # minus in Japanese and Chinese books
    return normal.replace("−", "-").replace("–", "-").replace("，", ",").replace("。", ".")


def parse(text: str, mark: str = ".", scale: int = 0) -> tuple[Decimal | None, tuple[str, ...]]:
    """One number and what had to be repaired to read it.

    Parameters
    ----------
    mark
        The decimal mark of the column.
    scale
        Power of ten that the column's header means.
    """
    if mark == "." and PLAIN.fullmatch(text) and text.isascii():
        return _limited(Decimal(text).scaleb(scale)), ()
    if mark == "." and GROUPED.fullmatch(text) and text.isascii():
        return _limited(Decimal(text.replace(",", "")).scaleb(scale)), ("number_form",)
    normal, kinds = _normal(text), []
    if not text.isascii() and any(0xFF01 <= ord(char) <= 0xFF5E for char in text):
        kinds.append("full_width")
    negative = False
    if found := re.fullmatch(r"(.*?)\((.+)\)(.*)", normal):
        normal, negative = found[1] + found[2] + found[3], True
        kinds.append("brackets")
    found = AFFIX.match(normal.strip())
    number = BLANKS.sub("", found["number"])
    if found["front"] and number == "" or not number:
        return None, ()
    if number.endswith("-") or (found["front"] and normal.startswith("-")):
        number, negative = number.rstrip("-"), not negative
    if number.startswith(("-", "+")):
        negative ^= number[0] == "-"
        number = number[1:]
        if affixed := AFFIX.match(number):  # -¥5
            found = affixed if affixed["front"] else found
            number = affixed["number"] if affixed["front"] else number
    power = 0
    if ten := POWER.match(number):
        number, power = ten[1], POWERS[ten[2]]
        kinds.append("ten_thousands")
    if re.fullmatch(r"\d+(\.\d+)?e[+-]?\d{1,2}", number):
        value = Decimal(number)
    else:
        group = "," if mark == "." else "."
        if group == "," and re.fullmatch(r"\d{1,2}(,\d{2})+,\d{3}(\.\d*)?", number):  # 1,23,456 as in India
            number = number.replace(",", "")
        shape = rf"(\d+|\d{{1,3}}(?:{re.escape(group)}\d{{3,4}})+)?(?:{re.escape(mark)}(\d*))?"
        parts = re.fullmatch(shape, number)
        if not parts or not (parts[1] or parts[2]):
            return None, ()
        value = Decimal((parts[1] or "0").replace(group, "") + (f".{parts[2]}" if parts[2] else ""))
    if not {"brackets", "ten_thousands"} & set(kinds) and normal != "".join(_digits(value)):
        kinds.append("number_form")
    value = _limited(value.scaleb(power + scale))
    if value is None:
        return None, ()
    return -value if negative else value, tuple(dict.fromkeys(kinds))


def _digits(value: Decimal) -> str:
    return format(value, "f")


def _limited(value: Decimal) -> Decimal | None:
    return value if abs(value) < LIMIT else None


def read_numbers(
    cells: pd.Series, column: str, mark: str = ".", scale: int = 0, weights: np.ndarray | None = None
) -> Reading:
    """Exact decimals of a column of text cells (``values`` is an object series, ``None`` if none)."""
    return read_by(lambda text: parse(text, mark, scale), cells, column, weights)


def read_by(
    parse: Callable[[str], tuple[Decimal | None, tuple[str, ...]]],
    cells: pd.Series,
    column: str,
    weights: np.ndarray | None = None,
) -> Reading:
    """The same by another way to read one cell."""
    values, bad, repairs = read_distinct(cells, column, parse, _digits, weights)
    return Reading(pd.Series(values, index=cells.index, dtype=object), pd.Series(bad, index=cells.index), repairs)


def currencies_of(cells: pd.Series) -> dict[tuple[str, ...], int]:
    """What the signs and codes in a column's amounts may stand for → number of cells."""
    signed = cells[cells.str.contains(r"[^\d.,() +-]", regex=True).fillna(False).astype(bool)]
    found: dict[tuple[str, ...], int] = {}
    for text, count in signed.value_counts(sort=False).items():
        match = AFFIX.match(_normal(text).strip("()-+ "))
        if not match or _body(text) is None:
            continue
        for sign in (match["front"], match["back"]):
            if sign:
                meant = currency_meant(sign)
                found[meant] = found.get(meant, 0) + int(count)
    return found


def currency_meant(text: str) -> tuple[str, ...]:
    """Currency codes that a sign, word or code may stand for."""
    plain = _normal(text).strip()
    return SIGNS.get(plain, (plain.upper(),))


def to_minor(values: pd.Series, digits: int, column: str) -> tuple[pd.Series, list[Repair]]:
    """Exact decimals as whole minor units; what is finer is rounded half away from zero and counted."""
    factor = Decimal(1).scaleb(digits)

    def whole(value: Decimal) -> int:
        return int((value * factor).quantize(Decimal(1), rounding=ROUND_HALF_UP))

    raw = values.to_numpy(dtype=object)
    minor = [None if value is None else whole(value) for value in raw]
    finer = [
        position
        for position, (value, low) in enumerate(zip(raw, minor, strict=True))
        if low is not None and value * factor != low
    ]
    repairs = []
    if finer:
        first = finer[0]
        repairs = [
            Repair(
                "rounded",
                column,
                len(finer),
                _digits(raw[first].normalize()),
                _digits(Decimal(minor[first]).scaleb(-digits)),
            )
        ]
    return pd.Series(minor, index=values.index, dtype="Int64"), repairs


def in_units(minor: int, digits: int) -> str:
    """Whole minor units as a decimal text."""
    return _digits(Decimal(int(minor)).scaleb(-digits))


def product(left: pd.Series, right: pd.Series) -> pd.Series:
    """Exact products of two series of decimals, ``None`` where either is, or where it is beyond all sense."""
    pairs = zip(left.to_numpy(dtype=object), right.to_numpy(dtype=object), strict=True)
    values = np.empty(len(left), dtype=object)
    values[:] = [None if a is None or b is None else _limited(a * b) for a, b in pairs]
    return pd.Series(values, index=left.index, dtype=object)
