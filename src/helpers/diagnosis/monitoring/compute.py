"""The station at an earlier date beside the station now: what moved, which findings are new or gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import pandas as pd

from helpers.diagnosis.monitoring.compare import side_by_side
from helpers.diagnosis.monitoring.measures import MEASURES, read_all
from helpers.diagnosis.sales.period import last_months, months_to_day
from helpers.finding import Action, Confidence, Finding
from helpers.language import Message, msg
from helpers.quantity import Quantity
from helpers.show import word
from helpers.station import Column, Outcome, joined, settled

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules

Part = Callable[["Company", "Rules"], Outcome]
TITLES = {
    "monitor": msg("The same measures at two dates"),
    "monitor_findings": msg("Findings at two dates"),
}
SPECS: dict[str, dict[str, Column]] = {
    "monitor": {
        "measure_name": Column(msg("Measure"), "text"),
        "shown_before": Column(msg("At the earlier date"), "text"),
        "shown_now": Column(msg("At the later date"), "text"),
        "verdict_name": Column(msg("What that means"), "text"),
        "measure": Column(msg("Measure (code)"), "id"),
        "verdict": Column(msg("Verdict (code)"), "id"),
    },
    "monitor_findings": {
        "state": Column(msg("How it stands"), "text"),
        "before": Column(msg("At the earlier date"), "text"),
        "now": Column(msg("At the later date"), "text"),
        "id": Column(msg("Code"), "id"),
    },
}
VERDICTS: dict[str, Message] = {
    "better": msg("better, more than chance"),
    "worse": msg("worse, more than chance"),
    "moved": msg("moved, more than chance"),
    "chance": msg("may be chance"),
    "risen": msg("rose, as counted"),
    "fallen": msg("fell, as counted"),
    "same": msg("unchanged"),
}
STATES: dict[str, Message] = {"new": msg("new since"), "gone": msg("gone"), "still": msg("still there")}
SOURCE = "Schenker, Gentleman 2001, The American Statistician 55(3), 182–186"


def compute(company: Company, rules: Rules, now: Outcome, parts: Iterable[Part]) -> Outcome:
    """Both dates side by side.

    Parameters
    ----------
    now
        What ``parts`` found at the company's as-of date; the earlier date is computed here by the same parts, from
        what was known then.
    """
    from helpers.company import ledger

    earlier = (pd.Timestamp(company.date) - pd.DateOffset(months=rules["monitor_months"])).date()
    first = ledger.span(company).first
    if pd.isna(first) or first > pd.Timestamp(earlier):
        note = msg(
            "Nothing was ordered on or before {date}, so there is no earlier diagnosis to compare with.",
            date=Quantity(earlier.isoformat(), "date"),
        )
        return Outcome({name: settled(TITLES[name], SPECS[name]) for name in TITLES}, warnings=(note,))
    past = company.as_of(earlier)
    then = joined(part(past, rules) for part in parts)
    both = side_by_side(read_all(then.tables), read_all(now.tables))
    tables = {
        "monitor": settled(TITLES["monitor"], SPECS["monitor"], _worded(both, company.currency)),
        "monitor_findings": settled(
            TITLES["monitor_findings"], SPECS["monitor_findings"], _states(then.findings, now.findings)
        ),
    }
    date = Quantity(earlier.isoformat(), "date")
    note = msg(
        "The earlier date is {date}; what was not known then does not count, and tables without dates are left out.",
        date=date,
    )
    return Outcome(tables, _findings(both, company, earlier.isoformat()), (note, *periods(company.date, rules)))


def periods(date: dt.date, rules: Rules) -> tuple[Message, ...]:
    """Which months each measure of sales covers, where they differ."""
    full, day = last_months(date, 12), months_to_day(date, rules["window_months"])
    if full == day:
        return ()
    return (
        msg(
            "Revenue: the twelve full months to {end}; customers and their shares: the {months} months to {date}. At the earlier date alike.",
            end=Quantity(full.iso[1], "date"),
            months=Quantity(rules["window_months"], "months"),
            date=Quantity(day.iso[1], "date"),
        ),
    )


def reading(value: float, low: float, high: float, unit: str, currency: str) -> Message:
    """A measure's value, with its interval where it has one."""
    money = currency if unit == "money" else None
    value, low, high = (round(number, 0 if money else 6) for number in (value, low, high))
    if pd.isna(low) or pd.isna(high):
        return msg("{value}", value=Quantity(value, unit, currency=money))
    return msg("{value} ({value:interval})", value=Quantity(value, unit, low, high, currency=money))


def _worded(both: pd.DataFrame, currency: str) -> pd.DataFrame:
    titles = {measure.code: word(measure.title) for measure in MEASURES}
    shown = {
        f"shown_{side}": [
            word(reading(*values, unit, currency))
            for *values, unit in both[[side, f"{side}_low", f"{side}_high", "unit"]].itertuples(index=False, name=None)
        ]
        for side in ("before", "now")
    }
    return both.assign(
        measure_name=both["measure"].map(titles),
        verdict_name=both["verdict"].map({k: word(v) for k, v in VERDICTS.items()}),
        **shown,
    )


def _said(finding: Finding | None) -> str:
    return "" if finding is None else word(Message(finding.claim.msgid, {**finding.claim.args, **finding.quantities}))


def _states(then: tuple[Finding, ...], now: tuple[Finding, ...]) -> pd.DataFrame:
    """Every finding of either date: new first, then gone, then those still there; by id within."""
    old, new = ({finding.id: finding for finding in side} for side in (then, now))
    rows = []
    for id in sorted({*old, *new}):
        state = "still" if id in old and id in new else "new" if id in new else "gone"
        rows.append((list(STATES).index(state), id, word(STATES[state]), _said(old.get(id)), _said(new.get(id))))
    frame = pd.DataFrame(sorted(rows), columns=["place", "id", "state", "before", "now"])
    return frame.drop(columns="place")


def _findings(both: pd.DataFrame, company: Company, earlier: str) -> tuple[Finding, ...]:
    """One finding when a measure got worse by more than chance: the first in the order of the measures."""
    worse = both[both["verdict"] == "worse"]
    if not len(worse):
        return ()
    row = worse.iloc[0]
    title = next(measure.title for measure in MEASURES if measure.code == row["measure"])
    money = company.currency if row["unit"] == "money" else None
    quantities = {
        side: Quantity(row[side], row["unit"], row[f"{side}_low"], row[f"{side}_high"], currency=money)
        for side in ("before", "now")
    } | {"date": Quantity(earlier, "date"), "worse": Quantity(len(worse), "count"), "of": Quantity(len(both), "count")}
    return (
        Finding(
            id="diagnosis.monitor.worse",
            subject=row["measure"],
            period=(earlier, company.date.isoformat()),
            claim=msg(
                "{measure} got worse since {date}: from {before} ({before:interval}) to {now} ({now:interval}). Of {of} measures watched {worse} got worse by more than chance.",
                measure=title,
            ),
            quantities=quantities,
            confidence=Confidence(
                "high", msg("the two intervals do not overlap, which is stricter than a test at the usual level.")
            ),
            evidence=("table:monitor", "figure:monitor"),
            method=msg("Two dates, each with what was known then; moved where intervals do not overlap"),
            source=SOURCE,
            action=Action(
                msg(
                    "Put {measure} on the agenda of the next monthly review with one person who answers for it.",
                    measure=title,
                ),
                30,
            ),
        ),
    )
