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


def holds(check: Check | None, accounts: pd.DataFrame, company, rules, apart: pd.DataFrame | None = None) -> Outcome:
    """Tables, findings and remarks; empty tables and a sentence when the past is too short.

    Parameters
    ----------
    accounts
        ``codes, class`` of today's accounts.
    apart
        Likewise with every customer for itself, where groups were not known at the earlier day: like is compared with like.
    """
    period = tuple(day.date().isoformat() for day in window(company.date, rules["hold_months"]))
    frames = dict.fromkeys(tables.SPECS)
    lasted = None
    if check is not None:
        lasted = moves(check.people, accounts if apart is None else apart, set(company.table("customers")["customer"]))
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
    if apart is not None:
        said.append(
            msg(
                "Who is in which group was not known then; in the table of the moves every customer stands for itself at both dates, so its counts are not those of today's accounts."
            )
        )
    warned = []
    if "grades" not in set(check.captured["method"]) and company.has("customers", "grade"):
        warned.append(
            msg(
                "Fewer than a third of the customers had a dated grade then (`grade` and `grade_since`), so our classes cannot be compared with the grades kept until now."
            )
        )
    at_loss = bool(accounts["class"].eq("exit").any())
    made_of = findings.all_of(check, lasted, rules, company.currency, period, at_loss)
    return Outcome(made, made_of, tuple(said), tuple(warned))
