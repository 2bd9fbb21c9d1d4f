"""An Excel workbook, without macros, that replaces names before anything leaves the client's house.

Customers and order lines are pasted into two sheets; formulas fill two others with pseudonyms, which are
copied out as values. It runs in Excel 2007 and later, WPS and LibreOffice. The codes were drawn when the
workbook was made; which row got which is known only to who pasted. It does the plain part only: the
tables' own columns, no free texts; :mod:`helpers.intake.privacy.copy` does all of it.
"""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

from helpers.company.schema import tables
from helpers.errors import ParameterError, Problem
from helpers.intake.privacy.key import new
from helpers.language import Message, current, msg

CUSTOMERS = ("customer", "name", "industry", "region", "size", "grade", "owner", "channel")
ORDERS = ("doc_no", "date", "customer", "product", "quantity", "amount", "cost")
#: Rows that the formulas reach.
ROWS = {"customers": 2000, "orders": 10000}
CODES, GROUPS = "codes", "groups"

STEPS = (
    msg("This workbook replaces names by codes. It has no macros and sends nothing anywhere."),
    msg("1. Paste customers into customers_in and order lines into orders_in, each column under its title, as values."),
    msg("2. Look at the checks below: each must say 0."),
    msg("3. Copy customers_out and orders_out as values into a new workbook. Send that one only."),
    msg("4. Keep this workbook: it is the key. Whoever has it can read the copy. Never send it."),
    msg(
        "Industry, region and size stay where at least {k} customers share all three; else only the industry, "
        "where at least {k} share that; else none (k-anonymity, Sweeney 2002)."
    ),
    msg("Who knows what a customer bought can still find that customer: it is pseudonymised, not anonymous."),
    msg(
        "To move dates or scale amounts, change the days (whole weeks) and the factor on the sheet codes before copying out."
    ),
)
CHECKS = {
    "unknown": msg("Order lines whose customer is not among the customers"),
    "twice": msg("Customers whose code stands twice"),
    "dates": msg("Order lines whose date is no date"),
    "more": msg("Rows beyond those that the formulas reach"),
    "few": msg("Customers without industry, region and size, where they are fewer than k"),
}


def content(k: int = 5, seed: int | None = None) -> bytes:
    """The workbook, filled with codes but no data; the same bytes for the same seed.

    Parameters
    ----------
    k
        Customers that must share industry, region and size.
    seed
        For exercises: codes that anyone can guess.
    """
    import xlsxwriter

    key, lang, target = new("workbook", seed), current(), io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2000, 1, 1)})
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    read_me = book.add_worksheet("read_me")
    sheets = {name: book.add_worksheet(name) for name in ("customers_in", "orders_in", "customers_out", "orders_out")}
    codes, groups = book.add_worksheet(CODES), book.add_worksheet(GROUPS)
    for name, fields in (("customers", CUSTOMERS), ("orders", ORDERS)):
        for side in ("in", "out"):
            sheet = sheets[f"{name}_{side}"]
            for at, field in enumerate(fields):
                title = tables()[name][field].title.pick(lang) if side == "in" else field
                sheet.write(0, at, title, bold)
                sheet.set_column(
                    at, at, 16, day if field == "date" else text if side == "in" and _is_text(field) else None
                )
            sheet.freeze_panes(1, 0)
    _codes(codes, key, bold)
    _groups(groups, k, bold)
    _customers(sheets["customers_out"])
    _orders(sheets["orders_out"])
    _read_me(read_me, k, lang, bold, wrap)
    book.close()
    return target.getvalue()


def write(path: Path, *, k: int = 5, seed: int | None = None) -> Path:
    """Write the workbook; returns its path.

    Raises
    ------
    ParameterError
        When the file is there already: it may be somebody's key.
    """
    if path.exists():
        raise ParameterError(
            Problem(
                what=msg("The file {file} is there already.", file=path.name),
                do=msg("It may be a key: take another name."),
                column="--excel",
            )
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content(k, seed))
    return path


def _is_text(field: str) -> bool:
    return field not in ("date", "quantity", "amount", "cost")


def _codes(sheet, key, bold) -> None:
    """Codes by row: customers, products and owners by where they first stand, documents likewise; days and factor."""
    marks = (("customer", "K", ROWS["customers"]), ("owner", "Ps", ROWS["customers"]))
    marks += (("product", "P", ROWS["orders"]), ("document", "D", ROWS["orders"]))
    for at, (title, mark, rows) in enumerate(marks):
        sheet.write(0, at, title, bold)
        used: set[int] = set()
        row = attempt = 0
        while row < rows:
            number = key.digest("workbook", mark, str(attempt)) % 10**8
            attempt += 1
            if number not in used:
                used.add(number)
                row += 1
                sheet.write_string(row, at, f"{mark}{number:08d}")
    sheet.write(0, 5, "days", bold)
    sheet.write(1, 5, 0)
    sheet.write(0, 6, "factor", bold)
    sheet.write(1, 6, 1)


def _groups(sheet, k: int, bold) -> None:
    """Per customer what is shared: industry, region and size; whether k share it; the industry among the rest."""
    last = ROWS["customers"] + 1
    for at, title in enumerate(("all three", "k share them", "industry of the rest", "k share it", "k")):
        sheet.write(0, at, title, bold)
    sheet.write(1, 4, k)
    for row in range(2, last + 1):
        there = f'customers_in!A{row}=""'
        sheet.write_formula(
            row - 1,
            0,
            f'=IF({there},"","g|"&customers_in!C{row}&"|"&customers_in!D{row}&"|"&customers_in!E{row})',
            None,
            "",
        )
        sheet.write_formula(row - 1, 1, f'=IF({there},"",IF(SUMPRODUCT(--(A$2:A${last}=A{row}))>=E$2,1,0))', None, "")
        sheet.write_formula(row - 1, 2, f'=IF(B{row}=0,"i|"&customers_in!C{row},"")', None, "")
        sheet.write_formula(row - 1, 3, f'=IF(B{row}=0,IF(SUMPRODUCT(--(C$2:C${last}=C{row}))>=E$2,1,0),"")', None, "")


def _customers(sheet) -> None:
    last = ROWS["customers"] + 1
    for row in range(2, last + 1):
        code = f"INDEX({CODES}!A$2:A${last},MATCH(customers_in!A{row},customers_in!A$2:A${last},0))"
        owner = f"INDEX({CODES}!B$2:B${last},MATCH(customers_in!G{row},customers_in!G$2:G${last},0))"
        all_three, industry = f"{GROUPS}!B{row}=1", f"OR({GROUPS}!B{row}=1,{GROUPS}!D{row}=1)"
        cells = (
            code,
            f'"Co"&MID(A{row},2,8)',
            _if(industry, f'customers_in!C{row}&""'),
            _if(all_three, f'customers_in!D{row}&""'),
            _if(all_three, f'customers_in!E{row}&""'),
            f'customers_in!F{row}&""',
            _if(f'customers_in!G{row}<>""', owner),
            f'customers_in!H{row}&""',
        )
        for at, cell in enumerate(cells):
            sheet.write_formula(row - 1, at, f'=IF(customers_in!$A{row}="","",{cell})', None, "")


def _orders(sheet) -> None:
    last, people = ROWS["orders"] + 1, ROWS["customers"] + 1
    for row in range(2, last + 1):

        def first(column: str, code: str, row: int = row) -> str:
            return f"INDEX({CODES}!{code}$2:{code}${last},MATCH(orders_in!{column}{row},orders_in!{column}$2:{column}${last},0))"

        def scaled(column: str, row: int = row) -> str:
            value = f"orders_in!{column}{row}"
            return f'IF(ISNUMBER({value}),ROUND({value}*{CODES}!$G$2,2),"")'

        cells = (
            _if(f'orders_in!A{row}<>""', first("A", "D")),
            f'IF(ISNUMBER(orders_in!B{row}),orders_in!B{row}+{CODES}!$F$2,"")',
            f'IFERROR(INDEX({CODES}!A$2:A${people},MATCH(orders_in!C{row},customers_in!A$2:A${people},0)),"?")',
            _if(f'orders_in!D{row}<>""', first("D", "C")),
            f'IF(ISNUMBER(orders_in!E{row}),orders_in!E{row},"")',
            scaled("F"),
            scaled("G"),
        )
        for at, cell in enumerate(cells):
            sheet.write_formula(row - 1, at, f'=IF(orders_in!$C{row}="","",{cell})', None, "")


def _if(condition: str, value: str) -> str:
    return f'IF({condition},{value},"")'


def _read_me(sheet, k: int, lang: str, bold, wrap) -> None:
    sheet.set_column(0, 0, 90, wrap)
    sheet.set_column(1, 1, 12)
    for row, step in enumerate(STEPS):
        sheet.write(row, 0, _said(step, lang, k))
    people, lines = ROWS["customers"] + 1, ROWS["orders"] + 1
    formulas = {
        "unknown": f'COUNTIF(orders_out!C2:C{lines},"~?")',
        "twice": f'COUNTA(customers_in!A2:A{people})-SUMPRODUCT((customers_in!A2:A{people}<>"")/COUNTIF(customers_in!A2:A{people},customers_in!A2:A{people}&""))',
        "dates": f'SUMPRODUCT((orders_in!C2:C{lines}<>"")*(1-ISNUMBER(orders_in!B2:B{lines})))',
        "more": f"COUNTA(customers_in!A{people + 1}:A{people + 50000})+COUNTA(orders_in!C{lines + 1}:C{lines + 200000})",
        "few": f"IF(COUNTIF({GROUPS}!D2:D{people},0)<{GROUPS}!E2,COUNTIF({GROUPS}!D2:D{people},0),0)",
    }
    start = len(STEPS) + 1
    for at, (name, words) in enumerate(CHECKS.items()):
        sheet.write(start + at, 0, words.render(lang), bold)
        sheet.write_formula(start + at, 1, "=" + formulas[name], None, 0)


def _said(step: Message, lang: str, k: int) -> str:
    return step.render(lang, k=k)
