"""The import of a long ledger, step by step."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import io
import os
import re
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from csv import Error, reader, writer
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from helpers.company.folder import Company
from helpers.company.profile import Profile
from helpers.company.save import table_text
from helpers.company.schema import tables as contract
from helpers.company.stored import Frames
from helpers.errors import IntakeError
from helpers.intake.account import told
from helpers.intake.bulk import bring_in, lines, odd, room, stage, stream, tell, texts, union, unsuited
from helpers.intake.bulk.made import Long, read_orders
from helpers.intake.bulk.progress import Bar
from helpers.intake.bulk.task import Task
from helpers.intake.bulk.texts import Distinct
from helpers.intake.bulk.unsuited import Unsuited
from helpers.intake.columns.header import Header, _bare, _unit_in_brackets, locate, missing, paid, plain
from helpers.intake.files.source import DELIMITERS, Sheet, Source, _sheet
from helpers.intake.ledger import ask, derive
from helpers.intake.lines.lines import CODES, TEXTS, Lines
from helpers.intake.values import numbers
from helpers.intake.values.reading import Repair, as_data, merged
from helpers.language import msg
from helpers.quantity import minor_digits
from helpers.rules import Rules

#: Rows from the top that show the header and how columns write their numbers.
SHOWN = 3000
#: Fields and choices that this path knows; with others the usual one is taken.
FIELDS = {*CODES, *TEXTS, *stage.NUMBERS, *stage.WORDS, "date"}
CHOICES = {
    "identical_lines", "same_document", "fill_down", "cancelled_orders", "open_orders", "returns_by_type", "refunds",
    "discounts", "test_lines", "service_lines", "zero_lines", "hidden_sheets",
}  # fmt: skip
#: Fields whose texts repeat.
CODED = frozenset({"customer", "product", *TEXTS, *stage.WORDS})
#: Of the database; what does not fit goes into files. Pieces of the file in work come on top.
MEMORY = "700MB"
#: Up to so many codes are written as an enumeration.
ENUMERATED = 30_000
STRIPPED = stage.NOTHING + "\x00"
#: What keeps a line of the file from being written as it stands: quotes, or a cell of blanks only.
NOT_AS_IT_STANDS = re.compile(f'["\r\n]|(?:^|,)[{STRIPPED}]+(?:,|$)')


def threads() -> int:
    """Processors this may use; more than eight would only use more memory."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(own or 1, 8))


def attempt(
    files: str | Path | Iterable[str | Path],
    profile: Profile,
    as_of_given: bool,
    mapping: Mapping[str, Any],
    rules: Rules,
    take_back: str | Path | None = None,
) -> Long | None:
    """The import, where it is one long text file that this path can do; else ``None``.

    Raises
    ------
    IntakeError
        As :func:`helpers.intake.ledger.ledger_import.import_ledger` does.
    """
    names = [files] if isinstance(files, (str, Path)) else list(files)
    if len(names) != 1 or take_back or "://" in str(names[0]):
        return None
    path = Path(names[0])
    try:
        if not path.is_file() or path.stat().st_size < unsuited.LONG:
            return None
        return import_long(path, profile, as_of_given, mapping, rules)
    except (Unsuited, OSError) as why:
        room.allow(path, str(why)[:200])
        return None


def import_long(path: Path, profile: Profile, as_of_given: bool, mapping: Mapping[str, Any], rules: Rules) -> Long:
    """The same as the usual path makes of the file, with the orders in Parquet.

    Raises
    ------
    Unsuited
        When the ledger has something that this path does not know.
    IntakeError
        As :func:`helpers.intake.ledger.ledger_import.import_ledger` does.
    """
    if set(rules) - CHOICES:
        raise Unsuited(f"choices {sorted(set(rules) - CHOICES)}")
    kept = tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True)
    folder, bar = Path(kept.name), Bar()
    con = stage.connect(folder, MEMORY, threads())
    try:
        return _import(path, profile, as_of_given, mapping, rules, kept, folder, con, bar)
    except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
        kept.cleanup()
        raise room.full(path, folder, error) from None
    except OSError as error:
        kept.cleanup()
        if error.errno != errno.ENOSPC:
            raise
        raise room.full(path, folder, error) from None
    except duckdb.Error as error:
        kept.cleanup()
        raise Unsuited(str(error)) from error
    except BaseException:
        kept.cleanup()
        raise
    finally:
        con.close()
        bar.end()


def _import(path, profile, as_of_given, mapping, rules, kept, folder, con, bar) -> Long:
    from helpers.intake.ledger.ledger_import import _parts, apart

    bar.part(msg("Looking at the file"), 0.05)
    text = stream.look(path, mapping, folder, bar.step)
    shown, usual = _top(path.name, text)
    prefer = "amount_taxed" if profile.revenue_tax == "included" else "amount_untaxed"
    source = Source(path.name, "text", text.sha256, (shown,), text.encoding, DELIMITERS[text.delimiter])
    header = _header(shown, mapping, prefer, profile)
    parts, skipped = _parts([source], mapping, rules, prefer, profile)  # asks what the header alone can tell
    if header.doubled or header.taxes:
        ask.which_amount(parts, profile.revenue_basis)
        raise Unsuited("columns alike at the top")
    guessed = _guessed(parts[0], mapping)

    bar.part(msg("Reading the lines"), 0.5)
    usable = {field: not header.scales.get(field) for field in stage.NUMBERS}
    width = max(shown.cells.shape[1], len(header.names))
    wide = _widened(header, width + stream.EXTRA)
    where = stage.layout(wide, width + stream.EXTRA, CODED & set(header.columns))
    line = int(shown.lines.iloc[header.row])
    task = Task(
        text, where, usual, line, guessed, usable, rules["fill_down"], partial(odd.care, where=where, header=wide),
        header.scales, wide.names,
    )  # fmt: skip
    task, brought = bring_in.carefully(con, task, path.name, width, folder, threads(), bar.step)
    text, source = task.text, dataclasses.replace(source, sha256=task.text.sha256)
    width = max(width, brought.widest, text.widest)
    header = _widened(header, width)
    where = stage.layout(header, width, task.where.coded)
    line_of = _lines(con, text)
    part = dataclasses.replace(parts[0], header=header)

    bar.part(msg("Reading what is written otherwise"), 0.1)
    words = {field: texts.words(con, field, where) for field in where.words()}
    order, marks = _asked(con, part, where, brought.rows - brought.top - 1, line_of, mapping, profile, words)
    again = {
        field for field, mark in marks.items() if mark != (guessed.get(field) or mark) and guessed.get(field) == "."
    }
    if again:  # a later cell shows that the comma is the decimal mark
        raise Unsuited(f"decimal marks differ from the top: {sorted(again)}")
    blank = odd.gather(con, where, header, order) + _blank_above(shown, header, text)
    repairs = odd.fill(con, where, header) if rules["fill_down"] else []
    more, scales = odd.maps(con, where, header, order, marks)
    repairs += more
    for field in stage.NUMBERS:
        scales.setdefault(field, 4)

    bar.part(msg("Comparing lines"), 0.2)
    digits = minor_digits(profile.currency)

    def raw(rids: list[int]) -> pd.DataFrame:
        return _raw(con, text, rids, where.width)

    where = union.union(con, where, scales)
    lines.level(con, where, mapping, raw, brought.rows)
    sql, more = lines.amounts(con, where, header, scales, digits, raw, marks)
    repairs += more
    late = profile.as_of if as_of_given else None
    known, more = lines.view(con, where, header, sql, rules, mapping, late, raw, words, brought.rows)
    repairs = merged(repairs + more)

    bar.part(msg("Adding up"), 0.05)
    table = tell.sums(con)
    good_rows = table[table["reason"].isna()]
    if not good_rows["rows"].sum():
        raise Unsuited("nothing kept")
    if not as_of_given:
        profile = dataclasses.replace(profile, as_of=pd.Timestamp(good_rows["date"].max()).date())
    people, goods = _people_and_goods(con, where)
    made = int(good_rows["made"].sum())
    frames = {"customers": derive.customers(people)}
    if goods["product"].notna().any():
        frames["products"] = derive.products(goods[goods["product"].notna()])

    bar.part(msg("Writing the tables"), 0.15)
    orders = folder / "orders.parquet"
    with _polled(con, bar):
        _write_orders(con, where, people, goods, made, digits, orders)
    aside = folder / "set_aside.csv"
    _write_aside(con, text, path.name, apart(header.names), where, aside, bar.step)

    grand = tell.stated(con, where, header, digits, marks)
    stated = {"line": line_of(grand[0]), **grand[1]} if grand else None
    sheet = tell.entry("", header, int(shown.lines.iloc[header.row]), blank, table, repairs, stated, tell.notes(con))
    if made:
        rid = con.execute("SELECT min(rid) FROM l WHERE reason IS NULL AND doc_no IS NULL").fetchall()[0][0]
        first = union.told("customer", where, f"SELECT customer, date FROM l WHERE rid = {rid}")
        customer, day = con.execute(first).fetchall()[0]
        name = header.name("doc_no") if "doc_no" in header.columns else "doc_no"
        sheet["repairs"].append(as_data(Repair("doc_no_made", name, made, "", f"{customer}-{day:%Y%m%d}")))
    report = _report(
        con,
        source,
        sheet,
        skipped,
        profile,
        as_of_given,
        mapping,
        rules,
        order,
        marks,
        known,
        repairs,
        part,
        made,
        people,
        goods,
    )
    rows = int(good_rows["rows"].sum())
    report["tables"] = {
        name: {"rows": len(frame), "sha256": told.text_hash(table_text(frame, contract()[name], profile.currency))}
        for name, frame in frames.items()
    }
    report["tables"]["orders"] = {"rows": rows, "sha256": _file_hash(orders)}
    report["tables"] = {
        name: report["tables"][name] for name in ("customers", "orders", "products") if name in report["tables"]
    }
    currency = profile.currency
    lazy = Frames(frames, {"orders": lambda: read_orders(orders, currency)})
    return Long(Company(profile, lazy, report), report, {"orders.parquet": orders, "set_aside.csv": aside}, kept)


def _top(file: str, text: stream.Text) -> tuple[Sheet, int]:
    """The first rows of the file as a sheet; and how many cells most rows have."""
    whole = text.head.splitlines(keepends=True)
    start = "".join(whole[:SHOWN])
    rows, numbers_, before = [], [], 0
    rows_of = reader(io.StringIO(start, newline=""), delimiter=text.delimiter, strict=True)
    try:
        for row in rows_of:
            rows.append(row)
            numbers_.append(before + 1)
            before = rows_of.line_num
    except Error:
        if len(whole) <= SHOWN and not text.more:
            raise Unsuited("quotes") from None
    if len(rows) > 1 and (text.more or len(whole) > SHOWN):
        rows, numbers_ = rows[:-1], numbers_[:-1]  # the last may be cut within a cell
    widths = Counter(len(row) for row in rows if row)
    return _sheet(file, "", rows, numbers_), max(sorted(widths), key=lambda width: widths[width], default=1)


def _header(shown: Sheet, mapping: Mapping[str, Any], prefer: str, profile: Profile) -> Header:
    """The header, where it is one that the file's beginning is enough to know."""
    tax = "" if profile.revenue_tax == "unknown" else profile.revenue_tax
    basis = "" if profile.revenue_basis == "unknown" else profile.revenue_basis
    header = locate(shown, mapping, prefer, tax, basis)
    if missing(header) == ["customer"]:
        raise Unsuited("customers between the lines")
    if set(header.columns) - FIELDS:
        raise Unsuited(f"fields {sorted(set(header.columns) - FIELDS)}")
    if len(set(header.columns.values())) < len(header.columns):
        raise Unsuited("one column for two fields")
    if header.how.get("doc_no") == "content" or (
        "doc_no" not in header.columns and any(plain(name) == "name" for name in header.names)
    ):
        raise Unsuited("document numbers known by content")
    if header.how.get("amount") == "name" and not header.doubled:
        taken = header.columns["amount"]
        for twin, name in enumerate(header.names):
            if (
                twin not in header.columns.values()
                and _bare(name) == _bare(header.names[taken])
                and not _unit_in_brackets(name)
            ):
                raise Unsuited("two columns of one name")
        others = header.others.get("amount", ())
        if (
            profile.revenue_basis == "unknown"
            and "status" not in header.columns
            and paid(header.name("amount"))
            and any(not paid(name) for name in others)
        ):
            raise Unsuited("received or sold")
    return header


def _guessed(part, mapping: Mapping[str, Any]) -> dict[str, str]:
    """Decimal mark of each number column as its beginning shows it; empty where it does not."""
    found = {}
    for field in stage.NUMBERS:
        if field in part.header.columns:
            cells = part.cells(field)
            mark = numbers.mark_of(cells)
            proved = mark == "," or numbers.proves_point(cells)
            found[field] = mapping.get("decimal") or (mark if proved and mark != "?" else "")
    return found


def _widened(header: Header, width: int) -> Header:
    """The header with names for the columns that have none."""
    more = (f"#{position + 1}" for position in range(len(header.names), width))
    return dataclasses.replace(header, names=(*header.names, *more))


def _lines(con, text: stream.Text):
    """A function that gives the line of a row."""
    if text.numbered:
        either = "SELECT line FROM s WHERE rid = $1 UNION ALL SELECT line FROM o WHERE rid = $1"
        return lambda rid: int(con.execute(either, [int(rid)]).fetchall()[0][0])
    blanks = np.asarray(text.blank, dtype="int64")
    starts = blanks - 1 - np.arange(len(blanks))
    return lambda rid: int(rid) + 1 + int(np.searchsorted(starts, rid, side="right"))


def _blank_above(shown: Sheet, header: Header, text: stream.Text) -> int:
    """Blank rows that are not below the header, and lines without a sign anywhere."""
    line = int(shown.lines.iloc[header.row])
    above = line - 1 - header.row  # rows of one line each: a title of several lines is not told from a blank one
    return len(text.blank) + (above - sum(number < line for number in text.blank))


def _asked(con, part, where, rows, line_of, mapping, profile, said):
    """Order of day and month, and decimal marks; asks where the file does not tell.

    Raises
    ------
    IntakeError
        As the usual path does.
    """
    found = {}
    head = part.body
    for field in (*where.typed(), "currency"):
        if field in where.fields:
            # a cell that is not plain makes its row odd
            words = said[field].copy() if field == "currency" else texts.unplain(con, field)[0]
            words["line"] = [line_of(rid) for rid in words["first"]] if len(words) < 1000 else 0
            if len(words) >= 1000:
                words["line"] = words["first"]  # lines are told of the first ones only
                words.loc[:999, "line"] = [line_of(rid) for rid in words["first"][:1000]]
            if field in stage.NUMBERS:  # plain numbers are not among them: the top shows how they are written
                own = pd.DataFrame({"text": head[where.fields[field]], "n": 0, "line": part.lines})
                words = pd.concat([own.dropna(subset="text"), words], ignore_index=True)
            found[field] = words
    proxy = Distinct(part.source, part.sheet, part.header, found, rows)
    try:
        ask.one_currency([proxy], profile.currency)
    except IntakeError:
        ask.one_currency([dataclasses.replace(proxy, weighted=True, asked=[])], profile.currency)
        raise
    order = ask.date_orders([proxy], mapping.get("date_order"))[0]
    marks = ask.decimal_marks([proxy], mapping.get("decimal"))[0]
    return order, marks


def _cells(con, text: stream.Text, wanted: str, width: int) -> Iterator[tuple[int, int, list[str | None]]]:
    """Row, line and cells, as they stand in the file, of the rows ``rid`` of a table; blank cells are ``None``."""
    if text.numbered:
        cells = ", ".join(f"c{position}" for position in range(width))
        cursor = con.execute(
            f"SELECT rid, CAST(n AS BIGINT), {cells} FROM (SELECT row_number() OVER () - 1 AS rid, * FROM {stage.reader(text)}) "
            f"WHERE rid IN (SELECT rid FROM {wanted}) ORDER BY rid"
        )
        while rows := cursor.fetchmany(10_000):
            for rid, line, *row in rows:
                yield rid, line, [cell if cell and cell.strip(STRIPPED) else None for cell in row]
        return
    for rid, line, found in _lines_of(con, text, wanted):
        yield rid, line, _cut(found.decode("utf-8-sig"), text, width)


def _lines_of(con, text: stream.Text, wanted: str) -> Iterator[tuple[int, int, bytes]]:
    """Row, line and bytes of the rows ``rid`` of a table, where a row is a line."""
    rids = con.execute(f"SELECT DISTINCT rid FROM {wanted} ORDER BY rid").fetchnumpy()["rid"].astype("int64")
    blanks = np.asarray(text.blank, dtype="int64")
    lines_ = rids + 1 + np.searchsorted(blanks - 1 - np.arange(len(blanks)), rids, side="right")
    found = (piece for _, piece in stream.picked(text.path, lines_))
    yield from zip(rids.tolist(), lines_.tolist(), found, strict=True)


def _cut(line: str, text: stream.Text, width: int) -> list[str | None]:
    """The cells of a line; blank ones are ``None``."""
    row = next(reader([line], delimiter=text.delimiter))
    row += [None] * (width - len(row))
    return [cell if cell and cell.strip(STRIPPED) else None for cell in row]


def _raw(con, text: stream.Text, rids: list[int], width: int) -> pd.DataFrame:
    """Cells of some rows as they stand in the file, by row; columns are positions."""
    con.execute("CREATE OR REPLACE TABLE wanted AS SELECT unnest(?) AS rid", [list(map(int, rids))])
    rows = {rid: row for rid, _, row in _cells(con, text, "wanted", width)}
    return pd.DataFrame.from_dict(rows, orient="index", columns=range(width), dtype="str")


def _people_and_goods(con, where: stage.Layout) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What kept lines say of customers and of products, each distinct statement once with its latest day."""
    said = {
        "customer": ("customer_name", "region", "industry"),
        "product": ("product_name", "product_line", "series"),
    }
    groups = {code: [code, *(name for name in words if name in where.fields)] for code, words in said.items()}
    every = ", ".join(name for names in groups.values() for name in names)
    sets = ", ".join(f"({', '.join(names)})" for names in groups.values())
    query = (
        f"SELECT grouping(customer) AS goods, {every}, max(date) AS date, count(*) FILTER (customer_by_name) AS "
        "customer_by_name, count(*) FILTER (product_by_name) AS product_by_name FROM l WHERE reason IS NULL "
        f"GROUP BY GROUPING SETS ({sets})"
    )
    for names in groups.values():
        for name in names:
            query = union.told(name, where, query)
    frame = con.execute(f"SELECT * FROM ({query}) ORDER BY goods, {every}").df()
    found = []
    for number, (code, words) in enumerate(said.items()):
        own = frame[frame["goods"] == number].reindex(columns=[code, *words, "date", f"{code}_by_name"])
        kinds = {name: "str" for name in (code, *words)} | {"date": "datetime64[us]", f"{code}_by_name": "int64"}
        found.append(own.astype(kinds).reset_index(drop=True))
    return found[0], found[1]


def _write_orders(con, where, people: pd.DataFrame, goods: pd.DataFrame, made: int, digits: int, path: Path) -> None:
    """The order lines as Parquet. Few texts go as an enumeration, which is written much quicker, and reads the same."""
    texts_, joins = {"customer": "customer", "product": "product"}, []
    for code, frame in (("customer", people), ("product", goods)):
        if code not in where.coded:
            continue
        used = sorted(set(frame[code].dropna()))
        kind = "VARCHAR"
        if 0 < len(used) <= ENUMERATED:
            kind = f"e_{code}"
            con.execute(f"CREATE TYPE {kind} AS ENUM ({', '.join(map(stage.literal, used))})")
        texts.keep(con, "used", pd.DataFrame({"text": used}, dtype="str"), {"text": "VARCHAR"})
        con.execute(
            f"CREATE OR REPLACE TABLE t_{code} AS SELECT code, CAST(text AS {kind}) AS text FROM d_{code} SEMI JOIN used USING (text)"
        )
        joins.append(f"LEFT JOIN t_{code} ON t_{code}.code = l.{code}")
        texts_[code] = f"t_{code}.text"
    named = f"left(CAST({texts_['customer']} AS VARCHAR), 91) || '-' || strftime(date, '%Y%m%d')"
    columns = [
        f"coalesce(doc_no, {named}) AS doc_no" if made else "doc_no",
        "date",
        f"{texts_['customer']} AS customer",
    ]
    columns += [f"{texts_['product']} AS product"] * bool(goods["product"].notna().any())
    columns += ["quantity"] * ("quantity" in where.fields)
    for name in ("amount", "cost"):
        if name == "amount" or {"cost", "unit_cost"} & set(where.fields):
            columns.append(f"{_major(name, digits)} AS {name}")
    con.execute(
        f"COPY (SELECT {', '.join(columns)} FROM l {' '.join(joins)} WHERE reason IS NULL) "
        f"TO {stage.literal(str(path))} (FORMAT parquet)"
    )


def _major(name: str, digits: int) -> str:
    """SQL: whole minor units as an exact decimal."""
    unit = f"CAST(0.{'0' * (digits - 1)}1 AS DECIMAL({digits + 1}, {digits}))" if digits else "CAST(1 AS DECIMAL(1, 0))"
    return f"CAST(CAST({name} AS DECIMAL({17 - digits}, 0)) * {unit} AS DECIMAL(18, {digits}))"


def _write_aside(con, text, file, names, where, path: Path, step) -> None:
    """Rows set aside with file, sheet, line, reason and their cells, in the order of the file."""
    con.execute("CREATE OR REPLACE TABLE aside AS SELECT rid, reason FROM l WHERE reason IS NOT NULL ORDER BY rid")
    reasons = con.execute("SELECT reason FROM aside").fetchnumpy()["reason"]
    with path.open("w", encoding="utf-8", newline="") as out:
        lines_ = writer(out, lineterminator="\n")
        lines_.writerow(["file", "sheet", "line", "reason", *names])
        front = io.StringIO()
        writer(front, lineterminator="").writerow([file, ""])
        same = text.delimiter == "," and not text.numbered
        rows = _lines_of(con, text, "aside") if same else _cells(con, text, "aside", where.width)
        for number, (_, line, row) in enumerate(rows):
            if same:
                row = row.decode("utf-8-sig").rstrip("\r")
                if row.count(",") == where.width - 1 and not NOT_AS_IT_STANDS.search(row):
                    out.write(f"{front.getvalue()},{line},{reasons[number]},{row}\n")
                    continue
                row = _cut(row, text, where.width)
            lines_.writerow([file, "", line, reasons[number], *row])
            if number % 10_000 == 0:
                step(number / len(reasons))


def _report(
    con,
    source,
    sheet,
    skipped,
    profile,
    as_of_given,
    mapping,
    rules,
    order,
    marks,
    known,
    repairs,
    part,
    made,
    people,
    goods,
):
    good = pd.concat([people, goods], ignore_index=True)
    for code in ("customer", "product"):
        good[f"{code}_by_name"] = good[f"{code}_by_name"].fillna(0).astype("int64")
    read = Lines(part, pd.DataFrame(), tuple(repairs), (), known)
    return {
        "format": told.FORMAT,
        "kind": "ledger",
        "currency": profile.currency,
        "minor_digits": minor_digits(profile.currency),
        "as_of": {"date": profile.as_of.isoformat(), "how": "given" if as_of_given else "last_order"},
        "totals": {
            **{name: sheet[name] for name in ("rows_in", "rows_kept", "money_in", "money_kept")},
            "rows_set_aside": sum(one["rows"] for one in sheet["set_aside"]),
            "money_set_aside": sum(one["money"] for one in sheet["set_aside"]),
        },
        "sources": [
            {
                "file": source.file,
                "kind": source.kind,
                "sha256": source.sha256,
                "encoding": source.encoding,
                "delimiter": source.delimiter,
                "sheets": [sheet],
            }
        ],
        "skipped": skipped,
        "choices": told.choices([read], profile, as_of_given, mapping, rules, [order], [marks], made, good),
        "notes": [],
    }


def _file_hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 22):
            digest.update(piece)
    return digest.hexdigest()


@contextmanager
def _polled(con: duckdb.DuckDBPyConnection, bar: Bar):
    """Shows how far DuckDB has come with what runs inside."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            share = con.query_progress()
            if share and share > 0:
                bar.step(share / 100)

    thread = threading.Thread(target=watch, daemon=True)
    con.execute("SET enable_progress_bar = true")
    con.execute("SET enable_progress_bar_print = false")
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
