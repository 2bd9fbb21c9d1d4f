"""Words of front-line intelligence: titles, states, and what a signal about something changes."""

from __future__ import annotations

from helpers.company.tables.intelligence import TABLE
from helpers.language import Message, Words, msg
from helpers.station import Column

TOPICS: dict[str, Words] = dict(TABLE["topic"].allowed)
SOURCES: dict[str, Words] = dict(TABLE["source"].allowed)
STATES: dict[str, Message] = {
    "act": msg("Act on it"),
    "confirm": msg("Have it confirmed"),
    "old": msg("Old"),
    "rumour": msg("Rumour"),
}
#: What to do about a signal if it is true, by what it is about.
CHANGES: dict[str, Message] = {
    "price": msg("look at price in the bridge and at losses for price before answering"),
    "delivery": msg("check the delivery promise and stock against losses for delivery and what visits saw"),
    "product": msg("check the product plan against the gap by criterion and what customers need"),
    "people": msg("see whom we know there, and who else"),
    "channel": msg("check the channel against coverage and what dealers sell on"),
    "demand": msg("check the forecast against the trend and against the projects put off"),
    "policy": msg("look at the dates of tenders and at which products are concerned"),
}
UNKNOWN: Message = msg("ask what it is about")

TITLES: dict[str, Message] = {
    "signals": msg("Signals from the front line"),
    "signal_entries": msg("What was heard, by signal"),
}
COLUMNS: dict[str, dict[str, Column]] = {
    "signals": {
        "rank": Column(msg("Rank"), "count"),
        "said": Column(msg("In the words of one entry")),
        "state": Column(msg("What to do with it")),
        "entries": Column(msg("Entries"), "count"),
        "people": Column(msg("People who reported it"), "count"),
        "sources": Column(msg("Kinds of source"), "count"),
        "first": Column(msg("First heard"), "date"),
        "last": Column(msg("Last heard"), "date"),
        "age": Column(msg("Days since"), "count"),
        "recent": Column(msg("Fresh entries"), "count"),
        "reliability": Column(msg("Best source (A to F)")),
        "credibility": Column(msg("Best credibility (1 to 6)")),
        "sound": Column(msg("Sound entries"), "count"),
        "stability": Column(msg("Stability"), "ratio"),
        "topic": Column(msg("What it is about")),
        "region": Column(msg("Region")),
        "region_share": Column(msg("Of its entries"), "share"),
        "competitor": Column(msg("Competitor")),
        "competitor_share": Column(msg("Of its entries"), "share"),
        "changes": Column(msg("What to do if it is true")),
    },
    "signal_entries": {
        "signal": Column(msg("Signal (rank)"), "count"),
        "date": Column(msg("Heard on"), "date"),
        "said": Column(msg("What was heard")),
        "source": Column(msg("Source")),
        "reliability": Column(msg("Reliability")),
        "credibility": Column(msg("Credibility")),
        "region": Column(msg("Region")),
        "competitor": Column(msg("Competitor")),
    },
}
