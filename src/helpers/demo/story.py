"""What is planted in the data for the course to find. The no-signal twin plants none of it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.demo.market import Market


@dataclass(frozen=True)
class Story:
    """What happens to whom.

    Attributes
    ----------
    level
        Factor on all demand, by day of the period.
    share
        Our share of each customer's wallet, once the story is told.
    stops
        Day number from which a customer orders nothing more; the number of days for the others.
    left
        Those of them who left early.
    stopped
        Those of them who stopped lately.
    untapped
        Customers who buy almost all elsewhere.
    """

    level: np.ndarray
    share: np.ndarray
    stops: np.ndarray
    left: np.ndarray
    stopped: np.ndarray
    untapped: np.ndarray


def quiet(market: Market) -> Market:
    """The market of the no-signal twin: prices and mix stay as they are, finance agrees, parts plant nothing."""
    pricing = dataclasses.replace(market.pricing, rise=0.0, mix_drift={}, raw_material=None)
    finance = dataclasses.replace(market.finance, difference=0.0)
    return dataclasses.replace(market, pricing=pricing, finance=finance, parts=tuple(p.quiet() for p in market.parts))


def plant(
    market: Market,
    people: pd.DataFrame,
    orders: np.ndarray,
    chance: np.random.Generator,
    signal: bool,
) -> Story:
    """Choose days and customers; with ``signal`` false nothing happens to anybody.

    ``orders`` is each customer's usual number of orders a year.
    """
    plan, count = market.story, len(people)
    level, share = np.ones(market.days), people["share"].to_numpy().copy()
    stops, untapped = np.full(count, market.days), np.zeros(count, bool)
    lots, day = chance.random((3, count)), chance.random(count)
    left = stopping = np.zeros(count, bool)
    if not signal:
        return Story(level, share, stops, left, stopping, untapped)
    if plan.level:
        level[market.day(plan.level_on) :] = 1 + plan.level
    known = (people["kind"] == "regular").to_numpy() & (people["starts"] < 0).to_numpy()
    left = known & (lots[0] < plan.leaving)
    able = known & ~left & people["size"].isin(plan.stopping_sizes).to_numpy() & (orders >= plan.stopping_orders)
    stopping = able & (lots[1] < plan.stopping)
    for who, first, last in ((left, plan.leave_from, plan.leave_to), (stopping, plan.stop_from, plan.stop_to)):
        first, last = market.day(first), market.day(last)
        stops = np.where(who, (first + day * (last - first)).astype(int), stops)
    room = known & ~left & ~stopping & people["size"].isin(plan.untapped_sizes).to_numpy()
    if plan.untapped_industries:
        room &= people["industry"].isin(plan.untapped_industries).to_numpy()
    wanted = round(plan.untapped * room.sum())
    chosen = np.flatnonzero(room)[np.argsort(lots[2][room], kind="stable")[:wanted]]
    untapped[chosen] = True
    share = np.where(untapped, share * plan.untapped_share, share)
    return Story(level, share, stops, left, stopping, untapped)


def late_payers(
    market: Market, invoices: pd.DataFrame, count: int, chance: np.random.Generator, signal: bool
) -> np.ndarray:
    """Positions of the customers that begin to pay late, among those with enough invoices since then."""
    plan, late = market.story, np.zeros(count, bool)
    lots = chance.random(count)
    if signal:
        since = invoices[(invoices["issued_on"] >= pd.Timestamp(plan.late_from)) & (invoices["amount"] > 0)]
        numbers = since.groupby("position").size().reindex(range(count), fill_value=0)
        able = np.flatnonzero(numbers.to_numpy() >= plan.late_invoices)
        late[able[np.argsort(lots[able], kind="stable")[: plan.late]]] = True
    return late
