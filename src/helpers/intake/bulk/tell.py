"""The account of a long ledger: the same plain data as :func:`helpers.intake.account.told.tell`, from sums made by DuckDB."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd

from helpers.company.profile import Profile
from helpers.intake.account import told
from helpers.intake.bulk.odd import _text
from helpers.intake.bulk.stage import Layout, literal
from helpers.intake.columns.header import Header
from helpers.intake.files.source import Source
from helpers.intake.lines.part import Lines, Part
from helpers.intake.lines.reasons import NO_LINE, REASONS, WITHOUT_MONEY
from helpers.intake.lines.totals import normal
from helpers.intake.values import numbers
from helpers.intake.values.reading import Repair, as_data
from helpers.quantity import minor_digits
from helpers.rules import Rules

GRAND = r"([总總][计計]|合[计計]|grandtotals?|totals?)[::]?"
#: Notes by kind → which kept lines they tell of, in SQL; those without have their rows in a table.
TABLES = {"unpaired": "unpaired", "identical": "again"}
#: SQL: a line that may be one to tell of, by its signs alone; the other tests are then asked of few lines.
LIKELY = "amount <= 0 OR quantity < 0 OR service OR price_differs OR broken"
NOTES = {
    "returns": "amount < 0",
    "cancelled": "CASE WHEN amount < 0 THEN regexp_full_match(doc_no, '[Cc][0-9]+') END",
    "unpaired": None,
    "service": "service",
    "zero": "amount = 0",
    "identical": None,
    "price_differs": "price_differs",
    "sign_differs": "(quantity > 0 AND amount < 0) OR (quantity < 0 AND amount > 0)",
    "broken_code": "broken",
}


def sums(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Rows and money by reason and month; money is zero where a row has none of its own."""
    without = ", ".join(literal(reason) for reason in WITHOUT_MONEY)
    sums_ = "count(*) AS rows, sum(money) AS money, sum(abs(money)) AS gross, count(*) FILTER (doc_no IS NULL) AS made"
    kept = "SELECT doc_no, date, amount AS money FROM l WHERE kept"
    aside = (
        f"SELECT doc_no, date, reason, CASE WHEN reason IN ({without}) THEN 0 ELSE coalesce(amount, 0) END AS money "
        "FROM l WHERE NOT kept"
    )
    table = con.execute(
        f"SELECT CAST(NULL AS VARCHAR) AS reason, date, {sums_} FROM ({kept}) GROUP BY 2 "
        f"UNION ALL SELECT reason, date, {sums_} FROM ({aside}) GROUP BY 1, 2 ORDER BY 1, 2"
    ).df()
    table["month"] = table["date"].dt.strftime("%Y-%m")
    return table


def notes(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Rows and money of each kind of kept line that is worth knowing."""
    own = {kind: test for kind, test in NOTES.items() if test}
    picks = ", ".join(f"count(*) FILTER (n_{kind}), coalesce(sum(amount) FILTER (n_{kind}), 0)" for kind in own)
    flags = ", ".join(f"coalesce({test}, false) AS n_{kind}" for kind, test in own.items())
    # put together first: rows scattered over the pieces of a pass would cost much more
    con.execute(
        "CREATE OR REPLACE TEMP TABLE likely AS SELECT doc_no, amount, quantity, service, price_differs, broken "
        f"FROM l WHERE kept AND ({LIKELY})"
    )
    found = con.execute(f"SELECT {picks} FROM (SELECT amount, {flags} FROM likely)").fetchall()[0]
    counts = dict(zip(own, zip(found[0::2], found[1::2], strict=True), strict=True))
    for kind, table in TABLES.items():
        counts[kind] = con.execute(
            f"SELECT count(*), coalesce(sum(amount), 0) FROM l SEMI JOIN {table} USING (rid) WHERE kept"
        ).fetchall()[0]
    return [
        {"kind": kind, "rows": int(counts[kind][0]), "money": int(counts[kind][1])} for kind in NOTES if counts[kind][0]
    ]


def entry(
    sheet: str,
    header: Header,
    header_line: int,
    blank: int,
    table: pd.DataFrame,
    repairs: list[Repair],
    stated: dict | None,
    told_of: list[dict[str, Any]],
) -> dict[str, Any]:
    """The account of the sheet; see :func:`helpers.intake.account.told.sheet`."""
    kept = table[table["reason"].isna()]
    asides = []
    for reason in REASONS:
        rows = table[(table["reason"] == reason).fillna(False)]
        if rows.empty:
            continue
        months = rows[rows["month"].notna()].groupby("month")[["rows", "money"]].sum()
        by_month = {str(month): [int(count), int(money)] for month, count, money in months.itertuples()}
        asides.append(
            {
                "reason": reason,
                "rows": int(rows["rows"].sum()),
                "money": int(rows["money"].sum()),
                "gross": int(rows["gross"].sum()),
                "by_month": by_month,
            }
        )
    found = {
        "sheet": sheet,
        "header_line": header_line,
        "title_rows": header.row,
        "blank_rows": blank,
        "first_date": told._day(pd.Timestamp(kept["date"].min())),
        "last_date": told._day(pd.Timestamp(kept["date"].max())),
        "rows_in": int(table["rows"].sum()),
        "rows_kept": int(kept["rows"].sum()),
        "money_in": int(table["money"].sum()),
        "money_kept": int(kept["money"].sum()),
        "gross_in": int(table["gross"].sum()),
        "set_aside": asides,
        "repairs": [as_data(repair) for repair in repairs],
        "notes": told_of,
        "columns": [
            {"field": field, "column": header.name(field), "how": header.how[field]} for field in header.columns
        ],
        "unused": header.unused,
        "stated_total": None,
    }
    if stated:
        lines = table[~table["reason"].isin(NO_LINE)]
        found["stated_total"] = {**stated, "lines_money": int(lines["money"].sum())}
    return found


def stated(
    con: duckdb.DuckDBPyConnection, where: Layout, header: Header, digits: int, marks: Mapping[str, str]
) -> tuple[int, dict] | None:
    """Row and account of the last grand total that the file states; see ``_stated`` of the usual path."""
    if "amount" not in where.fields:
        return None
    places = {
        f"{field}_x": position for field, position in where.fields.items() if field in (*where.typed(), *where.words())
    }
    places |= {f"u{position}_x": position for position in where.unused}
    columns = sorted(places, key=lambda name: places[name])
    likely = " OR ".join(f"regexp_matches({c}, {literal('(?i)[总總合] *[计計]|total')})" for c in columns)
    amount = _text("amount", where)
    cursor = con.execute(
        f"SELECT rid, {amount}, {', '.join(columns)} FROM o WHERE reason = 'subtotal' AND ({amount}) IS NOT NULL "
        f"AND ({likely}) ORDER BY rid DESC"
    )
    while rows := cursor.fetchmany(1000):
        for rid, cell, *cells in rows:
            texts = [re.sub(r"\s", "", normal(text)) for text in cells if text is not None]
            label = next((text for text in texts if re.fullmatch(GRAND, text, re.IGNORECASE)), None)
            value, _ = numbers.parse(cell, marks.get("amount", "."), header.scales.get("amount", 0))
            if label and value is not None:
                minor, _ = numbers.to_minor(pd.Series([value], dtype=object), digits, "")
                cursor.fetchall()  # nothing of it is left open
                return int(rid), {"label": label, "money": int(minor.iloc[0])}
    return None


def whole(
    source: Source,
    sheet: Mapping[str, Any],
    skipped: list,
    profile: Profile,
    as_of_how: str,
    mapping: Mapping[str, Any],
    rules: Rules,
    part: Part,
    *,
    order: str,
    marks: Mapping[str, str],
    known: dict[str, str],
    repairs: list[Repair],
    made: int,
    people: pd.DataFrame,
    goods: pd.DataFrame,
) -> dict[str, Any]:
    """The account of the import but for its tables; see :func:`helpers.intake.account.told.tell`.

    Parameters
    ----------
    order, marks
        Of day and month; decimal mark of each number field.
    known
        What statuses and kinds were taken for.
    made
        Lines whose document number was made.
    people, goods
        What kept lines say of customers and products.
    """
    good = pd.concat([people, goods], ignore_index=True)
    for code in ("customer", "product"):
        good[f"{code}_by_name"] = good[f"{code}_by_name"].fillna(0).astype("int64")
    read = Lines(part, pd.DataFrame(), tuple(repairs), (), known)
    return {
        "format": told.FORMAT,
        "kind": "ledger",
        "currency": profile.currency,
        "minor_digits": minor_digits(profile.currency),
        "as_of": {"date": profile.as_of.isoformat(), "how": as_of_how},
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
        "choices": told.choices([read], profile, as_of_how == "given", mapping, rules, [order], [marks], made, good),
        "notes": [],
    }
