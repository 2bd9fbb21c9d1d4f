"""A rival enters one region with stock on the spot and a short delivery time: projects there go to it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Fact


@dataclass(frozen=True)
class RivalEntry(Fact):
    """Projects entered in the region since the day: some meet the rival now, and against it we lose more.

    It changes the table of opportunities at the end, so it stands after that part and changes no order.

    Attributes
    ----------
    rival, region, on
        Who enters where, and since when (ISO date).
    sells
        Product lines it sells.
    met
        Share of the region's other projects in these lines that meet this rival now.
    turned
        Share of what would have been won against it that is lost.
    reason, told
        What is written down as the reason, and in which share of those losses.
    stage
        Last stage written for a project that was not signed.
    """

    name: ClassVar[str] = "rival_entry"

    rival: str
    region: str
    on: str
    sells: tuple[str, ...]
    met: float = 0.65
    turned: float = 0.95
    reason: str = "交期"
    told: float = 0.75
    stage: str = "商务谈判"

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        frame = firm.frames["opportunities"].copy()
        region = firm.people.set_index("customer")["region"].reindex(frame["customer"]).to_numpy()
        lots = chance.random((3, len(frame)))
        here = (region == self.region) & (frame["created_on"] >= pd.Timestamp(self.on)).to_numpy()
        here &= frame["line"].isin(self.sells).to_numpy()
        known = frame["competitor"].notna().to_numpy()
        frame.loc[here & known & (lots[0] < self.met), "competitor"] = self.rival
        against = here & (frame["competitor"] == self.rival).to_numpy()
        turned = against & (frame["status"] == "won").to_numpy() & (lots[1] < self.turned)
        frame.loc[turned, ["status", "stage", "probability", "payment_on"]] = ["lost", self.stage, 0.0, pd.NaT]
        lost = against & (frame["status"] == "lost").to_numpy()
        frame.loc[turned, "lost_reason"] = "价格"
        frame.loc[lost & (lots[2] < self.told), "lost_reason"] = self.reason
        firm.frames["opportunities"] = frame
        firm.truth[self.name] = dataclasses.asdict(self) | {"turned_projects": int(turned.sum())}
