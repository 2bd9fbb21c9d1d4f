"""Findings of front-line intelligence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.diagnosis.intelligence.terms import CHANGES, UNKNOWN
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

if TYPE_CHECKING:
    from helpers.diagnosis.intelligence.compute import Parts

#: Signals told as findings, strongest first.
PLACES = ("first", "second", "third")


def all_of(parts: Parts) -> tuple[Finding, ...]:
    """The strongest signals to act on, or to have confirmed."""
    if parts.signals is None:
        return ()
    told = parts.signals[parts.signals["state"].isin(["act", "confirm"])]
    return tuple(signal(parts, place, row) for place, (_, row) in zip(PLACES, told.iterrows(), strict=False))


def signal(parts: Parts, place: str, row) -> Finding:
    """One signal as a finding."""
    quantities = {
        "said": Quantity(row["said"], "text"),
        "entries": Quantity(int(row["entries"]), "count"),
        "people": Quantity(int(row["people"]), "count"),
        "age": Quantity(int(row["age"]), "count"),
        "first": Quantity(row["first"], "date"),
        "sound": Quantity(int(row["sound"]), "count"),
        "stability": Quantity(row["stability"], "ratio"),
    }
    local = isinstance(row["region"], str) and row["region_share"] >= 0.6
    if local:
        quantities |= {"region": Quantity(row["region"], "text"), "part": Quantity(row["region_share"], "share")}
        claim = msg(
            "Heard {entries} times by {people} of our people since {first}, mostly ({part}) about {region}, last {age} days ago: “{said}”."
        )
    else:
        claim = msg("Heard {entries} times by {people} of our people since {first}, last {age} days ago: “{said}”.")
    act = row["state"] == "act"
    change = CHANGES.get(row["topic"], UNKNOWN)
    return Finding(
        id=f"diagnosis.intelligence.{place}",
        subject=str(row["said"]),
        period=(str(row["first"]), str(row["last"])),
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "medium" if act and row["people"] >= 3 else "low",
            msg(
                "Hearsay, never high: {sound} entries from a reliable source and probably true; medium from three people on with one such entry. Entries left out at random and the rest gathered anew, the group comes out {stability} alike (Jaccard; one is the same group)."
            ),
        ),
        evidence=("table:signals", "table:signal_entries", "figure:signals"),
        method=msg("Texts gathered by pieces of characters, likeness beyond chance; Admiralty grades"),
        source="Spärck Jones 1972, Journal of Documentation 28(1); Sokal, Michener 1958; Hennig 2007, CSDA 52; NATO AJP-2.1",
        action=Action(
            msg(
                "One person checks it within two weeks and writes down yes or no. If yes, {change}.",
                change=change,
            )
            if act
            else msg(
                "Nobody reliable said so yet: have it confirmed from a second, independent source. If true, {change}.",
                change=change,
            ),
            14,
        ),
    )
