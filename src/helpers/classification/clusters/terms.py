"""Words of the clusters."""

from __future__ import annotations

from helpers.language import Message, msg

TRUST: dict[str, Message] = {
    "strong": msg("found again nearly always"),
    "valid": msg("found again mostly"),
    "weak": msg("not to be trusted"),
}
CHANNELS: dict[str, Message] = {"direct": msg("direct customers"), "dealer": msg("dealers")}
