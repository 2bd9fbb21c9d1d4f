"""Findings of the regional analysis."""

from __future__ import annotations

import numpy as np

from helpers.company.unnamed import is_unnamed
from helpers.diagnosis.regions import found_market, found_visits
from helpers.diagnosis.regions.parts import Parts
from helpers.finding import Action, Confidence, Finding
from helpers.language import Message, msg
from helpers.quantity import Quantity

#: Where so large a part of a region's customers fell, the cause is looked for in what they share.
ALIKE = 0.9
#: Customers to see on either side.
SEE = 5


def all_of(parts: Parts) -> tuple[Finding, ...]:
    """Every finding that the data carry, section by section."""
    room = found_market.room(parts)
    given = (
        found_visits.weakest(parts),
        found_visits.stock(parts),
        room,
        found_market.placed(parts, "" if room is None else room.subject),
        behind(parts),
        unseen(parts),
        need(parts),
    )
    return tuple(finding for finding in given if finding is not None)


def behind(parts: Parts) -> Finding | None:
    """A region whose customers fall behind those elsewhere."""
    alpha = parts.rules["region_alpha"]
    found = parts.moved[(parts.moved["p"] <= alpha) & (parts.moved["less"] < 0)]
    found = found[[not is_unnamed(region) for region in found.index]]
    if found.empty:
        return None
    found = found.rename_axis("region").reset_index().sort_values(["p", "region"], kind="stable")
    row = found.iloc[0]
    base = row["before"] * (1 + row["rest"])
    money = parts.money(-row["less"] * base, -row["less_high"] * base, -row["less_low"] * base)
    sold_on = bool(parts.changed.loc[parts.changed["region"] == row["region"], "sold_on"].any())
    quantities = {
        "region": Quantity(row["region"], "text"),
        "less": Quantity(-row["less"], "share", -row["less_high"], -row["less_low"]),
        "median": Quantity(row["median"], "share"),
        "rest": Quantity(row["rest"], "share"),
        "compared": Quantity(int(row["compared"]), "count"),
        "fell": Quantity(int(row["fell"]), "count"),
        "alpha": Quantity(alpha, "share"),
        "money": money,
        "count": Quantity(len(found), "count"),
    }
    if sold_on:
        claim = msg(
            "{region} falls behind: {fell} of {compared} customers compared fell; their median change in a year is {median}, elsewhere {rest}; {less} less ({less:interval}), by what dealers sold on."
        )
    else:
        claim = msg(
            "{region} falls behind: {fell} of {compared} customers compared fell; their median change in a year is {median}, elsewhere {rest}; {less} less ({less:interval})."
        )
    return Finding(
        id="diagnosis.regions.behind",
        subject=str(row["region"]),
        period=(parts.then.iso[0], parts.now.iso[1]),
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "high" if row["compared"] >= 20 else "medium",
            msg(
                "High with twenty comparable customers or more; there are {compared}, and chance names a region in at most {alpha} of cases."
            ),
        ),
        evidence=("table:region_trend", "figure:region_trend"),
        method=msg("Each customer's own change, the region against the rest: rank test with correction"),
        source="Mann, Whitney 1947, Annals of Mathematical Statistics 18(1); Hodges, Lehmann 1963; Holm 1979",
        at_stake=money,
        action=Action(_visit(int(row["fell"]), int(row["compared"])), 30),
    )


def _visit(fell: int, compared: int) -> Message:
    """Whom to see in a region that falls behind: those who fell beside those who did not, where there are such."""
    if fell >= ALIKE * compared:
        return msg(
            "Nearly all customers in {region} fell ({fell} of {compared}), so look for what meets all of them there: salesperson, delivery, price, a rival. Ask the five largest of them this month, with the visit form ({money} a year)."
        )
    if min(fell, compared - fell) < SEE:
        return msg(
            "Go to {region} this month: see the five customers that did worst and the five that did best, with the visit form; what separates them is the cause to mend ({money} a year)."
        )
    return msg(
        "Go to {region} this month: see five customers that fell and five that did not, with the visit form; what separates them is the cause to mend ({money} a year)."
    )


def unseen(parts: Parts) -> Finding | None:
    """A region where fewer of the active customers were seen."""
    found = parts.coverage[parts.coverage["p"] <= parts.rules["visit_alpha"]]
    if found.empty:
        return None
    region = str(found.sort_values("p", kind="stable").index[0])
    row, own = found.loc[region], parts.regions.loc[region]
    money = parts.money(own["unseen_revenue"])
    rest = parts.regions[parts.regions["seen"].notna()].drop(index=region)
    return Finding(
        id="diagnosis.regions.unseen",
        subject=region,
        period=parts.now.iso,
        claim=msg(
            "In {region} only {covered} ({covered:interval}) of the active customers were visited or called in the period, elsewhere {rest}."
        ),
        quantities={
            "region": Quantity(region, "text"),
            "covered": Quantity(row["covered"], "share", row["covered_low"], row["covered_high"]),
            "rest": Quantity(float(rest["seen"].sum() / rest["active"].sum()), "share"),
            "money": money,
            "people": Quantity(int(np.nan_to_num(own["owners"])), "count"),
            "alpha": Quantity(parts.rules["visit_alpha"], "share"),
        },
        confidence=Confidence(
            "medium",
            msg("visits count only when they were entered; chance names a region in at most {alpha} of cases."),
        ),
        evidence=("table:region_channel", "figure:region_channel"),
        method=msg(
            "Active customers with a contact, the region against the rest: one-sided exact test with correction"
        ),
        source="Fisher 1935; Wilson 1927, JASA 22; Holm 1979",
        at_stake=money,
        action=Action(
            msg(
                "First ask whether visits there are entered at all. If so, share out the unseen customers ({money}) among {people} salespersons and dealers, largest first."
            ),
            30,
        ),
    )


def need(parts: Parts) -> Finding | None:
    """The need that matters most and is met least, in one region."""
    if parts.needs is None:
        return None
    limit = parts.rules["need_alert"]
    found = parts.needs[parts.needs["low"] >= limit]
    if found.empty:
        return None
    row = found.iloc[0]
    return Finding(
        id="diagnosis.regions.need",
        subject=f"{row['region']} {row['need']}",
        period=parts.now.iso,
        claim=msg(
            "In {region} the widest open need is {need}: importance {importance}, satisfaction {satisfaction} of ten, opportunity {score} ({score:interval}) of twenty."
        ),
        quantities={
            "region": Quantity(row["region"], "text"),
            "need": Quantity(row["need"], "text"),
            "importance": Quantity(row["importance"], "number"),
            "satisfaction": Quantity(row["satisfaction"], "number"),
            "score": Quantity(row["score"], "number", row["low"], row["high"]),
            "customers": Quantity(int(row["customers"]), "count"),
            "limit": Quantity(limit, "number"),
        },
        confidence=Confidence(
            "medium",
            msg("the interval over {customers} customers lies above {limit}, but our own people did the rating."),
        ),
        evidence=("table:region_needs", "figure:region_needs"),
        method=msg("Opportunity score by region and need, mean over customers"),
        source="Ulwick 2002, Harvard Business Review 80(1)",
        action=Action(
            msg(
                "Ask five customers in {region} how they solve {need} today and what that costs them; bring the answers to product planning."
            ),
            60,
        ),
    )
