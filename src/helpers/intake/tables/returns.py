"""Lists of returns beside the sales: 退货客户, 实退数量, written as positive numbers. They are order lines below zero."""

from __future__ import annotations

import re
from dataclasses import replace

from helpers.errors import Problem
from helpers.intake.columns.answers import Answers
from helpers.intake.columns.header import Header, locate, missing
from helpers.intake.files.source import Sheet, Source
from helpers.intake.tables.flows import turn
from helpers.intake.tables.months import table_said
from helpers.language import msg

#: What such a sheet, its file or its title is called.
NAMES = re.compile(r"退货(?:单|明细|列表|清单|记录|出库|表)|销售退货|客户退货|(?:sales?|customer)[ _-]?returns?|returns? list|credit[ _-]?(?:notes?|memos?)", re.IGNORECASE)  # fmt: skip
#: Their own words in headers, without which they are those of a sale.
OWN = re.compile(r"退货|实退|应退|退回|退(?=数量|金额|款金额)")
PURCHASE = re.compile(r"采购|供应商|purchase|supplier|vendor", re.IGNORECASE)
DEPTH = 6


def named(sheet: Sheet) -> bool:
    """Whether the sheet, its file or a title row calls it returns of sales."""
    top = sheet.cells.head(DEPTH).to_numpy(dtype=object, na_value=None)
    titles = [cells[0] for row in top if len(cells := [cell for cell in row if isinstance(cell, str)]) == 1]
    texts = [sheet.name, sheet.file, *titles]
    return any(NAMES.search(text) for text in texts) and not any(PURCHASE.search(text) for text in texts)


def renamed(sheet: Sheet, answers: Answers) -> tuple[Sheet, Header] | None:
    """The sheet with the headers of a sale, where it then is a ledger of returns written positive; else nothing."""
    header = locate(sheet, answers.ledger)
    row = next((n for n, cells in enumerate(sheet.cells.head(DEPTH * 3).to_numpy(dtype=object, na_value=None)) if sum(isinstance(cell, str) and bool(OWN.search(cell)) for cell in cells) >= 1 and sum(isinstance(cell, str) for cell in cells) >= 4), None)  # fmt: skip
    if row is None and missing(header):
        return None
    plain = sheet
    if row is not None:
        cells = sheet.cells.copy()
        for n in cells.columns:
            if isinstance(text := cells.iat[row, n], str) and (short := OWN.sub("", text).strip()):
                cells.iat[row, n] = short
        plain = replace(sheet, cells=cells)
        header = locate(plain, answers.ledger)
    if missing(header):
        return None
    return plain, header


def settle(
    sources: list[Source], said: Answers, yes: bool, hidden: bool
) -> tuple[list[Source], Answers, dict[str, str], list[Problem]]:
    """Such lists turned into order lines below zero, where that was said or is to be asked."""
    way = said.wide.get("returns_list")
    if sum(len(source.sheets) for source in sources) < 2:
        return sources, said, {}, []
    made, tables, told, asked = [], {}, {}, []
    for source in sources:
        sheets = []
        for sheet in source.sheets:
            found = None
            if (
                len(sheet.cells)
                and (hidden or not sheet.hidden)
                and not table_said(said.tables, sheet)
                and named(sheet)
            ):
                found = renamed(sheet, said)
            if found is None:
                sheets.append(sheet)
                continue
            plain, header = found
            cells = plain.cells.copy()
            rows = cells.index[header.row + 1 :]
            changed = turn(cells, rows, header) if way != "as_written" else 0
            if changed or way:
                tables[sheet.label] = "orders"
                told[sheet.label] = f"{way or 'negative'} ({len(rows)})"
                sheets.append(replace(plain, cells=cells))
                if not way and not yes:
                    asked.append(_question(sheet, header))
            else:
                sheets.append(sheet)
        made.append(replace(source, sheets=tuple(sheets)))
    return made, replace(said, tables={**said.tables, **tables}), told, asked


def _question(sheet: Sheet, header: Header) -> Problem:
    return Problem(
        what=msg("The sheet is called a list of returns, and its amounts are positive: as sales they would be added instead of taken off."),
        do=msg("Say it: `--map returns_list=negative` (taken with --yes), `--map returns_list=as_written` if they are sales, or leave the sheet out: `--map tables={sheet}:skip`.", sheet=sheet.label),
        file=sheet.label,
        row=int(sheet.lines.iloc[header.row]),
        kind="ask-returns",
    )  # fmt: skip
