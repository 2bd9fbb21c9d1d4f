"""The sums a class is decided by, of all accounts at once, under any weights of their purchases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from helpers.classification.window import window

#: Sum → (what is added up, period).
WANTED = {
    "first_half": ("worth", "first_half"),
    "second_half": ("worth", "second_half"),
    "margin": ("margin", "now"),
    "margin_before": ("margin", "before"),
    "bought": ("net", "now"),
    "bought_before": ("net", "before"),
    "recent": ("worth", "recent"),
    "earlier": ("worth", "earlier"),
    "recent_days": ("days", "recent"),
    "earlier_days": ("days", "earlier"),
}


@dataclass(frozen=True)
class Ledger:
    """Purchases of accounts, cut to the periods that count.

    Attributes
    ----------
    accounts
        How many accounts.
    rows
        Number of dated rows; weights have this length.
    parts
        Sum → (positions of rows, account of each, amount of each).
    """

    accounts: int
    rows: int
    parts: Mapping[str, tuple[np.ndarray, np.ndarray, np.ndarray]]

    def sums(self, weights: np.ndarray | None = None) -> dict[str, np.ndarray]:
        """Each sum by account (floats, exact below 2**53 without weights).

        ``weights`` of shape draws × rows give sums of shape draws × accounts.
        """
        if weights is None:
            return {
                name: np.bincount(account, weights=amount, minlength=self.accounts).astype("float64")
                for name, (_, account, amount) in self.parts.items()
            }
        if not self.accounts:
            return {name: np.zeros((len(weights), 0)) for name in self.parts}
        every = (self.matrix @ weights.T).T
        places = range(0, every.shape[1], self.accounts)
        return {name: every[:, at : at + self.accounts] for name, at in zip(self.parts, places, strict=True)}

    @cached_property
    def matrix(self):
        """All sums as one sparse matrix: accounts below one another, sum by sum; rows across."""
        from scipy.sparse import csr_matrix

        amount = np.concatenate([amount for _, _, amount in self.parts.values()])
        column = np.concatenate([rows for rows, _, _ in self.parts.values()])
        row = np.concatenate(
            [account + np.int32(k * self.accounts) for k, (_, account, _) in enumerate(self.parts.values())]
        )
        return csr_matrix((amount, (row, column)), shape=(len(self.parts) * self.accounts, self.rows))


def periods(as_of, window_months: int, growth_months: int) -> dict[str, tuple[pd.Timestamp, pd.Timestamp]]:
    """First and last day of each period."""
    half = window_months // 2
    return {
        "now": window(as_of, window_months),
        "before": window(as_of, window_months, window_months),
        "first_half": window(as_of, window_months - half, half),
        "second_half": window(as_of, half) if half else window(as_of, window_months),
        "recent": window(as_of, growth_months),
        "earlier": window(as_of, growth_months, max(12, growth_months)),
    }


def ledger(events: pd.DataFrame, accounts: int, as_of, window_months: int, growth_months: int) -> Ledger:
    """Rows of ``place, date, worth, net, margin, days`` sorted out by period.

    ``place`` is the row of the account among the ``accounts``, ``worth`` is what the account is judged by (net revenue, or sell-through of a dealer), ``net`` its net
    revenue, ``margin`` what is left of it, ``days`` 1 for a day with a purchase.
    """
    spans = periods(as_of, window_months, growth_months)
    begin = min(start for start, _ in spans.values())
    events = events[(events["date"] >= begin) & (events["date"] <= spans["now"][1])]
    account = events["place"].to_numpy(dtype="int32")
    inside = {name: events["date"].between(*span).to_numpy() for name, span in spans.items()}
    parts = {}
    for name, (column, span) in WANTED.items():
        amount = events[column].to_numpy(dtype="float64")
        rows = np.flatnonzero(inside[span] & (amount != 0)).astype("int32")
        parts[name] = (rows, account[rows], amount[rows])
    return Ledger(accounts, len(events), parts)
