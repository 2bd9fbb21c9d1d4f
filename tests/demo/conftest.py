"""Generated companies on seeds that were never used while the generator was developed (those were below 100)."""

import dataclasses
from functools import cache

import pandas as pd
import pytest

from helpers.demo.build import generate
from helpers.demo.market import markets

#: Held-out seeds of the companies with a story, and of the twins without.
SEEDS = range(9101, 9113)
TWINS = range(9101, 9141)


#: Held-out seeds of the other firms.
OTHER_SEEDS = range(9201, 9213)
OTHER_TWINS = range(9201, 9221)


@cache
def made_of(industry, seed, signal=True, without=()):
    market = markets()[industry]
    parts = tuple(part for part in market.parts if part.name not in without)
    return generate(dataclasses.replace(market, parts=parts), seed, signal)


@cache
def made(seed, signal=True, festival=True):
    # further tables change none of the basic ones (test_demo_parts.py), so they need not be drawn here
    market = dataclasses.replace(markets()["industrial_automation"], parts=())
    if not festival:
        pause = dataclasses.replace(market.seasons.festival, before=0, after=0)
        market = dataclasses.replace(market, seasons=dataclasses.replace(market.seasons, festival=pause))
    return generate(market, seed, signal)


@pytest.fixture(scope="session")
def demos():
    """The companies with a story."""
    return [made(seed) for seed in SEEDS]


@pytest.fixture(scope="session")
def twins():
    """Their twins without a story."""
    return [made(seed, signal=False) for seed in SEEDS]


@pytest.fixture(scope="session")
def one():
    """One company with a story."""
    return made(SEEDS[0])


def by_month(demo):
    """Net revenue by month: ``month`` (first day), ``net``."""
    orders = demo.company.frames["orders"]
    month = orders["date"].dt.to_period("M").dt.to_timestamp()
    return orders.groupby(month)["amount"].sum().rename("net").rename_axis("month").reset_index()


@pytest.fixture(scope="session")
def monthly():
    return by_month


@pytest.fixture(scope="session")
def make():
    return made


@pytest.fixture(scope="session")
def twin_seeds():
    return TWINS


@pytest.fixture(scope="session")
def end():
    return pd.Timestamp(markets()["industrial_automation"].end)


@pytest.fixture(scope="session")
def other_twins():
    return OTHER_TWINS


@pytest.fixture(scope="module")
def firms(request):
    """Companies of the module's ``INDUSTRY`` with a story, of its own ``SEEDS`` where it has some.

    Parts named in the module's ``WITHOUT`` are left out: they change nothing else, and take time.
    """
    module = request.module
    seeds, without = getattr(module, "SEEDS", OTHER_SEEDS), getattr(module, "WITHOUT", ())
    return [made_of(module.INDUSTRY, seed, without=without) for seed in seeds]


@pytest.fixture(scope="module")
def quiet_firms(request):
    """Companies of the module's ``INDUSTRY`` without a story, of its own ``TWINS`` where it has some."""
    module = request.module
    seeds, without = getattr(module, "TWINS", OTHER_TWINS), getattr(module, "WITHOUT", ())
    return [made_of(module.INDUSTRY, seed, signal=False, without=without) for seed in seeds]
