"""One line a company, with what is left."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from helpers.language import Message, current, msg
from helpers.quantity import Quantity
from helpers.report.batch.names import shown, width

WORDS = {
    "done": msg("done"),
    "same": msg("unchanged"),
    "person": msg("needs a person"),
    "bug": msg("a bug of ours"),
    "waiting": msg("waiting"),
    "running": msg("running"),
}
#: Columns of a cause on a line.
CAUSE = 110


class Progress:
    """Counts companies and says each on a line.

    Parameters
    ----------
    count
        How many there are.
    say
        Called with each line.
    clock
        Seconds from any start.
    """

    def __init__(self, count: int, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic):
        self.count, self.say, self.clock = count, say, clock
        self.began, self.over, self.worked = clock(), 0, 0

    def line(self, name: str, state: str, told: Mapping[str, Any]) -> None:
        """A company is over; ``state`` ``same`` when nothing was to do."""
        self.over += 1
        self.worked += state != "same"
        digits = len(str(self.count))
        parts = [f"[{self.over:{digits}d}/{self.count}]", padded(WORDS[state].render(), 14), padded(shown(name), 32)]
        parts.append(f"{told['seconds']:7.1f} s" if told.get("seconds") else " " * 9)
        if left := self.left():
            parts.append(left.render())
        self.say("  ".join(parts).rstrip())
        if state in ("person", "bug"):
            self.say("      " + shown(told.get(f"cause_{current()}", ""), CAUSE))

    def left(self) -> Message | None:
        """Time left, from what the companies so far took; ``None`` when over or nothing is known yet."""
        left = self.count - self.over
        if not left or not self.worked:
            return None
        seconds = (self.clock() - self.began) / self.worked * left
        if seconds < 90:
            return msg("about {n} s left", n=Quantity(max(1, round(seconds)), "count"))
        if seconds < 90 * 60:
            return msg("about {n} min left", n=Quantity(round(seconds / 60), "count"))
        return msg("about {n} h left", n=Quantity(round(seconds / 3600, 1), "number"))


def padded(text: str, columns: int) -> str:
    return text + " " * max(0, columns - width(text))
