"""Independent streams of chance from one seed: what one part draws never changes another's."""

from __future__ import annotations

import zlib

import numpy as np

#: One stream a step of the generator. Parts of a market have theirs by name (:func:`own`); nothing is added here.
PARTS = (
    "names",
    "customers",
    "owners",
    "story",
    "timing",
    "values",
    "products",
    "prices",
    "returns",
    "payments",
    "grades",
    "finance",
    "export",
    "push",
    "newcomers",
)


def streams(seed: int) -> dict[str, np.random.Generator]:
    """One generator a step, spawned from the seed (numpy's ``SeedSequence.spawn``)."""
    children = np.random.SeedSequence(seed).spawn(len(PARTS))
    return {part: np.random.default_rng(child) for part, child in zip(PARTS, children, strict=True)}


def own(seed: int, name: str) -> np.random.Generator:
    """The generator of a named part: the seed spawned with a key of the name (CRC-32 of its UTF-8 bytes)."""
    key = (len(PARTS), zlib.crc32(name.encode("utf-8")))
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))
