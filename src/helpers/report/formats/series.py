"""What a native chart is made of: the data sheet behind it, and the steps of a waterfall."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from typing import Any

from helpers.report.formats.package import STAMP

REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: An amount as :func:`helpers.quantity.write_money` writes it.
AMOUNT = re.compile(r"[A-Z]{3} [-\u2212]?\d[\d.,]*(?: (?:bn|M|k)\b)?|\d (?:[亿万元]|[A-Z]{3}\b)(?: [A-Z]{3}\b)?")


def clean(text: str) -> str:
    """Text that XML can hold: control signs and lone halves of signs as a mark."""
    return REFUSED.sub("\ufffd", text)


def kept(text: str) -> str:
    """The same with amounts that are not parted from their unit or currency at the end of a line."""
    return AMOUNT.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def sheet(chart: Any, labels: Sequence[str], series: Sequence[tuple[str, Sequence[Any]]], form: str) -> None:
    """Put the data sheet behind a chart: python-pptx would make formulas of labels that begin with ``=``."""
    import datetime as dt

    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": dt.datetime(*STAMP[:3])})
        page = book.add_worksheet("Sheet1")
        numbers = book.add_format({"num_format": form})
        for row, label in enumerate(labels, start=1):
            page.write_string(row, 0, clean(label))
        for column, (name, values) in enumerate(series, start=1):
            page.write_string(0, column, clean(name))
            for row, value in enumerate(values, start=1):
                if value is not None:
                    page.write_number(row, column, value, numbers)
    chart.part.chart_workbook.update_from_xlsx_blob(file.getvalue())


def steps(labels: Sequence[str], amounts: Sequence[float]) -> list[tuple[str, list[float]]]:
    """Series of a waterfall: what a column stands on, totals, gains, losses (as they are drawn, none below zero)."""
    last = len(labels) - 1
    at, base, totals, gains, losses = 0.0, [], [], [], []
    for number, amount in enumerate(amounts):
        if number in (0, last):
            at = amount
            found = (0.0, amount, 0.0, 0.0)
        else:
            before, at = at, at + amount
            found = (min(before, at), 0.0, max(amount, 0.0), max(-amount, 0.0))
        for column, value in zip((base, totals, gains, losses), found, strict=True):
            column.append(value)
    return [("·", base), ("=", totals), ("+", gains), ("−", losses)]


def floor_of(low: float, high: float) -> float | None:
    """Where the axis may start so that small steps are seen: a round number below the lowest step, or zero (``None``)."""
    if low < 0.6 * high:
        return None
    size = 10 ** math.floor(math.log10(high))
    return math.floor(low * 0.97 / (size / 10)) * (size / 10) or None
