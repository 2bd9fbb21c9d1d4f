"""Who the customers of a market are: industries, regions, sizes, how many, since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Industry:
    """An industry that customers belong to.

    Attributes
    ----------
    name
        As it stands in the customer table.
    share
        Share of customers (shares are normalised).
    wallet
        Yearly need relative to the average industry, for customers of the same size.
    nouns
        What firms of the industry call themselves, between brand and 有限公司.
    appetite
        Product line → relative chance that an order line is of it (1 where not named).
    dealer
        True when firms of this industry resell: their channel is ``dealer``.
    endings
        What their names end with; the usual endings of makers when empty.
    """

    name: str
    share: float
    wallet: float
    nouns: tuple[str, ...]
    appetite: Mapping[str, float]
    dealer: bool = False
    endings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Region:
    """A sales region: its share of customers, its cities, and how many salespersons work it."""

    name: str
    share: float
    cities: tuple[str, ...]
    salespersons: int


@dataclass(frozen=True)
class Size:
    """A size band of customers.

    Attributes
    ----------
    share
        Share of customers.
    wallet
        Median yearly need for products of this kind, from any supplier, in yuan.
    spread
        Standard deviation of the logarithm of the wallet within a size band and industry.
    discount
        Usual discount from list price.
    terms
        Payment days → chance.
    """

    name: str
    share: float
    wallet: float
    spread: float
    discount: float
    terms: Mapping[int, float]


@dataclass(frozen=True)
class Population:
    """How many customers, since when, how much of their wallet is ours.

    Attributes
    ----------
    customers
        Rows of the customer table.
    arriving
        Share of customers who begin within the period.
    dormant
        Share who stand in the customer table and order nothing in the period.
    one_time
        Share who order once and never again.
    oldest
        First year a customer was entered.
    share_mean, share_spread
        Mean and standard deviation of our share of a customer's wallet (a Beta distribution).
    grouped
        Share of customers that belong to a group of firms, and ``group_size`` the range of
        members (both ends included).
    """

    customers: int
    arriving: float = 0.2
    dormant: float = 0.03
    one_time: float = 0.08
    oldest: int = 2013
    share_mean: float = 0.34
    share_spread: float = 0.07
    grouped: float = 0.05
    group_size: tuple[int, int] = (2, 3)
