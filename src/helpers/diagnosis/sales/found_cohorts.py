"""Findings on cohorts."""

from __future__ import annotations

from helpers.diagnosis.sales.cohorts import later
from helpers.diagnosis.sales.parts import Parts
from helpers.finding import Action, Confidence, Finding
from helpers.language import Message, msg
from helpers.quantity import Quantity

SOURCE = "Wilson 1927, Journal of the American Statistical Association 22; Klein and Moeschberger 2003, Survival Analysis, 2nd ed., ch. 3"
#: Fewer new customers than this carry no finding.
FEW = 10


def retention(parts: Parts) -> Finding | None:
    """Share of new customers that buys at the age the rules name, and when most are lost."""
    table, age = parts.cohorts.retention, parts.rules["retention_quarter"]
    at = table[table["quarter"] == age]
    if at.empty or int(at["customers"].iloc[0]) < FEW:
        return None
    row = at.iloc[0]
    seen = parts.cohorts.cells
    names = sorted(seen.loc[seen["quarter"] == age, "cohort"])
    share = Quantity(float(row["share"]), "share", float(row["low"]), float(row["high"]))
    early = table.loc[table["quarter"] == 1].iloc[0] if age > 1 else row
    quantities = {
        "share": share,
        "customers": Quantity(int(row["customers"]), "count"),
        "age": Quantity(int(age), "count"),
        "first": Quantity(names[0], "text"),
        "last": Quantity(names[-1], "text"),
        "early": Quantity(float(early["share"]), "share", float(early["low"]), float(early["high"])),
        "width": Quantity(share.high - share.low, "points"),
        "limit": Quantity(0.2, "points"),
    }
    if share.value >= parts.rules["retention_good"]:
        do, more = _kept(parts)
        quantities |= more
    elif age > 1 and share.high < early["low"]:
        do = msg(
            "They go step by step: {early} buy one quarter after the first order, {share} after {age}. Give new customers a fixed round of contacts over this time."
        )
    elif age > 1:
        do = msg(
            "The gap opens at once: one quarter after the first order {early} buy, and the share does not clearly fall any further (some only skip a quarter). Put the effort into the second order, before the first quarter is over."
        )
    else:
        do = msg("Put the effort into the second order, before the first quarter is over.")
    if names[0] == names[-1]:
        claim = msg(
            "Of {customers} customers won in {first}, {share} ({share:interval}) still buy {age} quarters after their first."
        )
    else:
        claim = msg(
            "Of {customers} customers won {first} to {last}, {share} ({share:interval}) still buy {age} quarters after their first."
        )
    return Finding(
        id="diagnosis.cohorts.retention",
        subject="new_customers",
        period=(parts.cohorts.members["first"].min().date().isoformat(), parts.as_of),
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "high" if share.high - share.low <= 0.2 else "medium",
            msg(
                "The interval is {width} wide; high up to {limit}. Customers who were there before the data begin are not counted."
            ),
        ),
        evidence=("table:retention", "table:cohorts", "table:origins", "figure:cohorts"),
        method=msg("Cohorts by quarter of first purchase, known customers told apart; Wilson intervals"),
        source=SOURCE,
        action=Action(do, 60),
    )


#: Parts of the advice where most stay for the first year.
STAY = msg("New customers stay: money is better spent on winning more of the same kind than on keeping these.")
LESS = msg(
    "Most stay, but those won last stay less ({newer} against {older}): find out why before money goes into winning more."
)
LATER = msg(
    "Most stay for {age} quarters and go later: of those seen longest {then} still bought at that age, {late} after {late_age} quarters. Plan contacts for the time when they begin to go."
)


def _kept(parts: Parts) -> tuple[Message, dict[str, Quantity]]:
    """What to do where most still buy: keep winning, unless those won last stay less or most go later."""
    quantities, told = {}, []
    drift = drifting(parts)
    if drift is not None and drift.quantities["change"].value < 0:
        quantities |= {name: drift.quantities[name] for name in ("newer", "older")}
        told.append(LESS)
    ends = later(parts.cohorts, parts.rules["retention_quarter"], FEW)
    if ends is not None and ends[1]["high"] < ends[0]["low"]:
        for name, row in zip(("then", "late"), ends, strict=True):
            quantities[name] = Quantity(float(row["share"]), "share", float(row["low"]), float(row["high"]))
        quantities["late_age"] = Quantity(int(ends[1]["quarter"]), "count")
        told.append(LATER)
    if len(told) == 2:
        return msg("{less} {later}", less=LESS, later=LATER), quantities
    return (told[0] if told else STAY), quantities


def drifting(parts: Parts) -> Finding | None:
    """Newer cohorts stay clearly less, or more, than older ones."""
    found = parts.drift
    if (
        found is None
        or min(found.older_customers, found.newer_customers) < FEW
        or found.change.low <= 0 <= found.change.high
    ):
        return None
    worse = found.change.value < 0
    quantities = {
        "older": found.older_share,
        "newer": found.newer_share,
        "age": Quantity(found.quarter, "count"),
        "older_first": Quantity(found.older[0], "text"),
        "older_last": Quantity(found.older[1], "text"),
        "newer_first": Quantity(found.newer[0], "text"),
        "newer_last": Quantity(found.newer[1], "text"),
        "change": found.change,
    }
    if worse:
        claim = msg(
            "New customers stay less than they did: {age} quarters on, {newer} of those won {newer_first} to {newer_last} buy, against {older} of {older_first} to {older_last}."
        )
        do = msg(
            "Compare the customers won since {newer_first} with the earlier ones: who won them, with what offer, from which kind of customers. Pay for the second order, not the first."
        )
    else:
        claim = msg(
            "New customers stay longer than they did: {age} quarters on, {newer} of those won {newer_first} to {newer_last} buy, against {older} of {older_first} to {older_last}."
        )
        do = msg(
            "Find out what changed in how customers are won or looked after since {newer_first}, and write it down as the standard."
        )
    return Finding(
        id="diagnosis.cohorts.drift",
        subject="new_customers",
        period=(parts.cohorts.members["first"].min().date().isoformat(), parts.as_of),
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "medium",
            msg(
                "The interval of the difference, {change:interval}, excludes zero; one comparison of two groups of cohorts."
            ),
        ),
        evidence=("table:cohorts", "figure:cohorts"),
        method=msg("Older against newer cohorts at the same age; hybrid score interval of the difference"),
        source="Newcombe 1998, Statistics in Medicine 17(8)",
        action=Action(do, 60),
    )
