"""Invoices and when they are paid."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.demo.market import Market


def invoices(market: Market, lines: pd.DataFrame, people: pd.DataFrame, open_days: np.ndarray) -> pd.DataFrame:
    """One invoice a customer and month, on the month's last working day.

    Returns
    -------
    DataFrame
        ``position``, ``issued`` and ``due`` (day numbers), ``issued_on``, ``amount`` in fen. Months in
        which sales and returns cancel out have no invoice; credit notes are due at once.
    """
    days = pd.date_range(market.start, market.end, freq="D")
    month = (days.year * 12 + days.month).to_numpy()
    working = np.flatnonzero(open_days)
    last = pd.Series(working).groupby(month[working]).max()
    frame = pd.DataFrame(
        {"position": lines["position"], "month": month[lines["day"]], "amount": lines["quantity"] * lines["price"]}
    )
    found = frame.groupby(["month", "position"], as_index=False)["amount"].sum()
    found = found[found["amount"] != 0].reset_index(drop=True)
    found["issued"] = found["month"].map(last)
    terms = people["payment_days"].to_numpy()[found["position"]]
    found["due"] = found["issued"] + np.where(found["amount"] > 0, terms, 0)
    found["issued_on"] = days[found["issued"]]
    return found.drop(columns="month")


def paid(market: Market, found: pd.DataFrame, late: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Day number of payment of each invoice (beyond the period where it is still open then).

    Customers pay around their own habit; late payers, from the day the story says, much later.
    Nobody pays before the invoice is issued; credit notes are settled on the day they are issued.
    """
    how, plan = market.payments, market.story
    habit = how.habit_mean + how.habit_spread * chance.standard_normal(len(late))
    usual = habit[found["position"]] + how.spread * chance.standard_normal(len(found))
    slow = plan.late_days * np.exp(plan.late_spread * chance.standard_normal(len(found)))
    is_late = late[found["position"]] & (found["issued"] >= market.day(plan.late_from)).to_numpy()
    days = np.rint(found["due"].to_numpy() + np.where(is_late, slow, usual)).astype("int64")
    days = np.maximum(days, found["issued"].to_numpy() + 1)
    return np.where(found["amount"] > 0, days, found["issued"])
