"""Small companies made in memory for the tests of station 2."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from helpers.company.folder import Company
from helpers.company.profile import Profile
from helpers.language import Words

AS_OF = dt.date(2025, 12, 31)
COLUMNS = ["doc_no", "date", "customer", "product", "quantity", "amount", "cost"]


def build(lines, customers=None, as_of=AS_OF):
    """A company from (customer, date, minor units[, doc_no]) tuples and customer columns."""
    rows = [(line[3] if len(line) > 3 else f"D{i:06}", line[1], line[0], line[2]) for i, line in enumerate(lines)]
    orders = pd.DataFrame(rows, columns=["doc_no", "date", "customer", "amount"])
    orders = orders.astype({"doc_no": "str", "customer": "str", "amount": "Int64"})
    orders["date"] = pd.to_datetime(orders["date"]).astype("datetime64[us]")
    orders["product"] = pd.Series(pd.NA, index=orders.index, dtype="str")
    orders["quantity"] = np.nan
    orders["cost"] = pd.Series(pd.NA, index=orders.index, dtype="Int64")
    if customers is None:
        customers = pd.DataFrame({"customer": sorted(set(orders["customer"]))})
    customers = customers.copy()
    customers["customer"] = customers["customer"].astype("str")
    profile = Profile("made", Words("某公司", "A firm"), "general", "CNY", as_of, True)
    return Company(profile, {"customers": customers, "orders": orders[COLUMNS]})


def make(count=240, seed=7, months=36, as_of=AS_OF):
    """A firm with rhythms, sizes, industries, quiet customers, one-time buyers, returns."""
    rng = np.random.default_rng(seed)
    ids = np.array([f"C{i:04}" for i in range(count)])
    size = rng.choice(["大型", "中型", "小型"], count, p=[0.2, 0.4, 0.4])
    industry = rng.choice(["包装机械", "锂电设备", "物流"], count)
    scale = pd.Series(size).map({"大型": 9.0, "中型": 7.6, "小型": 6.4}).to_numpy() + rng.normal(0, 0.8, count)
    start = pd.Timestamp(as_of) - pd.DateOffset(months=months)
    lines = []
    for i in range(count):
        cycle = rng.lognormal(3.4, 0.5)
        birth = start + pd.Timedelta(
            days=int(rng.uniform(0, 60) if rng.random() < 0.7 else rng.uniform(60, months * 30))
        )
        death = (
            pd.Timestamp(as_of) - pd.Timedelta(days=int(rng.uniform(0, 500)))
            if rng.random() < 0.25
            else pd.Timestamp(as_of)
        )
        day, n = birth, 0
        while day <= death:
            amount = int(np.exp(scale[i] + rng.normal(0, 0.4)) * 100)
            lines.append((ids[i], day, amount))
            if rng.random() < 0.03:
                lines.append((ids[i], day + pd.Timedelta(days=5), -amount // 2))
            n += 1
            if n == 1 and rng.random() < 0.12:
                break
            day = day + pd.Timedelta(days=max(1, int(rng.gamma(4, cycle / 4))))
    lines = [line for line in lines if line[1] <= pd.Timestamp(as_of)]
    customers = pd.DataFrame(
        {
            "customer": ids,
            "name": [f"恒{c}机械有限公司" for c in ids],
            "industry": industry,
            "size": size,
            "owner": rng.choice(["李明", "王芳", "赵强"], count),
        }
    )
    return build(lines, customers, as_of)


@pytest.fixture(scope="session")
def firm():
    return make()


@pytest.fixture(scope="session")
def result(firm):
    from helpers import classification

    return classification.run(firm)


@pytest.fixture(name="build", scope="session")
def build_():
    return build


@pytest.fixture(name="make", scope="session")
def make_():
    return make
