"""Station 1: what the market and the firm's own sales say.

A part a subpackage: ``sales`` (trend, season, concentration, cohorts, price-volume-mix); ``compute`` joins what
they found. Each part has a ``compute(company, rules) -> Outcome`` and step functions that can be called alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from helpers.diagnosis.environment.figure_forces import plot_forces, plot_judged_change
from helpers.diagnosis.environment.figure_pest import plot_pest, plot_pest_radar
from helpers.diagnosis.monitoring.figure import plot_monitor
from helpers.diagnosis.rules import RULES
from helpers.diagnosis.sales.figure_bridge import plot_bridge
from helpers.diagnosis.sales.figure_cohorts import plot_cohorts
from helpers.diagnosis.sales.figure_concentration import plot_concentration
from helpers.diagnosis.sales.figure_season import plot_season
from helpers.diagnosis.sales.figure_trend import plot_trend
from helpers.diagnosis.sales.panels import panel_concentration
from helpers.language import msg
from helpers.station import Station, StationResult
from helpers.station import run as _run

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules
    from helpers.station import Outcome

__all__ = [
    "STATION",
    "panel_concentration",
    "plot_bridge",
    "plot_cohorts",
    "plot_concentration",
    "plot_forces",
    "plot_judged_change",
    "plot_monitor",
    "plot_pest",
    "plot_pest_radar",
    "plot_season",
    "plot_trend",
    "run",
]


def _compute(company: Company, rules: Rules) -> Outcome:
    from helpers.diagnosis.compute import compute

    return compute(company, rules)


STATION = Station(
    name="diagnosis",
    number=1,
    title=msg("Market diagnosis"),
    rules=RULES,
    needs=("customers", "orders"),
    uses={
        "orders.product": msg("Products let price be told from volume and mix."),
        "orders.quantity": msg("Quantities let price be told from volume and mix."),
        "products.line": msg("Product lines tell volume from mix, and where a step came from."),
        "customers.created_on": msg("Entry dates tell new customers from those who were there before the data begin."),
        "pest": msg("Judged outside changes tell opportunities from threats."),
        "five_forces": msg("Judged drivers tell which force presses hardest."),
        "opportunities": msg("Projects won and lost measure rivalry."),
        "customers.region": msg("Regions tell where a step in revenue came from."),
    },
    compute=_compute,
)


def run(company: Company, rules: Mapping[str, Any] | None = None) -> StationResult:
    """The station's result for a company; ``rules`` overrides single rules by name."""
    return _run(STATION, company, rules)
