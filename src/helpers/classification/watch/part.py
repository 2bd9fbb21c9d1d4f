"""The watch list as a part of the station's result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.classification.watch import findings, tables
from helpers.classification.watch.signs import season, signs
from helpers.classification.watch.terms import SIGNS
from helpers.classification.watch.tries import judge, past
from helpers.classification.window import window
from helpers.language import Message, msg
from helpers.quantity import Quantity
from helpers.show import word
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company


def watch(company: Company, purchases: pd.DataFrame, named: pd.DataFrame, rules) -> Outcome:
    """Signs now, what they meant before, and the customers with an alert.

    Parameters
    ----------
    named
        ``customer, name, owner``.
    """
    judged = judge(past(company, purchases, rules))
    shown = signs(company, purchases, rules)
    alerts = listed(shown, judged, season(purchases, company.date, rules["check_months"], 12 - rules["check_months"]))
    alerts = alerts.merge(named, on="customer", how="left")
    period = tuple(day.date().isoformat() for day in window(company.date, rules["window_months"]))
    made = {"watch": tables.table("watch", alerts), "watch_signs": tables.table("watch_signs", judged)}
    return Outcome(
        made,
        findings.all_of(alerts, judged, shown, rules, company.currency, period),
        _assumptions(judged, rules),
        _warnings(company, judged, shown),
    )


def listed(shown: pd.DataFrame, judged: pd.DataFrame, ahead: pd.Series) -> pd.DataFrame:
    """Customers with at least one proven sign, most money at risk first (ties by customer).

    Parameters
    ----------
    ahead
        What each customer bought a year ago in the months that come next.

    Returns
    -------
    DataFrame
        ``customer, monetary, signs`` (in words), ``chance, low, high`` (how often a fall followed the strongest of its
        signs), ``ahead`` and ``at_risk``: the part of the expected loss through signs, ``ahead`` × (chance − chance
        without the sign), that falls to this customer.
    """
    columns = ["customer", "monetary", "signs", "chance", "low", "high", "ahead", "at_risk"]
    proven = judged[judged["proof"] == "proven"] if len(judged) else judged
    if not len(proven):
        return pd.DataFrame(columns=columns)
    proven = proven.sort_values(["share", "sign"], ascending=[False, True], kind="stable").set_index("sign")
    hit = shown[list(proven.index)].fillna(False).astype(bool)
    rows = shown.loc[hit.any(axis=1), ["customer", "monetary"]].copy()
    hit = hit.loc[rows.index]
    strongest = hit.to_numpy().argmax(axis=1)
    for column, source in (("chance", "share"), ("low", "low"), ("high", "high")):
        rows[column] = proven[source].to_numpy()[strongest]
    rows["ahead"] = rows["customer"].map(ahead).fillna(0).clip(lower=0).astype("int64")
    whole = max(int(rows["ahead"].sum()), 1)
    rows["at_risk"] = rows["ahead"] / whole * proven["more"].to_numpy()[strongest]
    total = rows["at_risk"].sum()
    rows["at_risk"] = rows["at_risk"] / total if total > 0 else np.nan
    said = {}
    for pattern in {tuple(row) for row in hit.itertuples(index=False, name=None)}:
        said[pattern] = word(_together([SIGNS[name] for name, on in zip(proven.index, pattern, strict=True) if on]))
    rows["signs"] = [said[tuple(row)] for row in hit.itertuples(index=False, name=None)]
    rows = rows.sort_values(["at_risk", "customer"], ascending=[False, True], kind="stable")
    return rows[columns].reset_index(drop=True)


def _together(parts: list[Message]) -> Message:
    text = parts[0]
    for more in parts[1:]:
        text = msg("{one}, {more}", one=text, more=more)
    return text


def _assumptions(judged: pd.DataFrame, rules) -> tuple[Message, ...]:
    if not len(judged):
        return ()
    return (
        msg(
            "A sign raises an alert only when falls followed it more often than its absence, at {tries} earlier dates {months} months apart, each seen with what was known then; a fall is less than {fall} of the same months a year earlier.",
            tries=Quantity(rules["watch_tries"], "count"),
            months=Quantity(rules["check_months"], "months"),
            fall=Quantity(rules["watch_fall"], "share"),
        ),
    )


def _warnings(company: Company, judged: pd.DataFrame, shown: pd.DataFrame) -> tuple[Message, ...]:
    found = []
    if not len(shown):
        return ()
    if not len(judged):
        found.append(
            msg("The orders do not reach back far enough to try any sign on the past, so the watch list is empty.")
        )
    elif not (judged["proof"] == "proven").any():
        found.append(msg("No sign came before falls more often than chance explains, so nobody is on the watch list."))
    if not company.has("invoices"):
        found.append(msg("Invoices are missing; late payment could be a sign to watch.").lacking("invoices"))
    if not company.has("activities"):
        found.append(
            msg(
                "Visits and complaints (table activities) are missing; lost contact and complaints could be signs to watch."
            ).lacking("activities")
        )
    return tuple(found)
