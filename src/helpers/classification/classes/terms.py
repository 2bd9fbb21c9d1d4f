"""Names of the classes, in the order they are shown."""

from __future__ import annotations

from helpers.language import Message, msg

CLASSES: dict[str, Message] = {
    "key": msg("key"),
    "growth": msg("growth"),
    "general": msg("general"),
    "exit": msg("let go"),
    "none": msg("not buying"),
}
#: The four classes that a customer with purchases can have.
SORTED = ("key", "growth", "general", "exit")
