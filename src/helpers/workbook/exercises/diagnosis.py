"""Exercises of station 1."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.language import msg
from helpers.quantity import Quantity
from helpers.station import StationResult
from helpers.workbook.exercise import Compute


def half(result: StationResult) -> Mapping[str, Quantity]:
    """How many customers bring half of the revenue."""
    table = result["concentration"]
    if table.empty:
        return {}
    all_customers = table.iloc[0]
    return {
        "answer": Quantity(
            int(all_customers["half"]), "count", float(all_customers["half_low"]), float(all_customers["half_high"])
        ),
        "customers": Quantity(int(all_customers["customers"]), "count"),
    }


def price(result: StationResult) -> Mapping[str, Quantity]:
    """What price alone did to the revenue, summed over product lines."""
    lines = result["bridge_lines"]
    if lines.empty:
        return {}
    currency = result.facts.currency
    return {
        "answer": Quantity(int(lines["price"].sum()), "money", currency=currency),
        "volume": Quantity(int(lines["volume"].sum()), "money", currency=currency),
        "mix": Quantity(int(lines["mix"].sum()), "money", currency=currency),
    }


EXERCISES = (
    Compute(
        id="1.2.a",
        station="diagnosis",
        hint=msg(
            'Sort the customers by revenue, largest first, and add up until half is reached: result["concentration_curve"] has them in that order.'
        ),
        solution=msg(
            "{answer} of {customers} customers bring half of the revenue; by chance alone it could be {answer:interval}."
        ),
        numbers=half,
        tolerance=0.0,
    ),
    Compute(
        id="1.2.b",
        station="diagnosis",
        hint=msg(
            'result["bridge_lines"] has one row a product line; add up one column, and mind that the table counts in cents.'
        ),
        solution=msg(
            "Price alone changed the revenue by {answer:exact}; volume by {volume:exact}, mix by {mix:exact}. Only the first has to do with price lists and discounts."
        ),
        numbers=price,
        tolerance=0.001,
    ),
)
