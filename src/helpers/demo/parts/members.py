"""The members' table of a chain of shops, and the tier each member holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.child_stage import BORN, LIVED
from helpers.demo.parts.coupon_buyers import COUPON
from helpers.demo.parts.shops import SHOP
from helpers.demo.pricing import FEN
from helpers.demo.seasons import DAYS_A_YEAR

#: What a business of firms keeps of its customers and a chain of shops does not.
UNKNOWN = ("group", "industry", "size", "credit_limit", "payment_days", "channel")
COUPON_SOURCE = "新人优惠券"


@dataclass(frozen=True)
class Members(Part):
    """One row a member; no invoices, no credit, no industry. Put it last.

    Attributes
    ----------
    tiers
        Tier → share of the members, the highest first.
    tiered_on
        Day on which tiers were set.
    renewed
        True when a tier is set by what was bought in the year before that day; else by all that was bought since joining,
        and nobody is ever moved down.
    earlier
        Standard deviation of the logarithm of what was bought before the period, around what is usual today: people change.
    sources
        Where members came from → share.
    reachable
        Share that agreed to messages.
    birthday_known
        Share of children's birthdays that are on file.
    plants
        True when a tier that says nothing of today's value is one of the firm's planted facts: the twin renews them.
    """

    name: ClassVar[str] = "members"

    tiers: Mapping[str, float]
    tiered_on: str
    renewed: bool = False
    earlier: float = 0.8
    sources: Mapping[str, float] = dataclasses.field(default_factory=lambda: {"门店扫码": 0.7, "小程序": 0.3})
    reachable: float = 0.72
    birthday_known: float = 0.88
    plants: bool = False

    def quiet(self) -> Members:
        return dataclasses.replace(self, renewed=self.renewed or self.plants)

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        people = firm.people
        lot, source, reach, known = chance.random((4, len(people)))
        tier = self._tiers(firm, chance)
        names, reaches = list(self.sources), np.cumsum(list(self.sources.values()))
        came = np.array(names, object)[np.searchsorted(reaches / reaches[-1], source, side="right")]
        if COUPON in people:
            came = np.where(people[COUPON], COUPON_SOURCE, came)
        shops = firm.market.part("shops").shops
        frame = pd.DataFrame(
            {
                "customer": people["customer"],
                "joined_on": people["created_on"],
                "tier": tier,
                "store": [shops[number].name for number in people[SHOP]],
                "source": came,
                "reachable": np.where(reach < self.reachable, "yes", "no"),
            }
        )
        if BORN in people:
            born = pd.Series(firm.dates(people[BORN].to_numpy()))
            frame["child_born_on"] = born.where(known < self.birthday_known)
        firm.frames["members"] = frame
        customers = firm.frames["customers"].drop(columns=list(UNKNOWN))
        joined = people["created_on"] < pd.Timestamp(self.tiered_on)
        since = pd.Series(pd.Timestamp(self.tiered_on), index=people.index).where(joined)
        firm.frames["customers"] = customers.assign(grade=pd.Series(tier).where(joined), grade_since=since)
        del firm.frames["invoices"]
        if self.plants:
            firm.truth["stale_tiers"] = {"tiered_on": self.tiered_on} if not self.renewed else None

    def _tiers(self, firm: Firm, chance: np.random.Generator) -> np.ndarray:
        """Tier of each member by rank (ties by position)."""
        people, day = firm.people, firm.market.day(self.tiered_on)
        spent = firm.revenue(day - round(DAYS_A_YEAR) if self.renewed else 0, day).astype(float)
        noise = np.exp(self.earlier * chance.standard_normal(len(people)))
        if not self.renewed:
            years = (pd.Timestamp(firm.market.start) - people["created_on"]).dt.days.clip(lower=0) / DAYS_A_YEAR
            lived = people.get(LIVED, years)
            usual = np.median(firm.rate["revenue"]) * FEN
            spent = spent + (lived * usual).to_numpy() * noise
        rank = np.empty(len(people), int)
        rank[np.argsort(-spent, kind="stable")] = np.arange(len(people))
        reaches = np.cumsum(list(self.tiers.values()))
        at = np.searchsorted(reaches / reaches[-1], (rank + 0.5) / len(people), side="right")
        return np.array(list(self.tiers), object)[at]
