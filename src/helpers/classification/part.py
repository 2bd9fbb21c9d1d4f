"""What one part of the station adds to its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers.finding import Finding
from helpers.language import Message
from helpers.station import ResultTable


@dataclass(frozen=True)
class Part:
    """Tables, findings, assumptions and warnings of one part."""

    tables: Mapping[str, ResultTable] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    assumptions: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = ()
