"""A progress bar on the terminal or under a notebook's cell, for what takes longer than two seconds."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

import duckdb

from helpers.language import Message

#: Seconds before anything is shown, and between two drawings.
QUIET, EVERY = 2.0, 0.2
WIDTH = 30


class Bar:
    """Draws ``[██████    ]  60 %  what`` on one line; nothing where nobody looks, or where it was quick.

    Parameters
    ----------
    stream
        Where to draw; standard error when not given.
    seen
        Whether somebody looks: a terminal or a notebook; found out when not given.
    clock
        Seconds; for tests.
    """

    def __init__(
        self, stream: TextIO | None = None, seen: bool | None = None, clock: Callable[[], float] = time.monotonic
    ):
        self._stream = stream or sys.stderr
        self._seen = _seen(self._stream) if seen is None else seen
        self._clock, self._start, self._last = clock, clock(), 0.0
        self._low, self._high, self._what, self._long = 0.0, 0.0, "", 0

    def part(self, what: Message, share: float) -> None:
        """The next part of the work begins: what it is, and how much of the whole it takes."""
        self._low, self._high, self._what = self._high, min(self._high + share, 1.0), str(what)
        self.step(0.0)

    def step(self, done: float) -> None:
        """A share of the present part is done."""
        now = self._clock()
        if not self._seen or now - self._start < QUIET or now - self._last < EVERY:
            return
        self._last = now
        share = self._low + (self._high - self._low) * min(max(done, 0.0), 1.0)
        full = round(share * WIDTH)
        line = f"[{'█' * full}{' ' * (WIDTH - full)}] {share:4.0%}  {self._what}"
        self._stream.write("\r" + line + " " * max(self._long - len(line), 0))
        self._stream.flush()
        self._long = len(line)

    def end(self) -> None:
        """Take the bar away."""
        if self._long:
            self._stream.write("\r" + " " * (self._long + 20) + "\r")
            self._stream.flush()
            self._long = 0


@contextmanager
def working(
    what: Message, stream: TextIO | None = None, seen: bool | None = None, quiet: float = QUIET
) -> Iterator[None]:
    """Shows that something goes on, and for how long already, where nobody can tell how much is left.

    Parameters
    ----------
    what
        What is done.
    stream, seen
        As of :class:`Bar`.
    quiet
        Seconds before anything is shown.
    """
    stream = stream or sys.stderr
    if not (_seen(stream) if seen is None else seen):
        yield
        return
    done, start, drawn = threading.Event(), time.monotonic(), 0

    def draw() -> None:
        nonlocal drawn
        wait = quiet
        while not done.wait(wait):
            wait, past = EVERY * 2, time.monotonic() - start
            at = int(past / EVERY / 2) % (WIDTH - 3)
            line = f"[{' ' * at}████{' ' * (WIDTH - 4 - at)}]  {what}  {past:.0f} s"
            stream.write("\r" + line + " " * max(drawn - len(line), 0))
            stream.flush()
            drawn = len(line)

    thread = threading.Thread(target=draw, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        if drawn:
            stream.write("\r" + " " * (drawn + 20) + "\r")
            stream.flush()


def say(what: Message) -> None:
    """A line for whoever started the work."""
    print(what, file=sys.stderr)


def _seen(stream: TextIO) -> bool:
    return bool(getattr(stream, "isatty", lambda: False)()) or type(stream).__name__ == "OutStream"


@contextmanager
def polled(con: duckdb.DuckDBPyConnection, bar: Bar):
    """Shows how far DuckDB has come with what runs inside."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            share = con.query_progress()
            if share and share > 0:
                bar.step(share / 100)

    thread = threading.Thread(target=watch, daemon=True)
    con.execute("SET enable_progress_bar = true")
    con.execute("SET enable_progress_bar_print = false")
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
