"""What the words of a closed list and the stages of a pipeline mean: known, said by a person, proposed, or asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpers.company.schema import tables as contract
from helpers.intake.columns import words
from helpers.intake.columns.answers import as_list
from helpers.intake.columns.header import plain

#: Numbering before a stage's name: 1-初步接洽, 阶段2：报价, S3 Proposal, (4) Won.
NUMBERING = re.compile(r"^\s*(?:第?[一二三四五六七八九十]+阶段|阶段|step|stage|s|p)?\s*[（(\[]?\d{0,3}%?[)）\]]?\s*[-–—.、:：_/）)]*\s*", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True)
class Meaning:
    """What a text means, how it is known (``given``, ``known``, ``proposed``), and its number of rows."""

    text: str
    value: str
    how: str
    rows: int = 0


def of(
    place: str,
    counts: Mapping[str, int],
    answers: Mapping[str, object],
    chances: Mapping[str, tuple[float, float]] | None = None,
) -> list[Meaning]:
    """Meaning of each text of a column.

    Parameters
    ----------
    place
        ``table.column``, with a closed list.
    counts
        Text → its number of rows.
    answers
        ``table.column.value`` → texts that a person gave that meaning.
    chances
        Text → lowest and highest probability of its rows, where a pipeline states it.

    Returns
    -------
    list of Meaning
        In the order of the texts. A known word, numbering apart, is taken; a chance between 0 and 100 means open;
        all else is only proposed: by a known word that the text holds or that holds it, by a chance of 0 or 100, else open (stages),
        other (costs) or the commonest kind.
    """
    table, _, column = place.partition(".")
    allowed = contract()[table][column].allowed
    given = {plain(text): value for value in allowed for text in as_list(answers.get(f"{place}.{value}"))}
    found = []
    for text in sorted(counts):
        bare = NUMBERING.sub("", text)
        value = given.get(plain(text), "")
        how = "given"
        if not value:
            how = "known"
            value = words.meaning(place, text) or (words.meaning(place, bare) if bare else "")
        if not value and chances and text in chances:
            low, high = chances[text]
            if low > 0 and high < 100:
                value = "open"
            elif low == high:
                how, value = "proposed", "won" if low == 100 else "lost"
        if not value:
            how, value = "proposed", _proposed(place, text)
        found.append(Meaning(text, value, how, counts[text]))
    return found


def _proposed(place: str, text: str) -> str:
    own = plain(text)
    inside = [word for word in words.known(place) if len(word) >= 2 and word in own]
    if inside:
        return words.known(place)[max(inside, key=lambda word: (len(word), word))]
    around = {value for word, value in words.known(place).items() if len(own) >= 2 and own in word}
    if len(around) == 1:
        return around.pop()
    return {"opportunities.status": "open", "costs.kind": "other", "activities.kind": "visit"}.get(place, "")


def unknown(found: Iterable[Meaning]) -> list[Meaning]:
    """Those a person has to confirm."""
    return [entry for entry in found if entry.how == "proposed"]
