"""The dates of one person as a calendar file (RFC 5545) that phones and office programs take."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from helpers.language import msg, using
from helpers.report.field.tasks import KINDS, Task
from helpers.station import Facts

#: Length that titles and notes are cut to: some phones refuse more.
TITLE, NOTE = 120, 1_000


def ics(owner: str, found: Sequence[Task], facts: Facts, lang: str) -> bytes:
    """One all-day entry a task on the day it is due, with a reminder the day before.

    UIDs are made from company and action, so that a calendar replaces an entry and never doubles it; the stamp is the
    as-of date's, not the clock's.
    """
    from icalendar import Alarm, Calendar, Event

    stamp = dt.datetime.combine(dt.date.fromisoformat(facts.as_of), dt.time(), dt.UTC)
    firm = hashlib.sha256(facts.id.encode()).hexdigest()[:8]
    with using(lang):
        calendar = Calendar()
        calendar.add("prodid", "-//customer-strategy-course//field//EN")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add(
            "x-wr-calname", plain(f"{facts.name.pick(lang)} · {owner or msg('Customers without an owner')}", TITLE)
        )
        for task in found:
            event = Event()
            event.add("uid", f"{task.id}@{firm}.customer-strategy")
            event.add("dtstamp", stamp)
            event.add("dtstart", task.due)
            event.add("dtend", task.due + dt.timedelta(days=1))
            event.add("summary", plain(f"{KINDS[task.kind]}: {task.name or task.says(lang)}", TITLE))
            event.add("description", plain(task.says(lang), NOTE))
            event.add("transp", "TRANSPARENT")
            event.add("class", "PRIVATE")
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", plain(task.name or task.says(lang), TITLE))
            alarm.add("trigger", dt.timedelta(hours=-15))
            event.add_component(alarm)
            calendar.add_component(event)
        return calendar.to_ical()


def plain(text: str, most: int) -> str:
    """One line of printable signs, cut."""
    told = "".join(sign if sign.isprintable() else " " for sign in text)
    return told if len(told) <= most else told[: most - 1] + "…"
