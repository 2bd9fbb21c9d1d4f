"""Assumptions and warnings of front-line intelligence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.language import Message, msg
from helpers.quantity import Quantity

if TYPE_CHECKING:
    from helpers.diagnosis.intelligence.compute import Parts


def assumptions(parts: Parts) -> tuple[Message, ...]:
    """What the results take for granted."""
    if parts.signals is None:
        return ()
    return (
        msg(
            "Entries are gathered by their wording, from a likeness of {likeness} on (above what chance makes of these texts); same news in quite other words stays apart. Entries are not independent: several people may have heard it from one mouth.",
            likeness=Quantity(parts.clusters.likeness, "ratio"),
        ),
    )


def warnings(parts: Parts) -> tuple[Message, ...]:
    """What is missing or thin, and what would mend it."""
    if not parts.there:
        return (
            msg(
                "There is no table intelligence, so there are no signals: from tomorrow on, one line a thing heard – who, what, where, when, how reliable (sheet in fill_in.xlsx)."
            ).lacking("intelligence"),
        )
    if parts.entries.empty:
        return (
            msg(
                "Nothing was heard within the months that count; either the log is not kept, or the as-of date is wrong."
            ),
        )
    notes: list[Message] = []
    count = Quantity(len(parts.entries), "count")
    if parts.left:
        notes.append(msg("Only the latest {count} entries were looked at.", count=count))
    if len(parts.entries) < 15:
        notes.append(msg("There are only {count} entries; read them one by one.", count=count))
    if parts.entries["rater"].nunique() == 1:
        notes.append(msg("One person wrote all entries, so nothing is confirmed by a second one."))
    if parts.entries["reliability"].isna().all() or parts.entries["credibility"].isna().all():
        notes.append(
            msg(
                "No entry has both grades of reliability and credibility, so no signal can be acted on; two letters are enough."
            )
        )
    if parts.signals.empty:
        notes.append(msg("No entries say the same beyond chance, so there is no signal: that is news, too."))
    return tuple(notes)
