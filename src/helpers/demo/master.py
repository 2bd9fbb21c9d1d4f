"""The basic tables every firm keeps: customers, orders, products, invoices."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.demo import pricing
from helpers.demo.firm import Firm
from helpers.demo.market import Market

#: Days before the end of the period within which a product counts as new.
NEW_PRODUCT_DAYS = 365
#: Credit limits are round: so many significant digits, and at least this many yuan.
CREDIT_DIGITS, CREDIT_LEAST = 2, 20_000
MONTHS_A_YEAR = 12


def frames(firm: Firm, graded: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The four tables of the firm as drawn; ``graded`` as :func:`helpers.demo.grades.grade` gives it."""
    market, people = firm.market, firm.people
    return {
        "customers": _customers(market, people, firm.rate, graded),
        "orders": _orders(market, people, firm.lines, firm.numbers),
        "products": _products(market),
        "invoices": _invoices(market, people, firm.bills),
    }


def numbers(documents: pd.DataFrame, calendar: pd.DataFrame) -> np.ndarray:
    """Document numbers without their letters: the date and a running number of the day."""
    dates = calendar["date"].dt.strftime("%y%m%d").to_numpy()[documents["day"]]
    running = documents.groupby("day").cumcount() + 1
    return np.array([f"{date}{number:03d}" for date, number in zip(dates, running, strict=True)], dtype=object)


def _orders(market: Market, people: pd.DataFrame, lines: pd.DataFrame, numbers: np.ndarray) -> pd.DataFrame:
    letters = np.where(lines["quantity"] > 0, "SO", "TH").astype(object)
    codes = np.array([product.code for product in market.products], dtype=object)
    return pd.DataFrame(
        {
            "doc_no": letters + numbers[lines["document"]],
            "date": pd.Timestamp(market.start) + pd.to_timedelta(lines["day"], unit="D"),
            "customer": people["customer"].to_numpy()[lines["position"]],
            "product": codes[lines["product"]],
            "quantity": lines["quantity"],
            "amount": lines["quantity"] * lines["price"],
            "cost": lines["quantity"] * lines["cost"],
        }
    )


def _customers(market: Market, people: pd.DataFrame, rate: pd.DataFrame, graded: pd.DataFrame) -> pd.DataFrame:
    need = rate["revenue"] / MONTHS_A_YEAR * market.payments.credit_months
    step = 10 ** (np.floor(np.log10(need)) - CREDIT_DIGITS + 1)
    limit = np.maximum(np.ceil(need / step) * step, CREDIT_LEAST) * pricing.FEN
    told = ["customer", "name", "group", "industry", "region", "size", "owner", "created_on", "payment_days", "channel"]
    return people[told].assign(
        grade=graded["grade"], grade_since=graded["grade_since"], credit_limit=np.rint(limit).astype("int64")
    )


def _products(market: Market) -> pd.DataFrame:
    goods, last = pricing.catalogue(market), np.full(len(market.products), market.days - 1)
    rows = market.products
    new = goods["first"] > market.days - NEW_PRODUCT_DAYS
    return pd.DataFrame(
        {
            "product": goods["product"],
            "name": [p.name for p in rows],
            "line": [p.line for p in rows],
            "series": [p.series for p in rows],
            "launched_on": [p.launched_on for p in rows],
            "standard_cost": pricing.unit_cost(market, goods["cost"].to_numpy(), last),
            "list_price": pricing.list_price(market, goods["price"].to_numpy(), goods["line"].to_numpy(), last),
            "status": np.where(goods["last"] < market.days, "discontinued", np.where(new, "new", "active")),
        }
    )


def _invoices(market: Market, people: pd.DataFrame, bills: pd.DataFrame) -> pd.DataFrame:
    start, issued = pd.Timestamp(market.start), bills["issued_on"].dt
    month = issued.year % 100 * 100 + issued.month
    running = bills.groupby(month).cumcount() + 1
    paid = start + pd.to_timedelta(bills["paid"], unit="D")
    return pd.DataFrame(
        {
            "invoice_no": [f"FP{when:04d}{number:04d}" for when, number in zip(month, running, strict=True)],
            "customer": people["customer"].to_numpy()[bills["position"]],
            "issued_on": bills["issued_on"],
            "due_on": start + pd.to_timedelta(bills["due"], unit="D"),
            "amount": bills["amount"],
            "paid_on": paid.where(bills["paid"] < market.days),
        }
    )
