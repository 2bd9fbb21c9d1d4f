"""A sheet's share in a table, and all tables made of such."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import pandas as pd

from helpers.company.schema import Column, Table
from helpers.company.schema import tables as contract
from helpers.intake.columns.labels import VIRTUAL
from helpers.intake.tables import meanings
from helpers.intake.tables.rows import Rows
from helpers.intake.tables.sort import Placed
from helpers.language import Words


@dataclass
class Part:
    """A sheet's share in a table: its rows with reasons, and what is told of them."""

    placed: Placed
    frame: pd.DataFrame
    rows: Rows | None = None
    notes: Counter = field(default_factory=Counter)
    money: pd.Series | None = None
    paid: pd.Series | None = None
    paid_header: str = ""
    paid_field: str = "paid"
    told: pd.DataFrame | None = None

    @property
    def body(self) -> pd.DataFrame:
        start = self.placed.seen.row if self.placed.seen else self.placed.survey.row
        return self.placed.sheet.cells.iloc[start + 1 :].reset_index(drop=True)


@dataclass
class Made:
    """All tables beyond the order lines, and the account of the sheets they come from."""

    frames: dict[str, pd.DataFrame]
    parts: dict[str, list[Part]]
    notes: dict[str, Counter]
    orders: pd.DataFrame
    words: dict[str, list[meanings.Meaning]]


def schema_of(table: str) -> Table:
    """The contract of a table, also of one that only the import knows (payments as systems list them)."""
    if table not in VIRTUAL:
        return contract()[table]
    none = Words("", "")
    kinds = {"payment_no": "id", "invoice_no": "id", "customer": "id", "paid_on": "date", "paid": "money"}
    needed = ("invoice_no", "paid_on", "paid")
    columns = tuple(Column(name, kind, none, none, "", required=name in needed) for name, kind in kinds.items())
    return replace(Table(table, none, none, columns), known_on="paid_on")
