"""Odd companies: too few, too alike, too large, too new, too late."""

import datetime as dt

import numpy as np
import pandas as pd

LAST = dt.date(2025, 12, 31)


def days(first, last, every):
    return [day.date() for day in pd.date_range(first, last, freq=f"{every}D")]


def people(count, **columns):
    codes = [f"C{i:04}" for i in range(count)]
    return pd.DataFrame({"customer": codes, "name": [f"第{i}客户有限公司" for i in range(count)], **columns})


def many(count=150, seed=3, first="2023-01-01", last="2025-12-31", money=lambda i, rng: rng.lognormal(10, 1)):
    """Buyers with rhythms of their own."""
    rng, lines = np.random.default_rng(seed), []
    for i in range(count):
        size = money(i, rng)
        for day in days(first, last, int(rng.integers(20, 120))):
            lines.append(
                (
                    f"C{i:04}",
                    day + dt.timedelta(days=int(rng.integers(0, 9))),
                    max(1, int(size * rng.lognormal(0, 0.4))),
                )
            )
    return [line for line in lines if line[1] <= LAST]


def one_customer():
    return [("C0000", day, 100_000) for day in days("2023-01-05", "2025-12-20", 30)], people(1)


def two_orders():
    return [("C0000", dt.date(2025, 3, 4), 500_000), ("C0001", dt.date(2025, 9, 4), 700_000)], people(2)


def one_order():
    return [("C0000", dt.date(2025, 3, 4), 500_000)], people(1)


def all_equal():
    lines = [(f"C{i:04}", day, 100_000) for i in range(80) for day in days("2023-01-05", "2025-12-20", 30)]
    return lines, people(80, region="华东", industry="机械", size="中型")


def giant():
    lines = [("C0000", day, 60_000_000) for day in days("2023-01-05", "2025-12-20", 15)]
    small = [
        (f"C{int(code[1:]) + 1:04}", day, amount) for code, day, amount in many(60, 4, money=lambda i, rng: 90_000)
    ]
    return lines + small, people(61, region=["华东" if i % 2 else "华南" for i in range(61)])


def all_new():
    return many(120, 5, first="2025-08-01"), people(120, size=["大型" if i % 5 == 0 else "小型" for i in range(120)])


def all_lost():
    return many(120, 6, last="2023-11-30"), people(120)


def no_region():
    return many(150, 7), people(150, industry=["机械" if i % 3 else "电子" for i in range(150)])


def only_returns():
    return [(f"C{i:04}", dt.date(2025, 5, 1 + i), -10_000) for i in range(10)], people(10)


KINDS = {
    "one_customer": one_customer,
    "one_order": one_order,
    "two_orders": two_orders,
    "all_equal": all_equal,
    "giant": giant,
    "all_new": all_new,
    "all_lost": all_lost,
    "no_region": no_region,
    "only_returns": only_returns,
}
