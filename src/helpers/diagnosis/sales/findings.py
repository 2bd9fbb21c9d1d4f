"""Findings of what the orders say, from the results of its steps."""

from __future__ import annotations

from helpers.diagnosis.sales import found_bridge, found_cohorts, found_concentration, found_trend
from helpers.diagnosis.sales.parts import Parts
from helpers.finding import Finding


def all_of(parts: Parts) -> tuple[Finding, ...]:
    """Every finding that the data carry, section by section."""
    step = found_trend.step(parts)
    given = (
        step,
        found_trend.growth(parts),
        found_trend.festival(parts),
        found_trend.season(parts),
        found_concentration.half(parts),
        found_concentration.largest(parts),
        found_cohorts.retention(parts),
        found_cohorts.drifting(parts),
        found_bridge.change(parts, asked=step is not None and "who" in step.quantities),
        found_bridge.gain(parts),
        found_bridge.price(parts),
    )
    return tuple(finding for finding in given if finding is not None)
