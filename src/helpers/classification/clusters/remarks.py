"""What the clusters assume, and why there may be none."""

from __future__ import annotations

from helpers.classification.clusters import choice, stability
from helpers.classification.clusters.compute import Found
from helpers.classification.clusters.features import FEWEST
from helpers.language import Message, msg
from helpers.quantity import Quantity


def assumptions(found: Found, rules) -> tuple[Message, ...]:
    """How clusters are formed, in words; nothing where none was looked for."""
    if found.reason in ("few", "equal"):
        return ()
    told = [
        msg(
            "Clusters count customers with at least two purchase days and revenue in the window ({n}): days silent, frequency, money a purchase day, product lines, each by its logarithm and on one scale.",
            n=Quantity(len(found.raw), "count"),
        ),
        msg(
            "A number of clusters stands for choice when customers drawn anew give the clusters again (Jaccard from {limit}, for at least {half} of the customers) and the smallest holds {smallest}; of those the most useful is taken, never the one with the largest silhouette.",
            limit=Quantity(stability.VALID, "ratio"),
            half=Quantity(choice.TRUSTED, "share"),
            smallest=Quantity(rules["cluster_smallest"], "share"),
        ),
    ]
    if found.sampled:
        told.append(
            msg(
                "Clusters were formed on {n} customers drawn by chance; all others were assigned to the nearest centre.",
                n=Quantity(rules["cluster_sample"], "count"),
            )
        )
    return tuple(told)


def warnings(found: Found) -> tuple[Message, ...]:
    """Why there are no clusters, or which are not to be trusted."""
    n = Quantity(len(found.raw), "count")
    if found.reason == "few":
        return (
            msg(
                "Clusters need {fewest} customers with two purchase days or more and revenue in the window; there are {n}.",
                fewest=Quantity(FEWEST, "count"),
                n=n,
            ),
        )
    if found.reason == "equal":
        return (msg("All {n} customers buy nearly alike, so there are no clusters.", n=n),)
    if found.reason == "none":
        return (
            msg(
                "By how they buy, the {n} customers do not fall into groups: data made up without any group give clusters as tight in {p} of cases. Cut lines are a decision here, not a discovery; use the classes by rules.",
                n=n,
                p=Quantity(found.p, "share"),
            ),
        )
    if found.reason == "loose":
        return (
            msg(
                "The {n} customers are not one even cloud, but no number of groups would be found again when they are drawn anew; use the classes by rules.",
                n=n,
            ),
        )
    weak = found.profile[found.profile["jaccard"] < stability.VALID]
    return tuple(
        msg(
            'The group "{name}" is found again with {jaccard} only (Jaccard below {limit}); do not plan on it.',
            name=found.names[int(row.cluster[1:]) - 1],
            jaccard=Quantity(float(row.jaccard), "ratio"),
            limit=Quantity(stability.VALID, "ratio"),
        )
        for row in weak.itertuples()
    )
