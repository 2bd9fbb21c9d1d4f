"""When a ledger is long enough for this path, and that it does not know something."""

from __future__ import annotations

#: Bytes of a text file from which it is read this way. Below, reading into memory is quicker.
LONG = 64_000_000


class Unsuited(Exception):
    """The ledger has something that only the usual path can do; the text says what (for developers)."""
