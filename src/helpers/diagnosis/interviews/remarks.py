"""Assumptions and warnings of the interviews, in words."""

from __future__ import annotations

from helpers.diagnosis.interviews.agreement import FEWEST
from helpers.diagnosis.interviews.parts import Parts
from helpers.language import Message, msg
from helpers.quantity import Quantity

NO_INTERVIEWS = msg(
    "There are no interviews in the folder. The coding form, or the table interviews, takes a statement a row; with a codebook and two coders they can be counted."
).lacking("interviews")
#: Sources below which shares are only voices.
FEW = 12


def of(parts: Parts) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """Assumptions and warnings."""
    return tuple(_assumptions(parts)), tuple(_warnings(parts))


def _count(value: int) -> Quantity:
    return Quantity(int(value), "count")


def _assumptions(parts: Parts):
    yield msg(
        "{statements} statements of {sources} persons or places were coded by {coders} coders; a theme counts for a statement where more than half of those who coded it gave it. "
        "Those interviewed were chosen, not drawn: shares say what is heard, not how many customers think so.",
        statements=_count(len(parts.coding.statements)),
        sources=_count(parts.coding.sources),
        coders=_count(len(parts.coding.coders)),
    )


def _warnings(parts: Parts):
    coding = parts.coding
    uncoded = len(set(coding.statements.index) - set(coding.codes["statement"]))
    if coding.codes.empty:
        yield msg(
            "Not one of the {n} statements has been coded: write a codebook, and let two persons code them apart with the coding form.",
            n=_count(len(coding.statements)),
        )
        return
    if uncoded:
        yield msg("{n} statements of the interviews have not been coded yet.", n=_count(uncoded))
    if parts.double < FEWEST:
        yield msg(
            "Only {n} statements were coded by two persons: agreement needs at least {least}. Until then no theme has a score; let a second person code a fifth of the statements, without seeing the first one's codes.",
            n=_count(parts.double),
            least=_count(FEWEST),
        )
    if coding.unknown:
        yield msg(
            "The codebook does not hold the themes {themes}: add a definition, an example and a counter-example for each.",
            themes=Quantity(", ".join(coding.unknown), "text"),
        )
    if coding.sources < FEW:
        yield msg(
            "Only {n} persons or places were heard: read themes as voices, not as shares.", n=_count(coding.sources)
        )
    strong = parts.agreement.loc[parts.agreement["measure"] == "intensity", "value"].astype("float64")
    least = parts.rules["agree_least"]
    if (strong < least).any():
        yield msg(
            "Coders do not agree on intensity (alpha {value}, needed {least}), so it is withheld: say in the codebook what each step from 1 to 5 sounds like.",
            value=Quantity(float(strong.iloc[0]), "ratio"),
            least=Quantity(least, "ratio"),
        )
