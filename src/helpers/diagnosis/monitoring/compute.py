"""The station at an earlier date beside the station now: what moved, which findings are new or gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from math import isclose
from string import Formatter
from typing import TYPE_CHECKING

import pandas as pd

from helpers.diagnosis.monitoring.compare import ALPHA, side_by_side
from helpers.diagnosis.monitoring.difference import Difference, Reading
from helpers.diagnosis.monitoring.measures import MEASURES, read_all
from helpers.diagnosis.monitoring.paired import CHANGES, Sides
from helpers.diagnosis.sales.period import last_months, months_to_day
from helpers.finding import Action, Confidence, Finding
from helpers.language import Message, msg
from helpers.quantity import Quantity, adding
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
#: The same where there is an earlier date.
DATED = {
    "monitor": msg("The same measures on {before} (earlier) and on {now} (later)"),
    "monitor_findings": msg("Findings on {before} (earlier) and on {now} (later)"),
}
SPECS: dict[str, dict[str, Column]] = {
    "monitor": {
        "measure_name": Column(msg("Measure"), "text"),
        "shown_before": Column(msg("Earlier"), "text"),
        "shown_now": Column(msg("Later"), "text"),
        "shown_change": Column(msg("Difference"), "text"),
        "bh": Column(msg("False ones among such alarms (Benjamini-Hochberg)"), "share"),
        "verdict_name": Column(msg("What that means"), "text"),
        "brief_before": Column(msg("Earlier"), "text"),
        "brief_now": Column(msg("Later"), "text"),
        "measure": Column(msg("Measure (code)"), "id"),
        "verdict": Column(msg("Verdict (code)"), "id"),
    },
    "monitor_findings": {
        "state": Column(msg("How it stands"), "text"),
        "before": Column(msg("Earlier"), "text"),
        "now": Column(msg("Later"), "text"),
        "id": Column(msg("Code"), "id"),
    },
}
VERDICTS: dict[str, Message] = {
    "better": msg("better, more than chance"),
    "worse": msg("worse, more than chance"),
    "moved": msg("moved, more than chance"),
    "alone": msg("more than chance, but only alone"),
    "chance": msg("may be chance"),
    "risen": msg("rose, as counted"),
    "fallen": msg("fell, as counted"),
    "same": msg("unchanged"),
}
#: What data of a date let be found may have been there before or be there still: it is not called new, nor gone.
STATES: dict[str, Message] = {
    "new": msg("found only now"),
    "gone": msg("found only then"),
    "changed": msg("changed"),
    "counted": msg("counted another way"),
    "first": msg("no data before"),
    "unseen": msg("no data any more"),
    "still": msg("still there"),
}
#: Findings whose sentence says what was counted (cases, mentions, money): with another sentence the two do not compare.
COUNTED_BY = {"diagnosis.problems.few"}
#: Tables of the folder that findings are made of, by the start of their code: without one nothing could be found.
MADE_OF = {
    "survey": "survey",
    "questions": "survey",
    "interviews": "interviews",
    "regions.stock": "market_visits",
    "regions.weakest": "market_visits",
    "regions.room": "regions",
    "regions.placed": "regions",
    "regions.need": "needs",
    "regions.unseen": "activities",
    "competitors.losing": "opportunities",
    "competitors": "competitors",
    "problems": "problems",
    "intelligence": "intelligence",
    "pest": "pest",
    "forces": "five_forces",
    "triangulation": "survey",
}
SOURCE = "Zou, Donner 2008, Statistics in Medicine 27(10), 1693–1702; Benjamini, Hochberg 1995, Journal of the Royal Statistical Society B 57(1), 289–300"
#: Units in which a difference is told, where it is another than the measure's.
DIFFERENCES = {"share": "points"}
#: Gaps that hold a quotation.
QUOTED = ("quote",)
#: What the interval of a difference rests on, by what was compared: anything, judgements, marks on site.
PAIRED = msg("What both dates share, as the same customers, drops out of the interval of a difference.")
RATED = msg("The same raters judging the same things drop out too; their moods count as chance.")
VISITED = msg(
    "The difference of the marks on site is freed of who went, so it may not be that of the two columns; a change of all visitors' strictness would not be seen."
)


def compute(company: Company, rules: Rules, now: Outcome, parts: Iterable[Part]) -> Outcome:
    """Both dates side by side.

    Parameters
    ----------
    now
        What ``parts`` found at the company's as-of date; the earlier date is computed here by the same parts, from
        what was known then.
    """
    from helpers.company import ledger

    earlier = earlier_date(company.date, rules)
    first = ledger.span(company).first
    if pd.isna(first) or first > pd.Timestamp(earlier):
        note = msg(
            "Nothing was ordered on or before {date}, so there is no earlier diagnosis to compare with.",
            date=Quantity(earlier.isoformat(), "date"),
        )
        return Outcome({name: settled(TITLES[name], SPECS[name]) for name in TITLES}, warnings=(note,))
    past = company.as_of(earlier)
    then = joined(part(past, rules) for part in parts)
    both = compared(Sides(past, company, rules, then.tables, now.tables))
    rows = {
        "monitor": _worded(both, company.currency),
        "monitor_findings": _states(then.findings, now.findings, past, company),
    }
    date = Quantity(earlier.isoformat(), "date")
    gaps = {"before": date, "now": Quantity(company.date.isoformat(), "date")}
    tables = {name: settled(replace(DATED[name], args=gaps), SPECS[name], frame) for name, frame in rows.items()}
    note = msg(
        "The earlier date is {date}; what was not known then does not count, and tables without dates are left out.",
        date=date,
    )
    notes = (note, *periods(company.date, rules), *_paired(set(both.loc[both["p"].notna(), "measure"])))
    return Outcome(tables, _findings(both, company, earlier.isoformat()), notes)


def _paired(measures: set[str]) -> tuple[Message, ...]:
    """What the intervals of the differences of these measures rest on; of what was not compared nothing is said."""
    rated = any(measure in ("gap", "pest") or measure.startswith("force_") for measure in measures)
    parts = ((PAIRED, bool(measures)), (RATED, rated), (VISITED, "visits" in measures))
    return tuple(words for words, holds in parts if holds)


def earlier_date(date: dt.date, rules: Rules) -> dt.date:
    """The date that is compared with."""
    return (pd.Timestamp(date) - pd.DateOffset(months=rules["monitor_months"])).date()


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


def compared(sides: Sides) -> pd.DataFrame:
    """Every measure at both dates, with its difference; see :func:`helpers.diagnosis.monitoring.compare.side_by_side`."""

    def told(code: str, old: Reading, new: Reading) -> Difference | None:
        return CHANGES[code](sides, old, new) if code in CHANGES else None

    return side_by_side(read_all(sides.then), read_all(sides.now), told)


def reading(value: float, low: float, high: float, unit: str, currency: str) -> Message:
    """A measure's value, with its interval where it has one."""
    money = currency if unit == "money" else None
    value, low, high = (round(number, 0 if money else 6) for number in (value, low, high))
    if pd.isna(low) or pd.isna(high):
        return msg("{value}", value=Quantity(value, unit, currency=money))
    return msg("{value} ({value:interval})", value=Quantity(value, unit, low, high, currency=money))


def as_read(change: float, before: float, now: float, unit: str) -> float:
    """A change as it is shown: that of marks and indices is the difference of both numbers as they are read, like the
    parts of it beside the judgements (:func:`helpers.quantity.adding`): 3.08 to 4.45 is 1.37, not 1.38. A change that is
    not the difference of both (freed of who went) stays what it is."""
    known = unit == "ratio" and not any(pd.isna(value) for value in (change, before, now))
    return (
        adding({"change": change}, before, now)["change"]
        if known and isclose(change, now - before, abs_tol=1e-9)
        else change
    )


def difference(value: float, low: float, high: float, unit: str, currency: str) -> Message:
    """Later less earlier, with its interval where it has one; of shares in points, named once."""
    if unit != "share":
        return reading(value, low, high, DIFFERENCES.get(unit, unit), currency)
    change = Quantity(round(100 * value, 6), "number", 100 * low, 100 * high)
    if pd.isna(low) or pd.isna(high):
        return msg("{change} points", change=change)
    return msg("{change} points ({change:interval})", change=change)


def _worded(both: pd.DataFrame, currency: str) -> pd.DataFrame:
    titles = {measure.code: word(measure.title) for measure in MEASURES}
    shown = {
        f"shown_{side}": [
            word(reading(*values, unit, currency))
            for *values, unit in both[[side, f"{side}_low", f"{side}_high", "unit"]].itertuples(index=False, name=None)
        ]
        for side in ("before", "now")
    }
    shown |= {
        f"brief_{side}": [
            word(reading(value, float("nan"), float("nan"), unit, currency))
            for value, unit in zip(both[side], both["unit"], strict=True)
        ]
        for side in ("before", "now")
    }
    shown["shown_change"] = [
        word(difference(as_read(row.change, row.before, row.now, row.unit), *ends, row.unit, currency))
        for row, *ends in zip(both.itertuples(), both["change_low"], both["change_high"], strict=True)
    ]
    return both.assign(
        measure_name=both["measure"].map(titles),
        verdict_name=both["verdict"].map({k: word(v) for k, v in VERDICTS.items()}),
        **shown,
    )


def _said(finding: Finding | None) -> str:
    return "" if finding is None else word(Message(finding.claim.msgid, {**finding.claim.args, **finding.quantities}))


def _looked(id: str, company: Company) -> bool:
    """Whether the folder had what such a finding is made of."""
    own = id.partition(".")[2]
    start = next((start for start in MADE_OF if own == start or own.startswith(f"{start}.")), "")
    return not start or company.has(MADE_OF[start])


def matter(finding: Finding) -> tuple:
    """What a finding says apart from its numbers: its sentence, and the words and months in the gaps of it. A quotation
    is an example only."""
    claim = finding.claim
    names = sorted({name for _, name, _, _ in Formatter().parse(claim.msgid) if name and name not in QUOTED})
    return (claim.msgid, *(_matter({**finding.quantities, **claim.args}.get(name)) for name in names))


def _matter(value) -> object:
    if isinstance(value, Message):
        return (value.msgid, *(_matter(part) for part in value.args.values()))
    return value.value if isinstance(value, Quantity) and value.unit in ("text", "month") else None


def _states(then: tuple[Finding, ...], now: tuple[Finding, ...], past: Company, present: Company) -> pd.DataFrame:
    """Every finding of either date: new first, then gone, those that say another thing now, those that one date could not
    see, those still there."""
    old, new = ({finding.id: finding for finding in side} for side in (then, now))
    rows = []
    for id in sorted({*old, *new}):
        if id in old and id in new:
            state = "still" if matter(old[id]) == matter(new[id]) else "changed"
            if id in COUNTED_BY and old[id].claim.msgid != new[id].claim.msgid:
                state = "counted"
        elif id in new:
            state = "new" if _looked(id, past) else "first"
        else:
            state = "gone" if _looked(id, present) else "unseen"
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
    unit = DIFFERENCES.get(row["unit"], row["unit"])
    quantities = {
        side: Quantity(row[side], row["unit"], row[f"{side}_low"], row[f"{side}_high"], currency=money)
        for side in ("before", "now")
    } | {
        "change": Quantity(
            as_read(row["change"], row["before"], row["now"], row["unit"]),
            unit,
            row["change_low"],
            row["change_high"],
            currency=money,
        ),
        "tested": Quantity(int(both["p"].notna().sum()), "count"),
        "alpha": Quantity(ALPHA, "share"),
        "date": Quantity(earlier, "date"),
        "worse": Quantity(len(worse), "count"),
        "of": Quantity(len(both), "count"),
    }
    return (
        Finding(
            id="diagnosis.monitor.worse",
            subject=row["measure"],
            period=(earlier, company.date.isoformat()),
            claim=msg(
                "{measure} got worse since {date}: from {before} to {now}, a difference of {change} ({change:interval}). Of {of} measures watched {worse} got worse by more than chance.",
                measure=title,
            ),
            quantities=quantities,
            confidence=Confidence(
                "high",
                msg(
                    "{tested} differences were looked at; of those called more than chance fewer than {alpha} are expected to be false."
                ),
            ),
            evidence=("table:monitor", "figure:monitor"),
            method=msg(
                "Two dates, each with what was known then; interval of the difference, corrected for all measures (Benjamini-Hochberg)"
            ),
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
