"""What describes a market: every number the generator uses has a name and a meaning here.

Money in these descriptions is in major units (yuan); the generator turns it into minor units.
"""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from helpers.language import Words


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
class Product:
    """A product; quantities of one line share a unit and can be added.

    ``list_price`` is the price at the start of the period, in yuan; ``cost`` the standard cost as
    a share of it; ``popularity`` its relative chance within its line; ``pack`` the units of a
    package: only whole packages are sold and taken back.
    """

    code: str
    name: str
    line: str
    series: str
    list_price: float
    cost: float
    popularity: float = 1.0
    launched_on: str = "2019-03-01"
    ended_on: str = ""
    pack: int = 1


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
    arriving: float
    dormant: float
    one_time: float
    oldest: int
    share_mean: float
    share_spread: float
    grouped: float
    group_size: tuple[int, int]


@dataclass(frozen=True)
class Purchasing:
    """How customers buy.

    Attributes
    ----------
    reference_revenue, reference_orders
        A customer worth ``reference_revenue`` yuan a year places ``reference_orders`` orders a year …
    orders_elasticity
        … and orders grow as this power of revenue.
    orders_spread
        Standard deviation of the logarithm of a customer's own order rate around that.
    regularity
        Shape of the gamma distribution of times between purchases: 1 is pure chance, more is
        more regular.
    value_spread
        Coefficient of variation of one customer's order values (gamma).
    lines_mean
        Mean number of lines an order, beyond the first (Poisson, cut at ``lines_most``).
    lines_most
        Most lines an order.
    evenness
        Dirichlet parameter that splits an order's value over its lines.
    loyalty
        Standard deviation of a customer's own log preference among the products.
    """

    reference_revenue: float
    reference_orders: float
    orders_elasticity: float
    orders_spread: float
    regularity: float
    value_spread: float
    lines_mean: float
    lines_most: int
    evenness: float
    loyalty: float


@dataclass(frozen=True)
class Festival:
    """What the Spring Festival does to demand, by days from its first day.

    Attributes
    ----------
    before, after
        Days before and after the first day within which orders are fewer.
    depth
        Share of orders missing on the working days next to the closed days; it shrinks in a
        straight line to nothing at the ends.
    pulled_forward
        Share of the missing demand that is ordered earlier, within ``pull_days`` days before the drop.
    caught_up
        Share that is ordered later, within ``catch_days`` days after the drop; the rest is lost.
    """

    before: int
    after: int
    depth: float
    pulled_forward: float
    pull_days: int
    caught_up: float
    catch_days: int


@dataclass(frozen=True)
class Peak:
    """A shopping festival that resellers stock up for, every year.

    Attributes
    ----------
    month, day
        Its date, e.g. 11 and 11.
    from_days, to_days
        Stocking up begins and ends so many days before it.
    height
        Further demand on those days, as a share of the ordinary.
    after_days, after
        For so many days after stocking up has ended, demand is lower by the share ``after``: shelves are full.
    """

    month: int
    day: int
    from_days: int
    to_days: int
    height: float
    after_days: int
    after: float


@dataclass(frozen=True)
class Seasons:
    """The year's course.

    Attributes
    ----------
    months
        Relative demand of January to December without the Spring Festival.
    weekdays
        Relative demand of Monday to Friday; Saturdays, Sundays and public holidays have none.
    month_end_days, month_end
        The last so many working days of a month have so much more demand.
    growth
        Growth of each customer's demand, a year.
    festival
        See :class:`Festival`.
    peaks
        Shopping festivals, see :class:`Peak`.
    """

    months: tuple[float, ...]
    weekdays: tuple[float, ...]
    month_end_days: int
    month_end: float
    growth: float
    festival: Festival
    peaks: tuple[Peak, ...] = ()


@dataclass(frozen=True)
class RawMaterial:
    """A raw material whose price carries prices and costs along (:mod:`helpers.demo.raw_material`).

    Attributes
    ----------
    index
        Date → price of the raw material relative to the start; straight lines in between. It counts by
        the month: prices and costs are set on the first of each.
    price_share
        Product line → share of the index's change that its prices follow.
    cost_share
        Share of the index's change that costs follow.
    lag
        Prices follow so many months after costs.
    """

    index: Mapping[str, float]
    price_share: Mapping[str, float]
    cost_share: float
    lag: int


@dataclass(frozen=True)
class Pricing:
    """Prices, discounts and what changes in them.

    Attributes
    ----------
    rise_on, rise
        Day from which list prices are higher, and by what share.
    dealer_discount
        Further discount for dealers.
    discount_spread, discount_most
        Standard deviation of the discount between customers, and the highest there is.
    line_spread
        Standard deviation of one line's price around the customer's own.
    cost_growth
        Growth of unit costs on 1 January of each later year.
    mix_drift
        Product line → yearly change of its log odds within orders.
    raw_material
        What prices follow besides; nothing when there is none.
    """

    rise_on: str
    rise: float
    dealer_discount: float
    discount_spread: float
    discount_most: float
    line_spread: float
    cost_growth: float
    mix_drift: Mapping[str, float]
    raw_material: RawMaterial | None = None


@dataclass(frozen=True)
class Returns:
    """Share of lines that come back, how much of a line, and how many days later at most."""

    share: float
    whole: float
    days: tuple[int, int]


@dataclass(frozen=True)
class Payments:
    """How invoices are paid: one invoice a customer and month, on the month's last working day.

    Attributes
    ----------
    habit_mean, habit_spread
        Days a customer usually pays after the due day (between customers, normal).
    spread
        Standard deviation of one invoice's days around the customer's habit.
    credit_months
        Credit limits cover about so many months of business.
    """

    habit_mean: float
    habit_spread: float
    spread: float
    credit_months: float


@dataclass(frozen=True)
class Grading:
    """The grades A, B, C that salespersons kept.

    Attributes
    ----------
    shares
        Share of customers graded A and B; the rest are C.
    noise
        Standard deviation added to the log of revenue: judgement.
    politics
        Standard deviation of what an owner adds for all their customers: who shouts louder.
    seniority
        Added to the log of revenue for each year a customer has been known.
    ungraded
        Share of customers without a grade.
    reviewed_on, later_on, later
        Day of the last general review, and of a later one in which the share ``later`` was graded.
    """

    shares: tuple[float, float]
    noise: float
    politics: float
    seniority: float
    ungraded: float
    reviewed_on: str
    later_on: str
    later: float


@dataclass(frozen=True)
class GroupShift:
    """One group of customers buys less from a day on, while the others go on (:mod:`helpers.demo.group_shift`).

    Attributes
    ----------
    attribute, value
        Column of the customer table, and the group in it.
    on, level
        Day from which the share ``level`` of its orders' value is gone (−0.4: forty in a hundred less).
    """

    attribute: str
    value: str
    on: str
    level: float


@dataclass(frozen=True)
class Push:
    """Goods pushed into dealers at the end of a quarter, and what comes back (:mod:`helpers.demo.push`).

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

    since: str
    days: int
    dealers: float
    size: float
    spread: float
    back: float
    least: float
    back_days: tuple[int, int]


@dataclass(frozen=True)
class Newcomers:
    """How many new customers leave early, and how that changed (:mod:`helpers.demo.newcomers`).

    Attributes
    ----------
    leaving, within
        Chance that a new customer orders nothing more from a day within so many days of its first order …
    changed_on, leaving_since
        … and the chance for those who first order from this day on.
    """

    leaving: float
    within: int
    changed_on: str
    leaving_since: float


@dataclass(frozen=True)
class StoryPlan:
    """What is planted for the course to find; the no-signal twin has none of it.

    Attributes
    ----------
    level_on, level
        Day from which a share ``level`` of business is gone (−0.15: fifteen in a hundred less).
    leaving, leave_from, leave_to
        Share of regular customers that leave for good between these days: long gone at the end.
    stopping, stopping_sizes, stopping_orders, stop_from, stop_to
        Share of the other regular customers of these sizes with at least so many orders a year that stop for good
        between these days: recent enough that silence alone does not show it.
    untapped, untapped_sizes, untapped_share
        Share of regular customers of these sizes who buy almost all elsewhere: our share of their
        wallet is this part of the usual one.
    late, late_from, late_days, late_spread
        Number of customers that pay invoices issued from a day on so many days after the due day
        (median and standard deviation of the logarithm).
    late_invoices
        Least number of invoices from that day on that a late payer must have.
    untapped_industries
        Industries the untapped customers are of; all when empty.
    group, push, newcomers
        See :class:`GroupShift`, :class:`Push`, :class:`Newcomers`; nothing of the kind when there is none.
    """

    level_on: str
    level: float
    leaving: float
    leave_from: str
    leave_to: str
    stopping: float
    stopping_sizes: tuple[str, ...]
    stopping_orders: float
    stop_from: str
    stop_to: str
    untapped: float
    untapped_sizes: tuple[str, ...]
    untapped_share: float
    late: int
    late_from: str
    late_days: float
    late_spread: float
    late_invoices: int
    untapped_industries: tuple[str, ...] = ()
    group: GroupShift | None = None
    push: Push | None = None
    newcomers: Newcomers | None = None


@dataclass(frozen=True)
class FinancePlan:
    """The yearly totals finance reports: the year whose total differs, and by what share of it."""

    odd_year: int
    difference: float


@dataclass(frozen=True)
class Dirt:
    """What is wrong with the firm's own export of its order ledger.

    Attributes
    ----------
    duplicates
        Lines written twice in the same sheet.
    without_customer
        Extra lines without a customer (samples handed out), which are no revenue.
    across_sheets
        Lines of the last days of a year that stand again in the next year's sheet.
    text_dates
        Share of dates that are text (2024/3/5 or 2024年3月5日).
    blank_ids, wide_ids
        Lines whose customer code has blanks around it, or full-width letters and digits.
    """

    duplicates: int
    without_customer: int
    across_sheets: int
    text_dates: float
    blank_ids: int
    wide_ids: int


@dataclass(frozen=True)
class Market:
    """A firm and its market, as the generator needs it."""

    id: str
    name: Words
    industry: str
    currency: str
    start: dt.date
    end: dt.date
    basis: str
    tax: str
    industries: tuple[Industry, ...]
    regions: tuple[Region, ...]
    sizes: tuple[Size, ...]
    products: tuple[Product, ...]
    population: Population
    purchasing: Purchasing
    seasons: Seasons
    pricing: Pricing
    returns: Returns
    payments: Payments
    grading: Grading
    story: StoryPlan
    finance: FinancePlan
    dirt: Dirt

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


@cache
def markets() -> Mapping[str, Market]:
    """All described markets by industry preset: one module of ``helpers.demo.markets`` each."""
    from helpers.demo import markets as package

    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    found = [importlib.import_module(f"{package.__name__}.{name}").MARKET for name in names]
    return {market.industry: market for market in found}
