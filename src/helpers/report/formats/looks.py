"""How the cells of the workbook look: formats by unit, text as text, heads that stay."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Container, Iterable
from typing import Any

from helpers.language import Message, msg
from helpers.quantity import is_missing, minor_digits, to_major
from helpers.report.tables import width as signs
from helpers.show import spoken

INK, HEAD, INPUT = "#1F2A37", "#E3EAF0", "#FFF6DD"
#: Width of all columns that one page in landscape takes, small but readable.
PAPER = 340
#: Characters that a cell holds at most, and those that XML refuses.
MOST = 32_000
#: Points of a line of text.
LINE = 13.5
REFUSED = frozenset(map(chr, {*range(32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF} - {9, 10, 13}))


class Looks:
    """Formats of the workbook by unit."""

    def __init__(self, book: Any, currency: str):
        digits = minor_digits(currency)
        numbers = {
            "money": "#,##0" + ("." + "0" * digits if digits else ""),
            "share": "0.0%",
            "count": "#,##0",
            "days": "#,##0.0",
            "score": "0",
            "ratio": "0.00",
            "number": "#,##0.0",
            "date": "yyyy-mm-dd",
            "month": "yyyy-mm",
        }
        self.currency = currency
        self.stake = f"{msg('Money at stake')} ({currency})"
        aside = {"valign": "top", "align": "right", "indent": 1}  # a number does not touch the text to its right
        self.by_unit = {unit: book.add_format({"num_format": form, **aside}) for unit, form in numbers.items()}
        self.whole = book.add_format({"num_format": "#,##0", **aside})
        self.text = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@", "indent": 1})
        self.plain = book.add_format({"valign": "top", "num_format": "@", "indent": 1})
        self.head = book.add_format(
            {"bold": True, "bg_color": HEAD, "text_wrap": True, "valign": "vcenter", "bottom": 1, "indent": 1}
        )
        self.head_right = book.add_format(
            {
                "bold": True,
                "bg_color": HEAD,
                "text_wrap": True,
                "valign": "vcenter",
                "bottom": 1,
                "align": "right",
                "indent": 1,
            }
        )
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.input = book.add_format({"valign": "top", "bg_color": INPUT, "border": 1, "border_color": "#C9B458"})
        self.bold_wrapped = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
        self.bold = book.add_format({"bold": True, "valign": "top"})

    def titled(self, column: Any, lang: str) -> str:
        """A column's title; money says its currency."""
        title = column.title.render(lang)
        return f"{title} ({self.currency})" if column.unit == "money" else title

    def string(self, sheet: Any, row: int, column: int, text: str, form: Any) -> None:
        """Text as text, whatever it begins with; cut to what a cell holds."""
        sheet.write_string(row, column, clean(text), form)

    def put(self, sheet: Any, row: int, column: int, value: Any, unit: str, wrap: bool = False) -> None:
        """One cell by its unit; money is given in minor units."""
        if is_missing(value):
            sheet.write_blank(row, column, None, self.by_unit.get(unit, self.plain))
        elif unit in ("text", "id"):
            self.string(sheet, row, column, spoken(value), self.text if wrap else self.plain)
        elif unit in ("date", "month"):
            sheet.write_datetime(row, column, moment(value), self.by_unit[unit])
        elif unit == "money":
            sheet.write_number(row, column, float(to_major(round(value), self.currency)), self.by_unit["money"])
        else:
            form = self.by_unit.get(unit, self.by_unit["number"])
            if form in (self.by_unit["number"], self.by_unit["days"]) and float(value).is_integer():
                form = self.whole
            sheet.write_number(row, column, float(value), form)


def clean(text: str) -> str:
    """Text that a cell can hold: control characters as a mark, cut to the length that Excel allows."""
    text = "".join("\ufffd" if sign in REFUSED else sign for sign in text)
    return text if len(text) <= MOST else text[: MOST - 1] + "…"


def moment(value: Any) -> dt.datetime:
    return dt.datetime.fromisoformat(str(value)[:10] if len(str(value)) >= 10 else f"{value}-01")


def tall(sheet: Any, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Room for wrapped texts, given with the widths of their columns: not every program finds the height by itself."""
    lines = max((max(1, math.ceil(signs(text) * 1.08 / width)) for text, width in texts), default=1)
    if lines > 1:
        sheet.set_row(row, min(LINE * lines + 2, 400))


def headed(
    sheet: Any, looks: Looks, heads: list[tuple[Message | str, float]], row: int = 0, right: Container[int] = ()
) -> None:
    """A head row that stays, with widths; ready to print. ``right``: columns of numbers, whose heads stand over them."""
    tall(sheet, row, [(str(words), width) for words, width in heads])
    for column, (words, width) in enumerate(heads):
        sheet.write_string(row, column, str(words), looks.head_right if column in right else looks.head)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(row + 1, 1)
    sheet.set_landscape()
    if sum(width for _, width in heads) <= PAPER:
        sheet.fit_to_pages(1, 0)
    else:  # fitted to one page it could not be read: over several, the first columns on each
        sheet.set_print_scale(60)
        sheet.repeat_columns(0, 1)
    sheet.repeat_rows(row)
