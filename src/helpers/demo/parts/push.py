"""Goods pushed into dealers at the end of a quarter, and what of them comes back in the weeks after."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Fact

QUARTERS = 4


@dataclass(frozen=True)
class Push(Fact):
    """Goods pushed into dealers at the end of a quarter, and what comes back.

    Attributes
    ----------
    since
        First day of the first quarter at whose end it is done.
    days
        It is done on the last so many working days of a quarter.
    dealers
        Share of the dealers that take part in a quarter.
    size, spread
        Value of the extra order: this part of a dealer's usual quarter (median), and the standard
        deviation of its logarithm.
    back, least
        Share of its lines that come back, and the least part of such a line's quantity.
    back_days
        They come back so many days later, both ends included.
    """

    name: ClassVar[str] = "push"

    since: str
    days: int
    dealers: float
    size: float
    spread: float
    back: float
    least: float
    back_days: tuple[int, int]

    def orders(self, firm: Firm, chance: np.random.Generator) -> None:
        """Extra orders, one a dealer that takes part and quarter."""
        both = pd.concat([firm.documents, pushed(self, firm, chance).assign(pushed=True)], ignore_index=True)
        firm.documents = both.sort_values(["day", "position", "pushed"], kind="stable").reset_index(drop=True)

    def lines(self, firm: Firm, chance: np.random.Generator) -> None:
        """Return lines of pushed orders, as :func:`helpers.demo.returns.draw` gives them for ordinary ones."""
        sales = firm.lines[firm.lines["quantity"] > 0]
        sales = sales[firm.documents["pushed"].to_numpy()[sales["document"]]]
        firm.lines = pd.concat([firm.lines, returned(self, firm, sales, chance)], ignore_index=True)

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        documents = [f"SO{number}" for number in firm.numbers[firm.documents["pushed"]]]
        firm.truth[self.name] = dataclasses.asdict(self) | {"documents": documents}


def pushed(plan: Push, firm: Firm, chance: np.random.Generator) -> pd.DataFrame:
    """Extra orders: ``position``, ``day``, ``value`` in yuan."""
    people, calendar = firm.people, firm.calendar
    parts = [pd.DataFrame({"position": np.zeros(0, int), "day": np.zeros(0, int), "value": np.zeros(0)})]
    regular = (people["channel"] == "dealer").to_numpy() & (people["kind"] == "regular").to_numpy()
    for last in last_days(firm, plan.days):
        lot, place = chance.random((2, len(people)))
        noise = np.exp(plan.spread * chance.standard_normal(len(people)))
        day = last[(place * len(last)).astype(int)]
        there = regular & (people["starts"].to_numpy() < last[0]) & (firm.plot.stops > last[-1]) & (lot < plan.dealers)
        grown = calendar["growth"].to_numpy()[last[0]]
        value = plan.size * noise * firm.rate["revenue"].to_numpy() / QUARTERS * grown
        if last[0] >= firm.market.day(plan.since):
            parts.append(pd.DataFrame({"position": np.arange(len(people)), "day": day, "value": value})[there])
    return pd.concat(parts, ignore_index=True).astype({"position": int, "day": int})


def last_days(firm: Firm, days: int) -> list[np.ndarray]:
    """Day numbers of the last so many working days of each quarter that ends within the period."""
    open_days = firm.calendar[firm.calendar["open"]]
    quarter = open_days["date"].dt.to_period("Q")
    ended = [(name, rows) for name, rows in open_days.groupby(quarter) if name.end_time.date() <= firm.market.end]
    return [rows.index.to_numpy()[-days:] for _, rows in ended]


def returned(plan: Push, firm: Firm, lines: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    """What comes back of these sales."""
    if lines.empty:
        return lines.iloc[:0]
    back, part = chance.random((2, len(lines)))
    days = chance.integers(plan.back_days[0], plan.back_days[1] + 1, int(lines["document"].max()) + 1)
    working = np.flatnonzero(firm.calendar["open"].to_numpy())
    at = np.searchsorted(working, lines["day"].to_numpy() + days[lines["document"]])
    hit = (back < plan.back) & (at < len(working))
    found = lines[hit].copy()
    pack = np.array([product.pack for product in firm.market.products])[found["product"]]
    share = plan.least + (1 - plan.least) * part[hit]
    found["day"] = working[at[hit]]
    found["quantity"] = -(np.ceil(share * found["quantity"] / pack) * pack).astype("int64")
    return found
