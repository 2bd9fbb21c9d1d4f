"""Opportunity snapshots: how the pipeline stood at the end of each quarter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.opportunities import OPEN

#: Nobody expects to sign within so many days of a snapshot unless it is done.
SOONEST = 15


@dataclass(frozen=True)
class Snapshots(Part):
    """The pipeline as it was exported; it stands after the opportunities.

    Attributes
    ----------
    every
        Months between snapshots.
    amount_off
        Standard deviation of the logarithm of a first estimate of the amount; it becomes right at the end.
    early
        First estimates of the signing day come at this part of the true length.
    """

    name: ClassVar[str] = "opportunity_snapshots"

    every: int = 3
    amount_off: float = 0.25
    early: float = 0.7

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        found, told = firm.shared["opportunities"], firm.frames["opportunities"]
        plan = firm.market.part("opportunities")
        stages, written = list(plan.stages), np.array(list(plan.stages.values()), float)
        off = self.amount_off * chance.standard_normal(len(found))
        created, ends = told["created_on"], told["closed_on"]
        length = (found["ends"] - found["created"]).clip(lower=1).to_numpy()
        rows = []
        for day in pd.date_range(plan.since, firm.market.end, freq=f"{self.every}ME"):
            there = ((created <= day) & (ends.isna() | (ends > day - pd.DateOffset(months=self.every)))).to_numpy()
            over = (ends <= day).to_numpy()
            part = ((day - created).dt.days.to_numpy() / length).clip(0, 0.999)
            stage = (part * len(stages)).astype(int)
            amount = told["amount"].to_numpy() * np.exp(off * (1 - part))
            soonest = (day - pd.Timestamp(firm.market.start)).days + SOONEST
            expected = firm.dates(np.maximum(found["created"] + (self.early * length).astype(int), soonest))
            rows.append(
                pd.DataFrame(
                    {
                        "opportunity": told["opportunity"],
                        "taken_on": day,
                        "stage": np.where(over, told["stage"], np.array(stages, dtype=object)[stage]),
                        "status": np.where(over, told["status"], OPEN),
                        "amount": np.where(over, told["amount"], (np.rint(amount / 1e5) * 1e5).clip(min=1e5)).astype(
                            "int64"
                        ),
                        "probability": np.where(over, told["probability"], written[stage]),
                        "expected_on": pd.Series(expected).where(~over, told["expected_on"]),
                    }
                )[there]
            )
        firm.frames[self.name] = pd.concat(rows, ignore_index=True)
        firm.truth[self.name] = {"early": self.early}
