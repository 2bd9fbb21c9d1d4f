"""The comparison as a workbook: findings then and now with every number, who moved, from class to class."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from helpers.finding import LEVEL_WORDS
from helpers.language import msg, using
from helpers.quantity import Quantity, is_missing
from helpers.report.compare import tables
from helpers.report.compare.changes import STATES
from helpers.report.compare.tell import Comparison, headline, reasons, revenue
from helpers.report.formats.looks import INK, Looks, headed, tall
from helpers.report.formats.xlsx_ import FONTS, table


def write(comparison: Comparison, path: Path, lang: str) -> None:
    """Write the workbook; the same comparison gives the same bytes."""
    import xlsxwriter

    facts = comparison.after.facts
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONTS[lang], "font_size": 10, "font_color": INK},
    }
    with using(lang), facts.worded(), xlsxwriter.Workbook(path, options) as book:
        created = dt.datetime.fromisoformat(facts.as_of)
        book.set_properties({"title": facts.name.pick(lang)[:255], "author": "", "created": created})
        looks = Looks(book, comparison.currency)
        about(book, looks, comparison, lang)
        findings(book, looks, comparison, lang)
        numbers(book, looks, comparison, lang)
        if len(comparison.moves.rows):
            table(
                book.add_worksheet(str(msg("Moves"))), looks, tables.moved(comparison, "up", "down", "in", "out"), lang
            )
            table(book.add_worksheet(str(msg("From class to class"))), looks, tables.flows(comparison), lang)


def about(book: Any, looks: Looks, comparison: Comparison, lang: str) -> None:
    """What was compared, in short, and what else can make the two differ."""
    sheet = book.add_worksheet(str(msg("About")))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    facts = comparison.after.facts
    looks.string(sheet, 0, 0, facts.name.pick(lang), looks.title)
    then, now = (Quantity(day, "date").render(lang) for day in comparison.days)
    lines = [(msg("Review against last time"), str(msg("{then} against {now}", then=then, now=now)))]
    lines += [("", line.render(lang)) for line in (revenue(comparison), headline(comparison)) if line]
    lines += [(STATES[state], str(len(comparison.of(state)))) for state in STATES]
    lines += [(msg("What else can make the two differ"), line.render(lang)) for line in reasons(comparison)]
    if facts.fictional:
        lines.insert(0, (msg("Note"), str(msg("Fictional company: every name and number is made up for teaching"))))
    for row, (name, value) in enumerate(lines, start=2):
        looks.string(sheet, row, 0, str(name), looks.bold_wrapped)
        looks.string(sheet, row, 1, value, looks.text)
        tall(sheet, row, [(str(name), 24), (value, 100)])


def findings(book: Any, looks: Looks, comparison: Comparison, lang: str) -> None:
    """Each finding then and now."""
    sheet = book.add_worksheet(str(msg("Findings")))
    stake = looks.stake
    heads = [(msg("Finding"), 34), (msg("What became of it"), 18), (msg("Claim then"), 60), (msg("Claim now"), 60)]
    heads += [(f"{stake} · {msg('then')}", 16), (f"{stake} · {msg('now')}", 16)]
    heads += [(msg("How sure then"), 10), (msg("How sure now"), 10), (msg("What to do"), 60)]
    headed(sheet, looks, heads, right={4, 5})
    for row, change in enumerate(comparison.changes, start=1):
        sides = (change.before, change.after)
        cells: list[tuple[Any, str]] = [(change.id, "id"), (STATES[change.state].render(lang), "text")]
        cells += [(side.claim.pick(lang) if side else None, "text") for side in sides]
        cells += [(side.at_stake.value if side and side.at_stake else None, "money") for side in sides]
        cells += [(LEVEL_WORDS[side.level].render(lang) if side else None, "text") for side in sides]
        cells.append((change.after.advice.pick(lang) or None if change.after else None, "text"))
        for column, (value, unit) in enumerate(cells):
            looks.put(sheet, row, column, value, unit, wrap=unit == "text")
        wrapped = zip(cells, heads, strict=True)
        tall(sheet, row, [(str(value or ""), width) for (value, unit), (_, width) in wrapped if unit == "text"])
    sheet.autofilter(0, 0, max(len(comparison.changes), 1), len(heads) - 1)


def numbers(book: Any, looks: Looks, comparison: Comparison, lang: str) -> None:
    """Every number of every finding then and now, with its interval."""
    sheet = book.add_worksheet(str(msg("Numbers")))
    heads = [(msg("Finding"), 34), (msg("Number"), 18), (msg("then"), 16), (msg("at least"), 16), (msg("at most"), 16)]
    heads += [(msg("now"), 16), (msg("at least"), 16), (msg("at most"), 16), (msg("Difference"), 16)]
    headed(sheet, looks, heads, right=range(2, 9))
    row = 0
    for change in comparison.changes:
        for name, before, after in change.numbers():
            row += 1
            looks.put(sheet, row, 0, change.id, "id")
            looks.put(sheet, row, 1, name, "text")
            for column, one in ((2, before), (5, after)):
                for at, value in enumerate((one.value, one.low, one.high) if one else (None,) * 3):
                    looks.put(sheet, row, column + at, value, one.unit if one else "text")
            if before and after and before.unit == after.unit and numeric(before) and numeric(after):
                looks.put(sheet, row, 8, after.value - before.value, after.unit)
    sheet.autofilter(0, 0, max(row, 1), len(heads) - 1)


def numeric(one: Quantity) -> bool:
    return not is_missing(one.value) and not isinstance(one.value, str)
