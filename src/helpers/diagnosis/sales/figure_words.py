"""Words of the figures and how a title is chosen."""

from __future__ import annotations

from helpers.language import Message
from helpers.station import StationResult


def title(result: StationResult, lang: str, *ids: str, otherwise: Message) -> str:
    """The claim of the first of these findings that the data carry; else what the figure shows."""
    for id in ids:
        found = result.finding(id)
        if found is not None:
            return found.say(lang)
    return otherwise.render(lang)
