"""Station 0: a client's exports become a client folder, with every row accounted for.

``ledger_import`` turns a ledger into a folder: ``source`` reads files, ``header`` finds the
columns, ``dates``, ``numbers`` and ``codes`` read the cells, ``ask`` stops where something must not be
guessed, ``lines`` and ``sift`` say what is set aside and why, ``derive`` makes customers and
products, ``told`` is the account of it all, ``keep`` writes it. ``account`` and ``found`` show that
account as a station's result; ``examples`` fetches real data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from helpers.intake.figures import plot_reconciliation, plot_tie_out
from helpers.intake.privacy.shown import show_groups, show_texts
from helpers.intake.rulebook import RULES
from helpers.intake.specimens import confirm_columns, show_specimens
from helpers.language import msg
from helpers.station import Station, StationResult
from helpers.station import run as _run

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules
    from helpers.station import Outcome

__all__ = [
    "STATION",
    "confirm_columns",
    "plot_reconciliation",
    "plot_tie_out",
    "run",
    "show_groups",
    "show_specimens",
    "show_texts",
]


def _compute(company: Company, rules: Rules) -> Outcome:
    from helpers.intake.compute import compute

    return compute(company, rules)


STATION = Station(
    name="intake",
    number=0,
    title=msg("Intake"),
    rules=RULES,
    needs=("customers", "orders"),
    uses={
        "invoices": msg("Invoices tell what customers still owe at the as-of date."),
        "orders.cost": msg("Costs let margins be seen line by line."),
        "products": msg("Products give order lines names and lines."),
    },
    compute=_compute,
)


def run(company: Company, rules: Mapping[str, Any] | None = None) -> StationResult:
    """The station's result for a company; ``rules`` overrides single rules by name."""
    return _run(STATION, company, rules)
