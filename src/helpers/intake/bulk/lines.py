"""Typed lines of the ledger as a view ``l``: a row a row below the header, with amount and reason.

``l0`` puts plain rows (from ``s``) and odd ones (from ``r``, made here) together; ``l1`` adds amounts in minor
units and the reasons that the row itself gives; ``l`` those that its neighbours, names and rules give.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from helpers.company.text import LONGEST
from helpers.intake.bulk.stage import DIGITS, NOTHING, NUMBERS, SCALE, Layout, literal
from helpers.intake.bulk.texts import keep
from helpers.intake.bulk.unsuited import Unsuited
from helpers.intake.columns.header import Header
from helpers.intake.files.source import tidy_text
from helpers.intake.lines import line_kinds, standing
from helpers.intake.lines.lines import CODES, FAR, TEXTS, as_list
from helpers.intake.values import codes, numbers
from helpers.intake.values.codes import WIDE
from helpers.intake.values.reading import Repair

#: Lines that are compared at a time.
PIECE = 20_000_000
NAMED = (("customer", "customer_name"), ("product", "product_name"))


def _number(field: str, scale: int) -> str:
    return f"DECIMAL({DIGITS if scale == SCALE else 38}, {scale})"


def union(con: duckdb.DuckDBPyConnection, where: Layout, top: int, scales: Mapping[str, int]) -> None:
    """Make ``r`` (odd rows, read) and the view ``l0`` (all rows)."""
    picks, joins = [], []
    for field in (*CODES, "date", *TEXTS, *NUMBERS, "status", "kind"):
        kind = "DATE" if field == "date" else _number(field, scales.get(field, 4)) if field in NUMBERS else "VARCHAR"
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
    for code, name in NAMED:
        _by_name(con, where, top, code, name)
    plain, joins = [], []
    for field in (*CODES, "date", *TEXTS, *NUMBERS, "status", "kind"):
        kind = "DATE" if field == "date" else _number(field, scales.get(field, 4)) if field in NUMBERS else "VARCHAR"
        name = dict(NAMED).get(field)
        if field in where.fields:
            plain.append(f"{field}_x AS {field}" if field in where.words() else f"CAST({field}_v AS {kind}) AS {field}")
        elif name in where.fields:
            joins.append(f"LEFT JOIN w_{field} ON {name}_x = w_{field}.text")
            plain.append(f"CASE WHEN w_{field}.text IS NULL THEN {name}_x ELSE w_{field}.value END AS {field}")
        else:
            plain.append(f"CAST(NULL AS {kind}) AS {field}")
    marks = [
        f"{f'{name}_x IS NOT NULL' if code not in where.fields and name in where.fields else 'false'} AS {code}_by_name"
        for code, name in NAMED
    ]
    blank = "false" if "amount" in where.fields else "true"
    con.execute(
        f"CREATE OR REPLACE VIEW l0 AS SELECT s.rowid AS rid, CAST(NULL AS VARCHAR) AS reason0, {', '.join(plain)}, "
        f"{blank} AS amount_blank, {', '.join(marks)}, true AS plain FROM s {' '.join(joins)} WHERE NOT odd AND s.rowid > {top} "
        f"UNION ALL SELECT rid, reason0, {', '.join((*CODES, 'date', *TEXTS, *NUMBERS, 'status', 'kind'))}, amount_blank, "
        "customer_by_name, product_by_name, false AS plain FROM r"
    )


def _own(texts: pd.Series) -> pd.Series:
    """Codes that names make, where there is no better."""
    own = texts.str.translate(WIDE)
    return own.where(own.str.len() <= LONGEST["id"])


def _by_name(con: duckdb.DuckDBPyConnection, where: Layout, top: int, code: str, name: str) -> None:
    """Codes of odd rows that have only a name; and ``w_CODE``: codes of plain rows where no column has codes."""
    if name not in where.fields:
        return
    bare = con.execute(f"SELECT DISTINCT {name} AS text FROM r WHERE {code} IS NULL AND {name} IS NOT NULL").df()
    if code not in where.fields:
        every = con.execute(
            f"SELECT DISTINCT {name}_x AS text FROM s WHERE NOT odd AND rowid > {top} AND {name}_x IS NOT NULL"
        ).df()
        every["value"] = _own(every["text"].astype("str"))
        every = every[(every["value"] != every["text"]).fillna(True)]
        keep(con, f"w_{code}", every, {"text": "VARCHAR", "value": "VARCHAR"})
    if bare.empty:
        return
    bare["value"] = _own(bare["text"].astype("str"))
    if code in where.fields:
        keep(con, "bare", bare, {"text": "VARCHAR", "value": "VARCHAR"})
        con.execute(
            f"CREATE OR REPLACE TABLE pairs AS SELECT {name} AS text, any_value({code}) AS value FROM ("
            f"SELECT DISTINCT {code}_v AS {code}, {name}_x AS {name} FROM s WHERE NOT odd AND rowid > {top} "
            f"AND {code}_v IS NOT NULL AND {name}_x IN (SELECT text FROM bare) UNION "
            f"SELECT DISTINCT {code}, {name} FROM r WHERE {code} IS NOT NULL AND {name} IS NOT NULL"
            f") GROUP BY 1 HAVING count(*) = 1"
        )
        con.execute("UPDATE bare SET value = pairs.value FROM pairs WHERE bare.text = pairs.text")
        con.execute("DROP TABLE pairs")
    else:
        keep(con, "bare", bare, {"text": "VARCHAR", "value": "VARCHAR"})
    con.execute(
        f"UPDATE r SET {code} = bare.value, {code}_by_name = true FROM bare WHERE r.{code} IS NULL AND r.{name} = bare.text"
    )
    con.execute("DROP TABLE bare")


def level(
    con: duckdb.DuckDBPyConnection, where: Layout, settings: Mapping[str, Any], raw: Callable[[list[int]], pd.DataFrame]
) -> None:
    """See that amounts belong to lines; see :func:`helpers.intake.lines.per_document.level`.

    Raises
    ------
    Unsuited
        When they may belong to documents: sharing them out is left to the usual path.
    """
    if settings.get("amount_per") == "document":
        raise Unsuited("amounts of documents")
    if settings.get("amount_per") or not {"amount", "doc_no"} <= set(where.fields):
        return
    # One column that tells lines apart is enough for nearly all documents: where it does not, and the answer hangs
    # on them, they are looked at as the text in the file, in all columns (1 and 1.0 are told apart).
    differ = [f for f in ("product", "product_name", "quantity", "price") if f in where.fields]
    told = f"hash({differ[0]})" if differ else "0"
    con.execute(
        f"CREATE OR REPLACE TABLE levels AS SELECT hash(doc_no) AS doc, min(amount) = max(amount) AS one, min({told}) <> max({told}) AS differs, "
        "count(*) AS n FROM l0 WHERE doc_no IS NOT NULL GROUP BY 1 HAVING count(*) > 1 AND count(amount) > 0"
    )
    seen, one, unsure = con.execute(
        "SELECT count(*) FILTER (differs), count(*) FILTER (differs AND one), count(*) FILTER (NOT differs AND one) FROM levels"
    ).fetchone()
    if unsure > seen - 2 * one and one * 2 <= seen:
        rids = con.execute(
            "SELECT rid FROM l0 WHERE hash(doc_no) IN (SELECT doc FROM levels WHERE NOT differs AND one)"
        ).fetchnumpy()["rid"]
        docs = (
            con.execute("SELECT rid, doc_no FROM l0 WHERE rid IN (SELECT unnest(?))", [rids.tolist()])
            .df()
            .set_index("rid")
        )
        cells = raw(rids.tolist())
        text = pd.Series("", index=cells.index, dtype="str")
        for field in differ:
            own = cells[where.fields[field]]
            text = text + "|" + (own if field in (*CODES, *TEXTS) else tidy_text(own)).fillna("")
        more = int((text.groupby(docs["doc_no"].reindex(cells.index)).nunique() > 1).sum())
        seen, one = seen + more, one + more
    con.execute("DROP TABLE levels")
    if one * 2 > seen:
        raise Unsuited("amounts may belong to documents")


def amounts(
    con: duckdb.DuckDBPyConnection,
    where: Layout,
    header: Header,
    scales: Mapping[str, int],
    digits: int,
    raw: Callable[[list[int]], pd.DataFrame],
    marks: Mapping[str, str],
) -> tuple[dict[str, str], list[Repair]]:
    """SQL of amount, cost, quantity and of ``price_differs`` over ``l0``; and the repairs of amounts.

    Raises
    ------
    Unsuited
        When numbers are too fine to be multiplied here.
    """
    fields, repairs = where.fields, []
    for pair in (("quantity", "price"), ("quantity", "unit_cost")):
        if set(pair) <= set(fields) and sum(scales[field] for field in pair) > 24:
            raise Unsuited("numbers too fine")
    both = {"quantity", "price"} <= set(fields)
    computed = _product("quantity", "price", scales) if both else "NULL"
    exact = "amount"
    filled, first = (0, None)
    if both:
        filled, first = con.execute(
            f"SELECT count(*), min(rid) FROM l0 WHERE reason0 IS NULL AND amount_blank AND {computed} IS NOT NULL"
        ).fetchone()
    if filled:
        if "amount" in fields:
            unlike, judged = con.execute(
                f"SELECT count(*) FILTER (abs(amount - {computed}) > abs({computed}) * {FAR}), count(*) FROM l0 "
                f"WHERE amount IS NOT NULL AND {computed} IS NOT NULL"
            ).fetchone()
            if unlike * 2 > judged:
                raise Unsuited("amounts are not products")
        exact = f"CASE WHEN amount_blank THEN {computed} ELSE amount END"
        cells = raw([first])
        q, p = (tidy_text(cells[fields[name]]).iloc[0] for name in ("quantity", "price"))
        name = header.name("amount") if "amount" in fields else f"{header.name('quantity')} × {header.name('price')}"
        value = _value(q, "quantity", header, marks) * _value(p, "price", header, marks)
        repairs.append(Repair("amount_computed", name, filled, f"{q} × {p}", format(value, "f")))
    elif "amount" not in fields:
        exact = f"CASE WHEN amount_blank THEN {computed} END"
    count, at = con.execute(f"SELECT count(*), min(rid) FROM l0 WHERE round({exact}, {digits}) <> {exact}").fetchone()
    if count:
        value = con.execute(f"SELECT {exact} FROM l0 WHERE rid = {at}").fetchone()[0]
        minor, _ = numbers.to_minor(pd.Series([value], dtype=object), digits, "")
        before = format(Decimal(value).normalize(), "f")
        name = header.name("amount") if "amount" in fields else "amount"
        repairs.append(Repair("rounded", name, count, before, numbers.in_units(minor.iloc[0], digits)))
    cost = "cost"
    if {"unit_cost", "quantity"} <= set(fields):
        cost = f"coalesce(cost, {_product('quantity', 'unit_cost', scales)})"
    differs = "false"
    if both and "amount" in fields:
        should = _minor(computed, digits)
        if scales["quantity"] == scales["price"] == SCALE:  # small ones by 64-bit numbers
            small = " AND ".join(f"{name} BETWEEN -99999 AND 99999" for name in ("quantity", "price"))
            product = f"CAST(quantity AS DECIMAL(9, {SCALE})) * CAST(price AS DECIMAL(9, {SCALE}))"
            unit = f"CAST(round({product}, {digits}) AS DECIMAL({15 - digits}, {digits}))"
            should = f"CASE WHEN {small} THEN {_minor(unit, digits, True)} ELSE {should} END"
        differs = f"coalesce(abs({should} - {_minor(exact, digits)}) > 1, false)"
    return {
        "amount": _minor(exact, digits),
        "cost": _minor(cost, digits) if {"cost", "unit_cost"} & set(fields) else "CAST(NULL AS BIGINT)",
        "quantity": "CAST(round(quantity, 6) AS DOUBLE)",
        "price_differs": differs,
    }, repairs


def _value(text: str, field: str, header: Header, marks: Mapping[str, str]) -> Decimal:
    return numbers.parse(text, marks.get(field, "."), header.scales.get(field, 0))[0]


def _product(left: str, right: str, scales: Mapping[str, int]) -> str:
    return f"(CAST({left} AS DECIMAL(38, {scales[left]})) * CAST({right} AS DECIMAL(38, {scales[right]})))"


def _minor(value: str, digits: int, rounded: bool = False) -> str:
    """SQL: a decimal in whole minor units, halves away from zero."""
    value = value if rounded else f"round({value}, {digits})"
    return f"CAST({value} * CAST({10**digits} AS DECIMAL({digits + 1}, 0)) AS BIGINT)"


def view(
    con: duckdb.DuckDBPyConnection,
    where: Layout,
    header: Header,
    sql: Mapping[str, str],
    rules: Mapping[str, Any],
    settings: Mapping[str, Any],
    as_of: dt.date | None,
    raw: Callable[[list[int]], pd.DataFrame],
    words: Mapping[str, pd.DataFrame],
) -> tuple[dict[str, str], list[Repair]]:
    """Make the view ``l``; what was told of statuses and kinds, and repairs of returns."""
    told: dict[str, str] = {}
    repairs: list[Repair] = []
    reasons = [("date IS NULL", "no_date"), ("amount IS NULL", "no_amount")]
    if "status" in where.fields:
        counts = dict(
            con.execute(
                "SELECT status, count(*) FROM l0 WHERE reason0 IS NULL AND status IS NOT NULL GROUP BY 1"
            ).fetchall()
        )
        drop, kept = (as_list(settings.get(name)) for name in ("status_drop", "status_keep"))
        found = standing.meanings(sorted(counts), drop, kept)
        for name, rule in (("void", "cancelled_orders"), ("open", "open_orders")):
            texts = [text for text, meaning in found.items() if standing.REASON[meaning] == name]
            if rules[rule] == "aside" and texts:
                reasons.append((_among("status", texts), name))
        told["status"] = "; ".join(f"{text} → {meaning} ({counts[text]})" for text, meaning in found.items())[:600]
    turn = "false"
    if "kind" in where.fields:
        texts = [
            row[0]
            for row in con.execute("SELECT DISTINCT kind FROM l0 WHERE reason0 IS NULL AND kind IS NOT NULL").fetchall()
        ]
        found = standing.kinds(sorted(texts))
        other, back = ([text for text, meaning in found.items() if meaning == one] for one in ("other", "back"))
        if other:
            reasons.append((_among("kind", other), "no_sale"))
        if back and rules["returns_by_type"] == "negative":
            turn = _among("kind", back)
        if any(found.values()):
            told["kind"] = "; ".join(f"{text} → {what or 'sale'}" for text, what in found.items())[:600]
    numbers_ = ", ".join(f"{expression} AS {name}" for name, expression in sql.items())
    others = ", ".join(
        name for name in (*CODES, "date", *TEXTS, "status", "kind", "customer_by_name", "product_by_name", "plain")
    )
    first = " ".join(f"WHEN {test} THEN {literal(reason)}" for test, reason in reasons)
    con.execute(
        f"CREATE OR REPLACE VIEW l1 AS SELECT *, coalesce(reason0, CASE {first} END) AS reason1 FROM "
        f"(SELECT rid, reason0, {others}, {numbers_} FROM l0)"
    )
    if turn != "false":
        signs = con.execute(
            f"SELECT count(*) FILTER (amount < 0), count(*) FILTER (amount > 0), min(rid) FILTER (amount > 0) FROM l1 "
            f"WHERE reason1 IS NULL AND {turn}"
        ).fetchone()
        if signs[0] or not signs[1]:
            turn = "false"
        else:
            before = ""
            if "amount" in where.fields:
                before = str(tidy_text(raw([signs[2]])[where.fields["amount"]]).iloc[0])
            repairs.append(Repair("return_sign", header.name("kind"), signs[1], before, f"-{before}"))
    if turn != "false":
        test = f"({turn} AND reason1 IS NULL AND amount > 0)"
        turned = ", ".join(
            f"CASE WHEN {test} AND {n} > 0 THEN -{n} ELSE {n} END AS {n}" for n in ("amount", "quantity", "cost")
        )
        con.execute("CREATE OR REPLACE VIEW l2 AS SELECT * EXCLUDE (amount, quantity, cost), " + turned + " FROM l1")
    else:
        con.execute("CREATE OR REPLACE VIEW l2 AS SELECT * FROM l1")
    late = f"WHEN date > DATE '{as_of.isoformat()}' THEN 'after_as_of'" if as_of else "WHEN false THEN ''"
    con.execute(f"CREATE OR REPLACE VIEW l3 AS SELECT *, coalesce(reason1, CASE {late} END) AS reason2 FROM l2")
    rows = con.execute("SELECT count(*) FROM s").fetchone()[0]
    _identical(con, where, rows // PIECE + 1)
    tests = _words(con, where, words)
    steps = [("customer IS NULL", "no_customer")]
    if rules["test_lines"] == "aside":
        steps.append((tests["test"], "test"))
    if rules["service_lines"] == "aside":
        steps.append((tests["service"], "service"))
    if rules["zero_lines"] == "aside":
        steps.append(("amount = 0", "zero"))
    if rules["identical_lines"] == "set_aside":
        steps.append(("identical", "identical"))
    last = " ".join(f"WHEN {test} THEN {literal(reason)}" for test, reason in steps)
    again = con.execute("SELECT count(*) FROM again").fetchone()[0]
    identical = "rid IN (SELECT rid FROM again)" if again else "false"
    con.execute(
        f"CREATE OR REPLACE VIEW l AS SELECT * EXCLUDE (reason0, reason1, reason2), coalesce(reason2, CASE {last} END) AS reason "
        f"FROM (SELECT *, {identical} AS identical, coalesce({tests['service']}, false) AS service FROM l3)"
    )
    _unpaired(con, where)
    return told, repairs


def _among(column: str, texts: list[str]) -> str:
    return f"coalesce({column} IN ({', '.join(literal(text) for text in texts)}), false)"


def _identical(con: duckdb.DuckDBPyConnection, where: Layout, pieces: int) -> None:
    """Table ``again`` of rows equal to an earlier one: found by a hash, then compared in full."""
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
    rows = "reason2 IS NULL AND (doc_no IS NOT NULL OR customer IS NOT NULL)"
    quick = [name for name in ("doc_no", "product", "amount") if name in fields] if "doc_no" in fields else fields
    alike = [np.empty(0, dtype="uint64")]
    for piece in range(pieces):  # a sort is quicker than a table of groups that are nearly all of one row
        some = f"AND hash({', '.join(quick)}) % {pieces} = {piece}" if pieces > 1 else ""
        marks = con.execute(f"SELECT hash({', '.join(quick)}) AS h FROM l3 WHERE {rows} {some}").fetchnumpy()["h"]
        marks = np.sort(np.asarray(marks, dtype="uint64"))
        alike.append(np.unique(marks[1:][marks[1:] == marks[:-1]]))
    keep(con, "alike", pd.DataFrame({"h": np.concatenate(alike)}), {"h": "UBIGINT"})
    con.execute(
        f"CREATE OR REPLACE TABLE again AS SELECT rid FROM (SELECT rid, row_number() OVER (PARTITION BY {', '.join(fields)} "
        f"ORDER BY rid) AS nth FROM l3 WHERE {rows} AND hash({', '.join(quick)}) IN (SELECT h FROM alike)) WHERE nth > 1"
    )
    con.execute("DROP TABLE alike")


def _words(con: duckdb.DuckDBPyConnection, where: Layout, words: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """SQL of lines of tests and of no product, by their words: name, or code where there is no name.

    Parameters
    ----------
    words
        Distinct names as they stand in the file.
    """
    none = pd.Series(dtype="str")
    item = _names(words, "product_name")
    buyer = pd.concat([_names(words, "customer_name"), _nameless(con, "customer")], ignore_index=True)
    goods = pd.concat([item, _nameless(con, "product")], ignore_index=True)
    buyer = buyer[line_kinds.is_test(buyer, none.reindex(buyer.index), none.reindex(buyer.index))]
    item = item[line_kinds.is_test(none.reindex(item.index), none.reindex(item.index), item)]
    goods = goods[line_kinds.is_service(goods, none.reindex(goods.index))]
    tests = [_among("coalesce(customer_name, customer)", sorted(set(buyer)))] if len(buyer) else []
    tests += [_among("product_name", sorted(set(item)))] if len(item) else []
    service = _among("coalesce(product_name, product)", sorted(set(goods))) if len(goods) else "false"
    return {"test": f"({' OR '.join(tests) or 'false'})", "service": service}


def _names(words: Mapping[str, pd.DataFrame], field: str) -> pd.Series:
    if field not in words:
        return pd.Series(dtype="str")
    return codes.read_texts(words[field]["text"], "").values.dropna().reset_index(drop=True)


def _nameless(con: duckdb.DuckDBPyConnection, code: str) -> pd.Series:
    """Codes of lines without a name."""
    found = con.execute(f"SELECT DISTINCT {code} AS text FROM l0 WHERE {code}_name IS NULL AND {code} IS NOT NULL").df()
    return found["text"].astype("str")


def _unpaired(con: duckdb.DuckDBPyConnection, where: Layout) -> None:
    """Table ``unpaired`` of kept returns that no earlier sale covers; see :func:`helpers.intake.lines.line_kinds.unpaired`."""
    con.execute(
        "CREATE OR REPLACE TABLE back AS SELECT DISTINCT customer, product FROM l "
        "WHERE reason IS NULL AND product IS NOT NULL AND quantity < 0"
    )
    con.execute(
        """CREATE OR REPLACE TABLE unpaired AS
        SELECT rid FROM (
          SELECT rid, back, total, least(coalesce(lag(lowest) OVER w, 0), 0) AS before FROM (
            SELECT *, min(total) OVER (PARTITION BY customer, product ORDER BY date, back, rid ROWS UNBOUNDED PRECEDING) AS lowest FROM (
              SELECT rid, customer, product, date, quantity < 0 AS back,
                sum(CAST(quantity AS DECIMAL(38, 6))) OVER (PARTITION BY customer, product ORDER BY date, quantity < 0, rid ROWS UNBOUNDED PRECEDING) AS total
              FROM l SEMI JOIN back USING (customer, product) WHERE reason IS NULL AND quantity IS NOT NULL))
          WINDOW w AS (PARTITION BY customer, product ORDER BY date, back, rid))
        WHERE back AND total < before"""
    )
    con.execute("DROP TABLE back")
