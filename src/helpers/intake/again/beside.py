"""Exports without sales, added to a folder that has them: its own order lines and customers stand in for a ledger."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.company.check import check
from helpers.company.folder import Company
from helpers.company.profile import FILE
from helpers.errors import FolderError, Problem
from helpers.intake.account.told import FORMAT
from helpers.intake.ledger.ledger_import import Imported
from helpers.intake.tables.part import Made, schema_of
from helpers.language import msg
from helpers.quantity import Quantity, minor_digits

TOTALS = ("rows_in", "rows_kept", "money_in", "money_kept", "rows_set_aside", "money_set_aside")


def firm(folder: str | Path | None, id: str) -> Company | None:
    """The company of the folder, where it is that one's and has order lines.

    Raises
    ------
    FolderError
        When the folder has problems.
    """
    if folder is None or not (Path(folder) / FILE).is_file():
        return None
    checked = check(folder, merge=False)
    if checked.problems:
        raise FolderError(checked.problems)
    return checked.company if checked.company.id == id and checked.company.has("orders") else None


def customers(company: Company) -> frozenset[str]:
    """Codes and names of the folder's customers."""
    frame = company.frames["customers"]
    return frozenset({*frame["customer"].dropna(), *frame["name"].dropna()})


def of_goods(company: Company) -> bool:
    """Whether the folder's order lines tell what was sold."""
    orders = company.frames["orders"]
    return any(name in orders and orders[name].notna().any() for name in ("product", "quantity"))


def later(made: Made, as_of: pd.Timestamp) -> list[Problem]:
    """The question about rows after the folder's as-of date: only order lines, or a person, move that date."""
    problems = []
    for table, group in made.parts.items():
        known = schema_of(table).known_on if table != "survey" else ""
        for part in group:
            rows = (part.frame["set_aside"] == "after_as_of").fillna(False).astype(bool)
            if not rows.any() or known not in part.frame:
                continue
            last = f"{part.frame.loc[rows, known].max():%Y-%m-%d}"
            problems.append(
                Problem(
                    what=msg(
                        "{n} rows are dated after {day}, from which the folder is seen; the last of them {last}. They would be set aside.",
                        n=Quantity(int(rows.sum()), "count"),
                        day=f"{as_of:%Y-%m-%d}",
                        last=last,
                    ),
                    do=msg(
                        "Say from which date everything is to be seen: `--as-of {last}`, or `--as-of {day}` to leave them out. Best, add the order lines up to that date too.",
                        last=last,
                        day=f"{as_of:%Y-%m-%d}",
                    ),
                    file=part.placed.sheet.label,
                    kind="ask-as-of",
                )
            )
    return problems


def imported(company: Company, as_of: str | dt.date | None, basis: str = "unknown", tax: str = "unknown") -> Imported:
    """An import that brought nothing: the folder's order lines, customers and products, and an account of no rows."""
    day = dt.date.fromisoformat(str(as_of)) if as_of else company.date
    said = {name: text for name, text in (("revenue_basis", basis), ("revenue_tax", tax)) if text != "unknown"}
    profile = dataclasses.replace(company.profile, as_of=day, **said)
    frames = {name: company.frames[name] for name in ("customers", "orders", "products") if company.has(name)}
    report: dict[str, Any] = {
        "format": FORMAT,
        "kind": "ledger",
        "currency": company.currency,
        "minor_digits": minor_digits(company.currency),
        "as_of": {"date": day.isoformat(), "how": "given" if as_of else "last_order"},
        "totals": dict.fromkeys(TOTALS, 0),
        "sources": [],
        "skipped": [],
        "choices": [],
        "notes": [],
        "tables": {},
    }
    aside = pd.DataFrame({"file": [], "sheet": [], "line": [], "reason": []})
    aside = aside.astype({"file": "str", "sheet": "str", "line": "int64", "reason": "str"})
    return Imported(Company(profile, frames, report), aside, report)
