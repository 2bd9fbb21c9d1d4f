"""The growth model of a company: days to learn from, days it was tried on, and what it says now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.classification.classes import margins, sell_through
from helpers.classification.growth import judge, pipeline, reasons, target
from helpers.classification.growth.sample import as_known, known_by
from helpers.classification.growth.view import PAST, View, money_after, view
from helpers.classification.holds.choose import best
from helpers.classification.window import window
from helpers.show import word

if TYPE_CHECKING:
    from helpers.company import Company

#: Days looked back at, at most.
MOST_DAYS = 5
#: The verdict looks at this interval, wider than those shown, as three intervals and three rivals give chance more turns.
SURE = 0.99
#: A gain in lift below this is not worth a list of its own.
GAIN = 0.1
SIMPLE = ("last_growth", "rfm", "year")
FAR = pd.Timestamp(2200, 1, 1)


@dataclass(frozen=True)
class Forecast:
    """What the model found.

    Attributes
    ----------
    state
        ``signal``: better than the best simple ranking; ``none``: not; ``short``: the past is too short, or too few
        customers have one.
    days
        ``date, role, customers, growers`` of each day.
    check
        As of :func:`helpers.classification.growth.judge.compare`; empty when nothing could be tried.
    curve
        As of :func:`helpers.classification.growth.judge.reliability`.
    brier
        Score of the model and of the base rate.
    kind
        Kind of model taken now.
    rows
        With a signal only: ``account, chance, named, reason``, most likely first.
    weights
        With a signal only: ``measure, weight, sign``: mean size of what it adds to the log-odds.
    rival
        The best simple ranking.
    """

    state: str
    days: pd.DataFrame
    check: pd.DataFrame = field(default_factory=pd.DataFrame)
    curve: pd.DataFrame = field(default_factory=pd.DataFrame)
    brier: tuple[float, float] = (float("nan"), float("nan"))
    kind: str = ""
    rows: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["account", "chance", "named", "reason"]))
    weights: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["measure", "weight", "sign"]))
    rival: str = ""

    @property
    def promising(self) -> frozenset[str]:
        """Accounts that the model names."""
        return frozenset(self.rows.loc[self.rows["named"].astype(bool), "account"]) if len(self.rows) else frozenset()


@dataclass(frozen=True)
class Day:
    """A day in the past, and what came of it."""

    seen: View
    grew: np.ndarray
    extra: np.ndarray


def forecast(company: Company, rules) -> Forecast:
    """Who of the company's accounts will grow, if the data can tell.

    Each day is seen through :meth:`helpers.company.Company.as_of`. From the second day on, a model fitted on the days
    before is tried; the periods after the days do not overlap, so nothing of a tested period was learnt from. Today's
    model is made by the same steps from all days.

    Parameters
    ----------
    rules
        Rules of the station.
    """
    days = past(company, rules)
    told = pd.DataFrame(
        [
            (day.seen.day, "test" if place else "train", len(day.grew), int(day.grew.sum()))
            for place, day in enumerate(days)
        ],
        columns=["date", "role", "customers", "growers"],
    )
    if len(days) < 2:
        return Forecast("short", told)
    columns = shared([day.seen for day in days])
    chances, kind = [], ""
    for place in range(1, len(days)):
        known = [(day.seen.x[list(columns)].to_numpy(), day.grew) for day in days[:place]]
        model = pipeline.fit(known, columns, rules["seed"])
        chances.append(model.chance(days[place].seen.x[list(columns)]))
    tried = days[1:]
    scores = {"model": chances} | {name: [day.seen.people[name].to_numpy() for day in tried] for name in SIMPLE}
    check = judge.compare(
        scores, [day.grew for day in tried], [day.extra for day in tried], [day.seen.people.index for day in tried],
        capacity=rules["growth_capacity"], draws=rules["hold_draws"], seed=rules["seed"], sure=SURE,
    )  # fmt: skip
    told_all, grew_all = np.concatenate(chances), np.concatenate([day.grew for day in tried])
    rival = strongest(check)
    state = "signal" if better(check, rival) else "none"
    found = {
        "check": check,
        "curve": judge.reliability(told_all, grew_all),
        "brier": judge.brier(told_all, grew_all),
        "rival": rival,
    }
    if state == "none":
        return Forecast(state, told, kind=kind, **found)
    model = pipeline.fit([(day.seen.x[list(columns)].to_numpy(), day.grew) for day in days], columns, rules["seed"])
    rows, weights, growers = now(company, model, rules)
    last = pd.DataFrame([(pd.Timestamp(company.date), "now", growers, pd.NA)], columns=told.columns)
    told = pd.concat([told.astype({"growers": "Int64"}), last.astype({"growers": "Int64"})], ignore_index=True)
    return Forecast(state, told, kind=model.kind, rows=rows, weights=weights, **found)


def past(company: Company, rules) -> list[Day]:
    """The days to learn from, oldest first; each had a whole year before it and enough growers after it."""
    from helpers.company import ledger

    if not company.has("orders"):
        return []
    ahead, part = rules["growth_ahead"], known_by(company)
    whole = as_known(part, company.date)
    first = ledger.span(whole).first
    ends = []
    for number in range(1, MOST_DAYS + 1):
        day = window(company.date, ahead * number)[0] - pd.Timedelta(days=1)
        if pd.isna(first) or first > window(day, PAST)[0] + pd.DateOffset(months=1):
            break
        ends.append(day)
    events, days = None, []
    for day in reversed(ends):
        seen = view(as_known(part, day.date()), rules)
        if len(seen.people) < 3 * pipeline.FEWEST:
            continue
        events = record(whole) if events is None else events
        after = money_after(events, seen, ahead)
        grew, beyond = target.grown(
            seen.like, seen.people["year"], after, ahead=ahead, top=rules["growth_top"], least=rules["growth_min"]
        )
        if grew.sum() >= pipeline.FEWEST:
            days.append(Day(seen, grew, beyond))
    return days


def record(company: Company) -> pd.DataFrame:
    """What each customer bought and sold on, by day: ``customer, date, net, out``."""
    daily = margins.daily(company)[["customer", "date", "net"]].assign(out=0.0)
    sold, _ = sell_through.events(company, FAR)
    return pd.concat([daily, sold.rename(columns={"net": "out"}).assign(net=0)], ignore_index=True)


def shared(views: list[View]) -> tuple[str, ...]:
    """Measures that every day has."""
    common = set(views[0].x.columns).intersection(*(set(one.x.columns) for one in views[1:]))
    return tuple(name for name in views[0].x.columns if name in common)


def strongest(check: pd.DataFrame) -> str:
    """The simple ranking with the highest lift (then AUC, then name)."""
    simple = check[check["method"].isin(SIMPLE)]
    return str(simple.sort_values(["lift", "auc", "method"], ascending=[False, False, True])["method"].iloc[0])


def better(check: pd.DataFrame, rival: str) -> bool:
    """Whether the model orders better than chance, and hits more at equal effort than chance and the best simple ranking."""
    rows = check.set_index("method")
    model = rows.loc["model"]
    return bool(model["auc_sure"] > 0.5 and model["lift_sure"] > 1 + GAIN and rows.loc[rival, "ahead_sure"] > GAIN)


def now(company: Company, model: pipeline.Fitted, rules) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Chances of today's accounts, reasons of those named, weights of the measures."""
    seen = view(company, rules)
    x = seen.x.reindex(columns=list(model.columns), fill_value=0.0)
    rows = pd.DataFrame({"account": seen.people.index, "chance": model.chance(x)})
    place = best(rows["chance"], min(rules["growth_capacity"], len(rows) // 3))
    rows["named"] = (place >= 1) & (rows["chance"] > rows["chance"].mean()).to_numpy()
    values = x.to_numpy()[rows["named"].to_numpy()]
    added = reasons.contributions(model, values, seed=rules["seed"])
    said = [word(reasons.reason(model.columns, *pair)) for pair in zip(values, added, strict=True)]
    rows["reason"] = pd.Series(pd.NA, index=rows.index, dtype="str")
    rows.loc[rows["named"], "reason"] = said
    rows = rows.sort_values(["chance", "account"], ascending=[False, True], kind="stable").reset_index(drop=True)
    some = x.to_numpy()[:: max(1, len(x) // 300)]
    over = reasons.contributions(model, some, seed=rules["seed"])
    sign = np.sign((over * some).sum(axis=0))
    weights = pd.DataFrame({"measure": model.columns, "weight": np.abs(over).mean(axis=0), "sign": sign})
    weights = weights.sort_values(["weight", "measure"], ascending=[False, True]).reset_index(drop=True)
    return rows, weights, len(rows)
