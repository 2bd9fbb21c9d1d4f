"""Plain and odd rows put together as the view ``l0``; each customer and product gets a code.

Odd rows are typed here (``r``). Texts that stand as a number in ``s`` do so in ``l0``, too: those of odd rows that are new
get numbers of their own in ``d_FIELD``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import duckdb
import pandas as pd

from helpers.company.text import LONGEST
from helpers.intake.bulk.stage import DIGITS, NOTHING, NUMBERS, SCALE, Layout, literal, values
from helpers.intake.bulk.texts import keep
from helpers.intake.lines.part import CODES, TEXTS
from helpers.intake.values.codes import BROKEN, WIDE

NAMED = (("customer", "customer_name"), ("product", "product_name"))
FIELDS = (*CODES, "date", *TEXTS, *NUMBERS, "status", "kind")


def union(con: duckdb.DuckDBPyConnection, where: Layout, scales: Mapping[str, int]) -> Layout:
    """Make ``r`` (odd rows, read) and the view ``l0`` (all rows).

    Returns
    -------
    Layout
        With the fields that are numbers in ``l0``.
    """
    _odd_rows(con, where, scales)
    coded = set(where.coded)
    for code, name in NAMED:
        if name in where.fields:
            _by_name(con, where, code, name)
            if code not in where.fields and name in where.coded:
                coded.add(code)
    where = replace(where, coded=frozenset(coded))
    _number(con, where)
    plain, joins = [], []
    for field in FIELDS:
        name = dict(NAMED).get(field)
        if field in where.fields:
            own = f"{field}_x" if field in where.words() else f"{field}_v"
            plain.append(f"CAST({own} AS {_kind(field, where, scales)}) AS {field}")
        elif name in where.fields and field in where.coded:
            joins.append(f"LEFT JOIN w_{field} ON {name}_x = w_{field}.name")
            plain.append(f"w_{field}.code AS {field}")
        elif name in where.fields:
            joins.append(f"LEFT JOIN w_{field} ON {name}_x = w_{field}.text")
            plain.append(f"CASE WHEN w_{field}.text IS NULL THEN {name}_x ELSE w_{field}.value END AS {field}")
        else:
            plain.append(f"CAST(NULL AS {_kind(field, where, scales)}) AS {field}")
    marks = [
        f"{f'{name}_x IS NOT NULL' if code not in where.fields and name in where.fields else 'false'} AS {code}_by_name"
        for code, name in NAMED
    ]
    blank = "false" if "amount" in where.fields else "true"
    con.execute(
        f"CREATE OR REPLACE VIEW l0 AS SELECT rid, CAST(NULL AS VARCHAR) AS reason0, {', '.join(plain)}, "
        f"{blank} AS amount_blank, {', '.join(marks)}, false AS broken, false AS odd FROM s {' '.join(joins)} "
        f"UNION ALL SELECT rid, reason0, {', '.join(FIELDS)}, amount_blank, customer_by_name, product_by_name, broken, true AS odd FROM r"
    )
    return where


def _kind(field: str, where: Layout, scales: Mapping[str, int]) -> str:
    if field in NUMBERS:
        scale = scales.get(field, SCALE)
        return f"DECIMAL({DIGITS if scale == SCALE else 38}, {scale})"
    return "DATE" if field == "date" else "INTEGER" if field in where.coded else "VARCHAR"


def _odd_rows(con: duckdb.DuckDBPyConnection, where: Layout, scales: Mapping[str, int]) -> None:
    """The table ``r`` of odd rows, typed, texts as texts."""
    picks, joins = [], []
    for field in FIELDS:
        kind = _kind(field, replace(where, coded=frozenset()), scales)
        if field not in where.fields:
            picks.append(f"CAST(NULL AS {kind}) AS {field}")
        elif field in ("status", "kind"):
            picks.append(f"CASE WHEN reason IS NULL THEN trim({field}_x, {literal(NOTHING)}) END AS {field}")
        else:
            joins.append(f"LEFT JOIN m_{field} ON o.reason IS NULL AND o.{field}_x = m_{field}.text")
            own = "" if field in TEXTS else f"CASE WHEN reason IS NULL THEN CAST({field}_v AS {kind}) END, "
            picks.append(f"coalesce({own}m_{field}.value) AS {field}")
    blank = "NOT (amount_v IS NOT NULL OR amount_x IS NOT NULL)" if "amount" in where.fields else "true"
    con.execute(
        f"CREATE OR REPLACE TABLE r AS SELECT rid, reason AS reason0, {', '.join(picks)}, "
        f"(reason IS NOT NULL OR {blank}) AS amount_blank, false AS customer_by_name, false AS product_by_name "
        f"FROM o {' '.join(joins)}"
    )


def _own(texts: pd.Series) -> pd.Series:
    """Codes that names make, where there is no better."""
    own = texts.str.translate(WIDE)
    return own.where(own.str.len() <= LONGEST["id"])


def _by_name(con: duckdb.DuckDBPyConnection, where: Layout, code: str, name: str) -> None:
    """Codes of odd rows that have only a name; and ``w_CODE``: codes of plain rows where no column has codes."""
    if code not in where.fields:
        _codes_of_names(con, where, code, name)
    bare = con.execute(f"SELECT DISTINCT {name} AS text FROM r WHERE {code} IS NULL AND {name} IS NOT NULL").df()
    if bare.empty:
        return
    bare["value"] = _own(bare["text"].astype("str"))
    keep(con, "bare", bare, {"text": "VARCHAR", "value": "VARCHAR"})
    if code in where.fields:
        both = f"{code}_v IS NOT NULL AND {name}_x IS NOT NULL"
        mine = values(where, [f"{code}_v", f"{name}_x"], f"(SELECT DISTINCT {code}_v, {name}_x FROM s WHERE {both})")
        con.execute(
            f"CREATE OR REPLACE TABLE pairs AS SELECT text, any_value(value) AS value FROM ("
            f"SELECT {name}_x AS text, {code}_v AS value FROM ({mine}) WHERE {name}_x IN (SELECT text FROM bare) UNION "
            f"SELECT DISTINCT {name}, {code} FROM r WHERE {code} IS NOT NULL AND {name} IS NOT NULL"
            f") GROUP BY 1 HAVING count(*) = 1"
        )
        con.execute("UPDATE bare SET value = pairs.value FROM pairs WHERE bare.text = pairs.text")
        con.execute("DROP TABLE pairs")
    con.execute(
        f"UPDATE r SET {code} = bare.value, {code}_by_name = true FROM bare WHERE r.{code} IS NULL AND r.{name} = bare.text"
    )
    con.execute("DROP TABLE bare")


def _codes_of_names(con: duckdb.DuckDBPyConnection, where: Layout, code: str, name: str) -> None:
    """The table ``w_CODE``: what code a name of a plain row makes."""
    if name in where.coded:
        every = con.execute(f"SELECT code AS name, text FROM d_{name} ORDER BY code").df()
        codes, texts = pd.factorize(_own(every["text"].astype("str")))
        found = pd.DataFrame({"name": every["name"], "code": codes})[codes >= 0]
        keep(con, f"w_{code}", found, {"name": "INTEGER", "code": "INTEGER"})
        known = pd.DataFrame({"code": range(len(texts)), "text": texts})
        keep(con, f"d_{code}", known, {"code": "INTEGER", "text": "VARCHAR"})
        return
    every = con.execute(f"SELECT DISTINCT {name}_x AS text FROM s WHERE {name}_x IS NOT NULL").df()
    every["value"] = _own(every["text"].astype("str"))
    every = every[(every["value"] != every["text"]).fillna(True)]
    keep(con, f"w_{code}", every, {"text": "VARCHAR", "value": "VARCHAR"})


def _number(con: duckdb.DuckDBPyConnection, where: Layout) -> None:
    """Texts of ``r`` as numbers, where those of ``s`` are; and whether a spreadsheet has broken a code of the row."""
    tests = [
        f"contains({name}, '+') AND regexp_full_match({name}, {literal('(?i)' + BROKEN.pattern)})" for name in CODES
    ]
    picks, joins = [f"coalesce({' OR '.join(f'({test})' for test in tests)}, false) AS broken"], []
    for field in (*CODES, *TEXTS, "status", "kind"):
        if field not in where.coded:
            continue
        con.execute(
            f"INSERT INTO d_{field} SELECT (SELECT coalesce(max(code), -1) FROM d_{field}) + row_number() OVER (ORDER BY text), "
            f"text FROM (SELECT DISTINCT {field} AS text FROM r WHERE {field} IS NOT NULL) ANTI JOIN d_{field} USING (text)"
        )
        joins.append(f"LEFT JOIN d_{field} ON d_{field}.text = r.{field}")
        picks.append(f"d_{field}.code AS {field}")
    coded = [field for field in (*CODES, *TEXTS, "status", "kind") if field in where.coded]
    but = f"EXCLUDE ({', '.join(coded)})" if coded else ""
    con.execute(f"CREATE OR REPLACE TABLE r AS SELECT r.* {but}, {', '.join(picks)} FROM r {' '.join(joins)}")


def told(field: str, where: Layout, inner: str) -> str:
    """SQL: a query whose column of a field holds numbers, with the texts instead."""
    if field not in where.coded:
        return inner
    return f"SELECT t.* REPLACE (d.text AS {field}) FROM ({inner}) t LEFT JOIN d_{field} d ON d.code = t.{field}"
