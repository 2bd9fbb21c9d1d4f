"""Names of the ways in, in the order in which they are assumed to work; how they did is counted beside."""

from __future__ import annotations

from helpers.language import Message, msg

KINDS: dict[str, Message] = {
    "group": msg("its group buys from us"),
    "person": msg("we know somebody there"),
    "reference": msg("a customer would speak for us"),
    "cold": msg("no way in known"),
}
#: Ways that open a door; the others only tell what to say.
WARM = ("group", "person", "reference")
