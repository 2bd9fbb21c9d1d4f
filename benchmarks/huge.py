"""One huge company: all stations on order lines that stay in their file.

    python benchmarks/huge.py [LINES]        100,000,000 by default; 4 GB of disk a hundred million

Prints ``name ratio goal`` a line (peak memory in GB against 4) and seconds by step; exit 1 when short. The folder is
made by the engine, not by our generator, so its truth is known: rows, sum and customers are compared with the account.
A wholesaler's: 20,000 customers, documents of twenty lines, forty products a customer. What stations hold grows with
customers times days and customers times products, not with lines; the firm's shape is therefore said here.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from helpers import station
from helpers.company import folder, ledger

GOAL_GB = 4.0
CUSTOMERS, PRODUCTS = 20_000, 400
#: Lines of a document, which is of one customer and one day, as a wholesaler's are.
LINES = 20
#: Products that a customer buys.
RANGE = 40


def make(place: Path, lines: int) -> tuple[int, int]:
    """A folder of so many lines over three years; returns rows and sum in minor units."""
    import duckdb

    place.mkdir(parents=True)
    con = duckdb.connect()
    con.execute("SET memory_limit = '2GB'; SET preserve_insertion_order = false")
    customer = f"CAST(floor(pow(hash(i // {LINES}) % 1000003 / 1000003.0, 2.2) * {CUSTOMERS}) AS INTEGER)"
    con.execute(
        f"""COPY (SELECT 'D' || (i // {LINES}) AS doc_no,
            CAST(DATE '2023-01-01' + CAST((i // {LINES} * {LINES} * 1095 // {lines}) AS INTEGER) AS DATE) AS date,
            'C' || lpad(CAST({customer} AS VARCHAR), 6, '0') AS customer,
            'P' || lpad(CAST(hash({customer} * {RANGE} + hash(i + 7) % {RANGE}) % {PRODUCTS} AS VARCHAR), 4, '0') AS product,
            CAST(1 + hash(i + 13) % 20 AS DOUBLE) AS quantity,
            CAST((CASE WHEN hash(i + 17) % 50 = 0 THEN -1 ELSE 1 END) * (1 + hash(i + 19) % 90000) AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS amount
            FROM range({lines}) t(i)) TO '{place / "orders.parquet"}' (FORMAT parquet)"""
    )
    rows, total = con.execute(
        f"SELECT count(*), CAST(sum(amount) * 100 AS BIGINT) FROM read_parquet('{place / 'orders.parquet'}')"
    ).fetchone()
    con.execute(
        f"""COPY (SELECT 'C' || lpad(CAST(i AS VARCHAR), 6, '0') AS customer, 'Customer ' || i AS name,
            ['North', 'South', 'East', 'West'][1 + i % 4] AS region, ['Machines', 'Food', 'Paper'][1 + i % 3] AS industry
            FROM range({CUSTOMERS}) t(i)) TO '{place / "customers.csv"}' (HEADER)"""
    )
    con.execute(
        f"""COPY (SELECT 'P' || lpad(CAST(i AS VARCHAR), 4, '0') AS product, 'Product ' || i AS name, 'Line ' || (i % 6) AS line
            FROM range({PRODUCTS}) t(i)) TO '{place / "products.csv"}' (HEADER)"""
    )
    (place / "company.yml").write_text(
        "schema: 1\nid: huge\nname: {zh: 大公司, en: Huge}\nindustry: general\ncurrency: CNY\nas_of: 2025-12-31\n"
        "fictional: true\nrevenue: {basis: invoiced, tax: excluded}\n",
        "utf-8",
    )
    return rows, total


def main(lines: int) -> int:
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary) / "huge"
        started = time.perf_counter()
        rows, total = make(place, lines)

        def tell(step: str) -> None:
            nonlocal started
            now = time.perf_counter()
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
            print(f"# {step}: {now - started:.1f} s, peak {peak:.2f} GB", flush=True)
            started = now

        tell("made")
        firm = folder.open(place)
        tell("opened and checked")
        told = ledger.span(firm)
        assert firm.stored is not None and (told.rows, told.amount) == (rows, total), (told, rows, total)
        for name in station.CHAIN:
            station.run(station.station(name), firm, store=False)
            tell(name)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"huge-company-memory-gb {peak:.2f} {GOAL_GB}")
    return int(peak > GOAL_GB)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000_000))
