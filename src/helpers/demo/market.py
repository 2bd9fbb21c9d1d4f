"""A firm and its market, as the generator needs it: the plans of each concept, and the parts it has besides."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from helpers.demo import names
from helpers.demo.part import Part
from helpers.demo.plans import (
    Dirt,
    FinancePlan,
    Grading,
    Industry,
    Payments,
    Population,
    Pricing,
    Product,
    Purchasing,
    Region,
    Returns,
    Seasons,
    Size,
    StoryPlan,
)
from helpers.language import Words

START, END = dt.date(2023, 1, 1), dt.date(2025, 12, 31)


@dataclass(frozen=True)
class Market:
    """A firm and its market.

    Attributes
    ----------
    id, name
        Of the firm; the name says that it is invented.
    industry
        Preset of rules it goes with; also the key it is asked for by.
    industries, regions, sizes, products
        What customers and products there are.
    start, end, currency, basis, tax
        Period of the data, and what revenue means in ``company.yml``.
    naming
        How customers get their names, see :func:`helpers.demo.names.firms`.
    parts
        Further tables and planted facts, in the order they are added (:mod:`helpers.demo.part`).
    tells
        What is planted and what to look at, for the reader of ``data/README.md``.
    seed
        Seed of the committed company; ``None`` while none is committed.
    exported
        True when the ERP's export is committed too.
    """

    id: str
    name: Words
    industry: str
    industries: tuple[Industry, ...]
    regions: tuple[Region, ...]
    sizes: tuple[Size, ...]
    products: tuple[Product, ...]
    start: dt.date = START
    end: dt.date = END
    currency: str = "CNY"
    basis: str = "shipped"
    tax: str = "excluded"
    population: Population = Population(customers=400)
    purchasing: Purchasing = Purchasing()
    seasons: Seasons = Seasons()
    pricing: Pricing = Pricing()
    returns: Returns = Returns()
    payments: Payments = Payments()
    grading: Grading = Grading()
    story: StoryPlan = StoryPlan()
    finance: FinancePlan = FinancePlan()
    dirt: Dirt = Dirt()
    naming: Callable = names.firms
    parts: tuple[Part, ...] = ()
    tells: Words | None = None
    seed: int | None = None
    exported: bool = False

    @property
    def days(self) -> int:
        """Days of the period, both ends included."""
        return (self.end - self.start).days + 1

    @property
    def lines(self) -> tuple[str, ...]:
        """Product lines in the order of the catalogue."""
        return tuple(dict.fromkeys(product.line for product in self.products))

    def day(self, date: str) -> int:
        """Day number of an ISO date: 0 is the first day of the period."""
        return (dt.date.fromisoformat(date) - self.start).days

    def part(self, name: str) -> Part | None:
        """The part of that name, if the market has it."""
        return next((part for part in self.parts if part.name == name), None)


@cache
def markets() -> Mapping[str, Market]:
    """All described markets by industry preset: one module of ``helpers.demo.markets`` each."""
    from helpers.demo import markets as package

    modules = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    found = [importlib.import_module(f"{package.__name__}.{name}").MARKET for name in modules]
    return {market.industry: market for market in found}
