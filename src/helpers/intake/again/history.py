"""The account of several imports: each with its own sums, and together with those of the folder.

Sheets of all imports stand one after the other. What two exports both hold is told by an entry of its own
(``kind: overlap``, no rows in, rows less kept, the same rows set aside as ``again`` or ``replaced``), so that
rows in = rows kept + rows set aside holds for each file and for the folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.intake.again.documents import Compared

OVERLAP = "overlap"


def known_hashes(told: Mapping[str, Any] | None) -> set[str]:
    """Hashes of the files that were imported so far."""
    told = told or {}
    files = [entry for one in told.get("imports", []) for entry in one.get("files", [])]
    return {str(entry.get("sha256")) for entry in [*files, *told.get("sources", [])]} - {"", "None"}


def entry(rows: pd.DataFrame, reason: str) -> dict[str, Any]:
    """Rows set aside for a reason, as the account tells them."""
    months = rows.groupby(rows["date"].dt.strftime("%Y-%m"))["amount"].agg(["size", "sum"])
    return {
        "reason": reason,
        "rows": len(rows),
        "money": int(rows["amount"].sum()),
        "gross": int(rows["amount"].abs().sum()),
        "by_month": {str(month): [int(n), int(total)] for month, n, total in months.itertuples()},
    }


def overlap(compared: Compared, label: str) -> dict[str, Any] | None:
    """What the folder and a newer export both hold, as a source of no rows; nothing where they hold nothing in common."""
    aside = [
        entry(rows, why) for rows, why in ((compared.again, "again"), (compared.replaced, "replaced")) if len(rows)
    ]
    if not aside:
        return None
    sheet = {
        "sheet": "", "header_line": 0, "title_rows": 0, "blank_rows": 0, "first_date": None, "last_date": None,
        "rows_in": 0, "rows_kept": -sum(part["rows"] for part in aside),
        "money_in": 0, "money_kept": -sum(part["money"] for part in aside), "gross_in": 0,
        "set_aside": aside, "repairs": [], "notes": [], "columns": [], "unused": [], "stated_total": None,
    }  # fmt: skip
    return {"file": f"↔ {label}", "kind": OVERLAP, "sha256": "", "encoding": "", "delimiter": "", "sheets": [sheet]}


def joined(
    old: Mapping[str, Any] | None, new: Mapping[str, Any], compared: Compared, this: Mapping[str, Any]
) -> dict[str, Any]:
    """The account of the folder after a further import; ``this`` is what is kept of the import by itself."""
    old = old or {}
    report = dict(new)
    between = overlap(compared, ", ".join(entry["file"] for entry in this["files"]))
    report["sources"] = [*old.get("sources", []), *new["sources"], *([between] if between else [])]
    report["skipped"] = [*old.get("skipped", []), *new.get("skipped", [])]
    sheets = [sheet for source in report["sources"] for sheet in source["sheets"]]
    totals = {name: sum(int(s[name]) for s in sheets) for name in ("rows_in", "rows_kept", "money_in", "money_kept")}
    for name, part in (("rows_set_aside", "rows"), ("money_set_aside", "money")):
        totals[name] = sum(int(entry[part]) for sheet in sheets for entry in sheet["set_aside"])
    report["totals"] = totals
    before = old.get("imports") or ([_first(old)] if old.get("sources") else [])
    report["imports"] = [*before, dict(this)]
    for name in ("choices", "notes", "further", "further_notes", "meanings", "taken_back"):
        report[name] = _both(old.get(name), new.get(name))
        if report[name] is None:
            del report[name]
    return report


def _both(old: Any, new: Any) -> Any:
    if isinstance(old, list) and isinstance(new, list):
        return [*old, *(part for part in new if part not in old)]
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return {**old, **new}
    return new if new is not None else old


def _first(old: Mapping[str, Any]) -> dict[str, Any]:
    """The import that made the folder, of which no more is known than its account."""
    files = [{"file": source["file"], "sha256": source.get("sha256", "")} for source in old["sources"]]
    return {"files": files, "totals": dict(old["totals"])}
