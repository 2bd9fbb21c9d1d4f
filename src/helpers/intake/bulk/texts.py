"""Distinct texts of the cells that are not plain, so that each is read, and asked about, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb
import numpy as np
import pandas as pd

from helpers.intake.bulk.mend import merged
from helpers.intake.bulk.stage import Layout, values
from helpers.intake.files.source import tidy_text
from helpers.intake.lines.part import CODES, TEXTS, Part


def distinct(
    con: duckdb.DuckDBPyConnection, column: str, table: str, where: str = "true", row: str = "rowid"
) -> pd.DataFrame:
    """``text``, ``n`` (cells) and ``first`` (row) of each distinct text, in the order of first rows."""
    found = con.execute(
        f"SELECT {column} AS text, count(*) AS n, min({row}) AS first FROM {table} "
        f"WHERE {column} IS NOT NULL AND ({where}) GROUP BY 1 ORDER BY 3"
    ).df()
    return found.astype({"text": "str", "n": "int64", "first": "int64"})


def words(con: duckdb.DuckDBPyConnection, field: str, where: Layout) -> pd.DataFrame:
    """The same of a column of words over all rows below the header."""
    column = f"{field}_x"
    mine = f"(SELECT {column}, count(*) AS n, min(rid) AS first FROM s WHERE {column} IS NOT NULL GROUP BY 1)"
    found = con.execute(
        f"SELECT {column} AS text, CAST(sum(n) AS BIGINT) AS n, min(first) AS first FROM ("
        f"{values(where, [column, 'n', 'first'], mine)} UNION ALL "
        f"SELECT {column}, count(*), min(rid) FROM o WHERE {column} IS NOT NULL GROUP BY 1) GROUP BY 1 ORDER BY 3"
    ).df()
    return found.astype({"text": "str", "n": "int64", "first": "int64"})


def unplain(con: duckdb.DuckDBPyConnection, field: str, where: str = "true") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Distinct texts of a field that are not written plainly: those of all rows, and those of odd ones.

    Parameters
    ----------
    where
        Which odd rows.
    """
    odd = distinct(con, f"{field}_x", "o", where, row="rid")
    mended = con.execute(f"SELECT text, n, first FROM x_{field} ORDER BY first").df()
    return merged(odd, mended.astype({"text": "str", "n": "int64", "first": "int64"})), odd


@dataclass(frozen=True)
class Distinct(Part):
    """A part that has of each column only its distinct texts: enough for every question about a column.

    Attributes
    ----------
    texts
        Field → ``text``, ``n``, ``line``.
    rows
        Rows of the real body.
    weighted
        Whether each text is given as often as it stands: only to tell how often something stands.
    """

    texts: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    rows: int = 0
    weighted: bool = False
    asked: list[str] = field(default_factory=list)

    @property
    def body(self) -> pd.DataFrame:
        return pd.DataFrame(index=range(self.rows))

    @property
    def lines(self) -> pd.Series:
        """Lines of the texts of the column asked for last."""
        return self._of(self.asked[-1])["line"]

    def cells(self, field: str, body: pd.DataFrame | None = None) -> pd.Series:
        self.asked.append(field)
        return self._of(field)["text"]

    def _of(self, field: str) -> pd.DataFrame:
        found = self.texts.get(field)
        if found is None:
            return pd.DataFrame({"text": pd.Series(dtype="str"), "line": pd.Series(dtype="int64")})
        if self.weighted:
            found = found.loc[np.repeat(found.index, found["n"])].reset_index(drop=True)
        return found if field in CODES + TEXTS else found.assign(text=tidy_text(found["text"]))


def keep(con: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame, kinds: Mapping[str, str]) -> None:
    """A small table of the database from a frame, with the columns and kinds given."""
    import pyarrow as pa

    arrays = {}
    for column in kinds:
        values = frame[column]
        if values.dtype.kind in "biuf":
            arrays[column] = pa.array(values.to_numpy())
        else:  # numbers come as text, too: DuckDB reads them exactly
            arrays[column] = pa.array(values.astype("object").where(values.notna(), None), from_pandas=True)
            if not len(arrays[column]) or arrays[column].null_count == len(arrays[column]):
                arrays[column] = arrays[column].cast(pa.string())
    con.register("given", pa.table(arrays))
    picked = ", ".join(f"CAST({column} AS {kind}) AS {column}" for column, kind in kinds.items())
    con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT {picked} FROM given")
    con.unregister("given")


def keep_array(con: duckdb.DuckDBPyConnection, name: str, column: str, values: np.ndarray) -> None:
    """A table of one column of numbers."""
    import pyarrow as pa

    con.register("given", pa.table({column: pa.array(values)}))
    con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM given")
    con.unregister("given")


def mark(con: duckdb.DuckDBPyConnection, table: str, column: str, texts: list[str], change: str) -> None:
    """Change the rows of a table whose column holds one of some texts."""
    if not texts:
        return
    keep(con, "marked", pd.DataFrame({"text": pd.Series(texts, dtype="str")}), {"text": "VARCHAR"})
    con.execute(f"UPDATE {table} SET {change} WHERE {column} IN (SELECT text FROM marked)")
    con.execute("DROP TABLE marked")
