"""Several names in one sentence, with the mark between them that the reader's language uses."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.language import Message, msg
from helpers.quantity import Quantity


def listed(names: Iterable[str | Message]) -> Message:
    """The names as one gap of a sentence; text from data stays as it is."""
    parts = {f"name{n}": name if isinstance(name, Message) else Quantity(name, "text") for n, name in enumerate(names)}
    return Message("{mark}".join(f"{{{key}}}" for key in parts), {**parts, "mark": msg(", ")})
