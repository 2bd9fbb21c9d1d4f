"""Problems of the business, as several people judge them: what leads to what, what each costs, what to take first."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.judges import Judge
from helpers.demo.pricing import FEN


@dataclass(frozen=True)
class Cause:
    """A problem and what it leads to (empty on top): true cost a year in yuan, cases a year, impact and effort (1 to 5)."""

    problem: str
    leads_to: str = ""
    cost: float = 0.0
    times: float = 0.0
    impact: float = 0.0
    effort: float = 0.0


@dataclass(frozen=True)
class Problems(Part):
    """Each judge's row of each problem. The twin's problems all cost the same and are equally hard.

    Attributes
    ----------
    causes
        The problems.
    judges
        Who judges impact and effort; costs are guessed with ``spread``.
    spread
        Standard deviation of the logarithm of a guessed cost.
    judged_on
        Day of the judgements.
    """

    name: ClassVar[str] = "problems"

    causes: tuple[Cause, ...]
    judges: tuple[Judge, ...]
    spread: float = 0.3
    judged_on: str = "2025-12-10"

    def quiet(self) -> Problems:
        same = tuple(
            dataclasses.replace(
                cause, cost=cause.cost and 500_000.0, impact=cause.impact and 3.0, effort=cause.effort and 3.0
            )
            for cause in self.causes
        )
        return dataclasses.replace(self, causes=same)

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        rows = []
        for judge in self.judges:
            for name in ("impact", "effort"):
                true = np.array([getattr(cause, name) for cause in self.causes])
                rows.append((judge, name, judge.score(true, 3.0, 1, 5, chance)))
        parts = []
        for judge in self.judges:
            given = {name: scores for one, name, scores in rows if one is judge}
            noise = np.exp(self.spread * chance.standard_normal(len(self.causes)))
            judged = np.array([cause.impact > 0 for cause in self.causes])
            cost = np.array([cause.cost for cause in self.causes]) * noise
            step = 10 ** np.floor(np.log10(np.maximum(cost, 1)))
            frame = pd.DataFrame(
                {
                    "problem": [cause.problem for cause in self.causes],
                    "leads_to": [cause.leads_to or None for cause in self.causes],
                    "cost": pd.Series((np.maximum(np.rint(cost / step), 1) * step * FEN).astype("int64"))
                    .astype("Int64")
                    .where(cost > 0),
                    "times": [cause.times or np.nan for cause in self.causes],
                    "impact": pd.Series(given["impact"]).astype("Int64").where(judged),
                    "effort": pd.Series(given["effort"]).astype("Int64").where(judged),
                    "rater": judge.who,
                    "date": pd.Timestamp(self.judged_on),
                }
            )
            parts.append(pd.concat([frame, judge.columns(len(frame), chance)], axis=1))
        firm.frames[self.name] = pd.concat(parts, ignore_index=True)
        firm.truth[self.name] = {cause.problem: dataclasses.asdict(cause) for cause in self.causes}
