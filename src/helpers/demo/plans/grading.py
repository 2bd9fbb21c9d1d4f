"""The grades salespersons kept."""

from __future__ import annotations

from dataclasses import dataclass


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

    shares: tuple[float, float] = (0.12, 0.33)
    noise: float = 0.7
    politics: float = 0.5
    seniority: float = 0.06
    ungraded: float = 0.06
    reviewed_on: str = "2024-01-15"
    later_on: str = "2025-01-20"
    later: float = 0.15
