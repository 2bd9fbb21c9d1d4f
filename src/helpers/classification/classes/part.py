"""The classes as a part of the station's result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.classification.classes import compute, effort, findings, found_effort, kept, remarks, tables
from helpers.classification.classes.terms import CLASSES
from helpers.classification.window import window
from helpers.show import word
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company


def classes(company: Company, like: pd.DataFrame, rules, promising: frozenset[str] = frozenset(), past=None) -> Outcome:
    """Tables, findings, assumptions and warnings of the classes.

    Parameters
    ----------
    like
        ``customer, cell`` of the customer × potential grid.
    promising
        Customers that the growth model names.
    past
        What the check on the past found (:class:`helpers.classification.holds.compute.Check`), or None.
    """
    classed = compute.classify(company, like, rules, promising)
    rows = compute.explain(classed.rows, rules)
    totals = compute.totals(rows)
    totals["class_name"] = totals["class"].map({name: word(said) for name, said in CLASSES.items()}).astype("str")
    period = tuple(day.date().isoformat() for day in window(company.date, rules["window_months"]))
    visits = effort.table(company, rows, rules)
    planned = found_effort.finding(visits.rows, period)
    return Outcome(
        {
            "classes": tables.table("classes", rows),
            "class_totals": tables.table("class_totals", totals),
            "class_visits": visits,
            **kept.tables(classed.evidence, company.date, rules),
        },
        (
            *findings.all_of(rows, rules, company.currency, period, past, visits.rows["visits"].notna().any()),
            *((planned,) if planned else ()),
        ),
        remarks.assumptions(classed, rules),
        remarks.warnings(classed, company, rules),
    )
