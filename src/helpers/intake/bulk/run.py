"""The import of a long ledger, step by step."""

from __future__ import annotations

import dataclasses
import errno
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from helpers.company.folder import Company
from helpers.company.profile import Profile
from helpers.company.save import table_text
from helpers.company.schema import tables as contract
from helpers.company.stored import Frames
from helpers.errors import IntakeError, Problem
from helpers.intake.account import told
from helpers.intake.bulk import (
    aside,
    asked,
    bring_in,
    equal,
    lines,
    odd,
    orders,
    room,
    rows,
    stage,
    stream,
    tell,
    texts,
    top,
    union,
    unsuited,
)
from helpers.intake.bulk.made import Long, read_orders
from helpers.intake.bulk.progress import Bar, polled
from helpers.intake.bulk.task import Task
from helpers.intake.bulk.unsuited import Unsuited
from helpers.intake.columns.header import Header
from helpers.intake.files.source import DELIMITERS, Sheet, Source
from helpers.intake.ledger import ask, derive, until
from helpers.intake.lines import refunded
from helpers.intake.lines.part import TEXTS
from helpers.intake.tables import flows
from helpers.intake.values.reading import Repair, as_data, merged
from helpers.language import msg
from helpers.quantity import minor_digits
from helpers.rules import Rules

#: Choices that this path knows; with others the usual one is taken.
CHOICES = {
    "identical_lines", "same_document", "changed_documents", "refunded_lines", "fill_down", "cancelled_orders", "open_orders", "returns_by_type", "refunds",
    "discounts", "test_lines", "service_lines", "zero_lines", "negative_prices", "returns", "no_customer", "hidden_sheets",
}  # fmt: skip
#: A sheet and its header → what must be asked of its columns.
Doubts = Callable[[Sheet, Header], list[Problem]]
#: Fields whose texts repeat.
CODED = frozenset({"customer", "product", *TEXTS, *stage.WORDS})
#: Of the database; what does not fit goes into files. Pieces of the file in work come on top.
MEMORY = "700MB"


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
    doubts: Doubts | None = None,
) -> Long | None:
    """The import, where it is one long text file that this path can do; else ``None``.

    Parameters
    ----------
    doubts
        What must be asked of its columns, by its beginning.

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
    except OSError:  # such as a name that is too long: the usual path tells it
        return None
    try:
        return import_long(path, profile, as_of_given, mapping, rules, doubts)
    except (Unsuited, OSError):
        room.allow(path)
        return None


def import_long(
    path: Path,
    profile: Profile,
    as_of_given: bool,
    mapping: Mapping[str, Any],
    rules: Rules,
    doubts: Doubts | None = None,
) -> Long:
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
    if rules["no_customer"] == "keep":
        raise Unsuited("lines without customer are kept")
    kept = tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True)
    folder, bar = Path(kept.name), Bar()
    con = stage.connect(folder, MEMORY, threads())
    try:
        with ThreadPoolExecutor(2) as beside:  # steps that the next ones need not wait for
            return _import(path, profile, as_of_given, mapping, rules, doubts, kept, folder, con, bar, beside)
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


def _import(path, profile, as_of_given, mapping, rules, doubts, kept, folder, con, bar, beside) -> Long:
    from helpers.intake.ledger.ledger_import import _parts, apart

    bar.part(msg("Looking at the file"), 0.05)
    text = stream.look(path, mapping, folder, bar.step)
    shown, usual = top.beginning(path.name, text)
    prefer = "amount_taxed" if profile.revenue_tax == "included" else "amount_untaxed"
    source = Source(path.name, "text", text.sha256, (shown,), text.encoding, DELIMITERS[text.delimiter])
    header = top.header_of(shown, mapping, prefer, profile)
    parts, skipped = _parts([source], mapping, rules, prefer, profile)  # asks what the header alone can tell
    if header.doubled or header.taxes:
        ask.which_amount(parts, profile.revenue_basis)
        raise Unsuited("columns alike at the top")
    if {refunded.column(header), refunded.void_column(header)} != {None} or flows.seen(shown, header):
        raise Unsuited("refunds, or goods in and out, by a column of their own")
    ask.masked(parts)
    if doubts and (asked_of := doubts(shown, header)):
        raise IntakeError(asked_of)
    guessed = top.marks(parts[0], mapping)

    bar.part(msg("Reading the lines"), 0.5)
    usable = {field: not header.scales.get(field) for field in stage.NUMBERS}
    width = max(shown.cells.shape[1], len(header.names))
    wide = top.widened(header, width + stream.EXTRA)
    where = stage.layout(wide, width + stream.EXTRA, CODED & set(header.columns))
    line = int(shown.lines.iloc[header.row])
    task = Task(
        text, where, usual, line, guessed, usable, rules["fill_down"], partial(odd.care, where=where, header=wide),
        header.scales, wide.names,
    )  # fmt: skip
    task, brought = bring_in.carefully(con, task, path.name, width, folder, threads(), bar.step)
    text, source = task.text, dataclasses.replace(source, sha256=task.text.sha256)
    width = max(width, brought.widest, text.widest)
    header = top.widened(header, width)
    where = stage.layout(header, width, task.where.coded)
    line_of = rows.line_of(con, text)
    digits = minor_digits(profile.currency)
    alike = beside.submit(equal.plain, con.cursor(), where, digits, brought.rows)
    part = dataclasses.replace(parts[0], header=header)

    bar.part(msg("Reading what is written otherwise"), 0.1)
    words = {field: texts.words(con, field, where) for field in where.words()}
    of = partial(asked.asked, con, part, where, brought.rows - brought.top - 1, line_of, words)
    try:
        order = ask.date_orders([of(("date",))], mapping.get("date_order"))[0]
    except IntakeError:
        asked.currency(of((*stage.NUMBERS, "currency")), profile.currency)  # the usual path asks this first
        raise
    blank = odd.gather(con, where, header, order) + rows.blank_above(shown, header, text)
    filled = [field for field in odd.present(where) if field in odd.FILLED]
    filling = beside.submit(odd.fill, con.cursor(), where, header) if rules["fill_down"] else None
    money = of((*stage.NUMBERS, "currency"))  # Python reads these while the engine looks for what lines lack
    asked.currency(money, profile.currency)
    marks = ask.decimal_marks([money], mapping.get("decimal"))[0]
    again = {
        field for field, mark in marks.items() if mark != (guessed.get(field) or mark) and guessed.get(field) == "."
    }
    if again:  # a later cell shows that the comma is the decimal mark
        raise Unsuited(f"decimal marks differ from the top: {sorted(again)}")
    scales = odd.maps(con, where, header, [f for f in odd.present(where) if f not in filled], order, marks)
    repairs = filling.result() if filling else []
    scales |= odd.maps(con, where, header, filled, order, marks)
    for field in stage.NUMBERS:
        scales.setdefault(field, 4)

    bar.part(msg("Comparing lines"), 0.2)

    def raw(rids: list[int]) -> pd.DataFrame:
        return rows.raw(con, text, rids, where.width)

    # Python reads the repaired texts once more while the engine compares
    counted = beside.submit(odd.repairs, con.cursor(), where, header, order, marks)
    where = union.union(con, where, scales)
    lines.level(con, where, mapping, raw, brought.rows)
    sql, rounded = lines.amounts(con, where, header, scales, digits, raw, marks)
    late = profile.as_of if as_of_given else None

    def equal_ones() -> int:
        return equal.identical(con, where, digits, brought.rows, alike.result())

    known, more = lines.view(con, where, header, sql, rules, mapping, late, raw, words, equal_ones)
    repairs = merged(repairs + counted.result() + rounded + more)
    unpaired = beside.submit(equal.unpaired, con.cursor())

    bar.part(msg("Adding up"), 0.05)
    table = tell.sums(con)
    good_rows = table[table["reason"].isna()]
    if not good_rows["rows"].sum():
        raise Unsuited("nothing kept")
    how = "given"
    if not as_of_given:
        day, how = until.proposed(pd.Timestamp(good_rows["date"].max()).date(), until.above([part]))
        profile = dataclasses.replace(profile, as_of=day)
    people, goods = orders.people_and_goods(con, where)
    made = int(good_rows["made"].sum())
    frames = {"customers": derive.customers(people)}
    if goods["product"].notna().any():
        frames["products"] = derive.products(goods[goods["product"].notna()])

    bar.part(msg("Writing the tables"), 0.15)
    written, left = folder / "orders.parquet", folder / "set_aside.csv"
    with polled(con, bar):  # Python cuts lines while the engine packs columns
        left_out = beside.submit(aside.write, con.cursor(), text, path.name, apart(header.names), where, left)
        unpaired.result()
        noted = beside.submit(tell.notes, con.cursor())
        orders.write(con, where, people, goods, made, digits, written)
        left_out.result()
        notes = noted.result()

    grand = tell.stated(con, where, header, digits, marks)
    stated = {"line": line_of(grand[0]), **grand[1]} if grand else None
    sheet = tell.entry("", header, int(shown.lines.iloc[header.row]), blank, table, repairs, stated, notes)
    if made:
        rid = con.execute("SELECT min(rid) FROM l WHERE kept AND doc_no IS NULL").fetchall()[0][0]
        first = union.told("customer", where, f"SELECT customer, date FROM l WHERE rid = {rid}")
        customer, day = con.execute(first).fetchall()[0]
        name = header.name("doc_no") if "doc_no" in header.columns else "doc_no"
        sheet["repairs"].append(as_data(Repair("doc_no_made", name, made, "", f"{customer}-{day:%Y%m%d}")))
    report = tell.whole(
        source, sheet, skipped, profile, how, mapping, rules, part,
        order=order, marks=marks, known=known, repairs=repairs, made=made, people=people, goods=goods,
    )  # fmt: skip
    report["tables"] = {
        name: {"rows": len(frame), "sha256": told.text_hash(table_text(frame, contract()[name], profile.currency))}
        for name, frame in frames.items()
    }
    report["tables"]["orders"] = {"rows": int(good_rows["rows"].sum()), "sha256": stream.digest_of(written)}
    report["tables"] = {
        name: report["tables"][name] for name in ("customers", "orders", "products") if name in report["tables"]
    }
    currency = profile.currency
    lazy = Frames(frames, {"orders": lambda: read_orders(written, currency)})
    return Long(Company(profile, lazy, report), report, {"orders.parquet": written, "set_aside.csv": left}, kept)
