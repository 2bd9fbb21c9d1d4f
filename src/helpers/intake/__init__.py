"""Station 0: a client's exports become a client folder, with every row accounted for.

``folder_import`` is the way in. Each concept has its folder, in the order data travels:

- ``files``: a client's file as sheets of text cells (encodings, workbooks, databases, limits);
- ``columns``: which column is what (headers, synonyms, labels of known systems, content, what a person confirmed);
- ``values``: cells read as dates, numbers and codes;
- ``lines``: order lines one by one, and why one is set aside;
- ``ledger``: an order ledger becomes the order lines of a folder, asking what must not be guessed;
- ``tables``: customers, contacts, pipelines, invoices, visits, surveys beside the order lines;
- ``bulk``: the same for ledgers of millions of lines, inside DuckDB;
- ``again``: a further export is added next month;
- ``account``: what came in and what became of it, kept, and taken back;
- ``shown``: that account as the station's result, its findings and pictures;
- ``same``: one customer or product under two names;
- ``privacy``: a copy that names nobody;
- ``examples``: real, published data as client folders.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from helpers.intake.again.shown import show_next_month
from helpers.intake.privacy.shown import show_groups, show_texts
from helpers.intake.same.shown import show_pairs
from helpers.intake.shown.figures import plot_reconciliation, plot_tie_out
from helpers.intake.shown.rulebook import RULES
from helpers.intake.shown.specimens import confirm_columns, show_specimens
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
    "show_next_month",
    "show_pairs",
    "show_specimens",
    "show_texts",
]


def _compute(company: Company, rules: Rules) -> Outcome:
    from helpers.intake.shown.compute import compute

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
