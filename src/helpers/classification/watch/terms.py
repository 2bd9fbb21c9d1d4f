"""Names of the signs."""

from __future__ import annotations

from helpers.language import Message, msg

SIGNS: dict[str, Message] = {
    "silent": msg("silent for longer than its own rhythm explains"),
    "falling": msg("bought far less than in the same months a year earlier"),
    "narrower": msg("buys half as many product lines as a year earlier"),
    "late": msg("pays later than it used to"),
    "complaint": msg("complained lately"),
    "unseen": msg("not seen for longer than usual"),
}
PROVEN: dict[str, Message] = {
    "proven": msg("came before falls: raises an alert"),
    "unproven": msg("not proven: raises none"),
    "few": msg("too few cases to tell"),
}
