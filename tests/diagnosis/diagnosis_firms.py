"""Small companies made in memory for the tests of station 1."""

import datetime as dt

import numpy as np
import pandas as pd

from helpers.company.folder import Company
from helpers.company.profile import Profile
from helpers.company.schema import DTYPES, tables
from helpers.diagnosis.sales.calendar import festival
from helpers.diagnosis.sales.regression import autoregressive
from helpers.language import Words

AS_OF = dt.date(2025, 12, 31)
SEASON = np.log([0.8, 0.75, 1.1, 1.05, 1.0, 1.1, 0.95, 0.95, 1.1, 1.0, 1.1, 1.2])


def settle(name, frame):
    """A canonical table from a frame with some of its columns."""
    frame = frame.copy()
    for column in tables()[name].columns:
        if column.name not in frame:
            frame[column.name] = pd.Series(pd.NA, index=frame.index, dtype=DTYPES[column.kind])
        else:
            frame[column.name] = frame[column.name].astype(DTYPES[column.kind])
    return frame[list(tables()[name].names)]


def company(lines, customers=None, products=None, *, as_of=AS_OF, currency="CNY", id="made"):
    """A company from order lines ``(date, customer, amount in minor units[, product, quantity])``."""
    rows = [(f"D{i:06}", *line, *([None, None][len(line) - 3 :])) for i, line in enumerate(lines)]
    orders = pd.DataFrame(rows, columns=["doc_no", "date", "customer", "amount", "product", "quantity"])
    orders["date"] = pd.to_datetime(orders["date"])
    if customers is None:
        names = sorted(set(orders["customer"]))
        customers = pd.DataFrame({"customer": names, "name": [f"{name} Ltd" for name in names]})
    frames = {"customers": settle("customers", customers), "orders": settle("orders", orders)}
    if products is not None:
        frames["products"] = settle("products", products)
    return Company(Profile(id, Words("某公司", "A firm"), "general", currency, as_of, True), frames)


def lively(seed=5, months=36, count=60, step=1.0):
    """A firm with season, products, returns, losses; ``step`` multiplies the last 18 months."""
    random = np.random.default_rng(seed)
    days = pd.date_range(pd.Timestamp(AS_OF) + pd.Timedelta(days=1) - pd.DateOffset(months=months), AS_OF, freq="MS")
    scale = random.lognormal(11, 1.0, count)
    start = np.where(random.random(count) < 0.6, 0, random.integers(0, months - 3, count))
    stop = np.where(random.random(count) < 0.8, months, random.integers(6, months, count))
    price = random.integers(200, 4000, 6) * 10
    lines, made = [], pd.Series(pd.NaT, index=[f"C{i:03}" for i in range(count)], dtype="datetime64[us]")
    for i in range(count):
        code = f"C{i:03}"
        made[code] = days[start[i]] if start[i] else days[0] - pd.Timedelta(days=200)
        for m in range(start[i], stop[i]):
            if m > start[i] and random.random() < 0.3:
                continue
            level = np.exp(SEASON[days[m].month - 1]) * (step if m >= months - 18 else 1.0)
            product = int(random.integers(0, 6))
            cost = price[product] * (1.02 if m >= months - 12 else 1.0)
            quantity = max(1, round(scale[i] * level * random.lognormal(0, 0.2) / price[product]))
            day = days[m] + pd.Timedelta(days=int(random.integers(0, 28)))
            lines.append((day, code, round(quantity * cost), f"P{product}", float(quantity)))
            if random.random() < 0.03:
                lines.append((day, code, -round(cost), f"P{product}", -1.0))
    people = pd.DataFrame(
        {"customer": made.index, "name": [f"{c} Ltd" for c in made.index], "created_on": made.to_numpy()}
    )
    people["region"] = ["East", "West"] * (count // 2)
    goods = pd.DataFrame(
        {
            "product": [f"P{i}" for i in range(6)],
            "name": [f"Product {i}" for i in range(6)],
            "line": ["A", "A", "A", "B", "B", "B"],
        }
    )
    return company(lines, people, goods)


def simulated(months=36, rho=0.3, sigma=0.05, step=0.0, at=0.55, pause=-0.3, draws=1, seed=7, start="2023-01-01"):
    """Monthly series with known growth, season, festival and step: months, and ``months × draws`` fen."""
    index = pd.date_range(start, periods=months, freq="MS")
    position = int(months * at)
    mean = 16 + SEASON[index.month - 1] + 0.1 * np.arange(months) / 12 + pause * festival(index)
    mean = mean + np.log1p(step) * (np.arange(months) >= position)
    noise = autoregressive(rho, sigma, months, draws, seed)
    return index, np.rint(np.exp(mean[:, None] + noise) * 100).astype("int64"), position
