"""Lines that are equal to an earlier one, and returns without a sale."""

from __future__ import annotations

import duckdb
import numpy as np

from helpers.intake.bulk.stage import Layout
from helpers.intake.bulk.texts import keep_array

#: Lines that are compared at a time.
PIECE = 6_000_000


def identical(con: duckdb.DuckDBPyConnection, where: Layout, rows: int) -> int:
    """Table ``again`` of rows equal to an earlier one, found by a hash, then compared in full; and how many they are."""
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
    quick = [name for name in ("doc_no", "product", "amount") if name in fields] if "doc_no" in fields else fields
    pieces, likely = rows // PIECE + 1, []
    for piece in range(pieces):  # a sort is quicker than a table of groups that are nearly all of one row
        some = f"AND hash({', '.join(quick)}) % {pieces} = {piece}" if pieces > 1 else ""
        found = con.execute(f"SELECT rid, hash({', '.join(quick)}) AS h FROM l3 WHERE {open_} {some}").fetchnumpy()
        marks = np.asarray(found["h"], dtype="uint64")
        ordered = np.sort(marks)
        alike = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
        if len(alike):
            seen = np.zeros(1 << 24, dtype=bool)  # few marks come near one that is alike: only those are looked up
            seen[alike >> np.uint64(40)] = True
            near = np.flatnonzero(seen[marks >> np.uint64(40)])
            place = np.minimum(np.searchsorted(alike, marks[near]), len(alike) - 1)
            likely.append(np.asarray(found["rid"], dtype="int64")[near[alike[place] == marks[near]]])
    con.execute("CREATE OR REPLACE TABLE again (rid BIGINT)")
    if not likely:
        return 0
    keep_array(con, "likely", "rid", np.sort(np.concatenate(likely)))
    con.execute(
        f"INSERT INTO again SELECT rid FROM (SELECT rid, row_number() OVER (PARTITION BY {', '.join(fields)} "
        f"ORDER BY rid) AS nth FROM l3 WHERE rid IN (SELECT rid FROM likely)) WHERE nth > 1"
    )
    con.execute("DROP TABLE likely")
    return con.execute("SELECT count(*) FROM again").fetchall()[0][0]


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
