"""What the clusters let us claim."""

from __future__ import annotations

from helpers.classification.clusters import stability
from helpers.classification.clusters.compute import Found
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

HENNIG = "Hennig (2007), Computational Statistics & Data Analysis 52, 258–271; Hennig, Lin (2015), Statistics and Computing 25, 821–833"


def all_of(found: Found, currency: str, period: tuple[str, str], months: int) -> tuple[Finding, ...]:
    """One finding where there are clusters; none where there are not."""
    if found.reason != "found":
        return ()
    rows = found.profile
    weak = rows["jaccard"] < stability.VALID
    sound = rows[~weak]
    taken = found.numbers[found.numbers["taken"]].iloc[0]
    # the trusted cluster that stands farthest above or below its share of customers
    reach = (sound["share"] - sound["customer_share"]).abs()
    best = sound.loc[reach.idxmax()]
    called = found.names[int(best["cluster"][1:]) - 1]
    quantities = {
        "k": Quantity(len(rows), "count"),
        "n": Quantity(len(found.raw), "count"),
        "customers": Quantity(float(best["customer_share"]), "share"),
        "share": Quantity(float(best["share"]), "share"),
        "middle": Quantity(int(best["money"]), "money", currency=currency),
        "weakest": Quantity(float(rows["jaccard"].min()), "ratio"),
        "limit": Quantity(stability.VALID, "ratio"),
        "strong": Quantity(stability.STRONG, "ratio"),
        "weak": Quantity(int(weak.sum()), "count"),
        "months": Quantity(months, "months"),
        "use": Quantity(float(taken["use"]) if taken["use"] == taken["use"] else None, "share"),
    }
    if weak.any():
        sure = Confidence(
            "low" if weak.sum() > 1 else "medium",
            msg(
                "when customers are drawn anew, {weak} of the {k} groups fall below {limit} (Jaccard) and are not to be trusted."
            ),
        )
    elif rows["jaccard"].min() >= stability.STRONG:
        sure = Confidence(
            "high",
            msg(
                "when customers are drawn anew, even the weakest group is found again with {weakest} (Jaccard), above {strong}."
            ),
        )
    else:
        sure = Confidence(
            "medium",
            msg(
                "when customers are drawn anew, the weakest group is found again with {weakest} (Jaccard), above {limit} but below {strong}."
            ),
        )
    up = best["share"] >= best["customer_share"]
    what = (
        msg(
            'Plan by group, not by the average customer: begin with "{name}", where the money is, and ask for each other group what keeps it from buying like that.',
            name=called,
        )
        if up
        else msg(
            'Plan by group, not by the average customer: "{name}" brings far less than its number; settle first how it is to be served at low cost.',
            name=called,
        )
    )
    return (
        Finding(
            id="classification.clusters.groups",
            subject="clusters",
            period=period,
            claim=msg(
                'By how they buy, {n} customers fall into {k} groups; "{name}" are {customers} of the customers and bring {share} of the revenue.',
                name=called,
            ),
            quantities=quantities,
            confidence=sure,
            evidence=("table:clusters", "table:cluster_numbers", "figure:clusters"),
            method=msg(
                "K-means on logarithms, on one scale; the number by stability, smallest size and use; tested against data without groups"
            ),
            source=HENNIG,
            descriptive=True,
            action=Action(what, 60),
        ),
    )
