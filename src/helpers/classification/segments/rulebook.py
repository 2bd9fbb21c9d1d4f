"""Thresholds of the segmentations, with their usual values."""

from __future__ import annotations

from helpers.language import msg
from helpers.rules import Rule

RULES = (Rule("segment_smallest", 20, msg("A segment of fewer customers is called small"), "count", 2, 1000),)
