"""The check on the past as a part of the station's result."""

from __future__ import annotations

import pandas as pd

from helpers.classification.holds import findings, tables
from helpers.classification.holds.compute import Check
from helpers.classification.holds.moves import moves
from helpers.classification.window import window
from helpers.language import msg
from helpers.quantity import Quantity
from helpers.station import Outcome


def holds(check: Check | None, accounts: pd.DataFrame, company, rules) -> Outcome:
    """Tables, findings and remarks; empty tables and a sentence when the past is too short.

    Parameters
    ----------
    accounts
        ``codes, class`` of today's accounts.
    """
    period = tuple(day.date().isoformat() for day in window(company.date, rules["hold_months"]))
    frames = dict.fromkeys(tables.SPECS)
    lasted = None
    if check is not None:
        lasted = moves(check.people, accounts, set(company.table("customers")["customer"]))
        frames = {
            "holds": check.captured,
            "holds_classes": check.classes,
            "holds_bands": check.bands,
            "holds_moves": lasted,
        }
    made = {name: tables.table(name, pd.DataFrame() if frame is None else frame) for name, frame in frames.items()}
    if check is None:
        why = msg(
            "The classes cannot be tried on the past: the orders hold no full {months} months before the {back} months since, or nobody was key or growth then.",
            months=Quantity(rules["window_months"], "months"),
            back=Quantity(rules["hold_months"], "months"),
        )
        return Outcome(made, warnings=(why,))
    said = [
        msg(
            "Tried on the past: classes as of {day} from what was known then, against the {months} months since; the rules were not fitted to them.",
            day=Quantity(check.date.date().isoformat(), "date"),
            months=Quantity(rules["hold_months"], "months"),
        )
    ]
    warned = []
    if "grades" not in set(check.captured["method"]):
        warned.append(
            msg(
                "Fewer than a third of the customers had a dated grade then (columns grade and grade_since), so our classes cannot be compared with the grades kept until now."
            )
        )
    return Outcome(made, findings.all_of(check, lasted, rules, company.currency, period), tuple(said), tuple(warned))
