"""The rows that the import set aside, as their file holds them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

FILE = "set_aside.csv"


def read(folder: Path | None) -> pd.DataFrame | None:
    """The table, or ``None`` where there is none or it cannot be read (then the copy has none either)."""
    path = (folder or Path()) / FILE
    if folder is None or not path.is_file():
        return None
    try:
        return pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (ValueError, OSError):
        return None
