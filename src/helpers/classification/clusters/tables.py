"""The result tables of the clusters."""

from __future__ import annotations

import pandas as pd

from helpers.classification.clusters.compute import Found
from helpers.language import msg
from helpers.station import Column, ResultTable

CLUSTER = Column(msg("Cluster (code)"), "id")
CLUSTER_NAME = Column(msg("Cluster"), "text")
SPECS: dict[str, dict[str, Column]] = {
    "clusters": {
        "cluster": CLUSTER,
        "cluster_name": CLUSTER_NAME,
        "customers": Column(msg("Customers"), "count"),
        "customer_share": Column(msg("Share of customers"), "share"),
        "revenue": Column(msg("Net revenue"), "money"),
        "share": Column(msg("Share of their revenue"), "share"),
        "money": Column(msg("Revenue of the middle customer"), "money"),
        "silence": Column(msg("Days since last purchase (median)"), "days"),
        "frequency": Column(msg("Frequency (median)"), "count"),
        "breadth": Column(msg("Product lines (median)"), "count"),
        "typical": Column(msg("More common here than elsewhere"), "text"),
        "jaccard": Column(msg("Found again (Jaccard)"), "ratio"),
        "trust": Column(msg("How far to trust it"), "text"),
        "portrait": Column(msg("Its middle customer"), "text"),
    },
    "cluster_members": {
        "customer": Column(msg("Customer code"), "id"),
        "name": Column(msg("Customer name"), "text"),
        "owner": Column(msg("Account owner"), "text"),
        "cluster": CLUSTER,
        "cluster_name": CLUSTER_NAME,
        "revenue": Column(msg("Net revenue"), "money"),
        "frequency": Column(msg("Frequency"), "count"),
    },
    "cluster_numbers": {
        "number": Column(msg("Clusters"), "count"),
        "smallest": Column(msg("Smallest holds"), "share"),
        "jaccard": Column(msg("Weakest found again (Jaccard)"), "ratio"),
        "ari": Column(msg("Whole found again (adjusted Rand)"), "ratio"),
        "trusted": Column(msg("Customers in clusters to be trusted"), "share"),
        "use": Column(msg("Explains of later revenue (ranks)"), "share"),
        "gap": Column(msg("Tighter than without groups (standard deviations)"), "number"),
        "gap_limit": Column(msg("The same, reached without groups"), "number"),
        "silhouette": Column(msg("Silhouette"), "ratio"),
        "taken": Column(msg("Taken"), "text"),
    },
    "cluster_scale": {
        "column": Column(msg("Measure (code)"), "id"),
        "unit": Column(msg("Median money of a customer"), "money"),
        "mean": Column(msg("Mean after the logarithm"), "number"),
        "deviation": Column(msg("Standard deviation after the logarithm"), "number"),
    },
    "cluster_centres": {
        "cluster": CLUSTER,
        "column": Column(msg("Measure (code)"), "id"),
        "centre": Column(msg("Centre (standard deviations)"), "number"),
    },
}
TITLES = {
    "clusters": msg("Clusters of customers who buy alike"),
    "cluster_members": msg("Cluster of each customer"),
    "cluster_numbers": msg("Numbers of clusters tried"),
    "cluster_scale": msg("Scale of the clusters' measures"),
    "cluster_centres": msg("Centres of the clusters"),
}


def tables(found: Found, named: pd.DataFrame) -> dict[str, ResultTable]:
    """All tables; those without clusters are empty.

    Parameters
    ----------
    named
        ``customer, name, owner``.
    """
    from helpers.show import word

    numbers = found.numbers.assign(
        taken=found.numbers["taken"].map({True: word(msg("taken")), False: ""}).astype("str")
    )
    members = found.raw[["customer", "frequency", "money"]].rename(columns={"money": "revenue"})
    if len(found.members):
        members = members.merge(found.members, on="customer", how="left")
    frames = {
        "clusters": found.profile,
        "cluster_members": members.merge(named, on="customer", how="left"),
        "cluster_numbers": numbers,
        "cluster_scale": found.scale,
        "cluster_centres": found.centres,
    }
    return {name: ResultTable(TITLES[name], SPECS[name], _shaped(frame, SPECS[name])) for name, frame in frames.items()}


KINDS = {"id": "str", "text": "str", "money": "Int64", "count": "Int64", "days": "Int64"}


def _shaped(frame: pd.DataFrame, spec: dict[str, Column]) -> pd.DataFrame:
    """The columns of the spec in its order, each of its kind, also when there are no rows."""
    shaped = pd.DataFrame(
        {
            name: (frame[name] if name in frame else pd.Series(pd.NA, index=frame.index, dtype="object")).astype(
                KINDS.get(column.unit, "float64")
            )
            for name, column in spec.items()
        }
    )
    return shaped.reset_index(drop=True)
