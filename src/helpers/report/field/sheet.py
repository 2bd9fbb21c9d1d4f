"""The workbook of one person: what to do, with room for what came of it; their customers; how to fill it in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.company.schema import tables
from helpers.language import Message, msg, using
from helpers.report.field.tasks import KINDS, Task
from helpers.report.formats.looks import INK, Looks, headed
from helpers.report.formats.xlsx_ import FONTS, table
from helpers.report.tables import width
from helpers.station import Column, Facts, ResultTable

#: Row (from 0) of the column titles; columns of the sheet of tasks, the editable ones last.
HEAD = 3
COLUMNS = ("action", "customer", "name", "kind", "what", "money", "due_on", "state", "done_on", "result")
EDITED = ("due_on", "state", "done_on", "result")
TITLES: dict[str, Message] = {
    "action": msg("Action code"),
    "customer": msg("Customer code"),
    "name": msg("Customer name"),
    "kind": msg("Kind"),
    "what": msg("What to do"),
    "money": msg("Money it is about"),
    "due_on": msg("Due on"),
    "state": msg("State"),
    "done_on": msg("Done on"),
    "result": msg("Result and feedback"),
}
WIDTHS = (27, 13, 26, 12, 52, 16, 12, 11, 12, 46)
#: The sheet that remembers what was sent, so that what was changed can be told from what was not.
SENT = "_sent"
#: Empty rows for what was agreed besides.
OWN = 10
CUSTOMERS = ("class_name", "monetary", "last", "recency_days", "cycle_days", "gap")


def write(path: Path, owner: str, found: Sequence[Task], people: ResultTable | None, facts: Facts, lang: str) -> None:
    """Write the workbook; the same content gives the same bytes."""
    import xlsxwriter

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONTS[lang], "font_size": 10, "font_color": INK},
    }
    with using(lang), facts.worded(), xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"author": "", "created": dt.datetime.fromisoformat(facts.as_of)})
        looks = Looks(book, facts.currency)
        to_do(book, looks, owner, found, facts, lang)
        if people is not None and len(people.rows):
            table(book.add_worksheet(str(msg("My customers"))), looks, people, lang)
        remember(book, looks, owner, found, facts, lang)


def to_do(book: Any, looks: Looks, owner: str, found: Sequence[Task], facts: Facts, lang: str) -> None:
    """The tasks, and rows for what was agreed besides."""
    sheet = book.add_worksheet(str(msg("To do")))
    heads = [(looks_title(name, facts.currency), width) for name, width in zip(COLUMNS, WIDTHS, strict=True)]
    headed(sheet, looks, heads, HEAD, right={5, 6, 8})
    sheet.freeze_panes(HEAD + 1, 3)
    looks.string(sheet, 0, 0, owner or str(msg("Customers without an owner")), looks.title)
    told = msg(
        "{firm}, as of {day}. Fill in the yellow columns and send the file back; add rows of your own below. Codes stay as they are.",
        firm=facts.name.pick(lang),
        day=facts.as_of,
    )
    looks.string(sheet, 1, 0, str(told), looks.plain)
    day = book.add_format(
        {"bg_color": "#FFF6DD", "border": 1, "border_color": "#C9B458", "num_format": "yyyy-mm-dd", "valign": "top"}
    )
    text = book.add_format(
        {
            "bg_color": "#FFF6DD",
            "border": 1,
            "border_color": "#C9B458",
            "num_format": "@",
            "valign": "top",
            "text_wrap": True,
        }
    )
    states = {code: words.pick(lang) for code, words in tables()["actions"]["state"].allowed.items()}
    for row, task in enumerate(found, start=HEAD + 1):
        sheet.set_row(row, 15 * max(2, min(6, -(-width(task.says(lang)) // (WIDTHS[4] - 2)))))
        looks.put(sheet, row, 0, task.id, "id")
        looks.put(sheet, row, 1, task.customer or None, "id")
        looks.put(sheet, row, 2, task.name or None, "text", wrap=True)
        looks.put(sheet, row, 3, KINDS[task.kind].render(lang), "text", wrap=True)
        looks.put(sheet, row, 4, task.says(lang), "text", wrap=True)
        looks.put(sheet, row, 5, task.money.value if task.money else None, "money")
        sheet.write_datetime(row, 6, dt.datetime.combine(task.due, dt.time()), day)
        looks.string(sheet, row, 7, states[task.state], text)
        sheet.write_blank(row, 8, None, day)
        looks.string(sheet, row, 9, task.result, text)
    first, last = HEAD + 1, HEAD + len(found) + OWN
    for row in range(HEAD + 1 + len(found), last + 1):
        for column, form in ((1, text), (2, text), (4, text), (6, day), (7, text), (8, day), (9, text)):
            sheet.write_blank(row, column, None, form)
    sheet.data_validation(first, 7, last, 7, {"validate": "list", "source": list(states.values())})
    sheet.autofilter(HEAD, 0, HEAD + max(len(found), 1), len(COLUMNS) - 1)


def looks_title(name: str, currency: str) -> str:
    title = str(TITLES[name])
    return f"{title} ({currency})" if name == "money" else title


def remember(book: Any, looks: Looks, owner: str, found: Sequence[Task], facts: Facts, lang: str) -> None:
    """What was sent, as JSON a row, in a sheet that is not shown."""
    sheet = book.add_worksheet(SENT)
    sheet.very_hidden()
    about = {"form": 1, "company": facts.id, "as_of": facts.as_of, "lang": lang}
    looks.string(sheet, 0, 0, json.dumps(about), looks.plain)
    looks.string(sheet, 1, 0, owner, looks.plain)
    for row, task in enumerate(found, start=2):
        kept = {
            "action": task.id,
            "finding": task.finding,
            "created_on": task.created.isoformat() if task.created else None,
            "due_on": task.due.isoformat(),
            "state": task.state,
            "done_on": None,
            "result": task.result[:2000] or None,
        }
        looks.string(sheet, row, 0, json.dumps(kept, ensure_ascii=False), looks.plain)


def of_owner(result, owner: str, owners: dict[str, str]) -> ResultTable | None:
    """The customers of one person with what the stations say of each, most money first."""
    rfm = result["rfm"]
    mine = rfm[rfm["customer"].map(owners).fillna("") == owner]
    if mine.empty:
        return None
    rows = mine[["customer", "name", "rfm_name", "monetary", "last", "recency_days", "cycle_days"]]
    columns = {name: result.tables["rfm"].columns[name] for name in rows.columns}
    for source, name in (("potential", "gap"), ("watch", "signs")):
        if source in result and name in result.tables[source].columns:
            own = result[source].set_index("customer")[name]
            rows = rows.assign(**{name: rows["customer"].map(own)})
            columns[name] = result.tables[source].columns[name]
    if "classes" in result:
        from helpers.report.compare.moves import NAMES
        from helpers.report.compare.snapshot import classed
        from helpers.show import word

        own = classed([result]).set_index("customer")["class"]
        rows.insert(2, "class_name", rows["customer"].map(own).map({code: word(text) for code, text in NAMES.items()}))
        columns["class_name"] = Column(msg("Class"), "text")
    rows = rows.sort_values(["monetary", "customer"], ascending=[False, True]).reset_index(drop=True)
    for name in rows.columns[rows.isna().any()]:
        rows[name] = rows[name].astype("object").where(rows[name].notna(), None)
    return ResultTable(msg("My customers"), {name: columns[name] for name in rows.columns}, pd.DataFrame(rows))
