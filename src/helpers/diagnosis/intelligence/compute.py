"""Front-line intelligence, from a company and rules: composes the steps and computes nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from helpers.diagnosis.intelligence import findings, remarks, text
from helpers.diagnosis.intelligence.cluster import Clusters, cluster
from helpers.diagnosis.intelligence.signals import signals
from helpers.diagnosis.intelligence.tables import tables
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules

#: So many of the latest entries are clustered.
MOST = 2000


@dataclass(frozen=True)
class Parts:
    """Results of the steps; ``entries`` has no rows where nothing was heard, ``left`` counts those not looked at."""

    rules: Rules
    currency: str
    as_of: str
    there: bool
    entries: pd.DataFrame
    left: int
    clusters: Clusters | None
    signals: pd.DataFrame | None


def compute(company: Company, rules: Rules) -> Outcome:
    """Tables, findings, assumptions and warnings of the part."""
    parts = steps(company, rules)
    return Outcome(tables(parts), findings.all_of(parts), remarks.assumptions(parts), remarks.warnings(parts))


def steps(company: Company, rules: Rules) -> Parts:
    """Results of all steps, in the order of the lesson."""
    told = (rules, company.currency, company.date.isoformat())
    if not company.has("intelligence"):
        return Parts(*told, False, pd.DataFrame(), 0, None, None)
    entries = company.table("intelligence").dropna(subset=["said"])
    since = pd.Timestamp(company.date) - pd.DateOffset(months=rules["signal_months"])
    entries = entries[entries["date"] > since]
    # one person repeating the same words says it once
    entries = entries.sort_values(["date", "rater", "said"], kind="stable").drop_duplicates(["rater", "said"])
    left = max(len(entries) - MOST, 0)
    entries = entries.tail(MOST).reset_index(drop=True)
    if entries.empty:
        return Parts(*told, True, entries, left, None, None)
    said = text.without(entries["said"].tolist(), names(company))
    found = cluster(said, rules["seed"])
    return Parts(*told, True, entries, left, found, signals(entries, found, company.date, rules))


def names(company: Company) -> list[str]:
    """Names of customers and regions, which say whom an entry is about and not what was heard."""
    people = company.table("customers")
    return sorted(set(people["name"].dropna()) | set(people["region"].dropna()))
