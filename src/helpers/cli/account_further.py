"""The account of tables beyond order lines, in words: sheet by sheet what came in, what was kept and how it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.language import msg
from helpers.quantity import Quantity


def lines(report: Mapping[str, Any]) -> Iterator[str]:
    """Lines for a terminal; nothing where there are order lines only."""
    from helpers.intake.lines.reasons import REASONS as LEDGER
    from helpers.intake.tables.sort import field_title, title
    from helpers.intake.tables.why import NOTES, REASONS
    from helpers.intake.values.reading import REPAIRS

    def count(rows: int) -> str:
        return Quantity(rows, "count").render()

    for entry in report.get("further", []):
        label = f"{entry['file']}[{entry['sheet']}]" if entry["sheet"] else entry["file"]
        head = msg("{sheet} is the table {table}: {rows} rows in, {kept} kept", sheet=label, table=title(entry["table"]), rows=count(entry["rows_in"]), kept=count(entry["rows_kept"]))  # fmt: skip
        yield "\n" + str(head)
        if entry["system"]:
            yield "  " + str(msg("headers of {system}", system=_system(entry["system"])))
        if entry["table"] == "survey":
            yield "  " + str(msg("items: {items}", items=", ".join(dict.fromkeys(f"{c['field']} ({c['how']})" for c in entry["columns"]))))  # fmt: skip
        else:
            taken = ", ".join(f"{field_title(entry['table'], c['field'])} ← {c['column']}" for c in entry["columns"])
            yield "  " + str(msg("columns: {taken}", taken=taken))
        if entry["unused"]:
            yield "  " + str(msg("not used: {names}", names=", ".join(entry["unused"])))
        for part in entry["set_aside"]:
            reason = REASONS.get(part["reason"]) or LEDGER[part["reason"]]
            yield f"  {msg('set aside: {reason}', reason=reason)}  {count(part['rows'])}"
        for repair in entry["repairs"]:
            words = msg(
                "repaired: {column}: {kind}, {n} cells ({before} → {after})",
                column=repair["column"],
                kind=REPAIRS[repair["kind"]],
                n=count(repair["cells"]),
                before=repr(repair["example"][0]),
                after=repr(repair["example"][1]),
            )
            yield "  " + str(words)
        for note in entry["notes"]:
            yield f"  {msg('to know: {what}', what=NOTES[note['kind']])}  {count(note['rows'])}"
    for table, tally in report.get("further_notes", {}).items():
        for kind, rows in tally.items():
            yield f"{title(table)}: {NOTES[kind]}  {count(rows)}"
    meant = [entry for entry in report.get("meanings", []) if entry["how"] == "proposed"]
    if meant:
        yield "\n" + str(msg("Words taken as proposed; say otherwise if it is wrong:"))
        for entry in meant:
            yield f"  {entry['place']}.{entry['value']} = {entry['text']} ({count(entry['rows'])})"


def _system(name: str) -> Any:
    from helpers.intake.columns.systems import every
    from helpers.language import Words

    return Words(**every()[name]["name"])
