"""Words of the segmentations."""

from __future__ import annotations

from helpers.classification import terms
from helpers.classification.clusters.terms import CHANNELS
from helpers.language import Message, msg

KINDS: dict[str, Message] = {
    "geographic": msg("geographic"),
    "firmographic": msg("firmographic"),
    "demographic": msg("demographic"),
    "psychographic": msg("psychographic"),
    "behavioural": msg("behavioural"),
}
BASES: dict[str, Message] = {
    "region": msg("region"),
    "industry": msg("industry"),
    "size": msg("size"),
    "channel": msg("channel"),
    "store": msg("store"),
    "source": msg("where the member came from"),
    "child": msg("age of the child"),
    "attitude": msg("answers in the survey"),
    "behaviour": msg("earlier buying (RFM class)"),
}
KIND_OF = {
    "region": "geographic",
    "industry": "firmographic",
    "size": "firmographic",
    "channel": "firmographic",
    "store": "geographic",
    "source": "demographic",
    "child": "demographic",
    "attitude": "psychographic",
    "behaviour": "behavioural",
}
#: Words of values that are ours; all other values are text from data.
VALUES: dict[str, dict[str, Message]] = {
    "channel": CHANNELS,
    "child": {
        "unborn": msg("not born yet"),
        "first": msg("in its first year"),
        "second": msg("in its second year"),
        "third": msg("in its third year"),
        "older": msg("three years and older"),
    },
    "behaviour": {**terms.RFM, "never": msg("not yet a customer")},
}
