"""What finance reports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FinancePlan:
    """The yearly totals finance reports: the year whose total differs, and by what share of it."""

    odd_year: int = 0
    difference: float = 0.0005
