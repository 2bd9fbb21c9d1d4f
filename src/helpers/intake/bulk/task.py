"""What is known of a long file before its lines are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.intake.bulk import mend, stream
from helpers.intake.bulk.stage import NUMBERS, Layout
from helpers.intake.lines.part import CODES, HEAD, TEXTS


@dataclass(frozen=True)
class Task:
    """What is known of the file before its lines are read.

    Attributes
    ----------
    width
        Cells of most rows.
    header_line
        Line of the header.
    marks
        Number field → decimal mark that the beginning of its column shows.
    usable
        Number field → whether plain cells may be taken as they stand (the header means no power of ten).
    fill
        Whether cells that a line lacks may come from its document's other lines.
    care
        Field of words and texts → which of them need a closer look.
    scales
        Number field → power of ten that its header means.
    names
        The header, a name a column.
    points
        Codes that may be real decimals: 17850.0 then needs a closer look.
    """

    text: stream.Text
    where: Layout
    width: int
    header_line: int
    marks: Mapping[str, str]
    usable: Mapping[str, bool]
    fill: bool
    care: Callable[[str, pd.Series], np.ndarray]
    scales: Mapping[str, int]
    names: Sequence[str]
    points: frozenset[str] = frozenset()

    def needed(self) -> set[str]:
        """Fields whose cell must not be empty in a row that needs no closer look."""
        fields = self.where.fields
        found = {"doc_no", "date", "customer", "amount"} | ({"quantity", "price"} if "amount" not in fields else set())
        if "customer" not in fields:
            found.add("customer_name")
        if self.fill and "doc_no" in fields:
            found |= set(HEAD) & set(self.where.words())
        return found & set(fields)

    def mend(self, field: str, texts: list[str]) -> list:
        """What texts that are not plain mean, ``None`` where that needs a closer look."""
        if field in CODES:
            values = mend.read_codes(texts, field not in self.points)
        elif field == "date":
            values = mend.read_dates(texts)
        elif field in NUMBERS:
            proved = self.marks.get(field) == "."
            values = mend.read_numbers(texts, self.scales.get(field, 0)) if proved else [None] * len(texts)
        elif field in TEXTS:
            values = mend.read_texts(field, texts, self.care)
        else:
            values = [None] * len(texts)
        return mend.without_header(texts, values, self.names[self.where.fields[field]])
