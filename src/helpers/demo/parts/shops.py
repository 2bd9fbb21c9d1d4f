"""Shops: each customer has a home shop, whose number stands in the number of every receipt."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo import names
from helpers.demo.firm import Firm
from helpers.demo.part import Part

#: Column of the customers: number of the home shop.
SHOP = "shop"
#: A new shop's customers come by this power of a random number: most of them soon after it opens.
RUSH = 1.6
#: A new shop takes no new customers within so many days before the end.
LAST_DAYS = 30


@dataclass(frozen=True)
class Shop:
    """A shop.

    Attributes
    ----------
    name, region
        Its name, and the sales region it lies in.
    share
        Its customers, relative to the other shops of the region.
    opened_on
        Day it opened, if within the period: its customers begin after that.
    full_since
        Day from which it takes no new customers any more: a quarter that is built up; empty when it still does.
    """

    name: str
    region: str
    share: float = 1.0
    opened_on: str = ""
    full_since: str = ""


@dataclass(frozen=True)
class Shops(Part):
    """Each customer's home shop; the owner of a customer is the manager of it.

    Attributes
    ----------
    shops
        All shops, in the order of their numbers.
    """

    name: ClassVar[str] = "shops"

    shops: tuple[Shop, ...]

    def people(self, firm: Firm, chance: np.random.Generator) -> None:
        people, market = firm.people, firm.market
        lot, when, before = chance.random((3, len(people)))
        home = np.zeros(len(people), int)
        for region in market.regions:
            here = [number for number, shop in enumerate(self.shops) if shop.region == region.name]
            reach = np.cumsum([self.shops[number].share for number in here])
            rows = (people["region"] == region.name).to_numpy()
            home[rows] = np.array(here)[np.searchsorted(reach / reach[-1], lot[rows], side="right")]
        opened = np.array([market.day(shop.opened_on) if shop.opened_on else -1 for shop in self.shops])[home]
        full = np.array([market.day(shop.full_since) if shop.full_since else market.days for shop in self.shops])[home]
        starts = people["starts"].to_numpy()
        span = market.days - LAST_DAYS - opened
        starts = np.where(opened >= 0, opened + (when**RUSH * span).astype(int), starts)
        entered = (people["created_on"] - pd.Timestamp(market.start)).dt.days.to_numpy()
        oldest = (pd.Timestamp(f"{market.population.oldest}-01-01") - pd.Timestamp(market.start)).days
        late = entered >= full
        entered = np.where(late, oldest + (before * (full - oldest)).astype(int), entered)
        starts = np.where(late & (full <= 0), -1, np.where(late, np.minimum(starts, full - 1), starts))
        entered = np.where(starts >= 0, starts, np.minimum(entered, -1))  # a till enters members with what they buy
        kind = people["kind"].where(~((people["kind"] == "dormant") & (starts >= 0)), "one_time")
        staff = names.persons(len(self.shops), chance)
        firm.people = people.assign(
            **{SHOP: home},
            starts=starts,
            kind=kind,
            created_on=firm.dates(entered),
            owner=[staff[number] for number in home],
        )

    def lines(self, firm: Firm, chance: np.random.Generator) -> None:
        """Receipts are numbered by shop and day."""
        shop = firm.people[SHOP].to_numpy()[firm.documents["position"]]
        running = firm.documents.groupby(["day", shop]).cumcount().to_numpy() + 1
        date = firm.calendar["date"].dt.strftime("%y%m%d").to_numpy()[firm.documents["day"]]
        firm.numbers = np.array(
            [f"{s + 1:02d}{d}{n:02d}" for s, d, n in zip(shop, date, running, strict=True)], dtype=object
        )

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        firm.truth[self.name] = [dataclasses.asdict(shop) for shop in self.shops]

    def numbers(self, named: tuple[str, ...]) -> list[int]:
        """Numbers of shops by name."""
        return [number for number, shop in enumerate(self.shops) if shop.name in named]
