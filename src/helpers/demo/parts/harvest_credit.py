"""Goods on credit until the harvest: customers who pay when the crop is sold, and the few who then do not."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part

#: Nobody pays an invoice earlier than so many days after it.
SOONEST = 3


@dataclass(frozen=True)
class HarvestCredit(Part):
    """Whatever the terms say, some customers pay the year's invoices after the harvest of their region.

    Attributes
    ----------
    channel, payers
        Share of the customers of this channel that do so, year after year.
    settled
        Region → month and day on which most have paid.
    spread, habit_spread
        Days: standard deviation of one payment around the customer's own day, and of that day between customers.
    bad, bad_from
        So many of them pay nothing of what is issued from a day on, at least until the end: the planted fact.
    least
        They have at least so many invoices from that day until the harvest.
    """

    name: ClassVar[str] = "harvest_credit"

    channel: str
    payers: float
    settled: Mapping[str, tuple[int, int]]
    spread: float
    habit_spread: float
    bad: int
    bad_from: str
    least: int

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        people, bills, market = firm.people, firm.bills, firm.market
        position, issued = bills["position"].to_numpy(), pd.DatetimeIndex(bills["issued_on"])
        payer = (people["channel"] == self.channel).to_numpy() & (chance.random(len(people)) < self.payers)
        habit = self.habit_spread * chance.standard_normal(len(people))
        noise = self.spread * chance.standard_normal(len(bills))
        month, day = np.array([self.settled[region] for region in people["region"]]).T
        harvest = pd.to_datetime({"year": issued.year, "month": month[position], "day": day[position]})
        until = (harvest - pd.Timestamp(market.start)).dt.days.to_numpy()
        waits = payer[position] & (bills["amount"] > 0).to_numpy() & (bills["due"] < until).to_numpy()
        paid = np.rint(until + habit[position] + noise).astype("int64")
        paid = np.maximum(paid, bills["issued"].to_numpy() + SOONEST)
        paid = np.where(waits, paid, bills["paid"])
        owing = waits & (bills["issued"] >= market.day(self.bad_from)).to_numpy()
        counts = np.bincount(position[owing], minlength=len(people))
        able = np.flatnonzero(counts >= self.least)
        bad = able[np.sort(chance.permutation(len(able))[: self.bad])]
        never = (bills["issued"] >= market.day(self.bad_from)).to_numpy() & (bills["amount"] > 0).to_numpy()
        paid = np.where(never & np.isin(position, bad), market.days, paid)
        on = pd.Timestamp(market.start) + pd.to_timedelta(pd.Series(paid), unit="D")
        firm.frames["invoices"] = firm.frames["invoices"].assign(paid_on=on.where(paid < market.days).to_numpy())
        firm.truth[self.name] = {
            "payers": list(firm.codes(np.flatnonzero(payer))),
            "bad": list(firm.codes(bad)) if firm.signal else [],
        }

    def quiet(self) -> HarvestCredit:
        return dataclasses.replace(self, bad=0)
