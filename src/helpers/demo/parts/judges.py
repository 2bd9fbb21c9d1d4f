"""Who judges, and how well: the raters of contact ratings, customer ratings, competitors and needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

#: Stands for the customer's own salesperson.
OWNER = "owner"


@dataclass(frozen=True)
class Judge:
    """A rater.

    Attributes
    ----------
    who
        Name as it stands in the table, or :data:`OWNER` for the customer's own salesperson.
    bias
        Added to every score, in the scale's units.
    noise
        Standard deviation of one judgement, in the scale's units.
    sees
        Part of what is true that the judgement follows: 1 all of it, 0 nothing (around the scale's usual value).
    share
        Share of the objects this rater judges.
    evidence
        What the judgements are said to rest on.
    reliability, credibility
        Admiralty grades as the rater gives them → chance; they need not be deserved.
    """

    who: str
    bias: float = 0.0
    noise: float = 0.5
    sees: float = 1.0
    share: float = 1.0
    evidence: tuple[str, ...] = ("拜访记录", "电话沟通", "会议纪要")
    reliability: Mapping[str, float] = field(default_factory=lambda: {"B": 0.6, "C": 0.4})
    credibility: Mapping[str, float] = field(default_factory=lambda: {"2": 0.6, "3": 0.4})

    def score(self, true: np.ndarray, usual: float, low: int, high: int, chance: np.random.Generator) -> np.ndarray:
        """Whole scores between ``low`` and ``high`` for what is true (real numbers on the scale)."""
        felt = usual + self.sees * (true - usual) + self.bias + self.noise * chance.standard_normal(len(true))
        return np.rint(felt).clip(low, high).astype("int64")

    def names(self, owner: np.ndarray) -> np.ndarray:
        """The rater of each object; ``owner`` is the salesperson of its customer."""
        return owner if self.who == OWNER else np.full(len(owner), self.who, dtype=object)

    def columns(self, count: int, chance: np.random.Generator) -> pd.DataFrame:
        """``evidence``, ``reliability``, ``credibility`` of so many judgements."""
        said = np.array(self.evidence, dtype=object)[chance.integers(0, len(self.evidence), count)]
        return pd.DataFrame(
            {
                "evidence": said,
                "reliability": pick(self.reliability, count, chance),
                "credibility": pick(self.credibility, count, chance),
            }
        )

    def told(self) -> dict[str, float | str]:
        """What is true of the rater, for the truth file."""
        return {"who": self.who, "bias": self.bias, "noise": self.noise, "sees": self.sees}


def pick(chances: Mapping, count: int, chance: np.random.Generator) -> np.ndarray:
    """So many keys, each drawn by its weight."""
    keys, weights = np.array(list(chances), dtype=object), np.array(list(chances.values()), dtype=float)
    return keys[chance.choice(len(keys), count, p=weights / weights.sum())]
