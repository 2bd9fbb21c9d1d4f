"""The account of tables beyond order lines: a part ``further`` of ``intake.json``, sheet by sheet.

Shape: ``[{table, file, sheet, hidden, system, header_line, title_rows, blank_rows, how, rows_in, rows_kept, money_in,
money_kept (missing where the table has no amount), set_aside [{reason, rows, money}], columns [{field, column, how,
confidence}], unused [column], repairs [as of a ledger], notes [{kind, rows}], meanings {field: {text: value}}}]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.intake.ledger.ledger_import import apart
from helpers.intake.tables import questions
from helpers.intake.tables.part import Made, Part
from helpers.intake.values.reading import as_data

#: Rows of this reason have given their money to another row.
GIVEN = ("added_up",)


def tell(made: Made) -> list[dict[str, Any]]:
    """One entry a sheet, in the order of the tables and of the files."""
    return [_entry(table, part) for table, group in made.parts.items() for part in group]


def notes(made: Made) -> dict[str, dict[str, int]]:
    """Per table what is worth knowing of all its sheets together."""
    found = {table: {kind: int(rows) for kind, rows in tally.items() if rows} for table, tally in made.notes.items()}
    return {table: tally for table, tally in found.items() if tally}


def _entry(table: str, part: Part) -> dict[str, Any]:
    entry, frame = part.placed, part.frame
    header = entry.seen.row if entry.seen else entry.survey.row
    names = entry.seen.names if entry.seen else entry.survey.names
    money = next((frame[name] for name in ("amount", "paid") if name in frame), None)
    money = part.money if part.money is not None else money
    kept = frame["set_aside"].isna()
    found: dict[str, Any] = {
        "table": table,
        "file": entry.sheet.file,
        "sheet": entry.sheet.name,
        "hidden": entry.sheet.hidden,
        "system": entry.seen.system if entry.seen else "",
        "how": entry.how,
        "header_line": int(entry.sheet.lines.iloc[header]),
        "title_rows": header,
        "blank_rows": entry.sheet.blank,
        "rows_in": len(frame),
        "rows_kept": int(kept.sum()),
    }
    if money is not None:
        money = pd.to_numeric(money).fillna(0).astype("int64")
        own = kept | frame["set_aside"].isin(GIVEN)
        found |= {"money_in": int(money.sum()), "money_kept": int(money[own].sum())}
    found["set_aside"] = [
        {
            "reason": reason,
            "rows": int((frame["set_aside"] == reason).sum()),
            "money": 0
            if money is None or reason in GIVEN
            else int(money[(frame["set_aside"] == reason).fillna(False)].sum()),
        }
        for reason in sorted(frame["set_aside"].dropna().unique())
    ]
    if entry.seen:
        used = {proposal.position for proposal in entry.seen.proposals}
        found["columns"] = [
            {"field": p.field, "column": p.header, "how": p.why, "confidence": p.confidence}
            for p in entry.seen.proposals
        ]
        if part.paid_header:
            found["columns"].append(
                {"field": part.paid_field, "column": part.paid_header, "how": "name", "confidence": 0.95}
            )
        found["unused"] = [
            name
            for n, name in enumerate(names)
            if n not in used and not name.startswith("#") and name != part.paid_header
        ]
    else:
        found["columns"] = [
            {"field": item.item, "column": names[n], "how": item.kind, "confidence": 1.0}
            for item in entry.survey.items
            for n, _ in item.columns
        ]
        found["unused"] = questions.unknown_headers(entry.survey)
    found["repairs"] = [as_data(repair) for repair in part.rows.repairs] if part.rows else []
    found["notes"] = [{"kind": kind, "rows": int(rows)} for kind, rows in part.notes.items() if rows]
    found["meanings"] = dict(part.rows.meanings) if part.rows else {}
    return found


def aside(made: Made) -> pd.DataFrame:
    """Rows set aside with file, sheet, line, reason and their original cells."""
    tables = []
    for group in made.parts.values():
        for part in group:
            rows = part.frame[part.frame["set_aside"].notna()]
            if rows.empty:
                continue
            names = part.placed.seen.names if part.placed.seen else part.placed.survey.names
            picked = part.body.set_axis(apart(tuple(names)), axis=1).iloc[rows["row"].to_numpy()].reset_index(drop=True)
            picked.insert(0, "reason", rows["set_aside"].to_numpy())
            picked.insert(0, "line", rows["at_line"].to_numpy())
            picked.insert(0, "sheet", part.placed.sheet.name)
            picked.insert(0, "file", part.placed.sheet.file)
            tables.append(picked)
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def meanings(made: Made) -> list[Mapping[str, Any]]:
    """What each word of a stage or kind was taken to mean, and how that was known."""
    return [
        {"place": place, "text": entry.text, "value": entry.value, "how": entry.how, "rows": entry.rows}
        for place, found in made.words.items()
        for entry in found
    ]
