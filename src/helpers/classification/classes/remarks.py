"""What the classes assume, and what the data cannot tell."""

from __future__ import annotations

import numpy as np

from helpers.classification.classes.draws import enough
from helpers.language import Message, msg
from helpers.quantity import Quantity


def assumptions(classed, rules) -> tuple[Message, ...]:
    """How the classes are decided, in words."""
    found = [
        msg(
            "Confidence of a class: purchases weighted at random as if they came independently, thresholds moved by up to {wobble}; {draws} draws.",
            wobble=Quantity(rules["rule_wobble"], "share"),
            draws=Quantity(enough(rules["class_draws"], len(classed.rows)), "count"),
        ),
        msg("Companies that name the same group count as one account."),
    ]
    if (classed.rows["members"] <= 1).all():
        found.pop()
    if classed.rows["judged"].any():
        found.append(
            msg(
                "Dealers with a record of what they sell on are judged by it, at our average prices: {n}.",
                n=Quantity(int(classed.rows["judged"].sum()), "count"),
            )
        )
    return tuple(found)


def warnings(classed, company, rules) -> tuple[Message, ...]:
    """What is missing, and what it would add."""
    found, rows, costed = [], classed.rows, classed.evidence.costed
    if not (rows["class"] != "none").any():
        return ()
    if not rows["known"].any():
        found.append(
            msg("No costs of goods are known, so there is no contribution, and nobody is said to be let go.").lacking(
                "orders.cost"
            )
        )
    elif costed < 0.95:
        found.append(
            msg(
                "Costs are known for {share} of revenue; the other lines are taken to earn the same.",
                share=Quantity(costed, "share"),
            )
        )
    if rows["known"].any() and not company.has("costs"):
        found.append(
            msg(
                "Costs of serving (table costs) are missing, so contribution is gross margin: who is costly to serve looks better than it is."
            ).lacking("costs")
        )
    if np.isnan(classed.evidence.fixed.firm):
        found.append(msg("The orders hold no year earlier to compare with, so nobody can be seen to grow."))
    dealers = company.has("customers", "channel") and (company.table("customers")["channel"] == "dealer").any()
    if dealers and not rows["judged"].any():
        found.append(
            msg(
                "What dealers sell on (table Dealer sell-out) is missing or too short, so dealers are judged by what they buy; a full store looks like growth."
            ).lacking("sell_out")
        )
    return tuple(found)
