"""What a good client folder can feed: each station of the chain, and what absent data would add to it."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpers.company.schema import tables
from helpers.language import Message, Words, current, msg
from helpers.quantity import Quantity
from helpers.station import CHAIN, Station

if TYPE_CHECKING:
    from helpers.company.folder import Company


@dataclass(frozen=True)
class Addition:
    """Something the folder does not hold, and what it would add to a station.

    ``place`` is a table (``products``) or a column of one (``customers.industry``).
    """

    place: str
    adds: Message | Words


@dataclass(frozen=True)
class Feed:
    """One station: what it needs of the folder, what is missing, what more would add to it."""

    station: str
    number: int
    title: Message | Words
    needs: tuple[str, ...]
    missing: tuple[str, ...]
    absent: tuple[Addition, ...]

    @property
    def ready(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Feeds:
    """Every station of the chain, and how many rows each table holds."""

    company: str
    name: Words
    as_of: str
    rows: Mapping[str, int]
    stations: tuple[Feed, ...]

    def data(self, lang: str | None = None) -> dict[str, Any]:
        """Plain data for other programs; sentences in one language."""
        return {
            "company": self.company,
            "as_of": self.as_of,
            "rows": dict(self.rows),
            "stations": [
                {
                    "station": feed.station,
                    "ready": feed.ready,
                    "needs": list(feed.needs),
                    "missing": list(feed.missing),
                    "absent": [{"place": part.place, "adds": _say(part.adds, lang)} for part in feed.absent],
                }
                for feed in self.stations
            ],
        }

    def render(self, lang: str | None = None) -> str:
        """The same as text for a person."""
        lang = lang or current()
        day = Quantity(self.as_of, "date")
        lines = [msg("{name}: the folder is in order, as of {day}.", name=self.name, day=day).render(lang)]
        for table, rows in self.rows.items():
            count = Quantity(rows, "count")
            lines.append("  " + msg("{table}: {n} rows", table=place_name(table, lang), n=count).render(lang))
        for feed in self.stations:
            head = msg("Station {n}, {title}:", n=feed.number, title=feed.title).render(lang)
            names = ", ".join(place_name(table, lang) for table in feed.missing)
            state = msg("can run.") if feed.ready else msg("cannot run, it needs {tables}.", tables=names)
            lines.append(head + " " + state.render(lang))
            for part in feed.absent:
                place = place_name(part.place, lang)
                lines.append(f"  + {place} – {_say(part.adds, lang)}")
        if any(feed.absent or feed.missing for feed in self.stations):
            lines.append(msg("Columns and examples of each table: data/README.md").render(lang))
        return "\n".join(lines)


def feeds(company: Company) -> Feeds:
    """What the company's folder can feed.

    A table counts as there when it has rows, a column when any row has a value.
    """
    known = stations()
    rows = {name: company.rows(name) for name in tables() if name in company.frames}
    found = tuple(feed(company, name, number, known.get(name)) for number, name in enumerate(CHAIN))
    return Feeds(company.id, company.profile.name, company.date.isoformat(), rows, found)


def feed(company: Company, name: str, number: int, station: Station | None) -> Feed:
    """One station, from its own ``needs`` and ``uses`` and from what the tables say they add."""
    required = tuple(table.name for table in tables().values() if table.required)
    needs = station.needs if station else required
    uses: dict[str, Message | Words] = dict(station.uses) if station else {}
    told = {place.partition(".")[0] for place in uses if "." not in place}
    for table in tables().values():
        if (
            not table.planned
            and table.filled != "import"
            and name in table.adds
            and table.name not in told
            and table.name not in needs
        ):
            uses[table.name] = table.adds[name]
    order = list(tables())
    places = sorted(uses, key=lambda place: (order.index(place.partition(".")[0]), place))
    absent = tuple(Addition(place, uses[place]) for place in places if not holds(company, place))
    missing = tuple(table for table in needs if not holds(company, table))
    title = station.title if station else Words(name, name)
    return Feed(name, station.number if station else number, title, tuple(needs), missing, absent)


def holds(company: Company, place: str) -> bool:
    """Whether the company has values in a table or column."""
    table, _, column = place.partition(".")
    return company.has(table, column) if column else company.has(table)


def stations() -> dict[str, Station]:
    """The stations of the chain that are there."""
    found = {}
    for name in CHAIN:
        module = f"helpers.{name}"
        try:
            station = getattr(importlib.import_module(module), "STATION", None)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            continue
        if station is not None:
            found[name] = station
    return found


def place_name(place: str, lang: str, code: bool = True) -> str:
    """A table or column as a person finds it: its title, and its name in the files (``code``)."""
    table, _, column = place.partition(".")
    spec = tables()[table]
    if not column:
        return spec.title.pick(lang) + (f" ({table})" if code else "")
    return f"{spec.title.pick(lang)} · {spec[column].title.pick(lang)}" + (f" ({place})" if code else "")


def _say(words: Message | Words, lang: str | None) -> str:
    return words.pick(lang) if isinstance(words, Words) else words.render(lang)
