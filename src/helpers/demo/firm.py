"""A firm while it is drawn: what parts read and change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from helpers.demo.market import Market
from helpers.demo.part import Part
from helpers.demo.story import Story
from helpers.demo.streams import own, streams


@dataclass
class Firm:
    """The firm so far; later fields are empty until they are drawn.

    Attributes
    ----------
    market, seed, signal
        What is drawn; ``signal`` is false for the no-signal twin, whose ``market`` is quiet already.
    people
        One row a customer, see :func:`helpers.demo.customers.draw`; "position" elsewhere is its row.
    plot
        What happens to whom, see :class:`helpers.demo.story.Story`.
    calendar
        One row a day, see :func:`helpers.demo.seasons.calendar`.
    rate
        Per customer ``revenue`` (yuan a year), ``orders`` a year, ``value`` of an order.
    documents
        One row an order: ``position, day, value`` (yuan), ``pushed`` (the ordinary returns leave it alone).
    taste
        Per order and product what is added to the customer's log preference; ``None`` for nothing.
    lines
        One row an order line or return: ``document, position, day, product`` (row of the catalogue),
        ``quantity, price, cost`` (fen a unit).
    bills
        One row an invoice: ``position, issued, due, issued_on, amount`` (fen), ``paid`` (day number).
    numbers
        Document number of each order, without its letters.
    frames
        Tables of the client folder by name; columns as the contract names them, money in fen.
    shared
        What one part knows and others may read, by the part's name; neither folder nor truth.
    truth
        What parts say is true, by the part's name.
    """

    market: Market
    seed: int
    signal: bool
    people: pd.DataFrame = field(default_factory=pd.DataFrame)
    plot: Story | None = None
    calendar: pd.DataFrame = field(default_factory=pd.DataFrame)
    rate: pd.DataFrame = field(default_factory=pd.DataFrame)
    documents: pd.DataFrame = field(default_factory=pd.DataFrame)
    taste: np.ndarray | None = None
    lines: pd.DataFrame = field(default_factory=pd.DataFrame)
    bills: pd.DataFrame = field(default_factory=pd.DataFrame)
    numbers: np.ndarray = field(default_factory=lambda: np.zeros(0, object))
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    shared: dict[str, Any] = field(default_factory=dict)
    truth: dict[str, Any] = field(default_factory=dict)
    chance: dict[str, np.random.Generator] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = streams(self.seed)

    def each(self, hook: str) -> None:
        """Call one hook of all parts, in their order; each draws from its own stream."""
        for part in self.market.parts:
            getattr(part, hook)(self, self.stream(part))

    def stream(self, part: Part) -> np.random.Generator:
        """The part's own stream of chance, begun once."""
        if part.name not in self.chance:
            self.chance[part.name] = own(self.seed, part.name)
        return self.chance[part.name]

    def dates(self, day: np.ndarray) -> pd.DatetimeIndex:
        """Dates of day numbers."""
        return pd.DatetimeIndex(pd.Timestamp(self.market.start) + pd.to_timedelta(np.asarray(day), unit="D"))

    def workday(self, day: np.ndarray) -> np.ndarray:
        """The first working day on or after each day number; the number of days where none is left.

        Days before the period stay as they are.
        """
        working = np.append(np.flatnonzero(self.calendar["open"].to_numpy()), self.market.days)
        found = working[np.searchsorted(working, np.minimum(day, self.market.days))]
        return np.where(np.asarray(day) < 0, day, found)

    def codes(self, position: np.ndarray) -> np.ndarray:
        """Customer codes of positions."""
        return self.people["customer"].to_numpy()[position]

    def revenue(self, first: int = 0, last: int | None = None) -> np.ndarray:
        """Net revenue of each customer in fen on day numbers ``first`` to ``last`` (excluded)."""
        rows = self.lines[
            (self.lines["day"] >= first) & (self.lines["day"] < (self.market.days if last is None else last))
        ]
        sums = (rows["quantity"] * rows["price"]).groupby(rows["position"]).sum()
        return sums.reindex(range(len(self.people)), fill_value=0).to_numpy()
