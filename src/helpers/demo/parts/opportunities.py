"""Opportunities: projects that are won or lost, by how we truly stand, whether we are seen, and against whom."""

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
from helpers.demo.pricing import FEN
from helpers.demo.seasons import DAYS_A_YEAR

#: Amounts are told in so many significant digits.
DIGITS = 2
#: Visits count for a project from so many days before it is entered until it ends.
VISITS_FROM = 60
#: An order follows a win within so many days.
ORDER_WITHIN = 21
#: Without orders of its own, a win ends on the customer's next order if there is one within so many days.
ORDER_NEAR = 75
#: Invoices of a project are expected to be paid so many days after signing.
PAID_AFTER = 120
OPEN, WON, LOST, DELAYED = "open", "won", "lost", "delayed"
SIGNED = "签约"


@dataclass(frozen=True)
class Rival:
    """A competitor.

    Attributes
    ----------
    name, share
        Its name, and its relative share of the projects we bid for.
    lines
        Product lines it bids in; all when empty.
    strength
        Taken from our log odds wherever it bids.
    """

    name: str
    share: float
    lines: tuple[str, ...] = ()
    strength: float = 0.0


@dataclass(frozen=True)
class Gap:
    """Against one rival and in one product line we lose from a day on: so much is taken from our log odds."""

    rival: str
    line: str
    on: str
    strength: float


@dataclass(frozen=True)
class Opportunities(Part):
    """Projects in the sales pipeline. Planted: the gap; the twin has none.

    Attributes
    ----------
    since
        Day from which opportunities are kept; it may lie before the period.
    a_year
        Size of customer → projects a year.
    kinds
        What projects are called, after the customer's short name: words with a gap for the product line.
    amount, amount_spread
        Amount of a project as a share of the customer's yearly revenue with us (median, and the standard deviation
        of its logarithm).
    least
        Least amount, in yuan.
    odds
        Log odds of winning with usual support and no visit.
    support, visited
        Added to them for each point of true support above the usual, and for a project during which we were there.
    lines_only
        Product lines there are projects for; all when empty.
    rivals, gap
        See :class:`Rival`, :class:`Gap`.
    months, months_spread
        Months from entry to the end (median, and the standard deviation of its logarithm).
    delayed
        Share of ended projects that are put off instead.
    stages
        Names of the stages → probability salespersons write, from first to last.
    bidding
        Kind of tender → share.
    reasons
        Reason of a loss → share; with the gap's rival it is always ``gap_reason``.
    orders_own
        True when a win is an order of its own; else wins end near orders the customer places anyway.
    known
        Share of projects for which the rival is known.
    signed
        Name of the stage of a win.
    industries
        Only customers of these industries have projects; all when empty.
    kind_bidding
        Kind of project (as in ``kinds``) → the only way it is tendered.
    """

    name: ClassVar[str] = "opportunities"

    since: str = "2024-01-01"
    a_year: Mapping[str, float] = field(default_factory=lambda: {"大型": 2.5, "中型": 0.9, "小型": 0.25})
    kinds: tuple[str, ...] = ("{}采购项目", "新产线{}配套", "{}年度框架", "{}国产化替代", "{}扩容项目")
    amount: float = 0.25
    amount_spread: float = 0.6
    least: float = 20_000
    odds: float = -0.9
    support: float = 0.9
    visited: float = 0.7
    lines_only: tuple[str, ...] = ()
    rivals: tuple[Rival, ...] = ()
    gap: Gap | None = None
    months: float = 3.5
    months_spread: float = 0.5
    delayed: float = 0.06
    stages: Mapping[str, float] = field(
        default_factory=lambda: {"线索确认": 10, "需求确认": 30, "方案报价": 50, "投标": 65, "商务谈判": 80}
    )
    bidding: Mapping[str, float] = field(default_factory=lambda: {"quotation": 0.6, "invited": 0.3, "open": 0.1})
    reasons: Mapping[str, float] = field(
        default_factory=lambda: {"价格": 0.45, "交期": 0.2, "关系": 0.15, "技术参数": 0.15, "项目取消": 0.05}
    )
    gap_reason: str = "技术参数"
    orders_own: bool = False
    known: float = 0.85
    signed: str = SIGNED
    industries: tuple[str, ...] = ()
    kind_bidding: Mapping[str, str] = field(default_factory=dict)

    def quiet(self) -> Opportunities:
        return dataclasses.replace(self, gap=None)

    def orders(self, firm: Firm, chance: np.random.Generator) -> None:
        found = self._drawn(firm, chance)
        firm.shared[self.name] = found
        if self.orders_own:
            won = found[found["status"] == WON]
            day = firm.workday(won["ends"].to_numpy() + chance.integers(1, ORDER_WITHIN, len(won)))
            own = pd.DataFrame(
                {
                    "position": won["position"].to_numpy(),
                    "day": day,
                    "value": won["amount"].to_numpy(),
                    "pushed": False,
                    "line": won["line"].to_numpy(),
                }
            )
            both = [
                firm.documents.assign(line=-1),
                own[(day >= 0) & (day < np.minimum(firm.market.days, firm.plot.stops[won["position"]]))],
            ]
            both = pd.concat(both, ignore_index=True)
            firm.documents = both.sort_values(["day", "position"], kind="stable").reset_index(drop=True)

    def _drawn(self, firm: Firm, chance: np.random.Generator) -> pd.DataFrame:
        """One row a project, by day of entry: ``position, created, ends, line, rival, amount, status, seen, gap``."""
        market, people = firm.market, firm.people
        first = market.day(self.since)
        usual = people["size"].map(dict(self.a_year)).fillna(0.0).to_numpy(float)
        able = (people["kind"] == "regular") & (people["industry"].isin(self.industries) | (not self.industries))
        rate = np.where(able, usual, 0.0)
        number = chance.poisson(rate * (market.days - first) / DAYS_A_YEAR)
        position = np.repeat(np.arange(len(people)), number)
        count = len(position)
        created = firm.workday(chance.integers(first, market.days, count))
        length = self.months * DAYS_A_YEAR / 12 * np.exp(self.months_spread * chance.standard_normal(count))
        ends = firm.workday(created + np.maximum(length, 10).astype(int))
        able = [line in (self.lines_only or market.lines) for line in market.lines]
        likes = {i.name: [i.appetite.get(line, 1.0) for line in market.lines] for i in market.industries}
        appetite = {name: np.array(part) * able for name, part in likes.items()}
        weights = np.stack([appetite[name] for name in people["industry"]])[position]
        line = (weights.cumsum(axis=1) / weights.sum(axis=1, keepdims=True) < chance.random(count)[:, None]).sum(axis=1)
        bids = np.array([[r.share * (not r.lines or name in r.lines) for r in self.rivals] for name in market.lines])
        bids = bids[line]
        rival = (bids.cumsum(axis=1) / bids.sum(axis=1, keepdims=True) < chance.random(count)[:, None]).sum(axis=1)
        noise = np.exp(self.amount_spread * chance.standard_normal(count))
        amount = np.maximum(self.amount * noise * firm.rate["revenue"].to_numpy()[position], self.least)
        if "group_shift" in firm.shared:  # projects shrink with the group's other business
            member, since, factor = firm.shared["group_shift"]
            amount = np.where(member[position] & (created >= since), factor * amount, amount)
        step = 10 ** (np.floor(np.log10(amount)) - DIGITS + 1)
        amount = np.rint(amount / step) * step
        support = firm.shared.get("support")
        contacts = market.part("contacts")
        above = support[position] - contacts.support_mean if support is not None else np.zeros(count)
        seen = _seen(firm, position, created, ends)
        gap = np.zeros(count, bool)
        if self.gap:
            names = np.array([r.name for r in self.rivals], dtype=object)
            gap = (names[rival] == self.gap.rival) & (line == market.lines.index(self.gap.line))
            gap &= created >= market.day(self.gap.on)
        strength = np.array([r.strength for r in self.rivals])[rival] + (self.gap.strength if self.gap else 0.0) * gap
        odds = self.odds + self.support * above + self.visited * seen - strength
        won = chance.random(count) < 1 / (1 + np.exp(-odds))
        put_off = chance.random(count) < self.delayed
        gone = ends >= firm.plot.stops[position]
        status = np.where(ends >= market.days, OPEN, np.where(put_off, DELAYED, np.where(won & ~gone, WON, LOST)))
        found = pd.DataFrame(
            {
                "position": position,
                "created": created,
                "ends": ends,
                "line": line,
                "rival": rival,
                "amount": amount,
                "status": status,
                "seen": seen,
                "gap": gap,
            }
        )
        starts = people["starts"].to_numpy()[position]
        entered = (people["created_on"] - pd.Timestamp(market.start)).dt.days.to_numpy()[position]
        known = (created >= entered) & ((created >= starts) | (starts < 0))
        found = found[known & (created < np.minimum(market.days, firm.plot.stops[position]))]
        return found.sort_values(["created", "position"], kind="stable").reset_index(drop=True)

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        found, market = firm.shared[self.name], firm.market
        if not self.orders_own:
            found = found.assign(ends=_near(firm, found))
        count, closed = len(found), (found["status"] != OPEN).to_numpy()
        stages, written = list(self.stages), list(self.stages.values())
        progress = ((market.days - found["created"]) / (found["ends"] - found["created"]).clip(lower=1)).clip(
            upper=0.999
        )
        reached = np.where(
            closed, chance.integers(len(stages) // 2, len(stages), count), (progress * len(stages)).astype(int)
        )
        won = (found["status"] == WON).to_numpy()
        rivals = np.array([r.name for r in self.rivals], dtype=object)
        told = chance.random(count) < self.known
        reason = pick(self.reasons, count, chance)
        names = firm.people["name"].to_numpy()[found["position"]]
        kinds = [self.kinds[k] for k in chance.integers(0, len(self.kinds), count)]
        lines = np.array(market.lines, dtype=object)[found["line"]]
        guessed = found["created"] + (found["ends"] - found["created"]) * chance.uniform(0.6, 1.1, count)
        ends = firm.dates(found["ends"])
        firm.frames[self.name] = pd.DataFrame(
            {
                "opportunity": [f"XM{number:04d}" for number in range(1, count + 1)],
                "name": [short(name) + kind.format(line) for name, kind, line in zip(names, kinds, lines, strict=True)],
                "customer": firm.codes(found["position"]),
                "owner": firm.people["owner"].to_numpy()[found["position"]],
                "line": lines,
                "created_on": firm.dates(found["created"]),
                "amount": (found["amount"] * FEN).astype("int64"),
                "stage": np.where(won, self.signed, np.array(stages, dtype=object)[reached]),
                "probability": np.where(
                    won, 100.0, np.where(found["status"] == LOST, 0.0, np.array(written, float)[reached])
                ),
                "expected_on": firm.dates(firm.workday(guessed.astype(int).to_numpy())),
                "status": found["status"],
                "closed_on": pd.Series(ends).where(closed),
                "competitor": np.where(told, rivals[found["rival"]], None),
                "bidding": [
                    self.kind_bidding.get(kind, drawn)
                    for kind, drawn in zip(kinds, pick(self.bidding, count, chance), strict=True)
                ],
                "lost_reason": np.where(found["status"] == LOST, np.where(found["gap"], self.gap_reason, reason), None),
                "payment_on": pd.Series(ends + pd.Timedelta(days=PAID_AFTER)).where(won),
            }
        )
        firm.truth[self.name] = {
            "won": int(won.sum()),
            "lost": int((found["status"] == LOST).sum()),
            "log_odds_a_point_of_support": self.support,
            "log_odds_when_seen": self.visited,
        }
        firm.truth["rival_gap"] = dataclasses.asdict(self.gap) if self.gap else None


def short(name: str) -> str:
    """A customer's name without its ending."""
    for ending in ("股份有限公司", "科技有限公司", "制造有限公司", "有限责任公司", "有限公司", "公司"):
        name = name.removesuffix(ending)
    return name


def _seen(firm: Firm, position: np.ndarray, created: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Whether we were at the customer from a while before the entry until the end."""
    visits = firm.shared.get("visits")
    if visits is None:
        return np.zeros(len(position), bool)
    span = 2 * firm.market.days
    keys = np.sort(visits["position"].to_numpy() * span + visits["day"].to_numpy())
    low = np.searchsorted(keys, position * span + np.maximum(created - VISITS_FROM, 0))
    return np.searchsorted(keys, position * span + ends, side="right") > low


def _near(firm: Firm, found: pd.DataFrame) -> np.ndarray:
    """End of each project: wins end on the customer's next order where one is near."""
    sold = firm.lines[firm.lines["quantity"] > 0]
    span = 2 * firm.market.days
    keys = np.unique(sold["position"].to_numpy() * span + sold["day"].to_numpy())
    at = np.searchsorted(keys, found["position"].to_numpy() * span + found["ends"].to_numpy())
    next_day = np.append(keys, np.iinfo(np.int64).max)[at] - found["position"].to_numpy() * span
    near = (found["status"] == WON).to_numpy() & (next_day <= found["ends"].to_numpy() + ORDER_NEAR)
    return np.where(near, next_day, found["ends"])
