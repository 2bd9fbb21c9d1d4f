"""What the segmentations assume, and which could not be made."""

from __future__ import annotations

from helpers.classification.segments import terms
from helpers.classification.segments.findings import telling
from helpers.language import Message, msg
from helpers.quantity import Quantity


def assumptions(frame, rules) -> tuple[Message, ...]:
    """Who is counted, and how ways to divide are compared."""
    if frame.empty:
        return ()
    return (
        msg(
            "Ways to divide customers are compared on the {n} customers who ever bought, by the order of their revenue in the window; cells of fewer than {smallest} customers are put together first.",
            n=Quantity(len(frame), "count"),
            smallest=Quantity(rules["segment_smallest"], "count"),
        ),
    )


def warnings(frame, single, crosses, answers, past, rules) -> tuple[Message, ...]:
    """Ways that lack data, with what they would add; ways that tell nothing; small cells."""
    if frame.empty:
        return ()
    told = []
    for base in ("region", "industry", "size"):
        if base not in frame:
            told.append(
                msg(
                    "Customers cannot be divided by {base}: the column is empty or the same for all; it would show whether revenue differs by it.",
                    base=terms.BASES[base],
                ).lacking(f"customers.{base}")
            )
    if answers.reason == "no_survey":
        told.append(
            msg(
                "Without a survey with scale items (table survey, with the customer of each respondent) nothing is known of what customers think; it would add segments by attitude."
            ).lacking("survey")
        )
    elif answers.reason == "few":
        told.append(
            msg(
                "Only {n} customers answered the survey's scale items, too few for segments by attitude.",
                n=Quantity(answers.customers, "count"),
            )
        )
    elif answers.reason == "none":
        told.append(
            msg(
                "The answers of {n} customers to the survey form no groups that hold, so there are no segments by attitude.",
                n=Quantity(answers.customers, "count"),
            )
        )
    if past is None:
        told.append(
            msg(
                "The orders do not reach back far enough to divide customers by what they did before the window; older orders would add it."
            )
        )
    if len(single) == 1 and not telling(single):
        told.append(
            msg(
                "The only way to divide customers, {base}, tells no more about revenue than chance would.",
                base=terms.BASES[single["base"].iloc[0]],
            )
        )
    elif len(single) and not telling(single):
        told.append(
            msg(
                "None of the {n} ways to divide customers tells more about revenue than chance would.",
                n=Quantity(len(single), "count"),
            )
        )
    if len(crosses) and crosses.loc[0, "small"]:
        best = crosses.loc[0]
        told.append(
            msg(
                "Crossing {first} with {second} gives {cells} cells, {small} of them with fewer than {smallest} customers: too small to plan on.",
                first=terms.BASES[best["first"]],
                second=terms.BASES[best["second"]],
                cells=Quantity(int(best["cells"]), "count"),
                small=Quantity(int(best["small"]), "count"),
                smallest=Quantity(rules["segment_smallest"], "count"),
            )
        )
    return tuple(told)
