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
#: What a signal changes, by what it is about.
CHANGES: dict[str, Message] = {
    "price": msg("Prices: look at price in the bridge and at losses for price before answering"),
    "delivery": msg("Delivery promise and stock: look at losses for delivery and at what visits saw"),
    "product": msg("Product plan: look at the gap by criterion and at what customers need"),
    "people": msg("Contacts: see whom we know there, and who else"),
    "channel": msg("Channel: look at coverage and at what dealers sell on"),
    "demand": msg("Forecast: compare with the trend, and with the projects put off"),
    "policy": msg("Tenders: look at dates and at which products are concerned"),
}
UNKNOWN: Message = msg("Not said what it is about: ask")

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
        "changes": Column(msg("What it changes")),
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
