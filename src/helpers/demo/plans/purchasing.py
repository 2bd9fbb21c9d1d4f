"""How often and how much customers buy."""

from __future__ import annotations

from dataclasses import dataclass


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

    reference_revenue: float = 100_000
    reference_orders: float = 6.2
    orders_elasticity: float = 0.47
    orders_spread: float = 0.25
    regularity: float = 6.0
    value_spread: float = 0.28
    lines_mean: float = 0.85
    lines_most: int = 6
    evenness: float = 4.0
    loyalty: float = 1.1
