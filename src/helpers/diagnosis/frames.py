"""Result tables from frames and the columns they share: always there with their columns, and what is said where a table of the folder is missing."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from helpers import station
from helpers.language import Message, msg
from helpers.show import Html
from helpers.station import Column, ResultTable


def interval(unit: str, of: str = "") -> dict[str, Column]:
    """The two columns of an interval: ``low`` and ``high``, or ``share_low`` and ``share_high`` of ``share``."""
    lead = f"{of}_" if of else ""
    return {
        f"{lead}low": Column(msg("Interval from"), unit),
        f"{lead}high": Column(msg("Interval to"), unit),
    }


def settled(
    titles: Mapping[str, Message],
    columns: Mapping[str, Mapping[str, Column]],
    frames: Mapping[str, pd.DataFrame | None],
) -> dict[str, ResultTable]:
    """All tables of a part: those without a frame have their columns and no rows."""
    return {name: station.settled(titles[name], columns[name], frames.get(name)) for name in titles}


def told(sentence: Message, lang: str | None = None) -> Html:
    """A sentence in place of a figure that the data do not carry: what is missing and what to do."""
    text = sentence.render(lang)
    return Html(f'<p class="course-none">{escape(text)}</p>', text)
