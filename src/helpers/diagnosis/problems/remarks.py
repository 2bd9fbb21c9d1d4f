"""Assumptions and warnings of the problem diagnosis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.diagnosis.listing import listed
from helpers.language import Message, msg

if TYPE_CHECKING:
    from helpers.diagnosis.problems.compute import Parts


def assumptions(parts: Parts) -> tuple[Message, ...]:
    """What the results take for granted."""
    if parts.tree is None:
        return ()
    return (
        msg(
            "Problems are ordered at the ends of the tree, where something can be done; what stands above them is the sum of its causes, so that nothing is counted twice."
        ),
    )


def warnings(parts: Parts) -> tuple[Message, ...]:
    """What is missing or thin, and what would mend it."""
    if not parts.source:
        return (
            msg(
                "There is no table problems and no complaints, so there is no Pareto and no tree of causes: let three people name ten problems with impact, effort and what each leads to (sheet in fill_in.xlsx)."
            ).lacking("problems"),
        )
    notes: list[Message] = []
    found, order = parts.tree, parts.ranking
    if parts.source == "complaints":
        notes.append(
            msg(
                "There is no table problems; the Pareto counts complaints by type instead. Costs, causes, impact and effort are unknown (sheet in fill_in.xlsx)."
            ).lacking("problems")
        )
        return tuple(notes)
    if found.cut:
        notes.append(
            msg(
                "Some problems lead to themselves in a circle: {names}. One link of each circle was cut; say which one is the cause.",
                names=listed(found.cut),
            )
        )
    if found.disputed:
        notes.append(
            msg(
                "Raters hang these problems under different ones: {names}. The one named most counts; talk about it.",
                names=listed(found.disputed),
            )
        )
    if (found.problems["depth"] == 0).all():
        notes.append(msg("No problem says what it leads to, so there is no tree; ask of each: what does it cause?"))
    if order.by != "cost":
        notes.append(
            msg(
                "Nobody estimated costs, so problems are ordered by how often they happen or are named; even a rough cost is better."
            )
        )
    if len(order.pareto) == 1:
        notes.append(msg("There is one cause only, so there is nothing to choose from."))
    elif len(order.pareto) and order.pareto["size"].nunique() == 1:
        notes.append(
            msg("All causes have the same size, so the Pareto says nothing; their order is that of the alphabet.")
        )
    if order.order.empty:
        notes.append(
            msg("Nobody judged impact and effort, so nothing can be put first; one to five for each is enough.")
        )
    else:
        raters = int(order.order["raters"].max())
        if raters == 1:
            notes.append(msg("One person judged impact and effort, so it is not known how far others would differ."))
        if len(order.order) > 1 and order.order["ahead"].round(9).nunique() == 1:
            notes.append(
                msg("All causes have the same impact less effort; cost, then the alphabet, makes their order.")
            )
    return tuple(notes)
