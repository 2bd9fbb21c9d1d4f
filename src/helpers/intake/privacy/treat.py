"""What becomes of each column of the contract; a column added to the contract falls under a rule here."""

from __future__ import annotations

from helpers.company.schema import Column, Table

#: Codes → domain of their pseudonyms; other codes are of their own column's domain.
IDS = {
    "customers.customer": "customer",
    "products.product": "product",
    "contacts.contact": "contact",
}
#: Columns whose whole value names a firm, thing or place.
NAMES = {
    "customers.name": "firm",
    "customers.group": "firm",
    "products.name": "product name",
    "opportunities.name": "project",
    "members.store": "store",
}
#: By the column's own name, in any table.
BY_NAME = {"competitor": "firm", "mobile": "phone", "email": "mail", "wechat": "account"}
#: Personal texts that are sentences, not names.
SENTENCES = ("concerns",)
#: Codes that name a question, not a person.
PLAIN_IDS = ("survey.item",)
#: What outsiders may know of a customer: generalised together.
KNOWN_OUTSIDE = {
    "customers": ("group", "industry", "region", "size", "channel", "created_on"),
    "members": ("tier", "store", "source", "joined_on", "child_born_on"),
}
#: Of a person: blank where fewer than k persons share it.
RARE = {"contacts": ("job", "department")}


def treatment(table: Table, column: Column) -> str:
    """``id``, ``name``, ``text``, ``category``, ``keep``, ``date`` or ``money``."""
    if column.kind == "id":
        return "category" if f"{table.name}.{column.name}" in PLAIN_IDS else "id"
    if column.kind in ("text", "category"):
        if domain(table, column):
            return "name"
        if column.kind == "category":
            return "keep" if column.allowed else "category"
        return "text"
    return column.kind if column.kind in ("date", "money") else "keep"


def domain(table: Table, column: Column) -> str:
    """Domain of the pseudonyms of a code's or a name's column; empty where it holds neither."""
    place = f"{table.name}.{column.name}"
    if column.kind == "id":
        return IDS.get(column.refers_to or place, column.refers_to or place)
    if place in NAMES:
        return NAMES[place]
    if column.name in BY_NAME:
        return BY_NAME[column.name]
    return "person" if column.personal and column.kind == "text" and column.name not in SENTENCES else ""
