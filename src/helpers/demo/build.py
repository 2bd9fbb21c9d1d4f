"""Put a demo company together from a described market and a seed, and write it."""

from __future__ import annotations

import dataclasses
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.company.cells import tidy
from helpers.company.folder import Company
from helpers.company.profile import FinanceTotal, Profile
from helpers.company.save import save
from helpers.company.schema import DTYPES, tables
from helpers.demo import (
    customers,
    finance,
    grades,
    master,
    payments,
    pricing,
    purchasing,
    returns,
    seasons,
    story,
    truth,
    words,
)
from helpers.demo.export import FILE, ledger
from helpers.demo.export import write as write_ledger
from helpers.demo.firm import Firm
from helpers.demo.market import Market, markets
from helpers.demo.streams import streams
from helpers.errors import ParameterError, Problem
from helpers.intake.account.keep import ASIDE
from helpers.intake.ledger.ledger_import import import_ledger
from helpers.language import msg


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
    market = market if signal else story.quiet(market)
    firm = Firm(market, seed, signal)
    chance = firm.chance
    firm.people = customers.draw(market, chance)
    firm.each("people")
    people = firm.people
    habits = purchasing.habits(market, people, chance["customers"])
    usual = purchasing.rates(market, people, people["share"].to_numpy(), habits)
    firm.plot = story.plant(market, people, usual["orders"].to_numpy(), chance["story"], signal)
    firm.each("story")
    firm.calendar = seasons.calendar(market, firm.plot.level)
    firm.rate = purchasing.rates(market, people, firm.plot.share, habits)
    documents = purchasing.documents(market, people, firm.rate, firm.plot.stops, firm.calendar, chance)
    firm.documents = documents.assign(pushed=False)
    firm.each("orders")
    open_days = firm.calendar["open"].to_numpy()
    sales = pricing.lines(market, people, firm.documents, chance, firm.taste)
    firm.numbers = master.numbers(firm.documents, firm.calendar)
    pushed = firm.documents["pushed"].to_numpy()[sales["document"]]
    back = returns.draw(market, sales[~pushed], open_days, chance["returns"])
    firm.lines = pd.concat([sales, back], ignore_index=True)
    firm.each("lines")
    firm.bills = payments.invoices(market, firm.lines, people, open_days)
    late = story.late_payers(market, firm.bills, len(people), chance["story"], signal)
    firm.bills["paid"] = payments.paid(market, firm.bills, late, chance["payments"])
    firm.frames = master.frames(firm, grades.grade(market, people, firm.lines, chance["grades"]))
    firm.each("tables")
    firm.frames["words"] = words.table(firm.frames, (finance.SOURCE,))
    frames = {name: _canonical(name, frame) for name, frame in firm.frames.items()}
    totals, told = finance.totals(market, frames["orders"], chance["finance"])
    known = truth.record(firm, late, told)
    return Demo(Company(_profile(market, totals), frames), known | firm.truth)


def _canonical(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the contract's types and row order."""
    table = tables()[name]
    return tidy(frame.astype({column: DTYPES[table[column].kind] for column in frame.columns}), table)


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
