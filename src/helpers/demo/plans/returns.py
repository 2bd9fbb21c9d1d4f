"""Goods that come back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Returns:
    """Share of lines that come back, how much of a line, and how many days later at most."""

    share: float = 0.02
    whole: float = 0.4
    days: tuple[int, int] = (5, 40)
