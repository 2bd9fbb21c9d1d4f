"""How invoices are paid."""

from __future__ import annotations

from dataclasses import dataclass


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

    habit_mean: float = 4.0
    habit_spread: float = 5.0
    spread: float = 6.0
    credit_months: float = 3.0
