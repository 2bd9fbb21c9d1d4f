"""Thresholds of the clusters, with their usual values."""

from __future__ import annotations

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule(
        "cluster_by",
        "behaviour",
        msg("Clusters by: behaviour = how customers buy; mixed = also size, channel and industry"),
        "choice",
        choices=("behaviour", "mixed"),
    ),
    Rule("cluster_most", 6, msg("Largest number of clusters tried"), "count", 2, 12),
    Rule("cluster_smallest", 0.05, msg("A cluster holds at least this share of the customers"), "share", 0.01, 0.3),
    Rule(
        "cluster_chance",
        0.05,
        msg("Clusters must be tighter than all but this share of data without groups"),
        "share",
        0.02,
        0.5,
    ),
    Rule("cluster_draws", 50, msg("Samples drawn to see whether a cluster lasts"), "count", 20, 1000),
    Rule(
        "cluster_sample",
        2000,
        msg("Customers that clusters are formed on, at most; all others are assigned"),
        "count",
        200,
        20000,
    ),
)
