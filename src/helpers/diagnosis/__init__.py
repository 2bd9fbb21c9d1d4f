"""Station 1: what the market and the firm's own sales say.

A part a subpackage: ``sales`` (trend, season, concentration, cohorts, price-volume-mix), ``survey`` (who answered, how
content they are, what it hangs on), ``questions`` (each by its type), ``interviews`` (themes, coders' agreement),
``triangulation`` (survey, interviews and sales side by side), ``regions`` (visits, the six methods, the matrix),
``competitors`` (gaps, flattery, map, win and loss), ``problems`` (Pareto, tree, what first) and ``intelligence``
(signals); ``compute`` joins what they found. Each part has a ``compute(company, rules) -> Outcome`` and step functions
that can be called alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from helpers.diagnosis.competitors.figure_gaps import plot_competitor_gaps
from helpers.diagnosis.competitors.figure_map import plot_competitor_map
from helpers.diagnosis.competitors.figure_winloss import plot_win_loss
from helpers.diagnosis.environment.figure_forces import plot_forces, plot_judged_change
from helpers.diagnosis.environment.figure_pest import plot_pest, plot_pest_radar
from helpers.diagnosis.intelligence.figure import plot_signals
from helpers.diagnosis.interviews.figure import plot_interviews
from helpers.diagnosis.interviews.form import form_coding, form_interview
from helpers.diagnosis.lesson import QUESTIONS
from helpers.diagnosis.monitoring.figure import plot_monitor
from helpers.diagnosis.problems.figures import plot_problem_order, plot_problem_pareto, plot_problem_tree
from helpers.diagnosis.questions.figure import plot_questions
from helpers.diagnosis.regions.figure_matrix import plot_region_matrix
from helpers.diagnosis.regions.figure_trend import plot_region_trend
from helpers.diagnosis.regions.figure_visits import plot_visits
from helpers.diagnosis.regions.figures import (
    plot_region_channel,
    plot_region_market,
    plot_region_needs,
    plot_region_rivals,
    plot_region_share,
)
from helpers.diagnosis.regions.page import show_region
from helpers.diagnosis.regions.visit_form import visit_form
from helpers.diagnosis.rules import RULES
from helpers.diagnosis.sales.figure_bridge import plot_bridge
from helpers.diagnosis.sales.figure_cohorts import plot_cohorts
from helpers.diagnosis.sales.figure_concentration import plot_concentration
from helpers.diagnosis.sales.figure_season import plot_season
from helpers.diagnosis.sales.figure_trend import plot_trend
from helpers.diagnosis.sales.panels import panel_concentration
from helpers.diagnosis.survey.figure_drivers import plot_drivers
from helpers.diagnosis.survey.figure_scores import plot_survey
from helpers.diagnosis.traps import told_coders, told_cohorts, told_months, told_prices, told_years
from helpers.diagnosis.triangulation.figure import plot_triangulation
from helpers.language import msg
from helpers.station import Station, StationResult
from helpers.station import run as _run

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules
    from helpers.station import Outcome

__all__ = [
    "STATION",
    "form_coding",
    "form_interview",
    "panel_concentration",
    "plot_bridge",
    "plot_cohorts",
    "plot_concentration",
    "plot_forces",
    "plot_judged_change",
    "plot_monitor",
    "plot_pest",
    "plot_pest_radar",
    "plot_drivers",
    "plot_interviews",
    "plot_questions",
    "plot_season",
    "plot_survey",
    "plot_trend",
    "plot_triangulation",
    "plot_competitor_gaps",
    "plot_competitor_map",
    "plot_problem_order",
    "plot_problem_pareto",
    "plot_problem_tree",
    "plot_region_channel",
    "plot_region_market",
    "plot_region_matrix",
    "plot_region_needs",
    "plot_region_rivals",
    "plot_region_share",
    "plot_region_trend",
    "plot_signals",
    "plot_visits",
    "plot_win_loss",
    "show_region",
    "told_coders",
    "told_cohorts",
    "told_months",
    "told_prices",
    "told_years",
    "visit_form",
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
    questions=QUESTIONS,
)


def run(company: Company, rules: Mapping[str, Any] | None = None) -> StationResult:
    """The station's result for a company; ``rules`` overrides single rules by name."""
    return _run(STATION, company, rules)
