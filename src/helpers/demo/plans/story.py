"""What every market may plant: a level shift, leavers, untapped and late customers."""

from __future__ import annotations

from dataclasses import dataclass


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
    """

    level_on: str = ""
    level: float = 0.0
    leaving: float = 0.0
    leave_from: str = "2023-07-01"
    leave_to: str = "2025-02-28"
    stopping: float = 0.0
    stopping_sizes: tuple[str, ...] = ()
    stopping_orders: float = 8
    stop_from: str = "2025-04-01"
    stop_to: str = "2025-10-31"
    untapped: float = 0.0
    untapped_sizes: tuple[str, ...] = ()
    untapped_share: float = 1.0
    late: int = 0
    late_from: str = "2025-05-01"
    late_days: float = 0.0
    late_spread: float = 0.0
    late_invoices: int = 1
    untapped_industries: tuple[str, ...] = ()
