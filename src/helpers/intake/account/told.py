"""``intake.json``: what came in, what was kept, repaired and set aside, and what was chosen.

Shape, version 1 (money in whole minor units of ``currency``)::

    format, kind, currency, minor_digits
    as_of      {date, how: given | stated | month_end | last_order | folder}
    totals     {rows_in, rows_kept, rows_set_aside, money_in, money_kept, money_set_aside}
    sources    [{file, kind, sha256, encoding, delimiter, sheets: [sheet]}]
    sheet      {sheet, header_line, title_rows, blank_rows, first_date, last_date,
                rows_in, rows_kept, money_in, money_kept, gross_in,
                set_aside [{reason, rows, money, gross, by_month {"2025-03": [rows, money]}}],
                repairs [{kind, column, cells, example [before, after]}],
                notes [{kind, rows, money}], columns [{field, column, how}], unused [column],
                stated_total {line, label, money, lines_money} or null}
    skipped    [{file, sheet, rows, why}]      sheets that are no part of the ledger
    choices    [{name, value, how: default | given | read | proposed}]
    tables     {name: {rows, sha256, …}}       what was written, so that a later edit is noticed
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.company.profile import Profile
from helpers.company.save import table_text
from helpers.company.schema import tables as contract
from helpers.intake.files.source import Source
from helpers.intake.ledger.derive import several
from helpers.intake.lines.import_rules import CONCERN
from helpers.intake.lines.part import Lines
from helpers.intake.lines.reasons import NO_LINE, REASONS, WITHOUT_MONEY
from helpers.intake.values import dates
from helpers.intake.values.reading import Repair, as_data
from helpers.quantity import minor_digits
from helpers.rules import Rules

FORMAT = 1
FILE = "intake.json"


def tell(
    *,
    sources: list[Source],
    parts: list[Lines],
    frame: pd.DataFrame,
    good: pd.DataFrame,
    made: int,
    skipped: list[dict],
    profile: Profile,
    as_of_how: str,
    mapping: Mapping[str, Any],
    rules: Rules,
    orders_of_dates: list[str],
    marks: list[Mapping[str, str]],
    tables: Mapping[str, pd.DataFrame],
    notes: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The whole account of an import as plain data."""
    money = frame["amount"].where(~frame["reason"].isin(WITHOUT_MONEY)).fillna(0).astype("int64")
    frame = frame.assign(money=money)
    entries = [sheet(lines, frame[frame["part"] == position]) for position, lines in enumerate(parts)]
    _doc_numbers(entries, parts, frame)
    told = []
    for source in sources:
        mine = [entry for entry, lines in zip(entries, parts, strict=True) if lines.part.source is source]
        told.append(
            {
                "file": source.file,
                "kind": source.kind,
                "sha256": source.sha256,
                "encoding": source.encoding,
                "delimiter": source.delimiter,
                "sheets": mine,
            }
        )
    totals = {
        name: sum(entry[name] for entry in entries) for name in ("rows_in", "rows_kept", "money_in", "money_kept")
    }
    totals["rows_set_aside"] = sum(part["rows"] for entry in entries for part in entry["set_aside"])
    totals["money_set_aside"] = sum(part["money"] for entry in entries for part in entry["set_aside"])
    return {
        "format": FORMAT,
        "kind": "ledger",
        "currency": profile.currency,
        "minor_digits": minor_digits(profile.currency),
        "as_of": {"date": profile.as_of.isoformat(), "how": as_of_how},
        "totals": totals,
        "sources": told,
        "skipped": skipped,
        "choices": choices(parts, profile, as_of_how == "given", mapping, rules, orders_of_dates, marks, made, good),
        "notes": list(notes),
        "tables": {
            name: {"rows": len(table), "sha256": text_hash(table_text(table, contract()[name], profile.currency))}
            for name, table in tables.items()
        },
    }


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sheet(lines: Lines, rows: pd.DataFrame) -> dict[str, Any]:
    """The account of one sheet."""
    part, header = lines.part, lines.part.header
    kept = rows[rows["reason"].isna()]
    entry = {
        "sheet": part.sheet.name,
        "header_line": int(part.sheet.lines.iloc[header.row]),
        "title_rows": header.row,
        "blank_rows": part.sheet.blank,
        "first_date": _day(kept["date"].min()),
        "last_date": _day(kept["date"].max()),
        "rows_in": len(rows),
        "rows_kept": len(kept),
        "money_in": int(rows["money"].sum()),
        "money_kept": int(kept["money"].sum()),
        "gross_in": int(rows["money"].abs().sum()),
        "set_aside": [
            aside(rows[(rows["reason"] == reason).fillna(False)], reason)
            for reason in REASONS
            if (rows["reason"] == reason).any()
        ],
        "repairs": [as_data(repair) for repair in lines.repairs],
        "notes": notes_of(kept),
        "columns": [
            {"field": field, "column": header.name(field), "how": header.how[field]} for field in header.columns
        ],
        "unused": header.unused,
        "stated_total": None,
    }
    if lines.stated:
        own = rows[~rows["reason"].isin(NO_LINE)]
        entry["stated_total"] = {**lines.stated[-1], "lines_money": int(own["money"].sum())}
    return entry


def aside(rows: pd.DataFrame, reason: str) -> dict[str, Any]:
    """Rows set aside for one reason: number, money, gross money (signs apart), and by month."""
    dated = rows[rows["date"].notna()]
    months = dated.groupby(dated["date"].dt.strftime("%Y-%m"))["money"].agg(["size", "sum"])
    return {
        "reason": reason,
        "rows": len(rows),
        "money": int(rows["money"].sum()),
        "gross": int(rows["money"].abs().sum()),
        "by_month": {str(month): [int(count), int(total)] for month, count, total in months.itertuples()},
    }


def notes_of(kept: pd.DataFrame) -> list[dict[str, Any]]:
    """What is worth knowing of the lines kept: returns, zeros, equal lines, odd prices and codes."""
    from helpers.intake.values.codes import broken

    negative = kept["amount"] < 0
    marked = kept["doc_no"].str.fullmatch(r"[Cc]\d+").fillna(False).astype(bool)
    opposite = ((kept["quantity"] > 0) & negative) | ((kept["quantity"] < 0) & (kept["amount"] > 0))
    cut = broken(kept["doc_no"]) | broken(kept["customer"]) | broken(kept["product"])
    found = {
        "taken_back": kept["taken_back"],
        "returns": negative,
        "cancelled": negative & marked,
        "unpaired": kept["unpaired"],
        "service": kept["service"],
        "nobody": kept["nobody"],
        "zero": kept["amount"] == 0,
        "identical": kept["identical"],
        "price_differs": kept["price_differs"],
        "sign_differs": opposite,
        "broken_code": cut,
        "document_differs": kept["document_differs"],
    }
    found = {kind: rows.fillna(False).astype(bool) for kind, rows in found.items()}
    return [
        {"kind": kind, "rows": int(rows.sum()), "money": int(kept.loc[rows, "money"].sum())}
        for kind, rows in found.items()
        if rows.any()
    ]


def _doc_numbers(entries: list[dict], parts: list[Lines], frame: pd.DataFrame) -> None:
    """Document numbers made from customer and date count as repairs of their sheet."""
    made = frame[frame["reason"].isna() & frame["doc_no"].isna()]
    for position, count in made.groupby("part").size().items():
        first = made[made["part"] == position].iloc[0]
        header = parts[position].part.header
        name = header.name("doc_no") if "doc_no" in header.columns else "doc_no"
        repair = Repair("doc_no_made", name, int(count), "", f"{first['customer']}-{first['date']:%Y%m%d}")
        entries[position]["repairs"].append(as_data(repair))


def choices(parts, profile, as_of_given, mapping, rules, orders_of_dates, marks, made, good) -> list[dict[str, Any]]:
    """What was chosen, and how: by default, given by a person, read from the data, or proposed."""
    found = [{"name": "as_of", "value": profile.as_of.isoformat(), "how": "given" if as_of_given else "proposed"}]
    found += [
        {
            "name": name,
            "value": rules[name],
            "how": {"default": "default", "preset": "preset"}.get(rules.origin(name), "given"),
        }
        for name in rules
        if name not in CONCERN
        or rules.origin(name) not in ("default", "preset")
        or any(field in lines.part.header.columns for lines in parts for field in CONCERN[name])
    ]
    found += [{"name": f"mapping.{key}", "value": value, "how": "given"} for key, value in mapping.items()]
    if "date_order" not in mapping:
        found += [
            {"name": "date_order", "value": order, "how": "read"} for order in sorted(set(orders_of_dates) - {""})
        ]
    else:  # files whose dates themselves tell another order than the one said for all
        said = dates.orders_said(mapping["date_order"]).get("")
        found += [
            {"name": "date_order", "value": f"{lines.part.sheet.label}: {order}", "how": "read"}
            for lines, order in zip(parts, orders_of_dates, strict=True)
            if said and order and order != said
        ]
    if "decimal" not in mapping and any("," in part.values() for part in marks):
        found.append({"name": "decimal", "value": ",", "how": "read"})
    for lines in parts:
        label, header = lines.part.sheet.label, lines.part.header
        prefix = f"{label}: " if len(parts) > 1 else ""
        for field in ("amount", "date"):
            if header.others.get(field) and header.how.get(field) != "mapping":
                value = f"{prefix}{header.name(field)} (≠ {', '.join(header.others[field])})"
                found.append({"name": field, "value": value, "how": "proposed"})
        found += [
            {"name": "column", "value": f"{prefix}{field} = {header.name(field)}", "how": "read"}
            for field, how in header.how.items()
            if how == "meaning"
        ]
        if header.how.get("customer_name") == "group":
            found.append({"name": "customer_name", "value": prefix + header.name("customer_name"), "how": "read"})
        if header.unit:
            found.append({"name": "unit", "value": prefix + header.unit, "how": "read"})
        found += [{"name": name, "value": prefix + value, "how": "read"} for name, value in lines.told.items()]
    columns = {column for lines in parts for column in lines.part.header.columns}
    if made:
        found.append({"name": "doc_no", "value": "customer-date", "how": "proposed"})
    for code, name in (("customer", "customer_name"), ("product", "product_name")):
        if code not in columns and name in columns:
            found.append({"name": code, "value": name, "how": "proposed"})
        elif name in columns and good[f"{code}_by_name"].any():
            found.append({"name": f"{code}_by_name", "value": int(good[f"{code}_by_name"].sum()), "how": "proposed"})
        if code in columns and (count := several(good, code, name)):
            found.append({"name": f"latest_{name}", "value": count, "how": "default"})
    if count := several(good, "customer", "region"):
        found.append({"name": "latest_region", "value": count, "how": "default"})
    return found


def _day(stamp) -> str | None:
    return None if pd.isna(stamp) else stamp.date().isoformat()
