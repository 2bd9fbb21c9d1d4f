"""What ``compute`` hands to tables, findings and remarks: the results of the steps, not yet worded."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from helpers.diagnosis.sales.bridge import Bridge
from helpers.diagnosis.sales.cohorts import Cohorts, Drift
from helpers.diagnosis.sales.concentration import Concentration
from helpers.diagnosis.sales.level_shift import LevelShift
from helpers.diagnosis.sales.movers import Mover, largest
from helpers.diagnosis.sales.period import Period
from helpers.diagnosis.sales.season import Adjusted
from helpers.diagnosis.sales.shift_origin import Origin
from helpers.quantity import Quantity
from helpers.rules import Rules


@dataclass(frozen=True)
class Parts:
    """Results of all steps of station 1.

    ``others`` is the season of the customers but the largest, where that one's share is worth an alert (else ``None``).
    ``window`` is the period of the concentration, ``then`` and ``now`` those of the bridge;
    ``movers`` who brings more or less in the second, ``lined`` whether products have lines, ``names`` and ``goods`` give a customer's and a product's name by code.
    """

    rules: Rules
    currency: str
    as_of: str
    calendar: str
    adjusted: Adjusted
    shift: LevelShift | None
    monthly_effect: Quantity | None
    origins: dict[str, pd.DataFrame]
    origin: Origin | None
    window: Period
    concentration: dict[str, Concentration | None]
    cohorts: Cohorts
    drift: Drift | None
    then: Period
    now: Period
    bridge: Bridge | None
    movers: pd.DataFrame | None = None
    others: Adjusted | None = None
    lined: bool = True
    names: dict[str, str] = field(default_factory=dict)
    goods: dict[str, str] = field(default_factory=dict)

    @property
    def counted(self) -> Concentration | None:
        """The concentration that the rules ask for."""
        return self.concentration["all" if self.rules["one_time"] == "include" else "repeat"]

    def mover(self, up: bool) -> Mover | None:
        """The one customer that carries a large part of all gains (or falls) between the periods of the bridge."""
        return None if self.movers is None else largest(self.movers, up, self.rules["mover_part"])

    def money(self, value: float, low: float | None = None, high: float | None = None) -> Quantity:
        """Whole minor units of the company's currency."""
        ends = [None if end is None else round(end) for end in (low, high)]
        return Quantity(round(value), "money", *ends, currency=self.currency)
