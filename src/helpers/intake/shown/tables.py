"""The account of what came in, as tables: each a function of the company alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.company import Company, ledger
from helpers.company.receivables import outstanding
from helpers.company.schema import tables as contract
from helpers.intake.columns.header import FIELD_WORDS
from helpers.intake.lines.reasons import NO_LINE, NOTES, REASONS, TODO
from helpers.intake.values.codes import INVISIBLE
from helpers.intake.values.reading import REPAIRS
from helpers.language import Message, msg
from helpers.show import word

READS = 1
#: How a blank is drawn where it would not be seen.
BLANK = "␣"

HOW = {
    "name": msg("known by its header"),
    "meaning": msg("its header means the same as a known one"),
    "alike": msg("its header is like a known one"),
    "likely": msg("its header is like a known one"),
    "mapping": msg("named in the mapping"),
    "unused": msg("not used"),
    "default": msg("usual choice"),
    "preset": msg("usual in the industry"),
    "given": msg("given by a person"),
    "read": msg("read from the data"),
    "content": msg("known by its content"),
    "group": msg("from heading rows between the lines"),
    "joined": msg("joined from the sheet of order heads"),
    "proposed": msg("proposed by the program"),
}
CHOICES = {
    "as_of": msg("as-of date"),
    "identical_lines": msg("equal lines within one sheet"),
    "same_document": msg("the same document line in two sheets"),
    "changed_documents": msg("documents changed between two files"),
    "fill_down": msg("fill document, date and customer down"),
    "hidden_sheets": msg("hidden sheets"),
    "date_order": msg("order of day and month"),
    "decimal": msg("decimal mark"),
    "amount": msg("amount taken, and what else it could have been"),
    "column": msg("column taken for what its header says"),
    "date": msg("date taken, and what else it could have been"),
    "customer_name": msg("customers taken from heading rows"),
    "unit": msg("unit stated above the header"),
    "months": msg("sums by month read as order lines on that day of the month; totals held against the sum"),
    "flows": msg("what each type of movement was taken for"),
    "status": msg("what each status means"),
    "struck_out": msg("lines struck out by a column of their own"),
    "returns_list": msg("lists of returns written as positive numbers, read as negative order lines"),
    "kind": msg("what each document type means"),
    "amount_per": msg("what an amount belongs to"),
    "discount_form": msg("discount taken off"),
    "cancelled_orders": msg("orders cancelled, closed, lost or refunded"),
    "open_orders": msg("orders that are no sale yet"),
    "returns_by_type": msg("returns written as positive numbers"),
    "refunded_lines": msg("lines refunded in full by a column of their own"),
    "refunds": msg("refunds in a column of their own"),
    "discounts": msg("discounts beside undiscounted amounts"),
    "negative_prices": msg("lines with a negative price"),
    "returns": msg("returns and other negative amounts (kept or set aside)"),
    "no_customer": msg("lines without customer"),
    "test_lines": msg("lines of test customers or test products"),
    "service_lines": msg("lines that are no product"),
    "zero_lines": msg("lines with amount zero"),
    "doc_no": msg("document number made from"),
    "customer": msg("customer code taken from"),
    "product": msg("product code taken from"),
    "customer_by_name": msg("lines whose customer was found by name"),
    "product_by_name": msg("lines whose product was found by name"),
    "latest_customer_name": msg("customers with several names; the latest is kept"),
    "latest_product_name": msg("products with several names; the latest is kept"),
    "latest_region": msg("customers with several regions; the latest is kept"),
}
VALUES = {
    "set_aside": msg("set the second aside"),
    "aside": msg("set aside"),
    "keep": msg("keep"),
    "subtract": msg("take them off"),
    "ignore": msg("ignore them"),
    "ask": msg("ask where they matter"),
    "negative": msg("turn them negative"),
    "as_written": msg("leave them as written"),
    "document": msg("the whole document"),
    "skip": msg("skip"),
    "read": msg("read"),
    "True": msg("yes"),
    "False": msg("no"),
    "customer-date": msg("customer and date"),
    "customer_name": msg("customer name"),
    "product_name": msg("product name"),
    "dmy": msg("day first"),
    "mdy": msg("month first"),
    "ymd": msg("year first"),
}
FLOW = {
    "in": msg("came in"),
    "kept": msg("kept"),
    "folder": msg("in the folder now"),
}


def told(company: Company) -> Mapping[str, Any] | None:
    """What ``intake.json`` tells, when there is one that this version can read."""
    report = company.intake
    try:
        if report["format"] != READS or report["kind"] != "ledger" or report["currency"] != company.currency:
            return None
        _entries(report)
        return report
    except (KeyError, TypeError, AttributeError, ValueError):
        return None


def _entries(report: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """The sheets of an account, each with its file."""
    found = []
    for source in (report or {}).get("sources", []):
        for sheet in source["sheets"]:
            numbers = {
                name: int(sheet[name]) for name in ("rows_in", "rows_kept", "money_in", "money_kept", "gross_in")
            }
            for part in sheet["set_aside"]:
                int(part["rows"]), int(part["money"]), int(part["gross"]), part["reason"], dict(part["by_month"])
            for repair in sheet["repairs"]:
                int(repair["cells"]), repair["kind"], repair["column"], list(repair["example"])
            for note in sheet["notes"]:
                int(note["rows"]), int(note["money"]), note["kind"]
            for column in sheet["columns"]:
                column["field"], column["column"], column["how"]
            found.append({**sheet, **numbers, "file": str(source["file"]), "sheet": str(sheet["sheet"])})
    return found


def _word(words: Mapping[str, Message], key: str) -> str:
    return word(words[key]) if key in words else str(key)


def _frame(rows: list[tuple], /, **dtypes: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)


def came_in(company: Company) -> pd.DataFrame:
    """A row a sheet: rows and money in, kept and set aside, first and last day kept.

    Without an account of an import, one row for the order lines of the folder.
    """
    rows = []
    for entry in _entries(told(company)):
        aside = [(part["rows"], part["money"]) for part in entry["set_aside"]]
        days = (pd.to_datetime(entry["first_date"]), pd.to_datetime(entry["last_date"]))
        counts = (entry["rows_in"], entry["rows_kept"], sum(n for n, _ in aside))
        money = (entry["money_in"], entry["money_kept"], sum(m for _, m in aside))
        rows.append((entry["file"], entry["sheet"] or "–", *counts, *money, *days))
    if not rows:
        count, total, first, last = ledger.span(company)
        rows.append(("orders", "–", count, count, 0, total, total, 0, first, last))
    whole = {name: "int64" for name in ("rows_in", "rows_kept", "rows_aside", "money_in", "money_kept", "money_aside")}
    days = {"first": "datetime64[us]", "last": "datetime64[us]"}
    return _frame(rows, file="str", sheet="str", **whole, **days)


def asides(company: Company) -> pd.DataFrame:
    """Per reason ``reason`` (its key), ``rows``, ``money``, ``gross``, in the order they are looked for."""
    parts = [part for entry in _entries(told(company)) for part in entry["set_aside"]]
    keys = [key for key in REASONS if any(part["reason"] == key for part in parts)]
    keys += sorted({part["reason"] for part in parts} - set(keys))
    rows = []
    for key in keys:
        mine = [part for part in parts if part["reason"] == key]
        rows.append((key, *(sum(int(part[name]) for part in mine) for name in ("rows", "money", "gross"))))
    return _frame(rows, reason="str", rows="int64", money="int64", gross="int64")


def gross_in(company: Company) -> int:
    """Money that came in, signs apart, in minor units: what shares of money are shares of."""
    return sum(entry["gross_in"] for entry in _entries(told(company)))


def set_aside(company: Company) -> pd.DataFrame:
    """Per reason rows, money, both as shares of what came in (money without its signs), and what to do."""
    frame = asides(company)
    rows, gross = came_in(company)["rows_in"].sum(), gross_in(company)
    frame["share_rows"] = frame["rows"] / max(rows, 1)
    frame["share_money"] = frame["gross"] / max(gross, 1)
    frame["do"] = [_word(TODO, key) if key in TODO else "" for key in frame["reason"]]
    frame["reason"] = [_word(REASONS, key) for key in frame["reason"]]
    frame = frame[["reason", "rows", "share_rows", "money", "share_money", "do"]]
    return frame.astype({"reason": "str", "do": "str"})


def visible(text: str) -> str:
    """A cell with outer and doubled blanks and invisible signs drawn, so that a repair can be seen."""
    edges = re.fullmatch(r"(\s*)(.*?)(\s*)", INVISIBLE.sub("□", text), re.DOTALL)
    inner = re.sub(r"(?<=\s)\s", BLANK, edges[2])
    return BLANK * len(edges[1]) + inner + BLANK * len(edges[3])


def repairs(company: Company) -> pd.DataFrame:
    """Per kind of repair and column: cells, and an example before and after."""
    found: dict[tuple[str, str], list] = {}
    for entry in _entries(told(company)):
        for repair in entry["repairs"]:
            key = (repair["kind"], str(repair["column"]))
            before, after = (visible(str(text)) for text in (*repair["example"], "", "")[:2])
            if key in found:
                found[key][0] += int(repair["cells"])
            else:
                found[key] = [int(repair["cells"]), before, after]
    order = {kind: place for place, kind in enumerate(REPAIRS)}
    keys = sorted(found, key=lambda key: (order.get(key[0], len(order)), key))
    rows = [(_word(REPAIRS, kind), column, *found[kind, column]) for kind, column in keys]
    return _frame(rows, kind="str", column="str", cells="int64", before="str", after="str")


def noted(company: Company) -> pd.DataFrame:
    """What is worth knowing of the lines kept: kind, rows, money."""
    totals: dict[str, list[int]] = {}
    for entry in _entries(told(company)):
        for note in entry["notes"]:
            total = totals.setdefault(note["kind"], [0, 0])
            total[0] += int(note["rows"])
            total[1] += int(note["money"])
    keys = [key for key in NOTES if key in totals] + sorted(set(totals) - set(NOTES))
    return _frame([(_word(NOTES, key), *totals[key]) for key in keys], kind="str", rows="int64", money="int64")


def columns(company: Company) -> pd.DataFrame:
    """Which column of the client's became which field, and how; then the columns not used."""
    used, spare = {}, {}
    for entry in _entries(told(company)):
        for column in entry["columns"]:
            used.setdefault((str(column["column"]), column["field"]), column["how"])
        for name in entry.get("unused", []):
            spare.setdefault(str(name))
    spare = [name for name in spare if not any(name == column for column, _ in used)]
    rows = [
        (column, _word(FIELD_WORDS, field), _word(HOW, how if how in HOW else "proposed"))
        for (column, field), how in used.items()
    ]
    rows += [(name, "–", _word(HOW, "unused")) for name in spare]
    return _frame(rows, column="str", field="str", how="str")


def choices(company: Company) -> pd.DataFrame:
    """Choices of the import, each with how it was made."""
    rows = []
    for choice in (told(company) or {}).get("choices", []):
        value = choice["value"]
        shown = ", ".join(map(str, value)) if isinstance(value, list) else _word(VALUES, str(value))
        rows.append((_word(CHOICES, str(choice["name"])), shown, _word(HOW, str(choice["how"]))))
    return _frame(rows, choice="str", value="str", how="str")


def reconciliation(company: Company) -> pd.DataFrame:
    """What came in, less each reason, is what was kept; and what the folder holds now."""
    total, now = came_in(company), ledger.span(company)
    rows = [(_word(FLOW, "in"), int(total["rows_in"].sum()), int(total["money_in"].sum()))]
    rows += [(_word(REASONS, key), -count, -money) for key, count, money, _ in asides(company).itertuples(index=False)]
    rows.append((_word(FLOW, "kept"), int(total["rows_kept"].sum()), int(total["money_kept"].sum())))
    rows.append((_word(FLOW, "folder"), now.rows, now.amount))
    return _frame(rows, item="str", rows="int64", money="int64")


NAIVE = {
    "all": msg("the amount column summed as it stands, with the sheets' own totals"),
    "lines": msg("without the totals, copies and lines without customer still in"),
    "kept": msg("the lines that were kept"),
}


def naive(company: Company) -> pd.DataFrame:
    """What a plain sum over the export would have given, step by step: item, money."""
    entries = _entries(told(company))
    stated = sum(int((entry.get("stated_total") or {}).get("money", 0)) for entry in entries)
    total = came_in(company)
    lines, kept = int(total["money_in"].sum()), int(total["money_kept"].sum())
    rows = [("all", lines + stated), ("lines", lines), ("kept", kept)]
    return _frame([(_word(NAIVE, key), money) for key, money in rows], item="str", money="int64")


def aside_between(company: Company, start: pd.Timestamp, end: pd.Timestamp) -> int:
    """Money of order lines set aside in the months of a period, copies not counted (minor units)."""
    total = 0
    for entry in _entries(told(company)):
        for part in entry["set_aside"]:
            if part["reason"] in (*NO_LINE, "copy", "identical", "again", "replaced"):
                continue
            for month, (_, money) in part["by_month"].items():
                if f"{start:%Y-%m}" <= month <= f"{end:%Y-%m}":
                    total += int(money)
    return total


VERDICTS = {
    "within": msg("ties out"),
    "beyond": msg("does not tie out"),
    "partly": msg("the orders do not cover the whole period"),
}


def tie_out(company: Company, tolerance: float) -> pd.DataFrame:
    """Per period of ``company.yml``: revenue in the folder against finance's total.

    Returns
    -------
    DataFrame
        ``start, end, folder, finance, difference, share, aside, verdict, source``: money in minor
        units; ``share`` is the difference as a share of finance's total (missing where that is 0);
        ``aside`` the money of lines set aside within the period; ``verdict`` a key of
        :data:`VERDICTS`: ``partly`` where the difference is beyond the tolerance and the first
        order is more than a month after the period's start.
    """
    now, rows = ledger.span(company), []
    for total in company.profile.finance:
        start, end = pd.Timestamp(total.start), pd.Timestamp(total.end)
        folder = ledger.amount_between(company, start, end)
        difference = folder - total.revenue
        share = difference / abs(total.revenue) if total.revenue else float("nan")
        within = difference == 0 or abs(share) <= tolerance
        late = now.rows > 0 and now.first > start + pd.Timedelta(days=31)
        verdict = "within" if within else "partly" if late else "beyond"
        aside = aside_between(company, start, end)
        rows.append((start, end, folder, total.revenue, difference, share, aside, verdict, total.source))
    money = {name: "int64" for name in ("folder", "finance", "difference")}
    days = {"start": "datetime64[us]", "end": "datetime64[us]"}
    return _frame(rows, **days, **money, share="float64", aside="int64", verdict="str", source="str")


THERE = {True: msg("there"), False: msg("not there")}


def tables_there(company: Company) -> pd.DataFrame:
    """Tables that are there or that a station would read: whether there, rows, first and last date."""
    rows = []
    for name, table in contract().items():
        there, first, last = company.has(name), pd.NaT, pd.NaT
        if not (table.asked or there):
            continue
        if there and name == "orders":
            first, last = ledger.span(company)[2:]
        elif there and table.known_on:
            dates = company.frames[name].get(table.known_on, pd.Series(dtype="datetime64[us]"))
            first, last = dates.min(), dates.max()
        title = word(msg("{table}", table=table.title))
        rows.append((title, word(THERE[there]), company.rows(name), first, last))
    days = {"first": "datetime64[us]", "last": "datetime64[us]"}
    return _frame(rows, table="str", there="str", rows="int64", **days)


QUALITY = {
    "silent": msg("customers without a single order"),
    "no_product": msg("order lines without product"),
    "no_quantity": msg("order lines without quantity"),
    "no_cost": msg("order lines without cost"),
    "returns": msg("returns and other negative lines (share of the money sold)"),
    "zero": msg("order lines with amount zero"),
    "services": msg("freight, fees and other lines that are no product (share of revenue)"),
    "open": msg("invoices not yet paid at the as-of date"),
    "overdue": msg("invoices past their due date"),
}


def quality(company: Company) -> pd.DataFrame:
    """Per measure: ``count`` of ``total``, ``share``, and the ``money`` concerned (missing if none).

    The share of returns is of the money sold (positive lines), that of services of revenue; all others are shares of the
    count. Services are left out where there are none.
    Invoices paid after the as-of date count as open; of those paid in part, what is left is the money.
    """
    lines, customers, whole = ledger.kinds(company), company.table("customers"), ledger.span(company).rows
    rows = [("silent", int((~customers["customer"].isin(lines.customers)).sum()), len(customers), None, None)]
    for key in ("no_product", "no_quantity", "no_cost"):
        rows.append((key, lines.kinds[key][0], whole, None, lines.kinds[key][1]))
    (back, returned), sold = lines.kinds["negative"], lines.kinds["positive"][1]
    rows.append(("returns", back, whole, -returned / sold if sold else None, returned))
    rows.append(("zero", lines.kinds["zero"][0], whole, None, None))
    services, fees = ledger.services(company)
    if services:
        net = ledger.span(company).amount
        rows.append(("services", services, whole, fees / net if net > 0 else None, fees))
    if company.has("invoices"):
        bills, day = company.table("invoices"), pd.Timestamp(company.date)
        left = outstanding(company)
        open_ = left != 0
        late = open_ & (bills["due_on"] < day)
        for key, which in (("open", open_), ("overdue", late)):
            rows.append((key, int(which.sum()), len(bills), None, int(left[which].sum())))
    filled = [
        (_word(QUALITY, key), count, total, count / max(total, 1) if share is None else share, money)
        for key, count, total, share, money in rows
    ]
    return _frame(filled, measure="str", count="int64", total="int64", share="float64", money="Int64")
