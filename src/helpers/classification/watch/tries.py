"""Each sign tried on the past: how often it came before a fall, and how often it was a false alarm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.classification.intervals import wilson
from helpers.classification.watch.signs import season, signs
from helpers.classification.watch.terms import SIGNS
from helpers.classification.window import window
from helpers.company.ledger import purchases as grouped

if TYPE_CHECKING:
    from helpers.company import Company

#: Fewest alerts from which a sign is judged.
FEWEST = 10


def past(company: Company, purchases: pd.DataFrame, rules) -> pd.DataFrame:
    """Signs at earlier dates and what followed, one row a customer and date.

    The dates lie ``check_months`` apart, so that no month after one is counted for the next.

    Returns
    -------
    DataFrame
        ``date, customer, fell`` and the signs. ``fell``: in the months after the date the customer bought less than
        ``watch_fall`` of what it had bought in the same months a year earlier. Customers that had bought nothing then
        are left out, as nothing can fall.
    """
    months, parts = rules["check_months"], []
    for number in range(1, rules["watch_tries"] + 1):
        date = window(company.date, months * number)[0] - pd.Timedelta(days=1)
        if purchases.empty or purchases["date"].min() > window(date, rules["window_months"])[0] + pd.DateOffset(
            months=1
        ):
            break
        shown = _signs_on(company, date, rules).set_index("customer")
        back = months * (number - 1)
        after = season(purchases, company.date, months, back).reindex(shown.index).fillna(0)
        usual = season(purchases, company.date, months, back + 12).reindex(shown.index).fillna(0)
        shown["fell"] = after.clip(lower=0) / usual.where(usual > 0) < rules["watch_fall"]
        parts.append(shown[usual > 0].assign(date=date).reset_index())
    columns = ["date", "customer", "fell", *SIGNS]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _signs_on(company: Company, date: pd.Timestamp, rules) -> pd.DataFrame:
    """The signs as they were seen on a day; the folder of then is let go before the next one is cut."""
    then = company.as_of(date.date())
    return signs(then, grouped(then), rules)


def judge(tried: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """Per sign: how often a fall followed with it and without it.

    Returns
    -------
    DataFrame
        ``sign, alerts, fell, share, low, high`` (Wilson), ``false_alarms`` (1 − share), ``others, others_fell,
        others_share``, ``more, more_low, more_high`` (the difference) and ``proof``: ``proven`` when the interval of
        the difference leaves out zero, ``unproven``, or ``few`` under ten alerts. Signs no data tell of are left out.

    Notes
    -----
    Difference of two shares by the hybrid score interval: Newcombe, R. G. (1998), "Interval estimation for the
    difference between independent proportions", Statistics in Medicine 17, 873–890, method 10. Cases of the same
    customer at two dates are taken as independent. Each sign errs in 2.5 of 100 firms where it means nothing.
    """
    rows = []
    for sign in SIGNS:
        known = tried[tried[sign].notna()] if len(tried) else tried
        if known.empty:
            continue
        hit = known[sign].astype(bool)
        counts = [(int(part["fell"].sum()), len(part)) for part in (known[hit], known[~hit])]
        row = {
            "sign": sign,
            "alerts": counts[0][1],
            "fell": counts[0][0],
            "others": counts[1][1],
            "others_fell": counts[1][0],
        }
        row |= dict(zip(("share", "low", "high"), _rate(*counts[0], level), strict=True))
        row["false_alarms"], row["others_share"] = 1 - row["share"], _rate(*counts[1], level)[0]
        row |= dict(zip(("more", "more_low", "more_high"), difference(*counts[0], *counts[1], level), strict=True))
        row["proof"] = "few" if row["alerts"] < FEWEST else "proven" if row["more_low"] > 0 else "unproven"
        rows.append(row)
    return pd.DataFrame(rows)


def _rate(hits: int, count: int, level: float) -> tuple[float, float, float]:
    return (hits / count if count else float("nan"), *wilson(hits, count, level))


def difference(
    hits: int, count: int, other_hits: int, other_count: int, level: float = 0.95
) -> tuple[float, float, float]:
    """Difference of two shares with Newcombe's interval; not a number when a group is empty."""
    one, low, high = _rate(hits, count, level)
    two, other_low, other_high = _rate(other_hits, other_count, level)
    less = ((one - low) ** 2 + (other_high - two) ** 2) ** 0.5
    more = ((high - one) ** 2 + (two - other_low) ** 2) ** 0.5
    return one - two, one - two - less, one - two + more
