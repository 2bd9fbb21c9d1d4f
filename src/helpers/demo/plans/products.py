"""What is sold."""

from __future__ import annotations

from dataclasses import dataclass


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
