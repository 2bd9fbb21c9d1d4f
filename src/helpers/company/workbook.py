"""The Excel workbook to fill in: made from the schema, a sheet a table, in one language.

Put into a client folder as ``fill_in.xlsx`` it is read like any other source; sheets left empty
do not count. The same arguments give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from pathlib import Path
from typing import Any

from helpers.company.schema import KINDS, Column, Table, tables
from helpers.company.text import LONGEST
from helpers.company.validation import ROWS, validation
from helpers.errors import FolderError
from helpers.language import current, msg, using
from helpers.quantity import minor_digits

#: Written into the file as its making; a real date would make every file another.
MADE = dt.datetime(2025, 1, 1)
INK, REQUIRED, OPTIONAL, PAPER = "#1F2A37", "#CFE3F5", "#EEF1F4", "#FFFFFF"


def write_fill_in(path: Path, lang: str | None = None, currency: str = "CNY", as_of: dt.date | None = None) -> Path:
    """Write the workbook; returns its path.

    Parameters
    ----------
    path
        File to write; one that is there is overwritten.
    lang
        Language of titles, notes, drop-downs and error messages.
    currency
        Gives the decimals of money.
    as_of
        Latest day that the dates of events accept; any when not given.

    Raises
    ------
    FolderError
        When the file cannot be written (open in Excel, folder not there).
    """
    from helpers.company.headed import unreadable

    content = fill_in_bytes(lang, currency, as_of)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise FolderError(unreadable(path.name, error)) from None
    return path


def fill_in_bytes(lang: str | None = None, currency: str = "CNY", as_of: dt.date | None = None) -> bytes:
    """The workbook as bytes; see :func:`write_fill_in`."""
    import xlsxwriter

    lang = lang or current()
    font = {"zh": "Microsoft YaHei", "en": "Calibri"}[lang]
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": font, "font_size": 11, "font_color": INK},
    }
    with using(lang), xlsxwriter.Workbook(file, options) as book:
        title = str(msg("Client data to fill in"))
        book.set_properties({"title": title, "author": "", "created": MADE})
        formats = _formats(book, currency)
        _instructions(book, formats, lang)
        for table in asked():
            _sheet(book, formats, table, lang, minor_digits(currency), as_of)
    return file.getvalue()


def asked() -> list[Table]:
    """Tables a client is asked for: those that a station reads."""
    return [table for table in tables().values() if table.asked]


def _formats(book: Any, currency: str) -> dict[str, Any]:
    digits = minor_digits(currency)
    head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bottom_color": INK}
    return {
        "required": book.add_format(head | {"bg_color": REQUIRED}),
        "optional": book.add_format(head | {"bg_color": OPTIONAL}),
        "title": book.add_format({"bold": True, "font_size": 16}),
        "strong": book.add_format({"bold": True, "valign": "top"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "text": book.add_format({"num_format": "@"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "money": book.add_format({"num_format": "#,##0" + ("." + "0" * digits if digits else "")}),
        "quantity": book.add_format({"num_format": "General"}),
        "integer": book.add_format({"num_format": "0"}),
    }


def _instructions(book: Any, formats: dict[str, Any], lang: str) -> None:
    sheet = book.add_worksheet(str(msg("Instructions")))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 84)
    sheet.write_string(0, 0, str(msg("Client data to fill in")), formats["title"])
    row = 2
    for number, sentence in enumerate(_steps(), start=1):
        sheet.write_string(row, 0, str(msg("Step {n}", n=number)), formats["strong"])
        sheet.write_string(row, 1, str(sentence), formats["wrap"])
        row += 1
    row += 1
    sheet.write_string(row, 0, str(msg("Sheet")), formats["required"])
    sheet.write_string(row, 1, str(msg("What it holds, and what it adds to the report")), formats["required"])
    for table in asked():
        row += 1
        name = table.title.pick(lang) + (" *" if table.required else "")
        sheet.write_url(row, 0, f"internal:'{table.title.pick(lang)}'!A1", formats["strong"], name)
        sheet.write_string(
            row,
            1,
            " ".join([table.about.pick(lang), *(words.pick(lang) for words in table.adds.values())]),
            formats["wrap"],
        )
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _steps() -> list:
    return [
        msg("Fill in one row a record below the column titles. Sheets and columns marked * are required; leave the others empty where you have nothing."),
        msg("Point at a title to read what belongs in the column. Do not change titles or names of sheets, and do not merge cells."),
        msg("Enter customers and products first: their codes then appear as drop-downs on the other sheets. Write codes always the same way."),
        msg("Write dates as 2025-03-18, amounts as plain numbers without currency sign, returns and credit notes as negative numbers."),
        msg("When you paste from another file, paste values only; pasting all takes away drop-downs and checks."),
        msg("Save the file as fill_in.xlsx in the client folder, close it, and run: course check"),
    ]  # fmt: skip


def _sheet(book: Any, formats: dict[str, Any], table: Table, lang: str, digits: int, as_of: dt.date | None) -> None:
    sheet = book.add_worksheet(table.title.pick(lang))
    sheet.set_row(0, 34)
    for number, column in enumerate(table.columns):
        text = column.kind in ("id", "text", "category")
        width = min(max(_width(_heading(column, lang)), _width(column.example), 8) + 4, 44)
        sheet.set_column(number, number, width, formats["text" if text else column.kind])
        sheet.write_string(0, number, _heading(column, lang), formats["required" if column.required else "optional"])
        note = _note(table, column, lang)
        lines = sum(1 + _width(line) // 40 for line in note.split("\n"))
        sheet.write_comment(0, number, note, {"author": "", "width": 300, "height": 18 * lines + 14, "font_size": 9})
        rule = validation(table, column, lang, digits, as_of, number)
        if rule:
            sheet.data_validation(1, number, ROWS, number, rule)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _heading(column: Column, lang: str) -> str:
    return column.title.pick(lang) + (" *" if column.required else "")


def _note(table: Table, column: Column, lang: str) -> str:
    lines = [column.about.pick(lang)]
    kind = msg("Kind: {kind}", kind=KINDS[column.kind])
    lines.append(str(msg("{kind}, required", kind=kind) if column.required else msg("{kind}, may be empty", kind=kind)))
    if column.unit:
        lines.append(str(msg("Unit: {unit}", unit=column.unit)))
    if column.refers_to:
        lines.append(str(msg("A code of the sheet {sheet}", sheet=tables()[column.refers_to.partition(".")[0]].title)))
    if column.kind == "text":
        lines.append(str(msg("At most {n} characters", n=LONGEST["text"])))
    example = column.allowed[column.example].pick(lang) if column.allowed else column.example
    lines.append(str(msg("Example: {example}", example=example)))
    return "\n".join(lines)


def _width(text: str) -> int:
    """Width on the screen: Chinese signs take two places."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
