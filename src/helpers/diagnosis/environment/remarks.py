"""What the surroundings take for granted, and what is missing, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.diagnosis.environment.agreement import FEWEST
from helpers.diagnosis.environment.compute import Surroundings
from helpers.language import Message, msg
from helpers.quantity import Quantity

if TYPE_CHECKING:
    from helpers.company import Company


def assumptions(found: Surroundings) -> tuple[Message, ...]:
    """What the results take for granted."""
    notes: list[Message] = []
    if found.counted:
        older = sum(part.older for part in found.counted.values())
        weak = sum(part.weak for part in found.counted.values())
        notes.append(
            msg(
                "Of the judgements on the surroundings the latest of each rater counts ({older} older ones do not), from sources not worse than {source} and contents not worse than {grade} ({weak} do not count). All raters weigh the same.",
                older=Quantity(older, "count"),
                weak=Quantity(weak, "count"),
                source=Quantity(found.rules["worst_source"], "text"),
                grade=Quantity(found.rules["worst_credibility"], "count"),
            )
        )
    if found.attractive is not None:
        silent = [name for name, mean in zip(found.forces["force"], found.forces["mean"], strict=True) if mean != mean]
        if silent:
            notes.append(
                msg(
                    "Attractiveness counts only the forces that were judged; {count} were not.",
                    count=Quantity(len(silent), "count"),
                )
            )
    return tuple(notes)


def warnings(found: Surroundings, company: Company) -> tuple[Message, ...]:
    """What is missing or thin, and what would mend it."""
    notes: list[Message] = []
    if not company.has("pest"):
        notes.append(
            msg(
                "Nobody has judged the surroundings yet (table pest): an hour with three managers and its sheet of the fill-in workbook is enough to begin."
            ).lacking("pest")
        )
    if not company.has("five_forces"):
        notes.append(
            msg(
                "The five forces have not been judged yet (table five_forces): let three people score each driver on their own, then compare."
            ).lacking("five_forces")
        )
    for name, part in found.counted.items():
        if not len(part.rows):
            notes.append(
                msg("No judgement of the table {name} counts: all sources are worse than the rules allow.", name=name)
            )
        elif part.rows["rater"].nunique() < 2:
            notes.append(
                msg(
                    "Only one person judged the table {name}, so nothing can be said of how sure it is; ask two more.",
                    name=name,
                )
            )
        elif found.agreements.get(name) is None:
            notes.append(
                msg(
                    "Agreement on the table {name} cannot be told: at least {few} objects must be judged by the same two raters, and not all alike.",
                    name=name,
                    few=Quantity(FEWEST, "count"),
                )
            )
    return tuple(notes)
