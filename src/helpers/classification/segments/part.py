"""The segmentations as a part of the station's result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.classification.segments import attitude, findings, remarks, tables, tell
from helpers.classification.segments.bases import bases, behaviour
from helpers.classification.segments.totals import totals
from helpers.classification.window import window
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company


def segments(company: Company, purchases: pd.DataFrame, people: pd.DataFrame, rules) -> Outcome:
    """Tables, findings, assumptions and warnings of the segmentations.

    Parameters
    ----------
    purchases
        As of :func:`helpers.company.ledger.purchases`.
    people
        ``customer, purchase_days, monetary`` of every customer.
    """
    smallest = int(rules["segment_smallest"])
    answers = attitude.attitudes(company.table("survey") if company.has("survey") else None, rules)
    members = company.table("members") if company.has("members") else None
    past = behaviour(purchases, company.date, rules, company.table("customers"))
    frame = bases(people, company.table("customers"), members, answers.segment, past, company.date)
    single = tell.alone(frame, smallest)
    crosses = tell.crossed(frame, single, smallest)
    made = tables.tables(frame, single, crosses, answers.words, smallest, totals)
    period = tuple(day.date().isoformat() for day in window(company.date, rules["window_months"]))
    return Outcome(
        made,
        findings.all_of(
            frame, single, made["segments"].rows, rules, company.currency, period, company.table("customers")
        ),
        remarks.assumptions(frame, rules),
        remarks.warnings(frame, single, crosses, answers, past, rules),
    )
