"""A ledger's sheet with its header, and its typed lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from typing import Any

import pandas as pd

from helpers.intake.columns.header import Header
from helpers.intake.files.source import Sheet, Source, tidy_text
from helpers.intake.values import periods
from helpers.intake.values.reading import Repair

TEXTS = ("customer_name", "product_name", "region", "industry", "product_line", "series")
CODES = ("doc_no", "customer", "product")
ABOVE = ("doc_no", "date", "customer", "customer_name")
#: A document's first line speaks for all of them.
HEAD = ("date", "customer", "customer_name", "region", "industry", "status", "kind", "currency")


@dataclass(frozen=True)
class Part:
    """A sheet found to be a ledger, with its header."""

    source: Source
    sheet: Sheet
    header: Header

    @property
    def body(self) -> pd.DataFrame:
        """Cells below the header."""
        return self.sheet.cells.iloc[self.header.row + 1 :].reset_index(drop=True)

    @property
    def lines(self) -> pd.Series:
        """Line numbers of the body."""
        return self.sheet.lines.iloc[self.header.row + 1 :].reset_index(drop=True)

    def cells(self, field: str, body: pd.DataFrame | None = None) -> pd.Series:
        """Text cells of a field; all missing where the sheet has no such column.

        Blanks around a text are left to :mod:`helpers.intake.values.codes` to take out and count where the
        field is a code or a name; around dates and numbers they mean nothing.
        """
        body = self.body if body is None else body
        if field in self.header.columns:
            cells = body[self.header.columns[field]]
            if field in CODES + TEXTS:
                return cells
            return self._with_year(tidy_text(cells)) if field == "date" else tidy_text(cells)
        return pd.Series(pd.NA, index=body.index, dtype="str")

    def _with_year(self, cells: pd.Series) -> pd.Series:
        """Dates that lack the year, or year and month, with those of the sheet's name and titles."""
        above = self.sheet.cells.iloc[: self.header.row].to_numpy(dtype=object, na_value=None)
        titles = [cell for row in above for cell in row if isinstance(cell, str)]
        year = periods.only_year(titles) or periods.only_year([self.sheet.name]) or periods.only_year([self.sheet.file])
        han = any("\u4e00" <= char <= "\u9fff" for name in self.header.names for char in name)
        return periods.completed(cells, year, periods.only_month(self.sheet.name, titles), han)


@dataclass(frozen=True)
class Lines:
    """Typed lines of a part.

    Attributes
    ----------
    frame
        A row a row of the sheet below its header: ``line``, the fields, ``amount`` and ``cost`` in
        minor units, ``reason`` (missing where the row is kept so far).
    stated
        Totals that the sheet states itself: line, label, money.
    told
        Choice → value of what was read from the cells: meanings of statuses, of the discount column …
    """

    part: Part
    frame: pd.DataFrame
    repairs: tuple[Repair, ...]
    stated: tuple[Mapping[str, Any], ...]
    told: Mapping[str, str] = default(default_factory=dict)


def name_of(header: Header, field: str) -> str:
    return header.name(field) if field in header.columns else field
