"""The comparison with competitors, from a company and rules: composes the steps and computes nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from helpers.diagnosis.competitors import findings, remarks
from helpers.diagnosis.competitors.benchmark import BETWEEN, Benchmark, benchmark
from helpers.diagnosis.competitors.correspondence import Map, correspondence, stands_for
from helpers.diagnosis.competitors.tables import tables
from helpers.diagnosis.competitors.winloss import WinLoss, winloss
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules


@dataclass(frozen=True)
class Parts:
    """Results of the steps: ``bench`` and ``wins`` are ``None`` without their tables, ``map`` without differences."""

    rules: Rules
    currency: str
    as_of: str
    bench: Benchmark | None
    map: Map | None
    known_for: pd.DataFrame
    wins: WinLoss | None


def compute(company: Company, rules: Rules) -> Outcome:
    """Tables, findings, assumptions and warnings of the part."""
    parts = steps(company, rules)
    return Outcome(tables(parts), findings.all_of(parts), remarks.assumptions(parts), remarks.warnings(parts))


def steps(company: Company, rules: Rules) -> Parts:
    """Results of all steps, in the order of the lesson."""
    bench = found = None
    known_for = pd.DataFrame(columns=["firm", "criterion", "above"])
    if company.has("competitors"):
        bench = benchmark(company.table("competitors"), rules["competitor_alpha"])
        values, errors = (grid(bench, name) for name in ("value", "error"))
        if len(values) > 2 and len(values.columns) > 2:
            found = correspondence(values.clip(lower=0))
            known_for = stands_for(values, errors)
    wins = winloss(deals(company), company.date, rules["winloss_months"]) if company.has("opportunities") else None
    if wins is not None and not wins.ended:
        wins = None
    return Parts(rules, company.currency, company.date.isoformat(), bench, found, known_for, wins)


def grid(bench: Benchmark, name: str) -> pd.DataFrame:
    """Firms by criteria of a column of the rated things; firms not scored on every criterion are left out."""
    things = bench.rated.things[[name]].astype("float64")
    both = pd.Index(things.index).str.split(BETWEEN, expand=True) if len(things) else None
    if both is None:
        return pd.DataFrame()
    wide = things.set_axis(both)[name].unstack()
    return wide.dropna(axis=1, how="all").dropna().sort_index()


def deals(company: Company) -> pd.DataFrame:
    """Opportunities with their customer's region."""
    frame = company.table("opportunities")
    if company.has("customers", "region"):
        frame["region"] = frame["customer"].map(company.table("customers").set_index("customer")["region"])
    return frame
