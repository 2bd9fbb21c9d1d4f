"""Names of the ways to choose, of outcomes and verdicts."""

from __future__ import annotations

from helpers.language import Message, msg

METHODS: dict[str, Message] = {
    "ours": msg("our classes: key and growth"),
    "revenue": msg("largest by revenue"),
    "rfm": msg("highest RFM scores"),
    "grades": msg("grades kept until now"),
}
OUTCOMES: dict[str, Message] = {
    "money": msg("revenue afterwards"),
    "rise": msg("increases afterwards"),
}
VERDICTS: dict[str, Message] = {
    "better": msg("ours is better"),
    "worse": msg("ours is worse"),
    "same": msg("no difference that holds"),
    "alike": msg("the same customers: no test"),
}
