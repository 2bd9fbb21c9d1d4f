"""New members won by a coupon: most of them use it and never come back."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.shops import SHOP

#: Column of the customers: won by a coupon.
COUPON = "coupon"


@dataclass(frozen=True)
class CouponBuyers(Part):
    """Campaigns that give a coupon to whoever joins. In the twin they stay as other new members do.

    Attributes
    ----------
    campaigns
        First days of the campaigns.
    days
        A campaign runs for so many days.
    share
        Share of all members that were won so.
    discount
        What the coupon takes off the first purchase.
    once, usually
        Share of them that never buy again, and the share among other new members.
    """

    name: ClassVar[str] = "coupon_buyers"

    campaigns: tuple[str, ...]
    days: int
    share: float
    discount: float
    once: float
    usually: float

    def people(self, firm: Firm, chance: np.random.Generator) -> None:
        people, market = firm.people, firm.market
        lot, which, day, again = chance.random((4, len(people)))
        begins = np.array([market.day(date) for date in self.campaigns])
        starts = begins[(which * len(begins)).astype(int)] + (day * self.days).astype(int)
        shops = market.part("shops").shops
        opened = np.array([market.day(shop.opened_on) if shop.opened_on else -1 for shop in shops])[people[SHOP]]
        won = (lot < self.share) & (opened < starts)
        kind = np.where(again < self.once, "one_time", "regular")
        firm.people = people.assign(
            **{COUPON: won},
            starts=np.where(won, starts, people["starts"]),
            kind=np.where(won, kind, people["kind"]),
            created_on=firm.dates(starts).where(won, people["created_on"]),
        )

    def lines(self, firm: Firm, chance: np.random.Generator) -> None:
        """The coupon is taken off the first purchase, and off what comes back of it."""
        position = firm.lines["position"].to_numpy()
        first = firm.documents["day"].to_numpy()[firm.lines["document"]] == firm.people["starts"].to_numpy()[position]
        less = first & firm.people[COUPON].to_numpy()[position]
        price = np.rint(firm.lines["price"] * np.where(less, 1 - self.discount, 1.0)).astype("int64")
        firm.lines = firm.lines.assign(price=price)

    def quiet(self) -> CouponBuyers:
        return dataclasses.replace(self, once=self.usually)

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        won = firm.people[COUPON].to_numpy()
        once = won & (firm.people["kind"] == "one_time").to_numpy()
        told = {"once": list(firm.codes(np.flatnonzero(once))), "won": int(won.sum())}
        firm.truth[self.name] = {"campaigns": list(self.campaigns), **told} if self.once != self.usually else None
