"""Key figures of one company, taken from its results and findings; nothing is computed anew but a year's sum."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpers.language import LANGUAGES, Message, msg
from helpers.station import StationResult

if TYPE_CHECKING:
    from helpers.company import Company

MONTHS = 12


@dataclass(frozen=True)
class Key:
    """A key figure: title, unit, whether companies of an industry can be compared by it, how to take it."""

    name: str
    title: Message
    unit: str
    compared: bool
    take: Callable[[Mapping[str, StationResult]], Any]


def revenue(results: Mapping[str, StationResult]) -> Any:
    """Revenue of the last twelve months, as the trend's months add up."""
    months = results["diagnosis"]["trend"]["net"]
    return int(months.tail(MONTHS).sum()) if len(months) >= MONTHS else None


def growth(results: Mapping[str, StationResult]) -> Any:
    """Change of revenue against the twelve months before; needs two years and a positive year before."""
    months = results["diagnosis"]["trend"]["net"]
    if len(months) < 2 * MONTHS:
        return None
    before = int(months.tail(2 * MONTHS).head(MONTHS).sum())
    return int(months.tail(MONTHS).sum()) / before - 1 if before > 0 else None


def concentration(column: str) -> Callable[[Mapping[str, StationResult]], Any]:
    return lambda results: results["diagnosis"]["concentration"][column].iloc[0]


def quantity(station: str, finding: str, name: str) -> Callable[[Mapping[str, StationResult]], Any]:
    def take(results: Mapping[str, StationResult]) -> Any:
        found = results[station].finding(finding)
        return found.quantities[name].value if found else None

    return take


KEYS = (
    Key("revenue", msg("Revenue, 12 months"), "money", False, revenue),
    Key("growth", msg("Change on the year before"), "share", True, growth),
    Key("customers", msg("Buying customers"), "count", False, concentration("customers")),
    Key("top", msg("Share of the top 20%"), "share", True, concentration("top")),
    Key("largest", msg("Share of the largest"), "share", True, concentration("largest")),
    Key("back", msg("Back after a year"), "share", True, quantity("diagnosis", "cohorts.retention", "share")),
    Key(
        "overdue",
        msg("Overdue customers, share of revenue"),
        "share",
        True,
        quantity("classification", "rfm.overdue", "share"),
    ),
)


def figures(firm: Company, results: Sequence[StationResult]) -> dict[str, Any]:
    """What the portfolio shows of a company, as plain data; what the results do not hold is ``None``."""
    from helpers.report.front import first_things

    by_name = {result.station: result for result in results}
    facts = results[0].facts
    told: dict[str, Any] = {
        "id": firm.id,
        "name": facts.name._asdict(),
        "industry": facts.industry,
        "currency": facts.currency,
        "as_of": facts.as_of,
        "fictional": facts.fictional,
        "values": {key.name: taken(key, by_name) for key in KEYS},
    }
    things = first_things([finding for result in results for finding in result.findings])[:1]
    with facts.worded():
        told["thing"] = {lang: things[0].say(lang) if things else "" for lang in LANGUAGES}
    stake = things[0].at_stake.value if things and things[0].at_stake else None
    told["stake"] = None if stake is None else plain(stake)
    return told


def taken(key: Key, results: Mapping[str, StationResult]) -> Any:
    """One figure, ``None`` where the station, its table or the finding is not there."""
    from helpers.errors import ParameterError

    try:
        return plain(key.take(results))
    except (KeyError, IndexError, ParameterError):
        return None


def plain(value: Any) -> Any:
    """A number of JSON; what is missing or endless is ``None``."""
    value = value.item() if hasattr(value, "item") else value
    if value is None or value != value or (isinstance(value, float) and math.isinf(value)):
        return None
    return value if isinstance(value, (int, float)) else None
