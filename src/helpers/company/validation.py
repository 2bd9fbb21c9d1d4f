"""Checks of the Excel workbook while it is filled in: drop-downs, dates, amounts, codes twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpers.company.kinds import EARLIEST, LATEST, amount_such_as
from helpers.company.schema import Column, Table, tables
from helpers.language import Message, msg

#: Last row (counted from 0) that checks reach to.
ROWS = 20_000
#: Twelve digits before the point, as in files.
LARGEST = 999_999_999_999


def validation(
    table: Table, column: Column, lang: str, digits: int, as_of: dt.date | None, number: int
) -> dict[str, Any] | None:
    """XlsxWriter's data validation of one column, or ``None`` where anything goes.

    ``number`` is the column's place in its sheet, from 0. Messages are in the language in force.
    """
    cell = f"{letter(number)}2"
    if column.allowed:
        words = [pair.pick(lang) for pair in column.allowed.values()]
        return _stop({"validate": "list", "source": words}, msg("Choose one from the list."))
    if column.refers_to:
        return _codes(column, lang)
    if column.kind == "id" and table.key == (column.name,):
        cells = f"${letter(number)}$2:${letter(number)}${ROWS + 1}"
        rule = {"validate": "custom", "value": f"=SUMPRODUCT(--({cells}={cell}))=1", "error_type": "warning"}
        return _told(rule, msg("This code stands in another row already."))
    if column.kind == "date":
        return _date(column, as_of if column.name in table.dates_of_knowledge else None)
    if column.kind == "money":
        low = -LARGEST if column.low is None else column.low
        value = f"=AND(ISNUMBER({cell}),ROUND({cell},{digits})={cell},{cell}>={low:g},{cell}<={LARGEST})"
        return _stop({"validate": "custom", "value": value}, msg("It should be {why}.", why=amount_such_as(digits)))
    if column.kind in ("quantity", "integer"):
        return _number(column)
    return None


def _codes(column: Column, lang: str) -> dict[str, Any]:
    """Drop-down of the codes entered on another sheet, as far as they reach."""
    name, _, key = column.refers_to.partition(".")
    table = tables()[name]
    sheet, at = table.title.pick(lang).replace("'", "''"), letter(table.names.index(key))
    cells = f"'{sheet}'!${at}$2:${at}${ROWS + 1}"
    source = f"=OFFSET('{sheet}'!${at}$2,0,0,MAX(1,COUNTA({cells})),1)"
    rule = {"validate": "list", "source": source}
    why = msg("This code does not stand on the sheet {sheet}. Enter it there first.", sheet=table.title)
    return _stop(rule, why) if table.required else _told(rule | {"error_type": "warning"}, why)


def _date(column: Column, latest: dt.date | None) -> dict[str, Any]:
    last = latest or LATEST.date()
    rule = {
        "validate": "date",
        "criteria": "between",
        "minimum": EARLIEST.to_pydatetime(),
        "maximum": dt.datetime(last.year, last.month, last.day),
    }
    if latest:
        return _stop(rule, msg("A date such as 2025-03-18, not later than {day}.", day=latest.isoformat()))
    return _stop(rule, msg("A date such as 2025-03-18."))


def _number(column: Column) -> dict[str, Any]:
    low = -LARGEST if column.low is None else column.low
    high = LARGEST if column.high is None else column.high
    whole = column.kind == "integer"
    rule = {"validate": "integer" if whole else "decimal", "criteria": "between", "minimum": low, "maximum": high}
    if column.low is not None and column.high is not None:
        return _stop(rule, msg("A number between {low} and {high}.", low=f"{low:g}", high=f"{high:g}"))
    return _stop(rule, msg("A whole number such as 60.") if whole else msg("A number such as 12.5."))


def _stop(rule: dict[str, Any], why: Message) -> dict[str, Any]:
    return _told(rule | {"error_type": "stop"}, why)


def _told(rule: dict[str, Any], why: Message) -> dict[str, Any]:
    return rule | {"error_title": str(msg("Please check")), "error_message": str(why), "ignore_blank": True}


def letter(number: int) -> str:
    """A for 0, AA for 26."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
