"""The workbook a consultant hands over: actions, findings, customers, and weights that can be moved.

Everything comes from stored results. Text is written as text, so nothing from the data becomes a formula; the
formulas of the sheet of weights are ours, with their values beside them, so that it reads right before it is
recalculated too. The same content gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from helpers.finding import LEVEL_WORDS, rank
from helpers.language import Message, msg, using
from helpers.quantity import is_missing
from helpers.report import board
from helpers.report.formats.content import Content
from helpers.report.formats.customers import Customers, first_money, of_customers
from helpers.report.formats.looks import INK, Looks, clean, headed, tall
from helpers.report.formats.weights import LIMIT, criteria, weighed
from helpers.rules import ORIGINS
from helpers.show import in_force, spoken
from helpers.station import ResultTable

FONTS = {"zh": "Microsoft YaHei", "en": "Calibri"}
STATES = (msg("open"), msg("under way"), msg("done"), msg("dropped"))
WIDTHS = {"text": 22, "id": 12, "date": 12, "month": 10, "money": 16}
#: Columns of whole sentences.
LONG = {"reason": 60, "signs": 48}
#: Rows of the list that follows the weights.
TOP = 20


def write(content: Content, path: Path, tell: Callable[[Message], None] = lambda said: None) -> None:
    """Write the workbook."""
    import xlsxwriter

    facts = content.results[0].facts
    day = dt.datetime.fromisoformat(facts.as_of)
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONTS[content.lang], "font_size": 10, "font_color": INK},
    }
    own = facts.worded()
    with using(content.lang), own, xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": clean(facts.name.pick(content.lang))[:200], "author": "", "created": day})
        looks = Looks(book, facts.currency)
        about(book, looks, content)
        actions(book, looks, content)
        findings(book, looks, content)
        people = of_customers(content.results)
        if people is not None:
            customers(book, looks, content, people)
            if criteria(people):
                weights(book, looks, content, people)
        rules(book, looks, content)


def about(book: Any, looks: Looks, content: Content) -> None:
    """What this workbook is, of which firm and day, and what stands on which sheet."""
    sheet = book.add_worksheet(str(msg("About")))
    facts = content.results[0].facts
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    looks.string(sheet, 0, 0, facts.name.pick(content.lang), looks.title)
    found = board.gather(content.results)
    lines = [
        (msg("As-of date"), facts.as_of),
        (msg("Currency of all amounts"), facts.currency),
        (msg("Data hash"), content.results[0].data_hash),
        (msg("Actions"), str(msg("What to do, why, by when. Fill in owner and state; filter by either."))),
        (msg("Findings"), str(msg("Every claim with its number, how sure, and the source of its method."))),
        (
            msg("Customer list"),
            str(msg("One row a customer: class and why, scores, revenue, and what else is known of each.")),
        ),
        (msg("Weights"), str(msg("Change a yellow weight: scores, ranks and the list beside them follow."))),
        (msg("Rules"), str(msg("Thresholds and policies behind these numbers, each with where its value came from."))),
    ]
    lines[3:3] = [
        (
            line.name,
            f"{line.value.render(content.lang)}" + (f" · {line.note.render(content.lang)}" if line.note else ""),
        )
        for line in (*found.figures, *found.dependence)
    ]
    if facts.fictional:
        lines.insert(0, (msg("Note"), str(msg("Fictional company: every name and number is made up for teaching"))))
    for row, (name, value) in enumerate(lines, start=2):
        sheet.write_string(row, 0, str(name), looks.bold_wrapped)
        looks.string(sheet, row, 1, str(value), looks.text)
        tall(sheet, row, [(str(name), 22), (str(value), 90)])


def actions(book: Any, looks: Looks, content: Content) -> None:
    """What to do, strongest first, with room for owner and state."""
    sheet = book.add_worksheet(str(msg("Actions")))
    heads = [(msg("No."), 5), (msg("What to do"), 60), (msg("Because"), 60), (looks.stake, 16)]
    heads += [(msg("How sure"), 10), (msg("By when"), 12), (msg("Owner"), 14), (msg("State"), 12), (msg("Finding"), 34)]
    headed(sheet, looks, heads, right={0, 3, 5})
    found = rank(f for result in content.results for f in result.findings if f.action)
    day = dt.date.fromisoformat(content.results[0].facts.as_of)
    for row, one in enumerate(found, start=1):
        looks.put(sheet, row, 0, row, "count")
        looks.put(sheet, row, 1, one.advise(content.lang), "text", wrap=True)
        looks.put(sheet, row, 2, one.say(content.lang), "text", wrap=True)
        tall(sheet, row, [(one.advise(content.lang), heads[1][1]), (one.say(content.lang), heads[2][1])])
        looks.put(sheet, row, 3, one.at_stake.value if one.at_stake else None, "money")
        looks.put(sheet, row, 4, LEVEL_WORDS[one.confidence.level].render(content.lang), "text")
        looks.put(sheet, row, 5, (day + dt.timedelta(days=one.action.within_days)).isoformat(), "date")
        sheet.write_blank(row, 6, None, looks.input)
        sheet.write_string(row, 7, STATES[0].render(content.lang), looks.input)
        looks.put(sheet, row, 8, one.id, "id")
    last = max(len(found), 1)
    sheet.data_validation(1, 7, last, 7, {"validate": "list", "source": [s.render(content.lang) for s in STATES]})
    sheet.autofilter(0, 0, last, len(heads) - 1)


def findings(book: Any, looks: Looks, content: Content) -> None:
    """Every claim, with its number, how sure and why, and the method."""
    sheet = book.add_worksheet(str(msg("Findings")))
    heads = [(msg("Finding"), 34), (msg("Claim"), 70), (looks.stake, 16), (msg("at least"), 16)]
    heads += [(msg("at most"), 16), (msg("How sure"), 10), (msg("Why so sure"), 50), (msg("Method and source"), 60)]
    headed(sheet, looks, heads, right={2, 3, 4})
    found = [one for result in content.results for one in rank(result.findings)]
    for row, one in enumerate(found, start=1):
        stake = one.at_stake
        cells = [
            (one.id, "id"),
            (one.say(content.lang), "text"),
            (stake.value if stake else None, "money"),
            (stake.low if stake else None, "money"),
            (stake.high if stake else None, "money"),
            (LEVEL_WORDS[one.confidence.level].render(content.lang), "text"),
            (one.why(content.lang), "text"),
            (f"{one.method.render(content.lang, **one.quantities)} · {one.source}", "text"),
        ]
        for column, (value, unit) in enumerate(cells):
            looks.put(sheet, row, column, value, unit, wrap=unit == "text")
        wrapped = zip(cells, heads, strict=True)
        tall(sheet, row, [(str(value), width) for (value, unit), (_, width) in wrapped if unit == "text"])
    sheet.autofilter(0, 0, max(len(found), 1), len(heads) - 1)


def customers(book: Any, looks: Looks, content: Content, people: Customers) -> None:
    """One row a customer, with all that results say of each; who brings most stands first."""
    sheet = book.add_worksheet(str(msg("Customer list")))
    table(sheet, looks, largest_first(filled(people.table)), content.lang)


def filled(shown: ResultTable) -> ResultTable:
    """Without the columns that hold nothing: a folder without owners has no column of owners."""
    rows = shown.rows
    kept = [name for name in shown.columns if not rows[name].map(lambda value: is_missing(value) or value == "").all()]
    return replace(shown, columns={name: shown.columns[name] for name in kept}, rows=rows[kept])


def largest_first(shown: ResultTable) -> ResultTable:
    """Rows by their first column of money, equal ones in the order they had; as they are where there is none."""
    money = first_money(shown)
    if money is None:
        return shown
    rows = shown.rows.sort_values(money, ascending=False, kind="stable", na_position="last", ignore_index=True)
    return replace(shown, rows=rows)


def table(sheet: Any, looks: Looks, shown: ResultTable, lang: str) -> None:
    """A result table with its titles; filters, a head that stays."""
    heads = [
        (looks.titled(column, lang), LONG.get(name, WIDTHS.get(column.unit, 11)))
        for name, column in shown.columns.items()
    ]
    units = [column.unit for column in shown.columns.values()]
    whole = {n: name for n, name in enumerate(shown.columns) if name in LONG}
    headed(sheet, looks, heads, right={n for n, unit in enumerate(units) if unit not in ("text", "id")})
    sheet.freeze_panes(1, 2)
    for row, values in enumerate(shown.rows.itertuples(index=False, name=None), start=1):
        for column, (value, unit) in enumerate(zip(values, units, strict=True)):
            looks.put(sheet, row, column, value, unit, wrap=column in whole)
        tall(sheet, row, [(spoken(values[n]), LONG[name]) for n, name in whole.items() if not is_missing(values[n])])
    sheet.autofilter(0, 0, max(len(shown.rows), 1), len(heads) - 1)


def weights(book: Any, looks: Looks, content: Content, people: Customers) -> None:
    """Scores with weights that can be moved; rank and list follow by formulas."""
    sheet = book.add_worksheet(str(msg("Weights")))
    names = criteria(people)
    told = weighed(people)
    sheet.write_string(0, 0, str(msg("Weights: change the yellow cells")), looks.bold)
    if told is None:
        limit = f"{LIMIT:,}"
        sheet.write_string(
            1, 0, str(msg("With more than {limit} customers a spreadsheet is too slow for this.", limit=limit))
        )
        return
    first = 5  # the table's head stands in this row; weights above it, in the columns of their scores
    heads = [(msg("Customer code"), 12), (msg("Name"), 26), (looks.titled(told.attrs["column"], content.lang), 16)]
    heads += [(people.table.columns[name].title.render(content.lang), 14) for name in names]
    heads += [(msg("Weighted score"), 12), (msg("Rank"), 8), (msg("Place"), 8)]
    headed(sheet, looks, heads, first, right=range(2, 6 + len(names)))
    sheet.freeze_panes(first + 1, 2)
    sheet.write_string(2, 1, str(msg("Weight")), looks.bold)
    last = first + len(told)
    score, place, position = 3 + len(names), 4 + len(names), 5 + len(names)
    ends = (letter(3), letter(2 + len(names)))
    for column in range(3, 3 + len(names)):
        sheet.write_number(2, column, 1, looks.input)
    sheet.data_validation(
        2, 3, 2, 2 + len(names), {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    )
    given = f"${ends[0]}$3:${ends[1]}$3"
    column_of = f"${letter(score)}${first + 2}:${letter(score)}${last + 1}"
    codes, money = (f"${column}${first + 2}:${column}${last + 1}" for column in "AC")
    for row, one in enumerate(told.itertuples(index=False), start=first + 1):
        looks.put(sheet, row, 0, one.customer, "id")
        looks.put(sheet, row, 1, one.name, "text")
        looks.put(sheet, row, 2, one.money, "money")
        for column, value in enumerate(one.scores, start=3):
            looks.put(sheet, row, column, value, "score")
        here = f"{letter(score)}{row + 1}"
        line = f"{ends[0]}{row + 1}:{ends[1]}{row + 1}"
        formula = f"=IF(SUM({given})=0,0,ROUND(SUMPRODUCT({given},{line})/SUM({given}),6))"
        sheet.write_formula(row, score, formula, looks.by_unit["ratio"], one.score)
        sheet.write_formula(row, place, f"=RANK({here},{column_of},0)", looks.by_unit["count"], one.rank)
        formula = (
            f'={letter(place)}{row + 1}+COUNTIFS({column_of},{here},{money},">"&C{row + 1})'
            f'+COUNTIFS({column_of},{here},{money},C{row + 1},{codes},"<"&A{row + 1})'
        )
        sheet.write_formula(row, position, formula, looks.by_unit["count"], one.place)
    sheet.autofilter(first, 0, last, position)
    top(sheet, looks, told, first, last, position, score)


def top(sheet: Any, looks: Looks, told: Any, first: int, last: int, position: int, score: int) -> None:
    """The first customers by the weights as they stand, to the right of the table."""
    at = position + 2
    heads = (msg("Place"), msg("Customer code"), msg("Name"), msg("Weighted score"))
    for column, words in enumerate(heads, start=at):
        sheet.write_string(first, column, str(words), looks.head)
        sheet.set_column(column, column, 26 if column == at + 2 else 13)
    ordered = told.sort_values("place")
    places = f"${letter(position)}${first + 2}:${letter(position)}${last + 1}"
    for row, one in enumerate(ordered.head(TOP).itertuples(index=False), start=1):
        line = first + row
        looks.put(sheet, line, at, row, "count")
        match = f"MATCH({letter(at)}{line + 1},{places},0)"
        for column, (source, value) in enumerate(((0, one.customer), (1, one.name), (score, one.score)), start=at + 1):
            column_of = f"${letter(source)}${first + 2}:${letter(source)}${last + 1}"
            sheet.write_formula(
                line,
                column,
                f"=INDEX({column_of},{match})",
                looks.by_unit["ratio"] if source == score else looks.plain,
                clean(value) if isinstance(value, str) else value,
            )


def letter(column: int) -> str:
    """Column letters, A for 0."""
    from xlsxwriter.utility import xl_col_to_name

    return xl_col_to_name(column)


def rules(book: Any, looks: Looks, content: Content) -> None:
    """The rules that these numbers stand on."""
    sheet = book.add_worksheet(str(msg("Rules")))
    headed(
        sheet,
        looks,
        [(msg("Station"), 22), (msg("Rule"), 70), (msg("Name"), 24), (msg("Value"), 24), (msg("From"), 20)],
    )
    from helpers.station import station

    row = 1
    for result in content.results:
        for rule in result.rules.schema:
            value = in_force(result, rule)
            origin = ORIGINS[result.rules.origin(rule.name)].render()
            looks.put(sheet, row, 0, station(result.station).title.render(), "text")
            looks.put(sheet, row, 1, rule.title.render(), "text", wrap=True)
            looks.put(sheet, row, 2, rule.name, "id")
            looks.put(sheet, row, 3, value.value, value.unit)
            looks.put(sheet, row, 4, origin, "text")
            tall(sheet, row, [(rule.title.render(), 70)])
            row += 1
