"""Choices of an import that a person may make otherwise; each stands in ``intake.json``."""

from __future__ import annotations

from helpers.language import msg
from helpers.rules import Rule, RuleSchema

#: Rules that concern only sheets with one of these columns; elsewhere they are not told.
CONCERN = {
    "cancelled_orders": ("status",),
    "open_orders": ("status",),
    "returns_by_type": ("kind",),
    "refunds": ("refund",),
    "discounts": ("discount", "discount_amount"),
    "service_lines": ("product", "product_name"),
    "negative_prices": ("quantity",),
    "changed_documents": (),
    "refunded_lines": (),
}

IMPORT = RuleSchema(
    station="import",
    version=5,
    rules=(
        Rule(
            "identical_lines",
            "keep",
            msg("Equal lines within one sheet: keep them, or set the second aside"),
            choices=("keep", "set_aside"),
        ),
        Rule(
            "same_document",
            "set_aside",
            msg("The same document line in two sheets or files: set the second aside, or keep it"),
            choices=("set_aside", "keep"),
        ),
        Rule(
            "changed_documents",
            "ask",
            msg(
                "Documents in two sheets or files of which each has lines that the other lacks: ask, take the later file's, or keep both"
            ),
            choices=("ask", "later", "both"),
        ),
        Rule(
            "fill_down", True, msg("Fill document, date and customer down where only a document's first line has them")
        ),
        Rule(
            "cancelled_orders",
            "aside",
            msg("Orders cancelled, closed, lost or refunded by their status: set them aside, or keep them"),
            choices=("aside", "keep"),
        ),
        Rule(
            "open_orders",
            "aside",
            msg("Orders that are no sale yet by their status (draft, unpaid): set them aside, or keep them"),
            choices=("aside", "keep"),
        ),
        Rule(
            "returns_by_type",
            "negative",
            msg(
                "Returns told by their document type and written as positive numbers: turn them negative, or leave them"
            ),
            choices=("negative", "as_written"),
        ),
        Rule(
            "refunds",
            "subtract",
            msg("Refunded amounts in a column of their own: take them off, or ignore them"),
            choices=("subtract", "ignore"),
        ),
        Rule(
            "refunded_lines",
            "ask",
            msg("Lines refunded in full by a column of refunds of their own: ask, set them aside, or keep them"),
            choices=("ask", "aside", "keep"),
        ),
        Rule(
            "discounts",
            "ask",
            msg("Discounts beside amounts that are quantity × unit price: take them off, ignore them, or ask"),
            choices=("ask", "subtract", "ignore"),
        ),
        Rule(
            "test_lines",
            "aside",
            msg("Lines of test customers or test products, known by their whole name: set them aside, or keep them"),
            choices=("aside", "keep"),
        ),
        Rule(
            "service_lines",
            "keep",
            msg("Lines that are no product (freight, fees, adjustments …): keep them as revenue, or set them aside"),
            choices=("keep", "aside"),
        ),
        Rule(
            "zero_lines",
            "keep",
            msg("Lines with amount zero: keep them, or set them aside"),
            choices=("keep", "aside"),
        ),
        Rule(
            "negative_prices",
            "keep",
            msg("Lines with a negative price (discounts, credits): keep them as less revenue, or set them aside"),
            choices=("keep", "aside"),
        ),
        Rule(
            "returns",
            "keep",
            msg("Returns and other negative amounts: keep them, revenue is net of them, or set them aside"),
            choices=("keep", "aside"),
        ),
        Rule(
            "no_customer",
            "aside",
            msg("Lines without customer: set them aside, or keep them as sales to one customer who is nobody"),
            choices=("aside", "keep"),
        ),
        Rule("hidden_sheets", "skip", msg("Hidden sheets: skip or read them"), choices=("skip", "read")),
    ),
)
