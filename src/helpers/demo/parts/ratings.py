"""Customer ratings: criteria no ledger holds, judged by raters with leanings of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.judges import Judge

LOW, HIGH, USUAL = 0, 10, 5.5


@dataclass(frozen=True)
class Ratings(Part):
    """Scores of customers.

    Attributes
    ----------
    criteria
        Criterion → how it goes with the customer's need, in points a standard deviation of its logarithm
        (0: has nothing to do with size).
    judges
        See :class:`helpers.demo.parts.judges.Judge`.
    rated_on
        Day of the rating; customers entered before it are rated.
    sizes
        Sizes of customers that are rated.
    spread
        Standard deviation of true scores besides.
    """

    name: ClassVar[str] = "ratings"

    judges: tuple[Judge, ...]
    criteria: Mapping[str, float] = field(
        default_factory=lambda: {"行业地位": 1.4, "增长潜力": 0.3, "合作意愿": 0.0, "付款信誉": 0.2}
    )
    rated_on: str = "2025-06-30"
    sizes: tuple[str, ...] = ("大型", "中型")
    spread: float = 1.3

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        people, rows = firm.people, []
        wallet = np.log(people["wallet"].to_numpy())
        size = (wallet - wallet.mean()) / wallet.std()
        day = pd.Timestamp(self.rated_on)
        able = (
            people["size"].isin(self.sizes) & (people["created_on"] < day) & (people["kind"] == "regular")
        ).to_numpy()
        for criterion, follows in self.criteria.items():
            true = USUAL + follows * size + self.spread * chance.standard_normal(len(people))
            for judge in self.judges:
                takes_part = able & (chance.random(len(people)) < judge.share)
                frame = pd.DataFrame(
                    {
                        "customer": people["customer"],
                        "criterion": criterion,
                        "score": judge.score(true, USUAL, LOW, HIGH, chance),
                        "rater": judge.names(people["owner"].to_numpy()),
                        "date": day,
                    }
                )
                rows.append(pd.concat([frame, judge.columns(len(people), chance)], axis=1)[takes_part])
        firm.frames[self.name] = pd.concat(rows, ignore_index=True)
        firm.truth[self.name] = {"judges": [judge.told() for judge in self.judges]}
