"""Why revenue changed between two periods: price, volume, mix, customers and products won and lost.

Every item is whole minor units, and together they are the change exactly, for any data.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from helpers.quantity import Quantity

#: Items in the order of the waterfall.
ITEMS = (
    "lost_customers",
    "new_customers",
    "lost_products",
    "new_products",
    "volume",
    "mix",
    "price",
    "services",
    "unpriced",
    "returns",
)


@dataclass(frozen=True)
class Bridge:
    """The change of net revenue taken apart.

    Attributes
    ----------
    before, after
        Net revenue of the two periods, minor units.
    items
        Amount of each of :data:`ITEMS`; they add up to ``after - before``.
    lines
        Kept customers and products by product line: ``line, before, volume, mix, price, after``.
    products
        Prices of pairs (customer, product) bought in both periods, by product: ``product, line,
        at_old_prices`` (today's quantities at the former prices), ``price`` (effect), ``change``
        (share), ``buyers`` (customers of both periods), ``less`` (of them, who pay less), worst first.
    customers
        ``customer, before, after, change, price, kind`` (``new``, ``lost``, ``kept``) of sales without
        returns, biggest loss first.
    dropped
        Products the firm sold in the former period only, to customers it kept: ``product, before``,
        largest first.
    index
        Price change of pairs bought in both periods, as a share, with interval; ``None`` when no
        pair was.
    services
        Codes of what counts as freight, fees and the like, and was sold.
    people
        ``customer, before, after``: net revenue with returns, so the sums are those of the firm.
    """

    before: int
    after: int
    items: dict[str, int]
    lines: pd.DataFrame
    products: pd.DataFrame
    customers: pd.DataFrame
    dropped: pd.DataFrame
    index: Quantity | None
    services: tuple[str, ...] = ()
    people: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["customer", "before", "after"]))

    @property
    def change(self) -> int:
        return self.after - self.before


#: A price that changed by a smaller part than this is the same: amounts are rounded.
SAME = 0.001

#: Minor units that a float still counts one by one; what would be valued higher has no price to compare.
LARGEST = 2**53


def bridge(
    before: pd.DataFrame,
    after: pd.DataFrame,
    lines: pd.Series | None = None,
    *,
    services: Collection[str] = (),
    draws: int = 1000,
    seed: int = 20250101,
) -> Bridge:
    """Take the change between two periods apart.

    In this order: returns; customers with sales in one period only; of the others, freight, fees and
    the like; sales without product or quantity; products that the firm sold in one period only; and
    for what is left

    - price: for every customer and product of both periods, (price now − price then) × quantity now,
      which is a Paasche index at the level of the pair (IMF, Producer Price Index Manual 2004);
    - volume: by product line, (quantity now − quantity then) × the line's average price then;
    - mix: what remains of a line: customers and products whose price lies above or below the line's
      average (sales-quantity and sales-mix variance, Horngren, Datar and Rajan, Cost Accounting).

    Effects are rounded once a line, and mix takes the remainder, so nothing is lost.

    Parameters
    ----------
    before, after
        Per customer and product, as :func:`helpers.company.ledger.sold` gives it.
    lines
        Product line by product: products whose quantities share a unit. Products without one are
        a line of their own.
    services
        Codes of what is sold and is no product (:mod:`helpers.company.services`): an item of its own,
        out of prices and products. Negative lines of it, such as discounts, are no returns.
    draws, seed
        Percentile bootstrap of the price index over customers (Efron 1979).
    """
    columns = ["amount", "quantity", "unpriced", "returns"]
    keys = ["customer", "product"]
    names = [name + period for name in columns for period in "01"]
    sides = []
    for frame, period in ((before, "0"), (after, "1")):
        side = frame[keys + columns].rename(columns={name: name + period for name in columns})
        missing = {name: 0.0 if name.startswith("quantity") else 0 for name in names if name not in side}
        sides.append(side.assign(**missing)[[*keys, *names]])
    both = pd.concat(sides, ignore_index=True)
    pairs = both.groupby(keys, dropna=False, sort=True, as_index=False)[names].sum()
    pairs["sales0"] = pairs["amount0"] + pairs["unpriced0"]
    pairs["sales1"] = pairs["amount1"] + pairs["unpriced1"]
    items = dict.fromkeys(ITEMS, 0)
    besides = pairs["product"].isin(list(services))
    back = (pairs["returns1"] - pairs["returns0"]).groupby(besides).sum()
    items["returns"] = int(back.get(False, 0))

    people = pairs.groupby("customer", sort=True)[["sales0", "sales1"]].sum()
    had, has = pairs["customer"].map(people["sales0"]) > 0, pairs["customer"].map(people["sales1"]) > 0
    items["lost_customers"] = -int(pairs.loc[had & ~has, "sales0"].sum())
    items["new_customers"] = int(pairs.loc[~had & has, "sales1"].sum())
    kept, extra = pairs[had & has & ~besides], pairs[had & has & besides]
    items["services"] = int(extra["sales1"].sum() - extra["sales0"].sum() + back.get(True, 0))
    items["unpriced"] = int(kept["unpriced1"].sum() - kept["unpriced0"].sum())

    goods = pairs[pairs["product"].notna()].groupby("product", sort=True)[["sales0", "sales1"]].sum()
    sold0, sold1 = kept["product"].map(goods["sales0"]) > 0, kept["product"].map(goods["sales1"]) > 0
    items["lost_products"] = -int(kept.loc[~sold1, "amount0"].sum())
    items["new_products"] = int(kept.loc[~sold0, "amount1"].sum())
    like = kept[sold0 & sold1].copy()
    if lines is not None:
        like["line"] = like["product"].map(lines).fillna(like["product"]).astype("str")
    else:
        like["line"] = like["product"]

    both = (like["amount0"] > 0) & (like["amount1"] > 0)
    valued = like["amount0"] / like["quantity0"].where(both, 1.0) * like["quantity1"]
    both &= valued < LARGEST
    like["matched"] = like["amount1"].where(both, 0).astype("int64")
    like["then"] = np.where(both, valued, 0.0)
    rows = []
    for name, line in like.groupby("line", sort=True):
        start, end = int(line["amount0"].sum()), int(line["amount1"].sum())
        if not start and not end:
            continue
        price = round(math.fsum(line["matched"]) - math.fsum(line["then"]))
        quantity0, quantity1 = math.fsum(line["quantity0"]), math.fsum(line["quantity1"])
        volume = round((quantity1 - quantity0) * start / quantity0) if quantity0 > 0 else end - price
        if abs(volume) >= LARGEST:
            volume = end - start - price
        rows.append((str(name), start, volume, end - start - volume - price, price, end))
    table = pd.DataFrame(rows, columns=["line", "before", "volume", "mix", "price", "after"])
    for name in ("volume", "mix", "price"):
        items[name] = int(table[name].sum()) if rows else 0

    matched = like[both]
    return Bridge(
        before=int(pairs["sales0"].sum() + pairs["returns0"].sum()),
        after=int(pairs["sales1"].sum() + pairs["returns1"].sum()),
        items=items,
        lines=table,
        products=_by(matched, ["product", "line"]).merge(_paying(matched), on="product", how="left"),
        customers=_movers(people, matched),
        dropped=_dropped(kept[~sold1]),
        index=_index(matched, draws, seed),
        services=tuple(sorted(pairs.loc[besides, "product"].unique())),
        people=_net(pairs),
    )


def _net(pairs: pd.DataFrame) -> pd.DataFrame:
    net = pairs.assign(before=pairs["sales0"] + pairs["returns0"], after=pairs["sales1"] + pairs["returns1"])
    return net.groupby("customer", sort=True, as_index=False)[["before", "after"]].sum()


def _by(matched: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Price effect by product (or customer) of pairs bought in both periods, worst first."""
    grouped = matched.groupby(keys, sort=True, as_index=False)[["matched", "then"]].sum()
    grouped["at_old_prices"] = grouped["then"].round().astype("int64")
    grouped["price"] = grouped["matched"] - grouped["at_old_prices"]
    grouped["change"] = grouped["matched"] / grouped["then"] - 1
    return grouped.sort_values(["price", keys[0]], kind="stable", ignore_index=True)[
        [*keys, "at_old_prices", "price", "change"]
    ]


def _paying(matched: pd.DataFrame) -> pd.DataFrame:
    less = matched["matched"] < matched["then"] * (1 - SAME)
    return less.groupby(matched["product"]).agg(buyers="size", less="sum").astype("int64").reset_index()


def _movers(people: pd.DataFrame, matched: pd.DataFrame) -> pd.DataFrame:
    table = people[(people["sales0"] > 0) | (people["sales1"] > 0)].reset_index()
    table.columns = ["customer", "before", "after"]
    table["change"] = table["after"] - table["before"]
    effects = _by(matched, ["customer"]).set_index("customer")["price"]
    table["price"] = table["customer"].map(effects).fillna(0).astype("int64")
    table["kind"] = np.select([table["before"] == 0, table["after"] == 0], ["new", "lost"], "kept")
    return table.sort_values(["change", "customer"], kind="stable", ignore_index=True)


def _dropped(gone: pd.DataFrame) -> pd.DataFrame:
    table = gone.groupby("product", sort=True)["amount0"].sum().rename("before").reset_index()
    table = table[table["before"] > 0]
    return table.sort_values(["before", "product"], ascending=[False, True], kind="stable", ignore_index=True)


def _index(matched: pd.DataFrame, draws: int, seed: int) -> Quantity | None:
    if matched.empty:
        return None
    by = matched.groupby("customer", sort=True)[["matched", "then"]].sum().to_numpy("float64")
    value = float(by[:, 0].sum() / by[:, 1].sum() - 1)
    if len(by) < 2:
        return Quantity(value, "share")
    random, size = np.random.default_rng(seed), len(by)
    changes = []
    for _ in range(draws):
        counts = np.bincount(random.integers(0, size, size), minlength=size)
        now, then = counts @ by
        changes.append(now / then - 1)
    low, high = np.quantile(changes, [0.025, 0.975])
    return Quantity(value, "share", float(low), float(high))
