"""Tables by month: customers in rows, months (or quarters) in columns, a sum in each cell.

The commonest file of small firms. Asked about once, each filled cell becomes an order line on the first or last day of its
month; rows of totals and notes stay rows, for the ledger's importer to hold against the sum and to set aside.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import pandas as pd

from helpers.errors import IntakeError, Problem
from helpers.intake.columns.header import locate, missing, plain
from helpers.intake.files.source import Sheet, Source, tidy_text
from helpers.intake.lines.totals import LABEL, TAIL
from helpers.intake.tables.wide import TRAITS
from helpers.intake.values import numbers
from helpers.intake.values.periods import only_year, period
from helpers.language import msg

#: Rows from the top in which the months are looked for, and how many of them make such a table.
DEPTH, LEAST = 15, 3
#: Columns that are computed from the months, or count rows; the first are checked against the sum.
SUM = re.compile(
    r"(?:(?:全年|年度|本年|上半年|下半年|季度)?(?:合计|总计|小计|累计)|(?:grand|year)?total|ytd|sum)(?:金额|额|amount)?"
)
COMPUTED = re.compile(
    r".*(?:占比|比重|比例|同比|环比|增长|增幅|增速|平均|月均|均值|排名|完成率|share|growth|average|avg|rank|yoy|mom|%).*"
    r"|.*(?:合计|总计|小计|累计|total).*|序号|no|#\d+|去年同期|上年同期"
)
#: What such a table may hold besides sales, by its title or file.
OTHER = re.compile(r"回款|收款|应收|账龄|库存|计划|目标|预算|费用|工资|成本|考勤|付款|采购|预测|budget|target|forecast|stock|inventory|payment|receiv|expense|purchase", re.I)  # fmt: skip
PIECES, MONEY = re.compile(r"数量|销量|台数|件数|吨|quantity|units|volume|qty", re.I), re.compile(r"额|金额|元|收入|amount|revenue|value|money", re.I)  # fmt: skip
NOTHING = ("-", "–", "—", "/", "－")
#: Share of filled cells below months that must be numbers.
NUMERIC = 0.6


@dataclass(frozen=True)
class Crossed:
    """A sheet of months in columns: its header row, first row of cells, names, and what each column is.

    ``months`` are position → (year or 0, first month, number of months); ``counts`` positions of quantities → position of
    their amount; ``kept`` what tells the customer; ``sums`` and ``dropped`` what is computed.
    """

    row: int
    body: int
    names: tuple[str, ...]
    months: Mapping[int, tuple[int, int, int]]
    counts: Mapping[int, int]
    kept: tuple[int, ...]
    sums: tuple[int, ...]
    dropped: tuple[int, ...]
    title: str


def seen(sheet: Sheet, mapping: Mapping[str, object], file: str) -> Crossed | None:
    """The sheet as a table by month; ``None`` where it is none, or one of something else than sales."""
    rows = sheet.cells.head(DEPTH).to_numpy(dtype=object, na_value=None)
    for row, cells in enumerate(rows):
        found = {n: at for n, text in enumerate(cells) if isinstance(text, str) and (at := period(text))}
        distinct = len(set(found.values()))
        if distinct < LEAST or row + 1 >= len(sheet.cells):
            continue
        if len(set(at[2] for at in found.values())) > 1:  # quarters beside their months are sums
            found = {n: at for n, at in found.items() if at[2] == 1}
        if len(set(found.values())) < LEAST:
            continue
        return _parts(sheet, row, cells, rows, found, file)
    return None


def _parts(sheet: Sheet, row: int, cells, rows, found, file: str) -> Crossed | None:
    titles = [text for line in rows[:row] for text in line if isinstance(text, str)]
    title = " ".join([*titles, sheet.name, file])
    said = " ".join([*titles, sheet.name, file.rsplit(".", 1)[0], *map(str, filter(None, cells))])
    if OTHER.search(said) or (PIECES.search(said) and not MONEY.search(said)):
        return None
    below = rows[row + 1] if row + 1 < len(rows) else []
    names = [re.sub(r"\s+", " ", text).strip() if isinstance(text, str) else "" for text in cells]
    months, counts, body = dict(found), {}, row + 1
    words = [text if isinstance(text, str) else "" for text in below]
    if (
        sum(bool(PIECES.search(word) or MONEY.search(word)) for word in words) >= LEAST
    ):  # two rows: a month over count and money
        months, counts, body = {}, {}, row + 2
        at, last = None, ""
        for n, word in enumerate(words):
            at, last = (found[n], names[n]) if n in found else (None, names[n]) if names[n] else (at, last)
            if at and MONEY.search(word):
                months[n] = at
                names[n] = last
            elif at and PIECES.search(word):
                counts[n] = n + 1
                names[n] = f"{last} {word}"
            elif not at:
                names[n] = names[n] or word if n in found or not last or names[n] else f"{last} {word}"
        counts = {n: m for n, m in counts.items() if m in months and months[m]}
        if len(set(months.values())) < LEAST:
            return None
    names = [name or f"#{n + 1}" for n, name in enumerate(names)]
    cells_ = sheet.cells.iloc[body:]
    values = [text for n in months for text in tidy_text(cells_[n]).dropna()]
    if not values or sum(number(text) is not None for text in values) < NUMERIC * len(values):
        return None
    rest = [n for n in range(len(names)) if n not in months and n not in counts and cells_[n].notna().any()]
    sums = tuple(n for n in rest if SUM.fullmatch(plain(names[n])))
    dropped = tuple(n for n in rest if n not in sums and COMPUTED.fullmatch(plain(names[n])))
    kept = tuple(n for n in rest if n not in sums and n not in dropped)
    return Crossed(row, body, tuple(names), months, counts, kept, sums, dropped, title) if kept else None


def number(text: str) -> Decimal | None:
    """A cell's number; a dash is zero."""
    return Decimal(0) if text.strip() in NOTHING else numbers.parse(text)[0]


def dated(crossed: Crossed, year: int | None) -> dict[int, tuple[int, int, int]] | None:
    """Columns with the year of each: of its header, else as given, else the only one that title, sheet or file names.

    After December a column without a year belongs to the next one.
    """
    own = year or only_year([crossed.title])
    result, before = {}, 0
    for n, (stated, month, span) in sorted(crossed.months.items()):
        if not stated and not own:
            return None
        if not stated and month < before and n not in result:
            own += 1
        before = month
        result[n] = (stated or own, month, span)
    return result


def total(sheet: Sheet, crossed: Crossed) -> Decimal:
    """The sum of all cells of rows that are no total."""
    body = sheet.cells.iloc[crossed.body :]
    rows = ~_totals(body, crossed)
    return sum(
        (number(text) or Decimal(0) for n in crossed.months for text in tidy_text(body.loc[rows, n]).dropna()),
        Decimal(0),
    )


def _totals(body: pd.DataFrame, crossed: Crossed) -> pd.Series:
    """Rows that a label makes a total."""
    found = pd.Series(False, index=body.index)
    for n in crossed.kept:
        found |= (
            body[n]
            .map(
                lambda text: bool(LABEL.fullmatch(re.sub(r"\s", "", text)) or TAIL.fullmatch(text.strip())),
                na_action="ignore",
            )
            .fillna(False)
            .astype(bool)
        )
    for n in crossed.dropped:  # 合计 in the column of the rows' numbers
        found |= (
            body[n]
            .map(lambda text: bool(LABEL.fullmatch(re.sub(r"\s", "", text))), na_action="ignore")
            .fillna(False)
            .astype(bool)
        )
    return found


def question(sheet: Sheet, crossed: Crossed, years: Mapping[int, tuple[int, int, int]]) -> Problem:
    """Whether the sheet is to be read as such a table."""
    ends = [years[n] for n in (min(years), max(years))]
    return Problem(
        what=msg(
            "The sheet looks like sales of customers by month ({first} to {last}, a column each; all cells come to {sum} in the sheet's unit, totals left out). Read so, each filled cell becomes one order line: there are no documents, goods or days in it, so how often and how recently a customer bought is only known by the month.",
            first=_month(ends[0]),
            last=_month(ends[1]),
            sum=format(total(sheet, crossed), ",f"),
        ),
        do=msg(
            "If so, say which day of the month they count on: `--map months=last` (its last day; taken with --yes) or `--map months=first`; to leave it out: `--map tables={sheet}:skip`. If order lines or invoices are to be had, they tell more.",
            sheet=sheet.label,
        ),
        file=sheet.label,
        row=int(sheet.lines.iloc[crossed.row]),
        kind="ask-months",
    )  # fmt: skip


def _month(at: tuple[int, int, int]) -> str:
    return f"{at[0]}-{at[1]:02d}"


def repeated(sheet: Sheet, crossed: Crossed) -> Problem:
    """What such a table is beside sheets of order lines."""
    return Problem(
        what=msg("The sheet is a table of sums by month (all cells come to {sum} in its unit), and order lines stand in another sheet: it most likely repeats their money, which would be counted twice.", sum=format(total(sheet, crossed), ",f")),
        do=msg("To leave it out: `--map tables={sheet}:skip` (taken with --yes). If these are sales besides the order lines: `--map tables={sheet}:orders`.", sheet=sheet.label),
        file=sheet.label,
        row=int(sheet.lines.iloc[crossed.row]),
        kind="ask-months",
    )  # fmt: skip


def yearless(sheet: Sheet, crossed: Crossed) -> Problem:
    """The question which year months without one belong to."""
    return Problem(
        what=msg("The sheet looks like sales by month ({months}), and neither header, title, sheet nor file tells one year.", months=", ".join(crossed.names[n] for n in list(crossed.months)[:12])),
        do=msg("Say the year of the first month: `--map year=2024`; or leave the sheet out: `--map tables={sheet}:skip`.", sheet=sheet.label),
        file=sheet.label,
        row=int(sheet.lines.iloc[crossed.row]),
        kind="ask-year",
    )  # fmt: skip


def nobody(sheet: Sheet, crossed: Crossed) -> Problem:
    """What to tell of a table by month that names no customers."""
    return Problem(
        what=msg("The sheet is a table of sums by month without customers ({columns}): it holds no sales of which the buyer is known.", columns=", ".join(crossed.names[n] for n in crossed.kept)),
        do=msg("Ask for the order lines. If one of these columns is the customer, say so: `--map customer_name=…`; to leave the sheet out: `--map tables={sheet}:skip`.", sheet=sheet.label),
        file=sheet.label,
        row=int(sheet.lines.iloc[crossed.row]),
        kind="ask-months",
    )  # fmt: skip


def unfold(
    sheet: Sheet, crossed: Crossed, years: Mapping[int, tuple[int, int, int]], way: str, as_of: dt.date | None
) -> tuple[Sheet, str]:
    """The sheet as a ledger: one row for each filled cell that is not zero; and what was checked.

    The month's header stands in a column without one, beside the line. Title rows stay above the header, as they may state a unit. A row of totals, or one without a number, stays one row
    without a date. A last day later than the as-of date of the same month is that date.
    """
    body, lines = sheet.cells.iloc[crossed.body :], sheet.lines.iloc[crossed.body :]
    totals = _totals(body, crossed)
    body = _filled(body, crossed, totals)
    han = any("\u4e00" <= char <= "\u9fff" for n in crossed.kept for char in crossed.names[n])
    day, amount, count = ("日期", "金额", "数量") if han else ("Date", "Amount", "Quantity")
    head = [*(crossed.names[n] for n in crossed.kept), None, day, *([count] if crossed.counts else []), amount]
    amounts = {m: n for n, m in crossed.counts.items()}
    width = len(head)
    rows: list[list[str | None]] = []
    at: list[int] = []
    for place, (index, cells) in enumerate(body.iterrows()):
        line = int(lines.iloc[place])
        own = [_text(cells[n]) for n in crossed.kept]
        filled = [n for n in crossed.months if (text := _text(cells[n])) is not None and number(text) != 0]
        if totals[index] or not (filled or any(_text(cells[n]) for n in crossed.months)):
            stated = next((_text(cells[n]) for n in crossed.sums if number(_text(cells[n]) or "") is not None), None)
            if totals[index] and stated is None:
                stated = str(sum((number(_text(cells[n]) or "") or Decimal(0) for n in crossed.months), Decimal(0)))
            label = own if any(own) else [_text(cells[n]) for n in crossed.dropped if _text(cells[n])][:1] + own[1:]
            rows.append([*label, None, None, *([None] if crossed.counts else []), stated if totals[index] else None])
            at.append(line)
            continue
        for n in filled:
            pieces = [_text(cells[amounts[n]]) if n in amounts else None] if crossed.counts else []
            rows.append([*own, crossed.names[n], _day(years[n], way, as_of).isoformat(), *pieces, _text(cells[n])])
            at.append(line)
    above = sheet.cells.iloc[: crossed.row]
    titles = [
        [text for text in line if isinstance(text, str)][:width] for line in above.to_numpy(dtype=object, na_value=None)
    ]
    every = [[*line, *[None] * (width - len(line))] for line in [*titles, head, *rows]]
    cells = pd.DataFrame(every, columns=range(width), dtype="str")
    numbers_ = [*sheet.lines.iloc[: crossed.row + 1].tolist(), *at]
    made = replace(sheet, cells=cells, lines=pd.Series(numbers_, dtype="int64"), spread=())
    return made, _told(crossed, years, way, body, totals, lines)


def _filled(body: pd.DataFrame, crossed: Crossed, totals: pd.Series) -> pd.DataFrame:
    """Regions and the like that stand only in the first row of their block, in its other rows too."""
    body = body.copy()
    rows = body.index[~totals]
    for n in crossed.kept:
        own = body.loc[rows, n]
        block = plain(crossed.names[n]) in TRAITS or re.search(
            r"区|省|部门|业务员|渠道|sales ?rep|region", crossed.names[n], re.I
        )
        if block and len(own) and pd.notna(own.iloc[0]) and own.notna().mean() < 0.5:
            with_months = body.loc[rows, list(crossed.months)].notna().any(axis=1)
            body.loc[rows, n] = own.ffill().where(with_months, own)
    return body


def _text(cell) -> str | None:
    return cell.strip() if isinstance(cell, str) and cell.strip() else None


def _day(at: tuple[int, int, int], way: str, as_of: dt.date | None) -> dt.date:
    year, month, span = at
    first = dt.date(year, month, 1)
    if way == "first":
        return first
    end = month + span - 1
    last = dt.date(year, end, calendar.monthrange(year, end)[1])
    return as_of if as_of and first <= as_of < last else last


def _told(crossed: Crossed, years, way: str, body: pd.DataFrame, totals: pd.Series, lines: pd.Series) -> str:
    """What was read and how its totals agree, for the account: without words, as it stands in both languages."""
    ends = [_month(years[n]) for n in (min(years), max(years))]
    said = f"{way}: {ends[0]} … {ends[1]} ({len(years)})"
    left, slack = [crossed.names[n] for n in crossed.dropped], _rounding(crossed, body)
    for n in crossed.sums:
        bad, good = [], 0
        for place, (index, cells) in enumerate(body.iterrows()):
            stated = number(_text(cells[n]) or "")
            if stated is None or totals[index]:
                continue
            own = [number(_text(cells[m]) or "") or Decimal(0) for m in crossed.months]
            if abs(sum(own, Decimal(0)) - stated) > slack:
                bad.append(int(lines.iloc[place]))
            else:
                good += 1
        said += f"; {crossed.names[n]} = Σ ({good})" + (
            f", ≠ Σ: {', '.join(map(str, bad[:8]))} ({len(bad)})" if bad else ""
        )
    return said + (f"; −: {', '.join(left)}" if left else "")


def _rounding(crossed: Crossed, body: pd.DataFrame) -> Decimal:
    """What the rounding of every cell of a row may add up to, by the decimals that the sheet writes."""
    cells = [number(text) for n in (*crossed.months, *crossed.sums) for text in tidy_text(body[n]).dropna()]
    places = max((-int(value.as_tuple().exponent) for value in cells if value is not None), default=0)
    return Decimal(len(crossed.months) + 1) / 2 * Decimal(10) ** -max(0, min(places, 2))


def settle(
    sources: list[Source], said, as_of: dt.date | None, yes: bool, hidden: bool
) -> tuple[list[Source], dict[str, str], dict[str, str], list[Problem]]:
    """Sheets of that kind turned into ledgers where that was said, or is to be asked.

    Returns
    -------
    sources
    left
        Sheets to leave out → why.
    told
        Sheets read so → what was checked.
    asked
    """
    found: dict[tuple[str, str], Crossed] = {}
    for source in sources:
        for sheet in source.sheets:
            table = table_said(said.tables, sheet)
            if len(sheet.cells) and (hidden or not sheet.hidden) and table in ("", "orders"):
                crossed = seen(sheet, said.ledger, source.file)
                if crossed:
                    found[sheet.file, sheet.name] = crossed
    if not found:
        return sources, {}, {}, []
    beside = any(
        (sheet.file, sheet.name) not in found
        and len(sheet.cells)
        and (hidden or not sheet.hidden)
        and table_said(said.tables, sheet) in ("", "orders")
        and not missing(locate(sheet, said.ledger))
        for source in sources
        for sheet in source.sheets
    )
    way = said.wide.get("months")
    year = _year(said.wide.get("year"))
    left, told, asked, made = {}, {}, [], []
    for source in sources:
        sheets = []
        for sheet in source.sheets:
            crossed = found.get((sheet.file, sheet.name))
            if crossed is None:
                sheets.append(sheet)
                continue
            given = table_said(said.tables, sheet)
            if beside and given != "orders":
                left[sheet.label] = "skip"
                asked += [] if yes else [repeated(sheet, crossed)]
                sheets.append(sheet)
                continue
            years = dated(crossed, year)
            if years is None:
                asked.append(yearless(sheet, crossed))
                left[sheet.label] = "skip"
                sheets.append(sheet)
                continue
            ledger, checks = unfold(sheet, crossed, years, way or "last", as_of)
            if missing(locate(ledger, said.ledger)):
                left[sheet.label] = "skip"
                asked += [] if yes else [nobody(sheet, crossed)]
                sheets.append(sheet)
                continue
            if not way and not yes:
                asked.append(question(sheet, crossed, years))
            told[sheet.label] = checks
            sheets.append(ledger)
        made.append(replace(source, sheets=tuple(sheets)))
    return made, left, told, asked


def table_said(tables: Mapping[str, str], sheet: Sheet) -> str:
    """The table that a person said a sheet is; empty where nobody did."""
    return next((tables[name] for name in (sheet.label, sheet.name, sheet.file) if name in tables), "")


def _year(text: object) -> int | None:
    """The year of the answer ``year``.

    Raises
    ------
    IntakeError
        When it is none.
    """
    if text is None:
        return None
    if re.fullmatch(r"(?:19|20)\d{2}", str(text).strip()):
        return int(str(text))
    raise IntakeError(Problem(msg("The mapping has {text} for {key}.", text=repr(str(text)), key="year"), msg("Give a year of four digits, such as 2024."), column="year"))  # fmt: skip
