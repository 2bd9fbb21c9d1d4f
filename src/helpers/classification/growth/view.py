"""The accounts of a company on a day, as far as the growth model looks at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.classification import rfm, scores
from helpers.classification.classes.evidence import account_events
from helpers.classification.growth.features import features
from helpers.classification.growth.target import levels
from helpers.classification.window import window

if TYPE_CHECKING:
    from helpers.company import Company

#: Months before the day that a measure may look at.
PAST = 12


@dataclass(frozen=True)
class View:
    """Accounts with a past, on a day.

    Attributes
    ----------
    day
        The day.
    people
        By account: ``year, season, half, quarter`` (money of twelve months, of the months a year before those to come,
        of the last six and three), ``days, half_days``, ``silent`` (days since the last purchase), ``bought, margin,
        costed``, ``judged`` (a dealer, money is what it sells on), ``last_growth``, ``rfm``.
    x
        Measures, see :mod:`helpers.classification.growth.features`.
    like
        Measures of level, by which customers are alike.
    member
        Customer → account.
    judged
        Customers judged by what they sell on.
    """

    day: pd.Timestamp
    people: pd.DataFrame
    x: pd.DataFrame
    like: pd.DataFrame
    member: pd.Series
    judged: frozenset[str]


def view(company: Company, rules) -> View:
    """The accounts that bought in the first half of the twelve months before the company's date, and on two days or more.

    Who came later has no year to compare with, and grows by definition. A day is looked at once: the model of today and
    that of a year ago learn from the same days.
    """
    return company.once(("growth view", repr(sorted(rules.items()))), lambda: _view(company, rules))


def _view(company: Company, rules) -> View:
    end = pd.Timestamp(company.date)
    found = account_events(company, window(end, PAST)[0])
    events = found.events[found.events["date"] <= end]
    people = _sums(events, found.index, end, rules["growth_ahead"])
    people["judged"] = people.index.isin(set(found.member.reindex(sorted(found.judged)).dropna()))
    early = people["year"] - people["half"]
    people = people[(early > 0) & (people["year"] > 0) & (people["days"] >= 2)]
    people = people.assign(rfm=_rfm(found.daily, found.index, end, rules).reindex(people.index))
    x = features(company, people, found.member, rules) if len(people) else pd.DataFrame(index=people.index)
    like = levels(people, x) if len(people) else x
    return View(end, people, x, like, found.member, frozenset(found.judged))


def _sums(events: pd.DataFrame, index: pd.Index, end: pd.Timestamp, ahead: int) -> pd.DataFrame:
    spans = {
        "year": window(end, PAST),
        "season": window(end, ahead, PAST - ahead),
        "half": window(end, 6),
        "quarter": window(end, 3),
        "then": window(end, 6, 12),
    }
    account = events["place"]
    inside = {name: events["date"].between(*span) for name, span in spans.items()}
    columns = {name: events["worth"].where(inside[name], 0).groupby(account).sum() for name in spans}
    columns["days"] = events["days"].where(inside["year"], 0).groupby(account).sum()
    columns["half_days"] = events["days"].where(inside["half"], 0).groupby(account).sum()
    for name, source in (("bought", "net"), ("margin", "margin"), ("costed", "costed")):
        columns[name] = events[source].where(inside["year"], 0).groupby(account).sum()
    frame = pd.DataFrame(columns)
    last = events.loc[events["days"] > 0].groupby("place")["date"].max()
    frame["silent"] = (end - last.reindex(frame.index)).dt.days.astype("float64")
    covered = len(events) and events["date"].min() <= spans["then"][0] + pd.DateOffset(months=1)
    before = frame["then"] if covered else frame["year"] - frame["half"]
    frame["last_growth"] = frame["half"] / before.where(before > 0)
    return frame.drop(columns="then").set_axis(index[frame.index], axis=0).rename_axis("account").sort_index()


def _rfm(daily: pd.DataFrame, index: pd.Index, end: pd.Timestamp, rules) -> pd.Series:
    """Sum of the three scores of each account; missing for who bought once."""
    rows = daily.groupby(["place", "date"], as_index=False).agg(net=("net", "sum"), documents=("bought", "sum"))
    rows["customer"] = pd.Series(index[rows["place"]], dtype="str")
    rows["sales"], rows["returns"] = rows["net"], 0
    found = rfm.measure(rows, end, window_months=rules["window_months"], cycle_days=rules["cycle_days"])
    scored = scores.score(found, scores.cut_points(found, rules["levels"])).set_index("customer")
    return (scored["r"] + scored["f"] + scored["m"]).astype("Float64").astype("float64")


def money_after(events: pd.DataFrame, seen: View, ahead: int) -> np.ndarray:
    """Money of the accounts in the months after the day, measured as before it.

    Parameters
    ----------
    events
        ``customer, date, net, out``: what each customer bought and sold on, of the whole record.
    """
    start = seen.day + pd.Timedelta(days=1)
    end = start + pd.DateOffset(months=ahead) - pd.Timedelta(days=1)
    inside = events[events["date"].between(start, end)]
    worth = inside["out"].where(inside["customer"].isin(seen.judged), inside["net"])
    return worth.groupby(inside["customer"].map(seen.member)).sum().reindex(seen.people.index).fillna(0).to_numpy()
