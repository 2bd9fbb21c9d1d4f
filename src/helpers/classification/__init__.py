"""Station 2: who is key, who can grow, who is general, as far as orders tell it.

``rfm``, ``scores`` and ``rfm_classes`` sort by recency, frequency and money; ``abc`` by revenue;
``potential`` and ``grid`` by what could still be bought; ``compute`` composes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from helpers.classification.blind_pick.figure import plot_blind
from helpers.classification.blind_pick.fill import Pick
from helpers.classification.case import Case
from helpers.classification.classes.figure import plot_classes
from helpers.classification.classes.panel import panel_classes
from helpers.classification.clusters.figure import plot_clusters
from helpers.classification.compute import compute
from helpers.classification.figures import plot_abc, plot_potential, plot_rfm
from helpers.classification.growth.figure import plot_growth
from helpers.classification.holds.figure import plot_holds
from helpers.classification.industries import plot_industries
from helpers.classification.panels import panel_thresholds
from helpers.classification.prospects.figure import plot_prospects
from helpers.classification.rulebook import RULES
from helpers.classification.segments.figure import plot_segments
from helpers.classification.trap import order_trap
from helpers.classification.watch.figure import plot_watch
from helpers.language import msg
from helpers.station import Station, StationResult
from helpers.station import run as _run

if TYPE_CHECKING:
    from helpers.company import Company

__all__ = [
    "STATION",
    "Case",
    "Pick",
    "order_trap",
    "panel_classes",
    "panel_thresholds",
    "plot_abc",
    "plot_blind",
    "plot_classes",
    "plot_clusters",
    "plot_growth",
    "plot_holds",
    "plot_industries",
    "plot_potential",
    "plot_prospects",
    "plot_rfm",
    "plot_segments",
    "plot_watch",
    "run",
]

STATION = Station(
    name="classification",
    number=2,
    title=msg("Insight and classification"),
    rules=RULES,
    needs=("customers", "orders"),
    uses={
        "customers.industry": msg("Industry lets like customers be compared, and so potential be estimated."),
        "customers.group": msg("Groups are one account, as one decision to buy is behind them."),
        "orders.cost": msg("Costs tell what a customer leaves; without them nobody can be said to be let go."),
        "customers.size": msg("Size lets like customers be compared, and so potential be estimated."),
    },
    compute=compute,
)


def run(company: Company, rules: Mapping[str, Any] | None = None) -> StationResult:
    """The station's result for a company; ``rules`` overrides single rules by name."""
    return _run(STATION, company, rules)
