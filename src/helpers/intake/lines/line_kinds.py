"""Lines that are no product (freight, fees, adjustments), lines of a test, and returns without a sale."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.company.plain_yaml import read_own
from helpers.company.services import among, is_service, plain

__all__ = ["is_service", "is_test", "unpaired"]

WORDS = Path(__file__).with_name("line_kinds.yml")


@cache
def _known() -> Mapping[str, frozenset[str]]:
    raw = read_own(WORDS)
    return {kind: frozenset(plain(word) for word in raw["test"][kind]) for kind in ("customer", "product")}


def is_test(customers: pd.Series, customer_codes: pd.Series, products: pd.Series) -> pd.Series:
    """Lines of a customer, or of a product, that stands for a test: by the whole name."""
    known = _known()
    return among(customers.where(customers.notna(), customer_codes), known["customer"]) | among(
        products, known["product"]
    )


def unpaired(lines: pd.DataFrame) -> pd.Series:
    """Returns that no earlier sale of the data covers.

    Per customer and product the quantities are added up in the order of days, sales of a day before its
    returns; a return is unpaired where the sum falls below its lowest so far and below zero: more came back
    than had been sold. That is first in, first out, without naming single sales. Lines without a product or a
    quantity cannot be paired and are not told.

    Parameters
    ----------
    lines
        ``customer``, ``product``, ``date``, ``quantity``.
    """
    rows = lines.loc[lines["product"].notna() & lines["quantity"].notna(), ["customer", "product", "date", "quantity"]]
    order = rows.assign(back=rows["quantity"] < 0).sort_values(["customer", "product", "date", "back"], kind="stable")
    total = order.groupby(["customer", "product"], sort=False)["quantity"].cumsum().round(6)
    lowest = total.groupby([order["customer"], order["product"]], sort=False).cummin()
    before = lowest.groupby([order["customer"], order["product"]], sort=False).shift(fill_value=0.0).clip(upper=0.0)
    found = order["back"] & (total < before)
    return found.reindex(lines.index, fill_value=False)
