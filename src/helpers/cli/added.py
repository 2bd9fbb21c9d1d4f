"""What an import added to a folder, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.language import msg
from helpers.quantity import Quantity

PARTS = {
    "new": msg("new"),
    "late": msg("of these, dated before the folder's last day"),
    "again": msg("in the folder already, counted once"),
    "changed_before": msg("changed: as they were"),
    "changed_after": msg("changed: as they are now"),
    "vanished": msg("no longer in the export, taken out"),
}


def lines(report: Mapping[str, Any]) -> Iterator[str]:
    """Lines for a terminal from the last import of ``intake.json``."""
    this = report["imports"][-1]
    yield ""
    yield str(msg("Added to the folder (documents, lines, money):"))
    for name, words in PARTS.items():
        part = this["orders"][name]
        if part["rows"] or name == "new":
            money = Quantity(part["money"], "money", currency=report["currency"]).render(spec="exact")
            documents, rows = Quantity(part["documents"], "count").render(), Quantity(part["rows"], "count").render()
            yield f"  {words}: {documents}, {rows}, {money}"
    for table, counts in this["tables"].items():
        if counts["added"] or counts["updated"]:
            added, updated = Quantity(counts["added"], "count"), Quantity(counts["updated"], "count")
            yield "  " + str(
                msg("{table}: {added} rows added, {updated} updated", table=table, added=added, updated=updated)
            )
