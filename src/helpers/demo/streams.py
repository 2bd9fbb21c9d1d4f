"""Independent streams of chance from one seed: what one part draws never changes another's."""

from __future__ import annotations

import numpy as np

#: One stream a part. Add at the end only: a part's place is its stream.
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
    """One generator a part, spawned from the seed (numpy's ``SeedSequence.spawn``)."""
    children = np.random.SeedSequence(seed).spawn(len(PARTS))
    return {part: np.random.default_rng(child) for part, child in zip(PARTS, children, strict=True)}
