"""Subscriptions: contracts that run for a year, are renewed with more or fewer seats, or are not."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.judges import pick
from helpers.demo.pricing import FEN, list_price

YEAR = 365
#: A contract is signed so many days before it starts, both ends included.
SIGNED_BEFORE = (3, 25)
#: Whoever has not renewed so many days after the end is lost.
GRACE = 45


@dataclass(frozen=True)
class Horses:
    """Small subscribers that grow: how many, of which sizes, and by what share a year."""

    customers: int
    sizes: tuple[str, ...]
    growth: float


@dataclass(frozen=True)
class Subscriptions(Part):
    """Contracts, and the orders they are billed by. Planted: whoever gives back seats leaves at the next renewal, and
    the dark horses; in the twin seats fall just as often, leavers leave as all others do, and nobody races ahead.

    Attributes
    ----------
    core
        Product line of which every subscriber has one product.
    extra
        Product line → chance that a subscriber of average appetite has one of its products too.
    service, days_a_seat, days_least
        Product code of the introduction's man-days, how many a seat (square root), and how many at least.
    least
        Least seats of a contract.
    growth, growth_spread
        Growth of seats from one contract to the next (mean and standard deviation of the logarithm).
    falls, fall
        Share of renewals at which seats fall, and the range of the part given back.
    leaving
        Chance that a contract is not renewed …
    leaving_after
        … and that one is not whose seats had fallen when it began.
    topped_up
        Chance that seats are added within a contract's year, by ``top_up`` of them.
    late, late_spread
        Days the introduction is delivered after the promised day (mean and standard deviation).
    reasons
        Why contracts are not renewed → share.
    horses
        See :class:`Horses`.
    """

    name: ClassVar[str] = "contracts"

    core: str
    extra: Mapping[str, float]
    service: str
    days_a_seat: float = 2.0
    days_least: int = 3
    least: int = 5
    growth: float = 0.05
    growth_spread: float = 0.10
    falls: float = 0.12
    fall: tuple[float, float] = (0.2, 0.5)
    leaving: float = 0.08
    leaving_after: float = 0.6
    topped_up: float = 0.25
    top_up: float = 0.15
    late: float = 6.0
    late_spread: float = 14.0
    reasons: Mapping[str, float] = field(
        default_factory=lambda: {"更换供应商": 0.35, "预算削减": 0.3, "业务调整": 0.2, "自建系统": 0.15}
    )
    horses: Horses | None = None

    def quiet(self) -> Subscriptions:
        return dataclasses.replace(self, leaving_after=self.leaving, horses=None)

    def people(self, firm: Firm, chance: np.random.Generator) -> None:
        """New subscribers begin in the months in which budgets are spent; who came first still comes first."""
        people, market = firm.people, firm.market
        new = np.flatnonzero((people["starts"] >= 0).to_numpy())
        if not len(new):
            return
        old = people["starts"].to_numpy()[new]
        days = np.arange(old.max() + 1)
        busy = np.array(market.seasons.months)[firm.dates(days).month - 1]
        drawn = np.sort(chance.choice(days, len(new), p=busy / busy.sum()))
        starts = people["starts"].to_numpy().copy()
        starts[new[np.argsort(old, kind="stable")]] = drawn
        moved = pd.to_timedelta(starts - people["starts"].to_numpy(), unit="D")
        firm.people = people.assign(starts=starts, created_on=people["created_on"] + moved)

    def orders(self, firm: Firm, chance: np.random.Generator) -> None:
        subscribed = self._subscribed(firm, chance)
        found = self._terms(firm, subscribed, chance)
        firm.shared[self.name] = found
        bills = self._bills(firm, found, chance)
        firm.shared["bills"] = bills
        firm.documents = bills[["position", "day", "value", "pushed"]]

    def _subscribed(self, firm: Firm, chance: np.random.Generator) -> pd.DataFrame:
        """One row a customer and product: ``position, product, first`` (day of the first start), ``seats``."""
        market, people = firm.market, firm.people
        lines = np.array([product.line for product in market.products], dtype=object)
        popular = np.array([product.popularity for product in market.products])
        appetite = {industry.name: industry.appetite for industry in market.industries}
        price = np.array([product.list_price for product in market.products])
        launched = np.array([market.day(product.launched_on) for product in market.products])
        starts = people["starts"].to_numpy()
        before = np.arange(-YEAR, 0)
        busy = np.array(market.seasons.months)[firm.dates(before).month - 1]
        anniversary = chance.choice(before, len(people), p=busy / busy.sum())
        first = np.where(starts >= 0, starts, anniversary)
        wallet, industry = people["wallet"].to_numpy(), people["industry"].to_numpy(dtype=object)
        rows = []
        for position in np.flatnonzero((people["kind"] != "dormant").to_numpy()):
            revenue = wallet[position] * firm.plot.share[position]
            for line in (self.core, *self.extra):
                own = np.flatnonzero((lines == line) & (launched <= max(first[position], 0)))
                if not len(own):
                    continue
                likes = appetite[industry[position]].get(line, 1.0)
                product = own[chance.choice(len(own), p=popular[own] / popular[own].sum())]
                if chance.random() < (1.0 if line == self.core else self.extra[line] * likes):
                    wanted = revenue / price[product] * np.exp(0.2 * chance.standard_normal())
                    rows.append((position, product, first[position], max(round(wanted), self.least)))
        return pd.DataFrame(rows, columns=["position", "product", "first", "seats"])

    def _terms(self, firm: Firm, subscribed: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
        """One row a contract: ``position, product, start, seats, before`` (row of the one it renews, or -1),
        ``fell``, ``renewed`` (of its own end; missing while that is not decided), ``signed``."""
        people, days = firm.people, firm.market.days
        once = (people["kind"] == "one_time").to_numpy()
        raced = np.zeros(len(people), bool)
        lot = chance.random(len(people))
        if self.horses:
            able = (people["size"].isin(self.horses.sizes) & (people["kind"] == "regular")).to_numpy()
            able = able & (people["starts"] < YEAR).to_numpy() & (firm.plot.stops >= days)
            able = np.flatnonzero(able)
            raced[able[np.argsort(lot[able], kind="stable")[: self.horses.customers]]] = True
        #: one customer decides for all its products at once, at the core contract's renewal
        fates: dict[tuple[int, int], tuple[bool, bool, float]] = {}
        rows: list[tuple] = []
        for position, product, first, seats in subscribed.itertuples(index=False):
            start, before, fell, term = first, -1, False, 0
            while start < days:
                if (position, term) not in fates:
                    gone, falls, part = chance.random(3)
                    leaving = 0.0 if raced[position] else self.leaving_after if fell else self.leaving
                    stays = gone >= leaving and not once[position] and firm.plot.stops[position] > start + YEAR
                    fates[position, term] = (stays, falls < self.falls and not raced[position], part)
                stays, falls, part = fates[position, term]
                decided = start + YEAR + GRACE < days
                rows.append((position, product, start, seats, before, fell, stays if decided else None))
                grown = self.growth + self.growth_spread * chance.standard_normal()
                if not stays or start + YEAR >= days:
                    break
                if raced[position]:
                    grown += np.log(1 + self.horses.growth)
                if falls:
                    grown = np.log(1 - self.fall[0] - (self.fall[1] - self.fall[0]) * part)
                before, fell = len(rows) - 1, falls
                seats = max(round(seats * np.exp(grown)), self.least)
                start, term = start + YEAR, term + 1
        names = ["position", "product", "start", "seats", "before", "fell", "renewed"]
        found = pd.DataFrame(rows, columns=names)
        found["signed"] = found["start"] - chance.integers(SIGNED_BEFORE[0], SIGNED_BEFORE[1] + 1, len(found))
        firm.shared["raced"] = raced
        return found

    def _bills(self, firm: Firm, found: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
        """One row an order: yearly fee, added seats, introduction; with ``product, quantity, price, cost`` (fen)."""
        market, people = firm.market, firm.people
        codes = [product.code for product in market.products]
        line = np.array([market.lines.index(product.line) for product in market.products])
        price = np.array([round(product.list_price * FEN) for product in market.products])
        cost = np.array([round(product.list_price * product.cost * FEN) for product in market.products])
        discount = people["discount"].to_numpy()[found["position"]]
        product, day = found["product"].to_numpy(), found["start"].to_numpy()
        fee = np.rint(list_price(market, price[product], line[product], day) * (1 - discount)).astype("int64")
        found["fee"] = fee
        more = chance.random(len(found)) < self.topped_up
        when = day + chance.integers(60, YEAR - 30, len(found))
        left = (day + YEAR - when) / YEAR
        added = np.maximum(np.rint(self.top_up * found["seats"].to_numpy()), 1).astype("int64")
        whole = found.assign(
            day=firm.workday(np.maximum(day, 0)), quantity=found["seats"], price=fee, cost=cost[product]
        )
        extra = found.assign(
            day=firm.workday(when.clip(min=0)), quantity=added, price=np.rint(fee * left).astype("int64"),
            cost=np.rint(cost[product] * left).astype("int64"),
        )[more & (when >= 0)]  # fmt: skip
        new = ((found["before"] < 0) & (found["start"] >= 0)).to_numpy()
        service = codes.index(self.service)
        man_days = np.maximum(np.rint(self.days_a_seat * np.sqrt(found["seats"])), self.days_least).astype("int64")
        intro = found.assign(
            day=firm.workday(np.maximum(day, 0) + chance.integers(5, 40, len(found))), product=service,
            quantity=man_days, price=price[service], cost=cost[service],
        )[new]  # fmt: skip
        bills = pd.concat([whole[day >= 0], extra, intro], ignore_index=True)
        bills = bills[(bills["day"] < market.days) & (bills["day"] < firm.plot.stops[bills["position"]] + YEAR)]
        bills = bills.assign(value=bills["quantity"] * bills["price"] / FEN, pushed=False)
        return bills.sort_values(["day", "position", "product"], kind="stable").reset_index(drop=True)

    def lines(self, firm: Firm, chance: np.random.Generator) -> None:
        bills = firm.shared["bills"]
        firm.lines = bills.assign(document=np.arange(len(bills)))[
            ["document", "position", "day", "product", "quantity", "price", "cost"]
        ].astype("int64")

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        found, market = firm.shared[self.name], firm.market
        codes = np.array([product.code for product in market.products], dtype=object)
        start = firm.dates(found["start"])
        number = np.argsort(np.lexsort((found["product"], found["position"], found["signed"])))  # by day of signing
        contract = np.array(
            [f"HT{date.year}{n + 1:05d}" for date, n in zip(firm.dates(found["signed"]), number, strict=True)]
        )
        first = (found["before"] < 0).to_numpy()
        promised = found["start"] + 30
        delivered = promised + np.rint(self.late + self.late_spread * chance.standard_normal(len(found))).astype(int)
        reason = pick(self.reasons, len(found), chance)
        lost = (found["renewed"] == False).to_numpy()  # noqa: E712 - missing is neither
        last = pd.Series(firm.dates(delivered)).where(first & (delivered < market.days).to_numpy())
        table = pd.DataFrame(
            {
                "contract": contract,
                "customer": firm.codes(found["position"]),
                "product": codes[found["product"]],
                "signed_on": firm.dates(found["signed"]),
                "starts_on": start,
                "ends_on": start + pd.Timedelta(days=YEAR - 1),
                "amount": found["fee"] * found["seats"],
                "seats": found["seats"],
                "renews": np.where(first, None, contract[found["before"]]),
                "promised_on": pd.Series(firm.dates(promised)).where(first),
                "delivered_on": last,
                "end_reason": np.where(lost, reason, None),
            }
        )
        firm.frames[self.name] = table[table["signed_on"] <= pd.Timestamp(market.end)]
        fell = found["fell"].to_numpy() & (found["renewed"].notna() | (found["start"] + YEAR >= market.days)).to_numpy()
        at_risk = sorted(set(firm.codes(found["position"].to_numpy()[fell & found["renewed"].isna().to_numpy()])))
        firm.truth[self.name] = {"leaving": self.leaving, "falls": self.falls}
        planted = self.leaving_after != self.leaving
        firm.truth["churn_after_fall"] = {"leaving": self.leaving_after, "at_risk": at_risk} if planted else None
        raced = list(firm.codes(np.flatnonzero(firm.shared["raced"])))
        firm.truth["dark_horses"] = {"growth": self.horses.growth, "codes": raced} if self.horses else None
