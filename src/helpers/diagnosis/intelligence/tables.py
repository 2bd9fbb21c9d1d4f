"""Result tables of front-line intelligence; each always there, also without a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.diagnosis.intelligence.terms import CHANGES, COLUMNS, SOURCES, STATES, TITLES, TOPICS, UNKNOWN
from helpers.language import Message, Words
from helpers.show import word
from helpers.station import ResultTable, settled

if TYPE_CHECKING:
    from helpers.diagnosis.intelligence.compute import Parts


def tables(parts: Parts) -> dict[str, ResultTable]:
    """All tables of the part. Who reported an entry is not among them: the log says so to those who may know."""
    frames: dict[str, pd.DataFrame] = {}
    if parts.signals is not None:
        found = parts.signals
        frames["signals"] = found.assign(
            state=[word(STATES[state]) for state in found["state"]],
            topic=[_words(TOPICS, topic) for topic in found["topic"]],
            changes=[word(CHANGES.get(topic, UNKNOWN)) for topic in found["topic"]],
        )
        ranks = found.set_index("signal")["rank"]
        entries = parts.entries.assign(signal=pd.Series(parts.clusters.labels, parts.entries.index).map(ranks))
        entries = entries[entries["signal"].notna()].sort_values(["signal", "date", "said"], kind="stable")
        frames["signal_entries"] = entries.assign(
            date=[day.date().isoformat() for day in entries["date"]],
            source=[_words(SOURCES, source) for source in entries["source"]],
        )
    return {name: settled(title, COLUMNS[name], frames.get(name)) for name, title in TITLES.items()}


def _words(words: dict[str, Words], key) -> str | None:
    return word(Message("{word}", {"word": words[key]})) if isinstance(key, str) and key in words else None
