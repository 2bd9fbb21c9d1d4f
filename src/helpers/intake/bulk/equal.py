"""Lines that are equal to an earlier one, and returns without a sale."""

from __future__ import annotations

import duckdb
import numpy as np

from helpers.intake.bulk.stage import Layout, minor
from helpers.intake.bulk.texts import keep_array

#: Lines that are compared at a time.
PIECE = 6_000_000
#: Fields that tell nearly all lines apart.
QUICK = ("doc_no", "product", "amount")


def plain(con: duckdb.DuckDBPyConnection, where: Layout, digits: int, rows: int) -> np.ndarray | None:
    """Numbers of plain rows that are likely to equal another plain one; ``None`` where columns are lacking for that.

    It needs no more than the table ``s``, so it can be looked for while Python reads the other rows.
    """
    return (
        _alike(con, "s", "rid IS NOT NULL", _mark_of_plain(digits), rows) if set(QUICK) <= set(where.fields) else None
    )


def _mark_of_plain(digits: int) -> str:
    """SQL: the mark of a row of ``s``; rows that are equal once returns have their sign have equal marks."""
    return f"hash(doc_no_v, product_v, abs({minor('amount_v', digits)}))"


def _alike(con: duckdb.DuckDBPyConnection, table: str, open_: str, mark: str, rows: int) -> np.ndarray:
    """Numbers of rows whose mark another row has too, or one near it."""
    pieces, likely = rows // PIECE + 1, []
    for piece in range(pieces):  # a sort is quicker than a table of groups that are nearly all of one row
        some = f"AND {mark} % {pieces} = {piece}" if pieces > 1 else ""
        found = con.execute(
            f"SELECT rid, CAST({mark} >> 32 AS UINTEGER) AS h FROM {table} WHERE {open_} {some}"
        ).fetchnumpy()
        marks = np.asarray(found["h"], dtype="uint32")
        ordered = np.sort(marks)
        alike = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
        if len(alike):
            seen = np.zeros(1 << 24, dtype=bool)  # few marks come near one that is alike: only those are looked up
            seen[alike >> np.uint32(8)] = True
            near = np.flatnonzero(seen[marks >> np.uint32(8)])
            place = np.minimum(np.searchsorted(alike, marks[near]), len(alike) - 1)
            likely.append(np.asarray(found["rid"], dtype="int64")[near[alike[place] == marks[near]]])
    return np.concatenate([np.array([], dtype="int64"), *likely])


def identical(
    con: duckdb.DuckDBPyConnection, where: Layout, digits: int, rows: int, plain_ones: np.ndarray | None
) -> int:
    """Table ``again`` of rows equal to an earlier one, found by a mark, then compared in full; and how many they are.

    Parameters
    ----------
    plain_ones
        What :func:`plain` has found.
    """
    has = {
        "customer": {"customer", "customer_name"},
        "product": {"product", "product_name"},
        "amount": {"amount", "price"},
    }
    fields = [
        name
        for name in ("doc_no", "date", "customer", "product", "quantity", "amount", "cost")
        if name == "date" or has.get(name, {name}) & set(where.fields)
    ]
    open_ = "reason2 IS NULL AND (doc_no IS NOT NULL OR customer IS NOT NULL)"
    if plain_ones is None:
        quick = [name for name in QUICK if name in fields] if "doc_no" in fields else fields
        likely = _alike(con, "l3", open_, f"hash({', '.join(quick)})", rows)
    else:
        likely = np.concatenate([plain_ones, _with_odd(con, open_, _mark_of_plain(digits))])
    con.execute("CREATE OR REPLACE TABLE again (rid BIGINT)")
    if not len(likely):
        return 0
    keep_array(con, "likely", "rid", np.unique(likely))
    con.execute(
        f"INSERT INTO again SELECT rid FROM (SELECT rid, row_number() OVER (PARTITION BY {', '.join(fields)} "
        f"ORDER BY rid) AS nth FROM l3 WHERE {open_} AND rid IN (SELECT rid FROM likely)) WHERE nth > 1"
    )
    con.execute("DROP TABLE likely")
    return con.execute("SELECT count(*) FROM again").fetchall()[0][0]


def _with_odd(con: duckdb.DuckDBPyConnection, open_: str, mark: str) -> np.ndarray:
    """Numbers of odd rows whose mark another row has, and of the plain rows that have it."""
    con.execute(
        f"CREATE OR REPLACE TABLE marks AS SELECT rid, hash(doc_no, product, abs(amount)) AS h FROM l3 WHERE odd AND {open_}"
    )
    con.execute(f"CREATE OR REPLACE TABLE met AS SELECT rid, {mark} AS h FROM s WHERE {mark} IN (SELECT h FROM marks)")
    found = con.execute(
        "SELECT rid FROM met UNION ALL SELECT rid FROM marks WHERE h IN (SELECT h FROM met) "
        "UNION ALL SELECT rid FROM marks WHERE h IN (SELECT h FROM marks GROUP BY 1 HAVING count(*) > 1)"
    ).fetchnumpy()["rid"]
    for table in ("marks", "met"):
        con.execute(f"DROP TABLE {table}")
    return np.asarray(found, dtype="int64")


def unpaired(con: duckdb.DuckDBPyConnection) -> None:
    """Table ``unpaired`` of kept returns that no earlier sale covers; see :func:`helpers.intake.lines.line_kinds.unpaired`."""
    con.execute(
        "CREATE OR REPLACE TABLE back AS SELECT DISTINCT customer, product FROM l "
        "WHERE kept AND product IS NOT NULL AND quantity < 0"
    )
    con.execute(
        """CREATE OR REPLACE TABLE unpaired AS
        SELECT rid FROM (
          SELECT rid, back, total, least(coalesce(lag(lowest) OVER w, 0), 0) AS before FROM (
            SELECT *, min(total) OVER (PARTITION BY customer, product ORDER BY date, back, rid ROWS UNBOUNDED PRECEDING) AS lowest FROM (
              SELECT rid, customer, product, date, quantity < 0 AS back,
                sum(CAST(quantity AS DECIMAL(38, 6))) OVER (PARTITION BY customer, product ORDER BY date, quantity < 0, rid ROWS UNBOUNDED PRECEDING) AS total
              FROM l SEMI JOIN back USING (customer, product) WHERE kept AND quantity IS NOT NULL))
          WINDOW w AS (PARTITION BY customer, product ORDER BY date, back, rid))
        WHERE back AND total < before"""
    )
    con.execute("DROP TABLE back")
