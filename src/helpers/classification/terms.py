"""Names of classes, cells and peer groups, in the order they are shown."""

from __future__ import annotations

from helpers.language import Message, msg

RFM: dict[str, Message] = {
    "core": msg("core buyers"),
    "regular": msg("regular buyers"),
    "new": msg("new buyers"),
    "thin": msg("rhythm not known yet"),
    "overdue": msg("overdue"),
    "lapsed": msg("lapsed"),
    "one_time": msg("one-time buyers"),
    "never": msg("no purchase on record"),
}
ABC: dict[str, Message] = {
    "A": msg("class A"),
    "B": msg("class B"),
    "C": msg("class C"),
    "none": msg("no revenue in the window"),
}
CELLS: dict[str, Message] = {
    "expand": msg("buys much, could buy much more"),
    "keep": msg("buys much, close to its potential"),
    "develop": msg("buys little, could buy much more"),
    "lean": msg("buys little, little open potential"),
    "idle": msg("not buying now"),
}
ASKS: dict[str, Message] = {
    "expand": msg("One owner, a plan for the account, the next product line first."),
    "keep": msg("Guard it: service and contact without gaps; do not press for growth."),
    "develop": msg("Find out who has the rest: visit, trial order, the offer its peers buy."),
    "lean": msg("Serve at low cost: standard terms, ordering by phone or online."),
    "idle": msg("Decide once: win back where peers buy much, else let rest."),
}
ALIKE = msg("All buying customers stand alike here: the grid tells nobody apart.")
BASES: dict[str, Message] = {
    "industry_size": msg("same industry and size"),
    "size": msg("same size"),
    "industry": msg("same industry"),
    "all": msg("all customers"),
    "none": msg("no peers"),
}
MEASURES: dict[str, Message] = {
    "recency_days": msg("days since the last purchase"),
    "frequency": msg("frequency"),
    "monetary": msg("money"),
}
