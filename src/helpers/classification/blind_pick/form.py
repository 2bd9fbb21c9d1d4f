"""The Excel form of the blind pick: a name and up to twenty rows, filled in within five minutes."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from helpers.company.schema import tables
from helpers.company.seal import MOST
from helpers.company.workbook import MADE
from helpers.errors import IntakeError, Problem
from helpers.language import current, msg, using

#: Row (from 0) of the manager's name, of the titles, and of the first customer.
NAME, HEAD, FIRST = 3, 5, 6
BETWEEN = "  "
#: What forms handed out before this wording say.
EARLIER = {"放手": "exit"}


def form_bytes(customers: pd.DataFrame, lang: str | None = None) -> bytes:
    """The form as bytes; the same customers give the same bytes.

    Customers stand in the drop-down by name, not by revenue, so that the form hints at nothing.
    """
    import xlsxwriter

    lang, file = lang or current(), io.BytesIO()
    known = customers[["customer", "name"]].copy()
    known["name"] = known["name"].fillna(known["customer"])
    known = known.sort_values(["name", "customer"], kind="stable")
    classes = [words.pick(lang) for words in tables()["gut_list"]["class"].allowed.values()]
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with using(lang), xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": str(msg("Blind pick")), "author": "", "created": MADE})
        bold = book.add_format({"bold": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        fill = book.add_format({"bg_color": "#EEF1F4", "border": 1, "border_color": "#CCCCCC", "num_format": "@"})
        sheet = book.add_worksheet(str(msg("Blind pick")))
        listed = book.add_worksheet(str(msg("Customer list")))
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 14)
        sheet.set_column(2, 2, 60)
        sheet.write_string(0, 0, str(msg("Name the customers that matter most, before you see any result.")), bold)
        told = msg(
            "Up to {most} customers, a class and a reason each; five minutes, from memory, without asking others.",
            most=MOST,
        )
        sheet.merge_range(1, 0, 1, 2, str(told), wrap)
        sheet.write_string(NAME, 0, str(msg("Your name")), bold)
        sheet.write_blank(NAME, 1, None, fill)
        for column, title in enumerate((msg("Customer"), msg("Class"), msg("Reason, in a sentence"))):
            sheet.write_string(HEAD, column, str(title), bold)
        for row in range(FIRST, FIRST + MOST):
            for column in range(3):
                sheet.write_blank(row, column, None, fill)
        for row, one in enumerate(known.itertuples()):
            listed.write_string(row, 0, f"{one.customer}{BETWEEN}{one.name}")
        listed.set_column(0, 0, 60)
        last = FIRST + MOST - 1
        source = f"='{msg('Customer list')}'!$A$1:$A${max(len(known), 1)}"
        sheet.data_validation(FIRST, 0, last, 0, {"validate": "list", "source": source})
        sheet.data_validation(FIRST, 1, last, 1, {"validate": "list", "source": classes})
        sheet.freeze_panes(FIRST, 0)
    return file.getvalue()


def read_form(path: Path, customers: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Name and rows ``customer, class, reason`` of a filled-in form, in either language.

    A customer may be given as in the drop-down, by code, or by its name where only one bears it.

    Raises
    ------
    IntakeError
        With every row that cannot be understood.
    """
    import openpyxl

    try:
        sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0]
        cells = [
            [_text(cell) for cell in row[:3]] + [""] * (3 - len(row[:3])) for row in sheet.iter_rows(values_only=True)
        ]
    except Exception as error:  # whatever a broken or foreign file raises
        problem = Problem(
            what=msg("The form cannot be read: {why}.", why=type(error).__name__),
            do=msg("Save it as .xlsx in Excel, close it, and try again."),
            file=path.name,
        )
        raise IntakeError(problem) from None
    codes = set(customers["customer"])
    named = customers.groupby("name")["customer"].agg(list).to_dict()
    allowed = tables()["gut_list"]["class"].allowed
    words = {text: code for code, both in allowed.items() for text in (code, both.zh, both.en)} | EARLIER
    rows, problems = [], []
    for place in range(FIRST, len(cells)):
        who, kind, why = cells[place]
        if not (who or kind or why):
            continue
        code = who.split(BETWEEN)[0].strip()
        found = code if code in codes else who if who in codes else None
        if found is None and len(named.get(who, [])) == 1:
            found = named[who][0]
        if found is None:
            problems.append(
                Problem(
                    what=msg("There is no customer {name}, or more than one.", name=repr(who)),
                    do=msg("Take the customer from the drop-down."),
                    file=path.name,
                    row=place + 1,
                )
            )
        if kind not in words:
            problems.append(
                Problem(
                    what=msg("There is no class {name}.", name=repr(kind)),
                    do=msg("Take one of: {known}.", known=", ".join(both.pick(current()) for both in allowed.values())),
                    file=path.name,
                    row=place + 1,
                )
            )
        rows.append({"customer": found, "class": words.get(kind), "reason": why or None})
    if problems:
        raise IntakeError(problems)
    frame = pd.DataFrame(rows, columns=["customer", "class", "reason"]).astype("str")
    return (cells[NAME][1] if len(cells) > NAME else ""), frame


def _text(cell) -> str:
    return "" if cell is None else str(cell).strip()
