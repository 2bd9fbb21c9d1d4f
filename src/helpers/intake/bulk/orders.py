"""The order lines of a long ledger as Parquet, and what they say of customers and products."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from helpers.intake.bulk import stage, texts, union

#: Up to so many codes are written as an enumeration.
ENUMERATED = 30_000


def people_and_goods(con: duckdb.DuckDBPyConnection, where: stage.Layout) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What kept lines say of customers and of products, each distinct statement once with its latest day."""
    said = {
        "customer": ("customer_name", "region", "industry"),
        "product": ("product_name", "product_line", "series"),
    }
    groups = {code: [code, *(name for name in words if name in where.fields)] for code, words in said.items()}
    every = ", ".join(name for names in groups.values() for name in names)
    sets = ", ".join(f"({', '.join(names)})" for names in groups.values())
    query = (
        f"SELECT grouping(customer) AS goods, {every}, max(date) AS date, count(*) FILTER (customer_by_name) AS "
        "customer_by_name, count(*) FILTER (product_by_name) AS product_by_name FROM l WHERE kept "
        f"GROUP BY GROUPING SETS ({sets})"
    )
    for names in groups.values():
        for name in names:
            query = union.told(name, where, query)
    frame = con.execute(f"SELECT * FROM ({query}) ORDER BY goods, {every}").df()
    found = []
    for number, (code, words) in enumerate(said.items()):
        own = frame[frame["goods"] == number].reindex(columns=[code, *words, "date", f"{code}_by_name"])
        kinds = {name: "str" for name in (code, *words)} | {"date": "datetime64[us]", f"{code}_by_name": "int64"}
        found.append(own.astype(kinds).reset_index(drop=True))
    return found[0], found[1]


def write(
    con: duckdb.DuckDBPyConnection,
    where: stage.Layout,
    people: pd.DataFrame,
    goods: pd.DataFrame,
    made: int,
    digits: int,
    path: Path,
) -> None:
    """The order lines as Parquet. Few texts go as an enumeration, which is written much quicker, and reads the same."""
    texts_, joins = {"customer": "customer", "product": "product"}, []
    for code, frame in (("customer", people), ("product", goods)):
        if code not in where.coded:
            continue
        used = sorted(set(frame[code].dropna()))
        kind = "VARCHAR"
        if 0 < len(used) <= ENUMERATED:
            kind = f"e_{code}"
            con.execute(f"CREATE TYPE {kind} AS ENUM ({', '.join(map(stage.literal, used))})")
        texts.keep(con, "used", pd.DataFrame({"text": used}, dtype="str"), {"text": "VARCHAR"})
        con.execute(
            f"CREATE OR REPLACE TABLE t_{code} AS SELECT code, CAST(text AS {kind}) AS text FROM d_{code} SEMI JOIN used USING (text)"
        )
        joins.append(f"LEFT JOIN t_{code} ON t_{code}.code = l.{code}")
        texts_[code] = f"t_{code}.text"
    named = f"left(CAST({texts_['customer']} AS VARCHAR), 91) || '-' || strftime(date, '%Y%m%d')"
    columns = [
        f"coalesce(doc_no, {named}) AS doc_no" if made else "doc_no",
        "date",
        f"{texts_['customer']} AS customer",
    ]
    columns += [f"{texts_['product']} AS product"] * bool(goods["product"].notna().any())
    columns += ["quantity"] * ("quantity" in where.fields)
    for name in ("amount", "cost"):
        if name == "amount" or {"cost", "unit_cost"} & set(where.fields):
            columns.append(f"{_major(name, digits)} AS {name}")
    con.execute(
        f"COPY (SELECT {', '.join(columns)} FROM l {' '.join(joins)} WHERE kept) "
        f"TO {stage.literal(str(path))} (FORMAT parquet)"
    )


def _major(name: str, digits: int) -> str:
    """SQL: whole minor units as an exact decimal."""
    unit = f"CAST(0.{'0' * (digits - 1)}1 AS DECIMAL({digits + 1}, {digits}))" if digits else "CAST(1 AS DECIMAL(1, 0))"
    return f"CAST(CAST({name} AS DECIMAL({17 - digits}, 0)) * {unit} AS DECIMAL(18, {digits}))"
