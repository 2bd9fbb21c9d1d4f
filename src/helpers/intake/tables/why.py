"""Why a row of a table other than order lines is set aside, and what is worth knowing of those kept."""

from __future__ import annotations

from helpers.language import msg

REASONS = {
    "no_key": msg("no code and no name"),
    "no_value": msg("a cell that every row must have is empty or unreadable"),
    "same_key": msg("the same code stands in another row; the latest row is kept"),
    "twice": msg("the same row stands in the table already"),
    "added_up": msg("further row of the same invoice or contract: its amount is added to the first"),
    "no_invoice": msg("payment of an invoice that is not there"),
}
NOTES = {
    "key_made": msg("code made from the name"),
    "out_of_range": msg("value outside what is possible: left empty"),
    "unknown_word": msg("word that is not known for this column: left empty"),
    "not_known_yet": msg("date after the as-of date: left empty, for it was not known then"),
    "customer_added": msg("customers added that only this table names"),
    "contact_added": msg("contacts added that only this table names"),
    "customer_by_name": msg("customers found by their name"),
    "product_added": msg("products added that only this table names"),
    "reference_lost": msg("code that stands in no other table: left empty"),
    "filled_in": msg("value filled in by rule, as no column holds it"),
    "kept_before": msg("rows of an earlier import that this export no longer has: kept"),
    "settled": msg("invoices fully paid by payments in another sheet"),
    "partly_paid": msg("invoices paid in part at the as-of date: what is left counts as open"),
    "paid_undated": msg(
        "invoices of which the sheet tells what was paid, but not when: taken as paid by the day of the export"
    ),
    "due_before_issued": msg("invoices due before they are issued: look at the two columns"),
    "joined_names": msg("first and last name put together"),
    "missing_code": msg("code for “no answer” (such as −99): no answer"),
    "not_applicable": msg("0 on a scale that begins at 1: not applicable, no score"),
}
