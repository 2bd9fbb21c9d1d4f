"""What every form of a report is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.report.chapters import Chapter
from helpers.station import StationResult

if TYPE_CHECKING:
    from helpers.company import Company


@dataclass(frozen=True)
class Content:
    """One company's report in one language, before it has a form.

    Attributes
    ----------
    results
        Stations' results in the order of the chain; numbers come from here and nowhere else.
    chapters
        Executed notebooks as chapters, for the forms that hold prose and figures.
    template
        A client's own ``.pptx`` for the slides.
    """

    company: Company
    results: Sequence[StationResult]
    chapters: Sequence[Chapter]
    lang: str
    template: Path | None = None
