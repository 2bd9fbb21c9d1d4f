"""The account of an import in words: what came in, what was kept, set aside and repaired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.cli.wrap import width
from helpers.language import msg
from helpers.quantity import Quantity

#: How the as-of date was found where nobody gave one.
SEEN_FROM = {
    "stated": msg("the end of the period stated above the lines; --as-of says otherwise"),
    "month_end": msg("the end of the month in whose last days the last order was; --as-of says otherwise"),
    "last_order": msg("the day of the last order; --as-of says otherwise"),
    "folder": msg("the folder's own; --as-of says otherwise"),
}


def lines(report: Mapping[str, Any]) -> Iterator[str]:
    """Lines for a terminal from what becomes ``intake.json``."""
    from helpers.intake.columns.header import FIELD_WORDS
    from helpers.intake.lines.import_rules import IMPORT
    from helpers.intake.lines.reasons import NOTES, REASONS, SKIPPED
    from helpers.intake.tables.sort import title
    from helpers.intake.values.reading import REPAIRS

    currency, totals = report["currency"], report["totals"]

    def money(minor: int) -> str:
        return Quantity(minor, "money", currency=currency).render(spec="exact")

    def count(rows: int) -> str:
        return Quantity(rows, "count").render()

    def row(words: str, rows: int, minor: int) -> str:
        return f"{words}{' ' * max(1, 44 - width(words))}{count(rows):>12}  {money(minor):>24}"

    yield row(str(msg("Rows and money in")), totals["rows_in"], totals["money_in"])
    yield row("  " + str(msg("kept")), totals["rows_kept"], totals["money_kept"])
    yield row("  " + str(msg("set aside")), totals["rows_set_aside"], totals["money_set_aside"])
    sheets = [(source, sheet) for source in report["sources"] for sheet in source["sheets"]]
    for source, sheet in sheets:
        label = f"{source['file']}[{sheet['sheet']}]" if sheet["sheet"] else source["file"]
        days = f"{sheet['first_date'] or '–'} – {sheet['last_date'] or '–'}"
        yield f"\n{label}  {days}"
        yield row("  " + str(msg("in")), sheet["rows_in"], sheet["money_in"])
        yield row("  " + str(msg("kept")), sheet["rows_kept"], sheet["money_kept"])
        taken = ", ".join(f"{FIELD_WORDS[entry['field']]} ← {entry['column']}" for entry in sheet["columns"])
        yield "  " + str(msg("columns: {taken}", taken=taken))
        if sheet["unused"]:
            yield "  " + str(msg("not used: {names}", names=", ".join(sheet["unused"])))
        for part in sheet["set_aside"]:
            reason = str(msg("set aside: {reason}", reason=REASONS[part["reason"]]))
            yield row("  " + reason, part["rows"], part["money"])
        for repair in sheet["repairs"]:
            before, after = repair["example"]
            words = msg(
                "repaired: {column}: {kind}, {n} cells ({before} → {after})",
                column=repair["column"],
                kind=REPAIRS[repair["kind"]],
                n=Quantity(repair["cells"], "count"),
                before=repr(before),
                after=repr(after),
            )
            yield "  " + str(words)
        for note in sheet["notes"]:
            yield row("  " + str(msg("to know: {what}", what=NOTES[note["kind"]])), note["rows"], note["money"])
        if stated := sheet["stated_total"]:
            words = msg(
                "the sheet's own total {stated}, its lines {lines}",
                stated=money(stated["money"]),
                lines=money(stated["lines_money"]),
            )
            yield "  " + str(words)
    for sheet in report["skipped"]:
        label = f"{sheet['file']}[{sheet['sheet']}]" if sheet["sheet"] else sheet["file"]
        yield "\n" + str(msg("{sheet} was not read: {why}", sheet=label, why=SKIPPED[sheet["why"]]))
        if sheet.get("table"):
            yield "  " + str(
                msg(
                    "It looks like the table {table}; read it with {option}.",
                    table=title(sheet["table"]),
                    option="--choose hidden_sheets=read",
                )
            )
    names = {rule.name for rule in IMPORT}
    chosen = [entry for entry in report["choices"] if entry["how"] in ("given", "preset") and entry["name"] in names]
    if chosen:
        yield "\n" + str(msg("Chosen otherwise than usual:"))
        for entry in chosen:
            by = msg("as given") if entry["how"] == "given" else msg("the industry's preset")
            yield f"  {entry['name']} = {entry['value']} ({by})"
    proposed = [choice for choice in report["choices"] if choice["how"] in ("proposed", "read")]
    if proposed:
        yield "\n" + str(msg("Read from the data; say otherwise if it is wrong:"))
        for choice in proposed:
            why = SEEN_FROM.get(report["as_of"]["how"]) if choice["name"] == "as_of" else None
            yield f"  {choice['name']} = {choice['value']}" + (f" ({why})" if why else "")
