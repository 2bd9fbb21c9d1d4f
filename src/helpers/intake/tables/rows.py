"""Rows of any table of the contract, typed by its schema; every row is kept or set aside with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from helpers.company.schema import DTYPES, Column, Table
from helpers.errors import IntakeError, Problem
from helpers.intake.columns import words
from helpers.intake.columns.header import _scale, _title_unit
from helpers.intake.columns.recognise import Guess
from helpers.intake.files.source import Sheet, Source, tidy_text
from helpers.intake.lines.totals import LABEL, TAIL, normal
from helpers.intake.values import codes, dates, numbers
from helpers.intake.values.reading import Reading, Repair, merged
from helpers.language import msg


@dataclass
class Rows:
    """A sheet's rows as one table.

    Attributes
    ----------
    frame
        A row a row of the sheet below its header: ``line``, ``row`` (position), the table's fields typed as the
        contract wants them (money in minor units), and ``reason`` (missing where it is kept).
    repairs
        What was repaired, as in the account of the ledger.
    notes
        Kind of :data:`helpers.intake.tables.why.NOTES` → rows.
    meanings
        Column of a closed list → text of the export → value.
    """

    source: Source
    sheet: Sheet
    seen: Guess
    frame: pd.DataFrame
    repairs: list[Repair] = field(default_factory=list)
    notes: Counter = field(default_factory=Counter)
    meanings: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def body(self) -> pd.DataFrame:
        return self.sheet.cells.iloc[self.seen.row + 1 :].reset_index(drop=True)

    def cells(self, name: str) -> pd.Series:
        """Text cells of a field; all missing where no column holds it."""
        if name in self.seen.sure:
            return self.body[self.seen.sure[name]]
        return pd.Series(pd.NA, index=self.body.index, dtype="str")

    def kept(self) -> pd.DataFrame:
        return self.frame[self.frame["set_aside"].isna()]

    def set_aside(self, rows: pd.Series, reason: str) -> None:
        """Set rows aside that have no reason yet."""
        rows = rows.reindex(self.frame.index, fill_value=False).fillna(False).astype(bool)
        self.frame["set_aside"] = self.frame["set_aside"].mask(self.frame["set_aside"].isna() & rows, reason)


def read_rows(
    source: Source,
    sheet: Sheet,
    seen: Guess,
    table: Table,
    digits: int,
    answers: Mapping[str, object],
    taken: frozenset[int] = frozenset(),
) -> Rows:
    """Every row of a sheet below its header as the table's rows.

    Parameters
    ----------
    seen
        The sheet as the table; only columns of enough confidence are read.
    digits
        Decimals of the currency's minor unit.
    answers
        May hold ``date_order`` and ``decimal``.
    taken
        Lines that a person takes back: they are no subtotal, note, ragged or repeated row.

    Raises
    ------
    IntakeError
        When dates or decimals can be read in more than one way and nobody has said which is meant.
    """
    body = sheet.cells.iloc[seen.row + 1 :].reset_index(drop=True)
    frame = pd.DataFrame({"at_line": sheet.lines.iloc[seen.row + 1 :].to_numpy(), "row": np.arange(len(body))})
    frame["set_aside"] = pd.Series(pd.NA, index=frame.index, dtype="str")
    frame["taken"] = frame["at_line"].isin(taken)
    found = Rows(source, sheet, seen, frame)
    found.repairs += [Repair("spread", seen.names[at], count, "", text) for at, count, text in sheet.spread]
    named = [position for position, name in enumerate(seen.names) if name != f"#{position + 1}"]
    found.set_aside(_repeated(body, seen), "repeated_header")
    found.set_aside(_totals(body, seen, table), "subtotal")
    if source.kind == "text" and named and max(named) + 1 < body.shape[1]:
        more = body.iloc[:, max(named) + 1 :].notna().any(axis=1)
        if more.mean() <= 0.5:
            found.set_aside(more, "ragged")
    frame["set_aside"] = frame["set_aside"].mask(frame["taken"])
    usable = frame["set_aside"].isna()
    problems: list[Problem] = []
    rows = sheet.cells.iloc[: seen.row].to_numpy(dtype=object, na_value=None)
    unit = _title_unit(rows)
    for column in table.columns:
        if column.name not in seen.sure:
            continue
        name = seen.names[seen.sure[column.name]]
        cells = body[seen.sure[column.name]].where(usable)
        if column.refers_to and column.required:
            cells = _grouped(cells, body, name, found)
        try:
            reading = _read(cells, column, table, name, unit, digits, answers, found, source.kind)
        except _Asked as asked:
            place = int(frame["at_line"].iloc[asked.row])
            problems.append(Problem(asked.what, asked.do, sheet.label, place, name, asked.kind))
            continue
        found.repairs += reading.repairs
        found.frame[column.name] = reading.values
    if problems:
        raise IntakeError(problems)
    found.repairs = merged(found.repairs)
    _emptied_rows(found, table)
    return found


#: Share of empty cells from which a column whose texts all differ is a list grouped by it.
GROUPED = 0.25
#: Headers of times in seconds and minutes, which the contract has in hours.
SECONDS = re.compile(r"秒|(?<![a-z])sec(?:ond)?s?(?![a-z])", re.IGNORECASE)
MINUTES = re.compile(r"分钟|分鐘|(?<![a-z])min(?:ute|uten)?s?(?![a-z])", re.IGNORECASE)


def _grouped(cells: pd.Series, body: pd.DataFrame, name: str, found: Rows) -> pd.Series:
    """A customer that stands only in the first row of each group, as merged cells are saved as text: filled down.

    Only where the column plainly is written so: its first cell is filled, no text stands twice, and at least
    :data:`GROUPED` of its cells are empty.
    """
    rows = cells.index[found.frame["set_aside"].isna()]
    own = tidy_text(cells[rows])
    empty = own.isna()
    if not len(own) or empty.iloc[0] or empty.sum() < 2 or empty.mean() < GROUPED or own.dropna().duplicated().any():
        return cells
    found.repairs.append(Repair("filled_down", name, int(empty.sum()), "", str(own.iloc[0])))
    filled = cells.copy()
    filled[rows] = own.ffill()
    return filled


class _Asked(Exception):
    def __init__(self, kind: str, row: int, what, do):
        self.kind, self.row, self.what, self.do = kind, row, what, do


def _read(
    cells, column: Column, table: Table, name: str, unit: str, digits: int, answers, found: Rows, kind: str
) -> Reading:
    if column.allowed:
        return _closed(cells, column, table, name, found)
    if column.kind == "id":
        return codes.read_codes(cells, name)
    if column.kind in ("text", "category"):
        return codes.read_texts(cells, name, short=column.kind == "category")
    cells = tidy_text(cells)
    cells = cells.mask(cells.str.lower().isin(codes.NOTHING))
    if column.kind == "date":
        order = dates.order_of(cells)
        order = dates.settled(
            cells, order, answers.get("date_order"), (found.sheet.label, found.sheet.name, found.sheet.file)
        )
        if order == "?":
            at = dates.ambiguous_example(cells)
            raise _Asked(
                "ask-date-order",
                at,
                msg("{value} can be read in more than one way: day or month first.", value=repr(cells.iloc[at])),
                msg("Say it in the mapping: `date_order: dmy` (day first) or `date_order: mdy` (month first)."),
            )
        return _counted(dates.read_dates(cells, name, order), cells, name)
    bare = cells.str.rstrip("%％ ") if column.name == "probability" else cells
    mark = answers.get("decimal") or ("." if kind in ("excel", "parquet", "database") else numbers.mark_of(bare))
    if mark == "?":
        at = int(bare.str.contains(r"[.,]", regex=True).fillna(False).to_numpy().argmax())
        raise _Asked(
            "ask-decimal",
            at,
            msg(
                "{value}: does the point or the comma stand before the decimals? The column does not tell.",
                value=repr(cells.iloc[at]),
            ),
            msg("Say it in the mapping: `decimal: '.'` or `decimal: ','`."),
        )
    scale = _scale(name) or (_scale(f"[{unit}]") if unit and column.kind == "money" else 0)
    reading = numbers.read_numbers(bare, name, str(mark), scale if column.kind == "money" else 0)
    return _counted(_number(reading, column, name, digits, cells, found), cells, name)


def _number(reading: Reading, column: Column, name: str, digits: int, cells: pd.Series, found: Rows) -> Reading:
    values, repairs = reading.values, list(reading.repairs)
    if column.kind == "money":
        minor, rounded = numbers.to_minor(values.astype(object).where(values.notna(), None), digits, name)
        typed, limit = minor.astype("Int64"), 10**digits
        repairs += rounded
    else:
        limit = 1
        plain_numbers = pd.to_numeric(values.map(lambda value: None if value is None else float(value))).astype(
            "float64"
        )
        if column.name == "probability" and _is_share(cells, plain_numbers):
            plain_numbers = plain_numbers * 100
            repairs.append(Repair("share_to_percent", name, int(plain_numbers.notna().sum()), "0.6", "60"))
        if column.name == "hours" and MINUTES.search(name):
            repairs.append(Repair("minutes", name, int(plain_numbers.notna().sum()), "90", "1.5"))
            plain_numbers = plain_numbers / 60
        elif column.name == "hours" and SECONDS.search(name):
            repairs.append(Repair("seconds", name, int(plain_numbers.notna().sum()), "5400", "1.5"))
            plain_numbers = plain_numbers / 3600
        if column.kind == "integer":
            whole = plain_numbers.where(plain_numbers == plain_numbers.round())
            typed = whole.astype("Int64")
        else:
            typed = plain_numbers.round(6)
    out = pd.Series(False, index=typed.index)
    if column.low is not None:
        out |= (typed < column.low * limit).fillna(False).astype(bool)
    if column.high is not None:
        out |= (typed > column.high * limit).fillna(False).astype(bool)
    if out.any():
        found.notes["out_of_range"] += int(out.sum())
        typed = typed.mask(out)
    return Reading(typed, reading.bad, tuple(repairs))


def _is_share(cells: pd.Series, values: pd.Series) -> bool:
    """Whether probabilities are written 0.6, not 60: none is above 1, none has a percent sign, some lie between."""
    signed = cells.str.contains(r"[%％]", regex=True).fillna(False).any()
    return bool(not signed and (values.dropna() <= 1).all() and ((values > 0) & (values < 1)).any())


def _counted(reading: Reading, cells: pd.Series, name: str) -> Reading:
    """Unreadable cells are counted as emptied, with the first of them as example."""
    bad = cells.notna() & reading.values.isna() & reading.bad
    if not bad.any():
        return reading
    first = str(cells[bad].iloc[0])[:80]
    return Reading(reading.values, reading.bad, (*reading.repairs, Repair("emptied", name, int(bad.sum()), first, "")))


def _closed(cells: pd.Series, column: Column, table: Table, name: str, found: Rows) -> Reading:
    """A closed list: each text's value, empty where its word is not known (the account lists them)."""
    place = f"{table.name}.{column.name}"
    tidy = tidy_text(cells)
    tidy = tidy.mask(tidy.str.lower().isin(codes.NOTHING))
    turned = words.turned(place, name)
    told: dict[str, str] = {}
    for text in sorted(tidy.dropna().unique()):
        value = turned[answer] if turned and (answer := words.yes_or_no(text)) else words.meaning(place, text)
        told[text] = value
    found.meanings[column.name] = told
    values = tidy.map(lambda text: told[text] or None, na_action="ignore").astype("str")
    unknown = tidy.notna() & values.isna()
    if not unknown.any():
        return Reading(values, unknown)
    first = str(tidy[unknown].iloc[0])[:80]
    return Reading(values, unknown, (Repair("unknown_word", name, int(unknown.sum()), first, ""),))


def _totals(body: pd.DataFrame, seen: Guess, table: Table) -> pd.Series:
    """Rows with a cell such as 合计 or Total that have no key of their own, or have it as their key."""
    label = pd.Series(False, index=body.index)
    for position in body.columns:
        texts = body[position].dropna().drop_duplicates()
        for text in texts[texts.str.len() <= 30]:
            bare = re.sub(r"\s", "", normal(text))
            if LABEL.fullmatch(bare) or (TAIL.fullmatch(normal(text)) and re.search("[计計]", bare)):
                label |= (body[position] == text).fillna(False)
    if not label.any():
        return label
    # A firm may be called Total: a row counts as a sum only where most of what its table needs is missing.
    asked = [seen.sure[name] for name in table.required_names if name in seen.sure] or list(seen.sure.values())
    empty = tidy_text_frame(body[asked]).isna().sum(axis=1)
    few = body.notna().sum(axis=1) <= 0.6 * max(body.notna().sum(axis=1).median(), 1)
    return label & ((empty > 0) | few)


def tidy_text_frame(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.apply(tidy_text)


def _repeated(body: pd.DataFrame, seen: Guess) -> pd.Series:
    same = pd.concat([(tidy_text(body[p]) == seen.names[p]).fillna(False) for p in seen.sure.values()], axis=1)
    return same.sum(axis=1) >= max(2, 0.6 * len(seen.sure))


def _emptied_rows(found: Rows, table: Table) -> None:
    """Rows that hold nothing in any column that is read: footers and signatures."""
    have = [column.name for column in table.columns if column.name in found.frame]
    found.set_aside(found.frame[have].isna().all(axis=1), "note")


def complete(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The frame with every column of the table, typed; columns that are not there are empty."""
    frame = frame.copy()
    for column in table.columns:
        if column.name not in frame:
            frame[column.name] = pd.Series(None, index=frame.index, dtype=DTYPES[column.kind])
        else:
            frame[column.name] = frame[column.name].astype(DTYPES[column.kind])
    return frame
