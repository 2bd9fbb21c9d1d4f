"""How a customer buys: the few measures that clusters are formed on."""

from __future__ import annotations

import pandas as pd

#: Measures of behaviour; breadth only where order lines name products.
BEHAVIOUR = ("silence", "frequency", "basket", "breadth")
#: Attributes added for mixed data.
ATTRIBUTES = ("size", "channel", "industry")
#: Fewest customers that clusters are looked for in.
FEWEST = 60


def features(measures: pd.DataFrame, breadth: pd.Series | None = None) -> pd.DataFrame:
    """Raw measures of every customer with a rhythm: at least two purchase days ever, and one in the window.

    Parameters
    ----------
    measures
        As of :func:`helpers.classification.rfm.measure`.
    breadth
        Product lines (or products) bought in the window, by customer; left out when not known.

    Returns
    -------
    DataFrame
        Sorted by customer: ``customer, silence`` (days), ``frequency``, ``money`` (minor units, above zero)
        and, where known, ``breadth`` (at least one).
    """
    inside = (measures["purchase_days"] >= 2) & (measures["frequency"] >= 1) & (measures["monetary"] > 0)
    some = measures[inside].sort_values("customer", kind="stable").reset_index(drop=True)
    frame = pd.DataFrame(
        {
            "customer": some["customer"].astype("str"),
            "silence": some["recency_days"].astype("int64"),
            "frequency": some["frequency"].astype("int64"),
            "money": some["monetary"].astype("int64"),
        }
    )
    if breadth is not None:
        frame["breadth"] = breadth.reindex(frame["customer"]).fillna(1).clip(lower=1).astype("int64").to_numpy()
    return frame


def breadth_of(lines: pd.DataFrame, products: pd.DataFrame | None) -> pd.Series | None:
    """Product lines bought by each customer; products where lines are not known; ``None`` without either.

    Parameters
    ----------
    lines
        As of :func:`helpers.company.ledger.by_product`.
    products
        ``product, line``, or ``None`` when the folder has no such table.
    """
    bought = lines[(lines["net"] > 0) & lines["product"].notna()]
    if bought.empty or bought["customer"].nunique() * 2 < lines["customer"].nunique():
        return None
    kind = bought["product"]
    if products is not None and products["line"].notna().any():
        kind = kind.map(products.drop_duplicates("product").set_index("product")["line"]).fillna(kind)
    counted = bought.assign(kind=kind).groupby("customer")["kind"].nunique()
    return counted if counted.max() > 1 else None
