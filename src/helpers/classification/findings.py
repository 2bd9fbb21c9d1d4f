"""What RFM, ABC and the grid claim, each only where the data carry it."""

from __future__ import annotations

from helpers.classification.told.concentration import concentration
from helpers.classification.told.context import Context
from helpers.classification.told.gap import gap
from helpers.classification.told.one_time import one_time
from helpers.classification.told.overdue import overdue
from helpers.finding import Finding

__all__ = ["Context", "all_of"]


def all_of(context: Context) -> tuple[Finding, ...]:
    """Every finding that the tables carry."""
    made = (overdue(context), concentration(context), gap(context), one_time(context))
    return tuple(found for found in made if found)
