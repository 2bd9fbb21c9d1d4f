"""Assumptions and warnings of the regional analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.diagnosis.listing import listed
from helpers.diagnosis.regions.parts import Parts
from helpers.diagnosis.regions.terms import CRITERIA
from helpers.language import Message, msg
from helpers.quantity import Quantity

if TYPE_CHECKING:
    from helpers.company import Company


def assumptions(parts: Parts) -> tuple[Message, ...]:
    """What the results take for granted."""
    notes: list[Message] = []
    if parts.market is not None:
        notes.append(
            msg(
                "Market sizes are geometric means of the raters' last estimates; intervals of the level hold how far such raters differ, comparisons of regions do not need it."
            )
        )
    if parts.matrix is not None:
        notes.append(
            msg(
                "In the matrix fifty points are the mean of our own regions, so it says where to go first among them, not whether the market as a whole is good. Weights are rules and can be changed; margins count as exact."
            )
        )
    if parts.visits is not None:
        notes.append(
            msg(
                "Visits of the last {months} months count: {count} at {places} places. Places were chosen by those who went, so scores say what was seen, not what a random place would show.",
                months=Quantity(parts.rules["visit_months"], "count"),
                count=Quantity(parts.visits.count, "count"),
                places=Quantity(parts.visits.places, "count"),
            )
        )
    if len(parts.moved):
        notes.append(
            msg(
                "Regions are compared by customers with at least {orders} orders in both periods; who came or left is in the bridge and the cohorts.",
                orders=Quantity(parts.rules["region_orders"], "count"),
            )
        )
    if parts.changed["sold_on"].any():
        notes.append(msg("Dealers that report what they sell on are judged by that, not by what they bought from us."))
    return tuple(notes)


def warnings(parts: Parts, company: Company) -> tuple[Message, ...]:
    """What is missing or thin, and what would mend it."""
    notes: list[Message] = []
    if parts.no_region is None:
        notes.append(
            msg(
                "No customer has a region, so nothing can be told by region: fill in the column region of the customers."
            ).lacking("customers.region")
        )
    elif parts.no_region:
        notes.append(
            msg(
                "Customers without a region bring {money} of the window's revenue, which is in no region.",
                money=parts.money(parts.no_region),
            )
        )
    if len(parts.regions) == 1:
        notes.append(
            msg(
                "All customers are in one region, so regions cannot be compared; smaller areas (provinces, cities) would allow it."
            )
        )
    if parts.market is None:
        notes.append(
            msg(
                "There is no table regions, so market size, share and room are unknown: let two or three people estimate each region's market (sheet in fill_in.xlsx)."
            ).lacking("regions")
        )
    else:
        notes += _of_raters(parts)
    if parts.visits is None:
        notes.append(
            msg(
                "There are no market visits in the window, so nothing was seen on site: the visit form (`diagnosis.visit_form`) takes ten minutes a place."
            ).lacking("market_visits")
        )
    elif len(set(parts.visits.raters["rater"])) == 1:
        notes.append(
            msg(
                "One person made all visits, so it cannot be told how strictly that person scores; take a second one along."
            )
        )
    if parts.needs is None:
        notes.append(
            msg(
                "Needs by region are unknown, as the sheet “Needs” of fill_in.xlsx is empty: importance and satisfaction of five needs, for twenty customers, would tell."
            ).lacking("needs")
        )
    if parts.no_region is not None and parts.rivals is None:
        notes.append(
            msg(
                "There are no opportunities, so won and lost by region is unknown; name, status and competitor of ended projects would tell."
            ).lacking("opportunities")
        )
    if parts.no_region is not None and not company.has("activities"):
        notes.append(
            msg("There are no activities, so it is not known which customers were seen.").lacking("activities")
        )
    if parts.no_region is not None and parts.changed.empty:
        notes.append(
            msg(
                "Orders do not reach back over both periods, or no customer bought often enough in both, so regions' trends cannot be compared; older orders would allow it."
            )
        )
    if parts.matrix is None:
        notes.append(
            msg(
                "There is no matrix of regions: it takes two regions, an estimate of markets or visits for attractiveness, and share, wins, visits or trend for strength."
            ).lacking("regions", "market_visits")
        )
    elif parts.matrix.left_out:
        words = listed(CRITERIA[name] for name in parts.matrix.left_out)
        notes.append(
            msg(
                "Left out of the matrix, as no two regions have them: {names}. Their weight went to the others.",
                names=words,
            )
        )
    return tuple(notes)


def _of_raters(parts: Parts) -> list[Message]:
    notes, raters = [], len(set(parts.market.raters["rater"]))
    if raters == 1:
        notes.append(
            msg(
                "One rater alone estimated the markets, so the level has no interval; two more estimates would give one."
            )
        )
    elif parts.market.size.freedom == 0 or not parts.market.size.adjusted:
        notes.append(
            msg(
                "Raters estimated different regions, so their leanings cannot be taken out; let each estimate every region."
            )
        )
    missing = sorted(set(parts.regions.index) - set(parts.market.regions.index))
    if missing:
        notes.append(
            msg(
                "No estimate of the market for: {names}. The words must be those of the customer table.",
                names=listed(missing),
            )
        )
    unknown = sorted(set(parts.market.regions.index) - set(parts.regions.index))
    if unknown and len(parts.regions):
        notes.append(
            msg(
                "Markets are estimated for regions where no customer stands: {names}. Either we are not there, or the words differ from the customer table.",
                names=listed(unknown),
            )
        )
    return notes
