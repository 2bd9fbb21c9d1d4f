"""The problem diagnosis, from a company and rules: composes the steps and computes nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from helpers.diagnosis.problems import findings, remarks
from helpers.diagnosis.problems.complaints import complaints
from helpers.diagnosis.problems.ranking import Ranking, ranking
from helpers.diagnosis.problems.tables import tables
from helpers.diagnosis.problems.tree import Tree, tree
from helpers.diagnosis.raters import latest
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules


@dataclass(frozen=True)
class Parts:
    """Results of the steps; ``source`` is ``problems``, ``complaints`` or empty where there is neither."""

    rules: Rules
    currency: str
    as_of: str
    source: str
    tree: Tree | None
    ranking: Ranking | None


def compute(company: Company, rules: Rules) -> Outcome:
    """Tables, findings, assumptions and warnings of the part."""
    parts = steps(company, rules)
    return Outcome(tables(parts), findings.all_of(parts), remarks.assumptions(parts), remarks.warnings(parts))


def steps(company: Company, rules: Rules) -> Parts:
    """Results of all steps, in the order of the lesson."""
    rows, source = pd.DataFrame(), ""
    if company.has("problems"):
        rows, source = latest(company.table("problems"), ["problem"]), "problems"
    elif company.has("activities"):
        since = pd.Timestamp(company.date) - pd.DateOffset(years=2)
        rows = complaints(company.table("activities"), since)
        source = "complaints" if len(rows) else ""
    told = (rules, company.currency, company.date.isoformat(), source)
    if not source:
        return Parts(*told, None, None)
    for name in ("cost", "times", "impact", "effort"):
        rows[name] = pd.to_numeric(rows[name]).astype("float64")
    found = tree(rows)
    order = ranking(rows, found, rules["pareto_cut"], rules["first_problems"], rules["draws"], rules["seed"])
    return Parts(*told, found, order)
