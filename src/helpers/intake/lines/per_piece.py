"""Whether a column holds the price of one piece or the money of the line, told by how it moves with the quantity.

Shops call both "price": where a product sells in ones and in threes, the price of a piece stays and the money of the
line trebles. Nothing is concluded from few lines, or where both move.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.errors import IntakeError, Problem
from helpers.intake.lines.part import Part
from helpers.language import msg

#: A measure that stays within this share of its mean is the same for all quantities.
STEADY = 0.05
#: The other measure, and the quantity, vary at least by this share.
VARIES = 0.25
#: Lines, and products, that must tell before anything is concluded.
LINES, PRODUCTS = 8, 2
#: Share of the lines that can tell which must agree.
AGREE = 0.8


def told(products: pd.Series, quantities: pd.Series, money: pd.Series) -> str:
    """``line`` where the money grows with the quantity, ``piece`` where it stays the same, else nothing.

    Parameters
    ----------
    products
        Product of each line; missing where there is none.
    quantities, money
        As written, as numbers; missing where there is none.
    """
    size = pd.to_numeric(quantities, errors="coerce").abs()
    cost = pd.to_numeric(money, errors="coerce").abs()
    fit = products.notna() & (size > 0) & (cost > 0)
    frame = pd.DataFrame({"product": products[fit], "size": size[fit], "cost": cost[fit]})
    frame["each"] = frame["cost"] / frame["size"]
    by = frame.groupby("product")[["size", "cost", "each"]]
    return of_spreads((by.std(ddof=0) / by.mean()).assign(lines=by.size()))


def of_spreads(spread: pd.DataFrame) -> str:
    """The same from a row a product: ``size, cost, each`` (standard deviation by mean of each) and ``lines``."""
    lines = spread["lines"]
    able = spread["size"] >= VARIES  # products sold in different quantities
    grows = able & (spread["each"] <= STEADY) & (spread["cost"] >= VARIES)
    stays = able & (spread["cost"] <= STEADY) & (spread["each"] >= VARIES)
    total = int(lines[able].sum())
    for name, found in (("line", grows), ("piece", stays)):
        own = int(lines[found].sum())
        if own >= LINES and int(found.sum()) >= PRODUCTS and own >= AGREE * total:
            return name
    return ""


def refuse(part: Part, field: str, frame: pd.DataFrame, read) -> None:
    """Ask where a price by name is money of the line by its values, or an amount by name the price of a piece.

    Raises
    ------
    IntakeError
        When the column's name and its values say different things, and the mapping does not name the column.
    """
    header = part.header
    if header.how.get(field) == "mapping" or not {"quantity", field} <= set(read):
        return
    products = frame["product"].where(frame["product"].notna(), frame["product_name"])
    quantity, money = (_floats(read[name].values) for name in ("quantity", field))
    if told(products, quantity, money) != ("line" if field == "price" else "piece"):
        return
    column = header.name(field)
    if field == "price":
        what = msg(
            "{column} reads like the price of one piece, but it grows with the quantity: it looks like the money of the whole line.",
            column=column,
        )
    else:
        what = msg(
            "{column} reads like the money of a line, but it is the same whatever the quantity: it looks like the price of one piece.",
            column=column,
        )
    sizes = quantity.abs().to_numpy()
    first = int(np.flatnonzero(sizes > np.nanmin(sizes))[0])
    raise IntakeError(
        Problem(
            what=what,
            do=msg(
                "Say it in the mapping: `amount: {column}` where it is the money of the line, `price: {column}` where it is the price of one piece.",
                column=column,
            ),
            file=part.sheet.label,
            row=int(part.lines.iloc[first]),
            column=column,
            kind="ask-per-piece",
        )
    )


def _floats(values: pd.Series) -> pd.Series:
    return pd.Series([np.nan if value is None else float(value) for value in values], index=values.index)
