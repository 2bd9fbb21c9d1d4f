"""What a long import made: files ready to be moved into the client folder, read only when somebody asks."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.company.folder import Company


@dataclass(frozen=True)
class Long:
    """An import of a long ledger, not yet written; as :class:`helpers.intake.ledger.ledger_import.Imported`.

    Attributes
    ----------
    ready
        Name of a file of the client folder → where it lies, finished.
    kept
        The temporary folder of those files; it goes when this object goes.
    """

    company: Company
    report: Mapping[str, Any]
    ready: Mapping[str, Path]
    kept: tempfile.TemporaryDirectory = field(repr=False)
    parquet: tuple[str, ...] = ("orders",)

    @property
    def set_aside(self) -> pd.DataFrame:
        """Rows set aside, as text; read from their file."""
        with self.ready["set_aside.csv"].open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        frame = pd.DataFrame(rows, columns=head, dtype="str")
        frame = frame.mask(frame == "").astype("str")
        frame["sheet"] = frame["sheet"].fillna("")
        return frame.astype({"line": "int64"})


def read_orders(path: Path, currency: str) -> pd.DataFrame:
    """The canonical frame of an orders table in Parquet."""
    from helpers.company.cells import canonical, tidy
    from helpers.company.read_frame import read_parquet
    from helpers.company.schema import tables

    table = tables()["orders"]
    frame, _, _ = canonical(read_parquet(path, table), currency)
    return tidy(frame, table)
