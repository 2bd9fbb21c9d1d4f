"""Why a row is set aside, what is worth knowing of rows that are kept, why a sheet is not read."""

from __future__ import annotations

from helpers.language import msg

#: In the order they are looked for: a row is set aside for the first that holds.
REASONS = {
    "subtotal": msg("subtotal or total row"),
    "repeated_header": msg("header repeated inside the sheet"),
    "note": msg("no order line (neither date nor amount)"),
    "ragged": msg("more cells than the header"),
    "no_date": msg("no readable date"),
    "no_amount": msg("no readable amount"),
    "void": msg("order cancelled, closed, lost or refunded (by its status)"),
    "open": msg("no sale yet: draft, unpaid or still open (by its status)"),
    "no_sale": msg("payment, quotation or other document that is no sale (by its type)"),
    "after_as_of": msg("later than the as-of date"),
    "copy": msg("same document line already in another sheet or file"),
    "no_customer": msg("no customer"),
    "test": msg("customer or product of a test (by the whole name)"),
    "service": msg("no product: freight, fee, adjustment, discount, deposit or sample (by the whole name)"),
    "zero": msg("amount zero"),
    "negative_price": msg("negative price: discount, credit or correction"),
    "return": msg("return or other negative amount"),
    "identical": msg("equal to another line of the same sheet"),
    "again": msg("already in the folder from an earlier import"),
    "replaced": msg("replaced or taken out by a later export, as a person accepted"),
}
#: Rows of these reasons have no money of their own: they are no order line, or it cannot be read.
WITHOUT_MONEY = ("subtotal", "repeated_header", "note", "ragged", "no_amount")
#: Rows of these reasons are no order line at all.
NO_LINE = ("subtotal", "repeated_header", "note")

NOTES = {
    "taken_back": msg("rows set aside before and taken back by a person"),
    "returns": msg("returns and other negative amounts"),
    "cancelled": msg("of these, cancellations (document number C…)"),
    "unpaired": msg("of these, returns of more than the data show as sold before"),
    "service": msg("lines that are no product: freight, fees, adjustments, discounts, deposits, samples"),
    "zero": msg("lines with amount zero"),
    "identical": msg("lines equal to another line of the same sheet, kept"),
    "price_differs": msg("amount differs from quantity × unit price"),
    "sign_differs": msg("quantity and amount have opposite signs"),
    "broken_code": msg("codes that a spreadsheet cut to scientific notation"),
    "nobody": msg("lines without customer, kept as one customer's"),
    "document_differs": msg("lines of documents found in several sheets with different lines"),
}

SKIPPED = {
    "hidden": msg("the sheet is hidden"),
    "empty": msg("the sheet is empty"),
    "no_ledger": msg("no ledger: date, customer or amount were not found"),
    "heads": msg("heads of orders: their columns were joined to the lines of another sheet"),
    "months": msg("a table of sums by month or the like: not order lines of known customers, or the same money again"),
    "asked": msg("left out as the mapping says"),
    "no_table": msg("the client folder has no table for such data"),
}

#: What can be done about rows set aside, where something can.
TODO = {
    "subtotal": msg("Nothing: totals are no orders; they are only held against the sum of the lines."),
    "ragged": msg("A separator stands inside a text: put it in double quotes in the original file and import again."),
    "no_date": msg("Have the dates filled in at the source and import again."),
    "no_amount": msg("Have the amounts filled in at the source and import again."),
    "after_as_of": msg("Raise the as-of date if these orders should count."),
    "void": msg("Look at the statuses in the account; keep them if they are sales (`--choose cancelled_orders=keep`)."),
    "open": msg("Look at the statuses in the account; keep them if they are sales (`--choose open_orders=keep`)."),
    "no_sale": msg("Look at the document types in the account; export sales and returns only."),
    "copy": msg("Nothing is lost: each line counts once. Ask why the exports overlap."),
    "no_customer": msg(
        "Find the customer of the largest lines first, or state that these sales have none and count as one customer's (`--choose no_customer=keep`)."
    ),
    "test": msg("Look at the lines; keep them if they are real (`--choose test_lines=keep`)."),
    "service": msg("Say whether finance counts them as revenue; keep them if so (`--choose service_lines=keep`)."),
    "zero": msg("Ask whether these are gifts or samples; keep them if so (`--choose zero_lines=keep`)."),
    "negative_price": msg(
        "Say whether finance counts them as less revenue; keep them if so (`--choose negative_prices=keep`)."
    ),
    "return": msg("Without returns revenue is gross: say so, or keep them (`--choose returns=keep`)."),
    "identical": msg("Compare a few with the paper: are they entered twice, or bought twice?"),
}
