"""Put a demo company together from a described market and a seed, and write it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.company.cells import tidy
from helpers.company.folder import Company
from helpers.company.profile import FinanceTotal, Profile
from helpers.company.save import save
from helpers.company.schema import DTYPES, tables
from helpers.demo import (
    customers,
    grades,
    group_shift,
    newcomers,
    payments,
    pricing,
    purchasing,
    push,
    returns,
    seasons,
    story,
    truth,
)
from helpers.demo.export import FILE, ledger
from helpers.demo.export import write as write_ledger
from helpers.demo.market import Market, markets
from helpers.demo.streams import streams
from helpers.errors import ParameterError, Problem
from helpers.intake.keep import ASIDE
from helpers.intake.ledger_import import import_ledger
from helpers.language import msg

FINANCE_SOURCE = "总账 6001 主营业务收入"
#: Days before the end of the period within which a product counts as new.
NEW_PRODUCT_DAYS = 365
#: Credit limits are round: so many significant digits, and at least this many yuan.
CREDIT_DIGITS, CREDIT_LEAST = 2, 20_000
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Demo:
    """A generated company and the truth about it."""

    company: Company
    truth: dict[str, Any]


def generate(market: Market, seed: int, signal: bool = True) -> Demo:
    """A demo company in memory; the same market, seed and signal always give the same company.

    Parameters
    ----------
    market
        Described market, e.g. ``markets()["industrial_automation"]``.
    signal
        False for the no-signal twin: the same market, of which nothing of the story is true.
    """
    chance = streams(seed)
    market = market if signal else story.quiet(market)
    people = customers.draw(market, chance)
    habits = purchasing.habits(market, people, chance["customers"])
    usual = purchasing.rates(market, people, people["share"].to_numpy(), habits)
    tries = newcomers.stops(market, people, chance["newcomers"], signal)
    plot = story.plant(market, people, usual["orders"].to_numpy(), tries, chance["story"], signal)
    calendar = seasons.calendar(market, plot.level)
    open_days = calendar["open"].to_numpy()
    rate = purchasing.rates(market, people, plot.share, habits)
    documents = purchasing.documents(market, people, rate, plot.stops, calendar, chance)
    documents["value"] *= group_shift.factor(market, people, documents, signal)
    extra = push.documents(market, people, rate, plot.stops, calendar, chance["push"], signal)
    documents = _together(documents, extra)
    sales = pricing.lines(market, people, documents, chance)
    numbers = _numbers(documents, calendar)
    pushed = documents["pushed"].to_numpy()[sales["document"]]
    back = returns.draw(market, sales[~pushed], open_days, chance["returns"])
    unsold = push.returned(market, sales[pushed], open_days, chance["push"])
    lines = pd.concat([sales, back, unsold], ignore_index=True)
    bills = payments.invoices(market, lines, people, open_days)
    late = story.late_payers(market, bills, len(people), chance["story"], signal)
    bills["paid"] = payments.paid(market, bills, late, chance["payments"])
    graded = grades.grade(market, people, lines, chance["grades"])
    frames = {
        "customers": _customers(market, people, rate, graded),
        "orders": _orders(market, people, lines, numbers),
        "products": _products(market),
        "invoices": _invoices(market, people, bills),
    }
    frames = {name: _canonical(name, frame) for name, frame in frames.items()}
    finance, told = _finance(market, frames["orders"], chance["finance"])
    company = Company(_profile(market, finance), frames)
    found = truth.record(market, seed, signal, people, rate, plot, late, calendar, lines, told)
    if market.story.push and signal:
        found["push"]["documents"] = [f"SO{number}" for number in numbers[documents["pushed"]]]
    return Demo(company, found)


def _together(documents: pd.DataFrame, extra: pd.DataFrame) -> pd.DataFrame:
    """Ordinary and pushed orders in the order of days; ``pushed`` tells them apart."""
    both = pd.concat([documents.assign(pushed=False), extra.assign(pushed=True)], ignore_index=True)
    return both.sort_values(["day", "position", "pushed"], kind="stable").reset_index(drop=True)


def _numbers(documents: pd.DataFrame, calendar: pd.DataFrame) -> np.ndarray:
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
    start, month = pd.Timestamp(market.start), bills["issued_on"].dt.strftime("%y%m")
    running = bills.groupby(month).cumcount() + 1
    paid = start + pd.to_timedelta(bills["paid"], unit="D")
    return pd.DataFrame(
        {
            "invoice_no": [f"FP{when}{number:04d}" for when, number in zip(month, running, strict=True)],
            "customer": people["customer"].to_numpy()[bills["position"]],
            "issued_on": bills["issued_on"],
            "due_on": start + pd.to_timedelta(bills["due"], unit="D"),
            "amount": bills["amount"],
            "paid_on": paid.where(bills["paid"] < market.days),
        }
    )


def _canonical(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the contract's types and row order."""
    table = tables()[name]
    return tidy(frame.astype({column: DTYPES[table[column].kind] for column in frame.columns}), table)


def _finance(
    market: Market, orders: pd.DataFrame, chance: np.random.Generator
) -> tuple[tuple[FinanceTotal, ...], dict[str, Any]]:
    """Yearly totals as finance reports them; one year differs a little and nothing explains it."""
    plan, found = market.finance, []
    odd = 0
    for year in range(market.start.year, market.end.year + 1):
        revenue = int(orders.loc[orders["date"].dt.year == year, "amount"].sum())
        if year == plan.odd_year:
            odd = round(revenue * plan.difference * (1 + chance.random()))
            revenue += odd
        found.append(FinanceTotal(dt.date(year, 1, 1), dt.date(year, 12, 31), revenue, FINANCE_SOURCE))
    return tuple(found), {"year": plan.odd_year, "finance_above_orders_fen": odd}


def _profile(market: Market, finance: tuple[FinanceTotal, ...]) -> Profile:
    return Profile(
        id=market.id,
        name=market.name,
        industry=market.industry,
        currency=market.currency,
        as_of=market.end,
        fictional=True,
        revenue_basis=market.basis,
        revenue_tax=market.tax,
        finance=finance,
    )


@dataclass(frozen=True)
class Written:
    """What was generated, and where what lies: the client folder, the firm's export, the truth apart."""

    demo: Demo
    folder: Path
    export: Path
    truth: Path | None


def write(
    id: str,
    seed: int,
    folder: Path,
    industry: str = "industrial_automation",
    *,
    export: Path | None = None,
    truth_file: Path | None = None,
    signal: bool = True,
) -> Written:
    """Write a demo company: its ERP's export, the client folder its import gives, and the truth apart.

    The order table of the folder is what the real import reads from the export; customers, products
    and invoices are the firm's master data. Nothing of the truth is written into the folder.

    Parameters
    ----------
    id
        Id of the company in ``company.yml``.
    folder
        The client folder.
    industry
        A key of :func:`helpers.demo.market.markets`.
    export
        Folder for the ERP's export; without it the export is read and thrown away.
    truth_file
        Where the truth goes; without it it is not written.

    Raises
    ------
    ParameterError
        When no market is described for the industry.
    """
    if industry not in markets():
        raise ParameterError(
            Problem(
                what=msg("There is no demo company for the industry {industry}.", industry=repr(industry)),
                do=msg("Take one of: {known}.", known=", ".join(markets())),
                column="industry",
            )
        )
    market = dataclasses.replace(markets()[industry], id=id)
    demo = generate(market, seed, signal)
    printed, dirt = ledger(market, demo.company, streams(seed)["export"])
    with tempfile.TemporaryDirectory() as spare:
        path = write_ledger(market, printed, (export or Path(spare)) / FILE)
        company, aside = _imported(demo.company, path)
    demo = Demo(company, {**demo.truth, "export": dirt})
    save(company, folder)
    (folder / ASIDE).write_text(aside.to_csv(index=False, lineterminator="\n"), "utf-8", newline="\n")
    if truth_file:
        truth_file.parent.mkdir(parents=True, exist_ok=True)
        truth_file.write_text(truth.text(demo.truth), "utf-8", newline="\n")
    return Written(demo, folder, path, truth_file)


def _imported(company: Company, path: Path) -> tuple[Company, pd.DataFrame]:
    """The company with the order table that importing the export gives, and the lines set aside."""
    profile = company.profile
    imported = import_ledger(
        path,
        id=profile.id,
        name=profile.name,
        as_of=profile.as_of,
        currency=profile.currency,
        industry=profile.industry,
        revenue_basis=profile.revenue_basis,
        revenue_tax=profile.revenue_tax,
        rules={"identical_lines": "set_aside"},
    )
    made = {"orders": imported.report["tables"]["orders"]}  # the other tables did not come from this file
    report = {**imported.report, "tables": made}
    frames = {**company.frames, "orders": imported.company.frames["orders"]}
    return Company(profile, frames, report), imported.set_aside
