"""The growth model as a part of the station's result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.classification.growth import findings, tables
from helpers.classification.growth.model import Forecast
from helpers.classification.window import window
from helpers.language import Message, msg
from helpers.quantity import Quantity
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company

#: What is noted where the model names nobody, by whether it was surely better than chance and than the best simple ranking.
NOTHING = {
    (False, False): msg(
        "The growth model was no better than chance, nor surely better than the best simple ranking, so it names nobody and the growth class does without it."
    ),
    (False, True): msg(
        "The growth model was no better than chance, so it names nobody and the growth class does without it."
    ),
    (True, False): msg(
        "The growth model was not surely better than the best simple ranking, so it names nobody and the growth class does without it."
    ),
    (True, True): msg(
        "The growth model was too little ahead of chance and of the best simple ranking, so it names nobody and the growth class does without it."
    ),
}


def growth(company: Company, found: Forecast, classes: pd.DataFrame, rules) -> Outcome:
    """Tables, findings and remarks.

    Parameters
    ----------
    classes
        Rows of the table ``classes``: ``account, account_name, owner, class, class_name, value``.
    """
    named = found.rows[found.rows["named"].astype(bool)] if len(found.rows) else found.rows
    known = ["account", "account_name", "owner", "class", "class_name", "value"]
    rows = named[["account", "chance", "reason"]].merge(classes[known], on="account", how="left")
    made = {
        "growth": tables.table("growth", rows),
        "growth_check": tables.table("growth_check", found.check),
        "growth_curve": tables.table("growth_curve", found.curve),
        "growth_days": tables.table("growth_days", found.days),
        "growth_weights": tables.table("growth_weights", found.weights),
    }
    period = tuple(day.date().isoformat() for day in window(company.date, rules["window_months"]))
    return Outcome(
        made,
        findings.all_of(found, rows, rules, company.currency, period),
        _assumptions(found, rules),
        _warnings(found, rules),
    )


def _assumptions(found: Forecast, rules) -> tuple[Message, ...]:
    if found.check.empty:
        return ()
    told, base = found.brier
    return (
        msg(
            "Growth model: an account grows when it brings more than {top} of customers like it by recency, frequency, money and peers, and at least {least} more than the middle one, in the {months} months after a day. Measures are frozen on that day; the model learns from earlier days only.",
            top=Quantity(1 - rules["growth_top"], "share"),
            least=Quantity(rules["growth_min"], "share"),
            months=Quantity(rules["growth_ahead"], "months"),
        ),
        msg(
            "Growth model: the forecast chances are off by {told} on the mean of squares (Brier score: nought is perfect, the smaller the better); giving everybody the same chance would be off by {base}.",
            told=Quantity(f"{told:.4f}", "text"),
            base=Quantity(f"{base:.4f}", "text"),
        ),
    )


def _warnings(found: Forecast, rules) -> tuple[Message, ...]:
    if found.state == "short":
        return (
            msg(
                "Who will grow cannot be forecast: the orders do not hold two days in the past with a year before and {months} months after each, with enough customers that bought all the while.",
                months=Quantity(rules["growth_ahead"], "months"),
            ),
        )
    if found.state == "none":
        return (NOTHING[findings.beats(found.check, found.rival)],)
    return ()
