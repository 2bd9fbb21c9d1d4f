"""The clusters as a part of the station's result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.classification.clusters import findings, remarks, tables
from helpers.classification.clusters.compute import clusters as look
from helpers.classification.window import window
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company


def clusters(company: Company, purchases: pd.DataFrame, named: pd.DataFrame, rules) -> Outcome:
    """Tables, findings, assumptions and warnings of the clusters.

    Parameters
    ----------
    purchases
        As of :func:`helpers.company.ledger.purchases`.
    named
        ``customer, name, owner``.
    """
    found = look(company, purchases, rules)
    period = tuple(day.date().isoformat() for day in window(company.date, rules["window_months"]))
    return Outcome(
        tables.tables(found, named),
        findings.all_of(found, company.currency, period, rules["check_months"]),
        remarks.assumptions(found, rules),
        remarks.warnings(found),
    )
