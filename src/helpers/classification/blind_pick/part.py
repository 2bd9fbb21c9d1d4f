"""The blind pick as a part of the station's result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.classification.blind_pick import agreement, compare, findings
from helpers.classification.clusters.tables import _shaped
from helpers.classification.window import window
from helpers.company.seal import checked
from helpers.language import Message, msg
from helpers.quantity import Quantity
from helpers.show import word
from helpers.station import Column, Outcome, ResultTable

if TYPE_CHECKING:
    from helpers.company import Company

STATES: dict[str, Message] = {
    "whole": msg("seal whole"),
    "changed": msg("changed after sealing"),
    "open": msg("never sealed"),
}
DIFFERS: dict[str, Message] = {
    "same": msg("same class"),
    "unnamed": msg("among the first by the data, named key by nobody"),
    "overrated": msg("key to the managers, not by the data"),
    "other": msg("another class"),
}
GIVEN: dict[str, Message] = {
    "key": msg("key"),
    "growth": msg("growth"),
    "general": msg("general"),
    "exit": msg("let go"),
    "none": msg("not buying"),
    "split": msg("managers are split"),
    "unnamed": msg("named by nobody"),
}
SPECS: dict[str, dict[str, Column]] = {
    "blind_raters": {
        "rater": Column(msg("Manager"), "text"),
        "sealed_at": Column(msg("Sealed at"), "text"),
        "state": Column(msg("Seal"), "text"),
        "named": Column(msg("Customers named"), "count"),
        "keys": Column(msg("Named key"), "count"),
        "hits": Column(msg("Of them key by the data"), "count"),
        "same": Column(msg("In the same class as by the data"), "count"),
    },
    "blind_customers": {
        "customer": Column(msg("Customer code"), "id"),
        "name": Column(msg("Customer name"), "text"),
        "owner": Column(msg("Account owner"), "text"),
        "raters": Column(msg("Managers who named it"), "count"),
        "gut": Column(msg("Class by managers"), "text"),
        "data": Column(msg("Class by data"), "text"),
        "revenue": Column(msg("Net revenue"), "money"),
        "differs": Column(msg("How they differ"), "text"),
    },
    "blind_agreement": {
        "measure": Column(msg("Managers agree on"), "text"),
        "value": Column(msg("Beyond chance"), "ratio"),
        "low": Column(msg("Low end (95%)"), "ratio"),
        "high": Column(msg("High end (95%)"), "ratio"),
        "units": Column(msg("Customers"), "count"),
    },
}
TITLES = {
    "blind_raters": msg("The managers' sealed lists"),
    "blind_customers": msg("Where managers and data differ"),
    "blind_agreement": msg("How far the managers agree"),
}


def blind_pick(company: Company, classes: pd.DataFrame, revenue: pd.DataFrame, named: pd.DataFrame, rules) -> Outcome:
    """Tables, findings and warnings of the blind pick; empty without lists.

    Parameters
    ----------
    classes
        ``codes, class`` of the accounts.
    revenue
        ``customer, revenue`` of every customer.
    named
        ``customer, name, owner``.
    """
    frames = {name: pd.DataFrame() for name in SPECS}
    if not company.has("gut_list"):
        lacking = msg(
            "No manager's list was sealed before the results (table gut_list); `course blind` makes the form and seals it, and shows where managers and data differ."
        ).lacking("gut_list")
        return Outcome(_tables(frames), warnings=(lacking,))
    lists = company.table("gut_list").sort_values(["rater", "customer"], kind="stable").reset_index(drop=True)
    data = compare.of_customers(classes, set(revenue["customer"]))
    seals = checked(lists)
    rows = compare.customers(lists, data, revenue)
    raters = compare.raters(lists, data).merge(seals[["rater", "sealed_at", "state"]], on="rater")
    everyone = sorted(revenue["customer"])
    given, keys = compare.matrices(lists, everyone)
    seed = int(rules["seed"])
    alike = pd.DataFrame(
        [
            {"measure": word(msg("who is key (Fleiss' kappa)")), **agreement.names_alike(keys, seed)._asdict()},
            {
                "measure": word(msg("the class where several named it (Krippendorff's alpha)")),
                **agreement.classes_alike(given, seed)._asdict(),
            },
        ]
    )
    if lists["rater"].nunique() < 2:
        alike = alike.assign(value=np.nan, low=np.nan, high=np.nan)
    told = _differing_first(rows)
    frames = {
        "blind_raters": raters.assign(
            sealed_at=raters["sealed_at"].astype("str").str.replace("T", " "), state=_said(raters["state"], STATES)
        ),
        "blind_customers": told.assign(
            gut=_said(told["gut"], GIVEN), data=_said(told["data"], GIVEN), differs=_said(told["differs"], DIFFERS)
        ).merge(named, on="customer", how="left"),
        "blind_agreement": alike,
    }
    period = tuple(day.date().isoformat() for day in window(company.date, rules["window_months"]))
    made = findings.all_of(rows.merge(named, on="customer", how="left"), alike, seals, company.currency, period)
    return Outcome(_tables(frames), made, warnings=tuple(_broken(seals)))


def _differing_first(rows: pd.DataFrame) -> pd.DataFrame:
    """What is to be talked over on top: missed, overrated, another class; then what agrees, most revenue first."""
    order = {name: place for place, name in enumerate(["unnamed", "overrated", "other", "same"])}
    return rows.sort_values("differs", key=lambda column: column.map(order), kind="stable").reset_index(drop=True)


def _said(values: pd.Series, words: dict[str, Message]) -> pd.Series:
    return values.map({key: word(told) for key, told in words.items()}).astype("str")


def _tables(frames: dict[str, pd.DataFrame]) -> dict[str, ResultTable]:
    return {name: ResultTable(TITLES[name], spec, _shaped(frames[name], spec)) for name, spec in SPECS.items()}


def _broken(seals: pd.DataFrame):
    for row in seals.itertuples():
        if row.state != "whole":
            yield msg(
                "The list of {rater}: {state}; read it with care.",
                rater=Quantity(row.rater, "text"),
                state=STATES[row.state],
            )
