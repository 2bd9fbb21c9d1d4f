"""What a cluster is called: by the measures in which its centre lies farthest from the middle."""

from __future__ import annotations

import numpy as np

from helpers.classification.clusters.features import BEHAVIOUR
from helpers.language import Message, msg

#: From this distance (standard deviations) a measure sets a cluster apart.
APART = 0.4
#: The measure's word when it is high, and when it is low.
MARKS: dict[str, tuple[Message, Message]] = {
    "silence": (msg("silent for long"), msg("bought lately")),
    "frequency": (msg("buys often"), msg("buys seldom")),
    "basket": (msg("large orders"), msg("small orders")),
    "breadth": (msg("many product lines"), msg("few product lines")),
}
MIDDLE = msg("middling in all")
MEASURES: dict[str, Message] = {
    "silence": msg("days silent"),
    "frequency": msg("how often"),
    "basket": msg("money a purchase day"),
    "breadth": msg("product lines"),
}


def names(centres: np.ndarray, columns: list[str]) -> list[Message]:
    """A name for each cluster, all different: one mark if that tells it apart, else two, three or four.

    Parameters
    ----------
    centres
        Shape ``(k, columns)``, in standard deviations.
    columns
        Names of the columns; categories are passed over.
    """
    known = [place for place, name in enumerate(columns) if name in BEHAVIOUR]
    ordered = []
    for centre in centres:
        far = sorted(known, key=lambda place, centre=centre: (-abs(centre[place]), place))
        marks = [(columns[place], centre[place] > 0) for place in far if abs(centre[place]) >= APART]
        ordered.append(marks)
    lengths = [min(2, len(marks)) for marks in ordered]
    for _ in range(len(known)):
        told = [tuple(sorted(marks[:size])) for marks, size in zip(ordered, lengths, strict=True)]
        for place, each in enumerate(told):
            if told.count(each) > 1:
                lengths[place] = min(lengths[place] + 1, len(ordered[place]))
    return [_said(marks[:size]) for marks, size in zip(ordered, lengths, strict=True)]


def _said(marks: list[tuple[str, bool]]) -> Message:
    words = [MARKS[name][0 if high else 1] for name, high in marks]
    if not words:
        return MIDDLE
    if len(words) == 1:
        return words[0]
    if len(words) == 2:
        return msg("{first}, {second}", first=words[0], second=words[1])
    if len(words) == 3:
        return msg("{first}, {second}, {third}", first=words[0], second=words[1], third=words[2])
    return msg("{first}, {second}, {third}, {fourth}", first=words[0], second=words[1], third=words[2], fourth=words[3])
