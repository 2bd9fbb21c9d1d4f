"""Activities: visits, calls, services and complaints, as the firm's own people wrote them down."""

from __future__ import annotations

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

#: Hours are written in halves of an hour, cost in tens of yuan.
HOURS_STEP, COST_STEP = 0.5, 10
SATISFACTION_LOW, SATISFACTION_HIGH = 1, 5
#: Customers who stopped buying are still seen for so many days.
SEEN_AFTER = 60


@dataclass(frozen=True)
class Sort:
    """A sort of contact.

    Attributes
    ----------
    kind
        One of the contract's, e.g. ``visit``.
    share
        Relative share of all contacts.
    hours, cost
        Usual hours, and yuan of cost.
    talks
        What for, what came of it, what comes next.
    """

    kind: str
    share: float
    hours: float
    cost: float
    talks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Complaint:
    """A type of complaint: its share, how it was settled, and the satisfaction with that (1 to 5)."""

    about: str
    share: float
    settled: str
    satisfaction: float


#: Contacts as most firms that sell to firms have them.
SORTS = (
    Sort(
        "visit",
        0.42,
        4.0,
        260,
        (
            ("例行拜访", "了解近期排产情况", "下月回访"),
            ("新项目需求沟通", "拿到技术要求", "两周内提交方案"),
            ("催收货款", "承诺月底前安排付款", "月底跟进到账"),
            ("商务谈判", "对价格仍有异议", "申请特价后再谈"),
            ("高层拜访", "确认年度合作意向", "起草框架协议"),
        ),
    ),
    Sort(
        "call",
        0.28,
        0.5,
        0,
        (
            ("确认交期", "同意分批交货", "通知计划部"),
            ("订单跟进", "下周下单", "一周后再联系"),
            ("询问用量", "本季度用量平稳", "下季度再问"),
        ),
    ),
    Sort(
        "message",
        0.14,
        0.5,
        0,
        (("发送报价", "已收到，待内部讨论", "三天后跟进"), ("发送新品资料", "有兴趣了解", "约时间面谈")),
    ),
    Sort(
        "meeting",
        0.08,
        3.0,
        600,
        (("技术交流", "认可方案，关注交期", "补充测试报告"), ("项目评审", "方案待修改", "一周内提交修改稿")),
    ),
    Sort(
        "service",
        0.08,
        6.0,
        420,
        (("现场调试", "调试完成，运行正常", ""), ("现场排查故障", "更换部件后恢复", "一周后回访")),
    ),
)
COMPLAINTS = (
    Complaint("交期延误", 0.38, "协调加急发货", 3.0),
    Complaint("质量问题", 0.30, "换货并出具分析报告", 3.4),
    Complaint("包装破损", 0.12, "补发并扣罚承运商", 3.8),
    Complaint("服务响应慢", 0.20, "道歉并指定专人", 2.6),
)


@dataclass(frozen=True)
class Activities(Part):
    """What is written down of contacts with customers.

    Attributes
    ----------
    since
        Day from which activities are kept.
    before
        For so many days before it customers were seen as well, and nobody wrote it down.
    a_year
        Size of customer → contacts a year.
    spread
        Standard deviation of the logarithm of one customer's own rate.
    unseen
        Share of contacts that are missing where an account is neglected (:mod:`helpers.demo.parts.overload`).
    sorts, complaints
        See :class:`Sort` and :class:`Complaint`.
    complaint_share, complaint_days
        Share of sold lines that are complained about, within so many days.
    """

    name: ClassVar[str] = "activities"

    since: str = "2024-01-01"
    before: int = 0
    a_year: Mapping[str, float] = field(default_factory=lambda: {"大型": 12.0, "中型": 4.0, "小型": 1.2})
    spread: float = 0.3
    unseen: float = 1.0
    sorts: tuple[Sort, ...] = SORTS
    complaints: tuple[Complaint, ...] = COMPLAINTS
    complaint_share: float = 0.012
    complaint_days: int = 30

    def orders(self, firm: Firm, chance: np.random.Generator) -> None:
        """``firm.shared["visits"]``: ``position``, ``day`` of each contact, in the order of days."""
        people, market = firm.people, firm.market
        first = market.day(self.since) - self.before
        usual = people["size"].map(dict(self.a_year)).fillna(0.0).to_numpy(float)
        rate = usual * np.exp(self.spread * chance.standard_normal(len(people)) - self.spread**2 / 2)
        rate = np.where(people["kind"] == "dormant", 0.0, rate)
        number = chance.poisson(rate * (market.days - first) / DAYS_A_YEAR)
        position = np.repeat(np.arange(len(people)), number)
        day = firm.workday(chance.integers(first, market.days, len(position)))
        unseen = firm.shared.get("neglected", np.full(len(people), market.days))
        there = (day < market.days) & (day >= people["starts"].to_numpy()[position] - SEEN_AFTER)
        there &= day < firm.plot.stops[position] + SEEN_AFTER
        there &= (day < unseen[position]) | (chance.random(len(position)) >= self.unseen)
        found = pd.DataFrame({"position": position, "day": day})[there]
        firm.shared["visits"] = found.sort_values(["day", "position"], kind="stable").reset_index(drop=True)

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        seen = self._seen(firm, chance)
        found = pd.concat([seen, self._complaints(firm, chance)], ignore_index=True)
        firm.frames["activities"] = found.drop(columns="position")
        firm.truth[self.name] = {"contacts": len(seen), "complaints": len(found) - len(seen)}
        if "contacts" in firm.frames:
            last = firm.frames["activities"].groupby("contact")["date"].max()
            known = firm.frames["contacts"]
            firm.frames["contacts"] = known.assign(last_contact_on=known["contact"].map(last))

    def _seen(self, firm: Firm, chance: np.random.Generator) -> pd.DataFrame:
        visits, sorts = firm.shared["visits"], self.sorts
        visits = visits[visits["day"] >= firm.market.day(self.since)].reset_index(drop=True)
        count = len(visits)
        sort = pick({i: s.share for i, s in enumerate(sorts)}, count, chance).astype(int)
        lot, length, spent = chance.random(count), chance.gamma(6.0, 1 / 6.0, count), chance.gamma(4.0, 0.25, count)
        talks = [sorts[s].talks[int(u * len(sorts[s].talks))] for s, u in zip(sort, lot, strict=True)]
        hours = np.array([s.hours for s in sorts])[sort] * length
        cost = np.array([s.cost for s in sorts])[sort] * spent
        return pd.DataFrame(
            {
                "position": visits["position"],
                "date": firm.dates(visits["day"]),
                "customer": firm.codes(visits["position"]),
                "contact": _met(firm, visits["position"].to_numpy(), chance),
                "owner": firm.people["owner"].to_numpy()[visits["position"]],
                "kind": np.array([s.kind for s in sorts], dtype=object)[sort],
                "purpose": [talk[0] for talk in talks],
                "result": [talk[1] for talk in talks],
                "next_step": [talk[2] or None for talk in talks],
                "hours": np.maximum(np.rint(hours / HOURS_STEP), 1) * HOURS_STEP,
                "cost": (np.rint(cost / COST_STEP) * COST_STEP * FEN).astype("int64"),
                "satisfaction": pd.array([pd.NA] * count, dtype="Int64"),
            }
        )

    def _complaints(self, firm: Firm, chance: np.random.Generator) -> pd.DataFrame:
        lines = firm.lines[(firm.lines["quantity"] > 0) & (firm.lines["day"] >= firm.market.day(self.since))]
        hit, after = (
            chance.random(len(lines)) < self.complaint_share,
            chance.integers(1, self.complaint_days, len(lines)),
        )
        lines, day = lines[hit], firm.workday((lines["day"].to_numpy() + after)[hit])
        lines, day = lines[day < firm.market.days], day[day < firm.market.days]
        about = pick({i: c.share for i, c in enumerate(self.complaints)}, len(lines), chance).astype(int)
        content = np.array([c.satisfaction for c in self.complaints])[about] + chance.standard_normal(len(lines))
        return pd.DataFrame(
            {
                "position": lines["position"],
                "date": firm.dates(day),
                "customer": firm.codes(lines["position"]),
                "owner": firm.people["owner"].to_numpy()[lines["position"]],
                "kind": "complaint",
                "purpose": [self.complaints[c].about for c in about],
                "result": [self.complaints[c].settled for c in about],
                "satisfaction": pd.array(
                    np.rint(content).clip(SATISFACTION_LOW, SATISFACTION_HIGH).astype(int), dtype="Int64"
                ),
            }
        )


def _met(firm: Firm, position: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Which contact of the customer was met; missing where nobody is known."""
    lot, contacts = chance.random(len(position)), firm.shared.get("contacts")
    if contacts is None or contacts.empty:
        return np.full(len(position), None, dtype=object)
    count = contacts.groupby("position").size().reindex(range(len(firm.people)), fill_value=0).to_numpy()
    start = np.concatenate([[0], np.cumsum(count)[:-1]])  # contacts stand in the order of customers
    place = start[position] + (lot * count[position]).astype(int)
    codes = np.append(contacts["contact"].to_numpy(dtype=object), None)
    return np.where(count[position] > 0, codes[np.minimum(place, len(contacts))], None)
