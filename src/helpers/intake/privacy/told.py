"""The account of the import (``intake.json``) and the rows set aside, without what names anybody.

Only what is known to be ours is kept: numbers, dates, and words of the contract and of the import's
own lists. File, sheet and column names, examples, notes and choices a person wrote are renamed or left out,
so that whatever a later version adds is left out until it is named here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from helpers.company.schema import tables as contract
from helpers.intake.privacy.pseudonym import Pseudonyms
from helpers.intake.privacy.shift import Shift

#: Numbers that are money.
MONEY = ("money", "money_in", "money_kept", "money_set_aside", "gross", "gross_in", "lines_money")
#: Texts that are names of the client's files, sheets and columns: the mark of what they become.
NAMED = {"file": "F", "sheet": "S"}
#: Keys of an account that are the program's; what stands under any other is left out.
KEYS = frozenset(
    [
        "format",
        "kind",
        "currency",
        "minor_digits",
        "as_of",
        "date",
        "how",
        "totals",
        "rows_in",
        "rows_kept",
        "rows_set_aside",
        "money_in",
        "money_kept",
        "money_set_aside",
        "sources",
        "file",
        "sha256",
        "encoding",
        "delimiter",
        "sheets",
        "sheet",
        "header_line",
        "title_rows",
        "blank_rows",
        "first_date",
        "last_date",
        "gross_in",
        "set_aside",
        "reason",
        "rows",
        "money",
        "gross",
        "by_month",
        "repairs",
        "column",
        "cells",
        "notes",
        "columns",
        "field",
        "line",
        "skipped",
        "why",
        "choices",
        "name",
        "value",
        "tables",
        "imports",
        "files",
        "orders",
        "new",
        "late",
        "again",
        "changed_before",
        "changed_after",
        "vanished",
        "documents",
        "accepted",
        "added",
        "updated",
    ]
)


@cache
def ours() -> frozenset[str]:
    """Words that belong to the program, not to the client."""
    from helpers.intake.columns.header import FIELD_WORDS
    from helpers.intake.lines import reasons
    from helpers.intake.lines.import_rules import IMPORT
    from helpers.intake.shown import tables as account
    from helpers.intake.values.reading import REPAIRS

    found = {*reasons.REASONS, *reasons.NOTES, *reasons.SKIPPED, *FIELD_WORDS, *REPAIRS, *account.HOW, *account.CHOICES}
    found |= {*account.VALUES, "ledger", "text", "csv", "excel", "xlsx", "xls", "comma", "semicolon", "tab", "pipe", ""}
    found |= {"utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "cp1252", "latin-1", "ascii", "parquet"}
    found |= {rule.name for rule in IMPORT} | {str(choice) for rule in IMPORT for choice in rule.choices}
    found |= {*contract(), *(column.name for table in contract().values() for column in table.columns)}
    return frozenset(found)


def _is_month(key: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d{2}", key))


class Account:
    """Rewrites an account; the same file, sheet or column name becomes the same number everywhere."""

    def __init__(self, pseudonyms: Pseudonyms, shift: Shift, currency: str):
        self.pseudonyms, self.shift, self.currency = pseudonyms, shift, currency
        self._numbers: dict[tuple[str, str], str] = {}

    def rewritten(self, told: Mapping[str, Any], tables: Mapping[str, Any]) -> dict[str, Any]:
        """The account of the copy: sums still reconcile; ``tables`` is what was written."""
        out = self._value("", told, 0)
        for source in out.get("sources", []):
            if isinstance(source, dict):
                source["sha256"] = ""
                for sheet in source.get("sheets", []):
                    self._sheet(sheet)
        if isinstance(out.get("totals"), dict) and out.get("sources"):
            self._totals(out)
        out["choices"] = [c for c in out.get("choices", []) if isinstance(c, dict) and c.get("name") in ours()]
        out["notes"] = []
        out["tables"] = dict(tables)
        return out

    def named(self, kind: str, name: str) -> str:
        """What a file, sheet or column is called in the copy."""
        if not name:
            return ""
        key = (kind, name)
        if key not in self._numbers:
            self._numbers[key] = f"{kind}{1 + sum(k == kind for k, _ in self._numbers)}"
        return self._numbers[key]

    def _value(self, key: str, value: Any, depth: int) -> Any:
        if depth > 12:
            return None
        if isinstance(value, Mapping):
            return {
                self._month(str(k)) if _is_month(str(k)) else str(k): self._value(str(k), v, depth + 1)
                for k, v in value.items()
                if k in KEYS or _is_month(str(k)) or k in contract()
            }
        if isinstance(value, (list, tuple)):
            return [self._value(key, part, depth + 1) for part in value]
        if isinstance(value, bool) or value is None or isinstance(value, float):
            return value
        if isinstance(value, int):
            return self.shift.amount(value) if key in MONEY else value
        return self._text(key, str(value))

    def _month(self, month: str) -> str:
        return f"{self.shift.date(dt.date.fromisoformat(month + '-15')):%Y-%m}"

    def _text(self, key: str, text: str) -> str:
        if key in NAMED:
            return self.named(NAMED[key], text)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return self.shift.date(dt.date.fromisoformat(text)).isoformat()
        if text in ours() or (key in ("currency", "delimiter") and len(text) <= 9) or key == "kind":
            return text if text in ours() or text == self.currency or key == "delimiter" else ""
        return self.named("N", text)

    def _sheet(self, sheet: Any) -> None:
        """What every sheet must have, emptied where it could name somebody; sums agree again after rounding."""
        if not isinstance(sheet, dict):
            return
        for repair in sheet.get("repairs", []):
            repair["example"] = ["", ""]
        for column in sheet.get("columns", []):
            column["column"] = column.get("field", "")
        for part in sheet.get("set_aside", []):
            part["by_month"] = {
                month: [pair[0], self.shift.amount(pair[1])] for month, pair in dict(part.get("by_month", {})).items()
            }
        sheet["unused"], sheet["stated_total"] = [], None
        if {"money_in", "money_kept", "set_aside"} <= set(sheet):
            sheet["money_in"] = sheet["money_kept"] + sum(part["money"] for part in sheet["set_aside"])

    def _totals(self, out: dict[str, Any]) -> None:
        sheets = [s for source in out["sources"] if isinstance(source, dict) for s in source.get("sheets", [])]
        if not all(isinstance(s, dict) and "money_kept" in s and "set_aside" in s for s in sheets):
            return
        out["totals"]["money_in"] = sum(s["money_in"] for s in sheets)
        out["totals"]["money_kept"] = sum(s["money_kept"] for s in sheets)
        out["totals"]["money_set_aside"] = sum(part["money"] for s in sheets for part in s["set_aside"])

    def balance(self, out: dict[str, Any], kept: int) -> None:
        """Put the minor units that rounding leaves over where most money is, so that all still adds up."""
        sheets = [s for source in out.get("sources", []) if isinstance(source, dict) for s in source.get("sheets", [])]
        sheets = [s for s in sheets if isinstance(s, dict) and isinstance(s.get("money_kept"), int)]
        if not sheets:
            return
        over = kept - sum(s["money_kept"] for s in sheets)
        if 0 < abs(over) <= sum(int(s.get("rows_kept") or 0) for s in sheets):
            largest = max(sheets, key=lambda s: abs(s["money_kept"]))
            largest["money_kept"] += over
            largest["money_in"] += over
        self._totals(out)


def set_aside(frame: pd.DataFrame, account: Account) -> pd.DataFrame:
    """Rows set aside of the copy: file and sheet renamed, line and reason; what stood in the row stays at home."""
    out = pd.DataFrame({name: frame[name] for name in ("file", "sheet", "line", "reason") if name in frame})
    for name, mark in NAMED.items():
        if name in out:
            out[name] = [account.named(mark, text) if isinstance(text, str) else "" for text in out[name]]
    if "reason" in out:
        out["reason"] = [reason if reason in ours() else "" for reason in out["reason"]]
    return out
