"""Lines of the ledger as a view ``l``: a row a row below the header, with amount and reason.

``l1`` adds to ``l0`` (see :mod:`helpers.intake.bulk.union`) amounts in minor units and the reasons that the row itself
gives; ``l`` those that its neighbours, names and rules give.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd

from helpers.intake.bulk.stage import SCALE, Layout, literal, minor
from helpers.intake.bulk.union import told
from helpers.intake.bulk.unsuited import Unsuited
from helpers.intake.columns.answers import as_list
from helpers.intake.columns.header import Header
from helpers.intake.files.source import tidy_text
from helpers.intake.lines import line_kinds, per_piece, standing
from helpers.intake.lines.amounts import FAR
from helpers.intake.lines.part import CODES, TEXTS
from helpers.intake.values import codes, numbers
from helpers.intake.values.reading import Repair

#: Rows from which some documents are asked before all are.
SAMPLED = 1_000_000


def level(
    con: duckdb.DuckDBPyConnection,
    where: Layout,
    settings: Mapping[str, Any],
    raw: Callable[[list[int]], pd.DataFrame],
    rows: int,
) -> None:
    """See that amounts belong to lines; see :func:`helpers.intake.lines.per_document.level`.

    Of a long ledger one document in sixteen, by a hash of its number, is looked at first: where less than a quarter
    of ten thousand or more have one amount, that more than half of all do has a chance below exp(-2 n (1/4)²)
    (Hoeffding 1963, theorem 2), which is none.

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
    told_apart = f"hash({differ[0]})" if differ else "0"
    query = (
        "SELECT hash(doc_no) AS doc, min(amount) = max(amount) AS one, min({told}) <> max({told}) AS differs, "
        "count(*) AS n FROM l0 WHERE doc_no IS NOT NULL {some} GROUP BY 1 HAVING count(*) > 1 AND count(amount) > 0"
    ).replace("{told}", told_apart)
    if rows > SAMPLED:  # of so many documents one in sixteen tells, unless it is near
        some = query.replace("{some}", "AND hash(doc_no) % 16 = 0")
        counts = "count(*) FILTER (differs), count(*) FILTER (differs AND one), count(*) FILTER (NOT differs AND one)"
        seen, one, unsure = con.execute(f"SELECT {counts} FROM ({some})").fetchall()[0]
        if seen > 10_000 and (one + unsure) * 4 < seen + unsure:
            return
    con.execute(f"CREATE OR REPLACE TABLE levels AS {query.replace('{some}', '')}")
    seen, one, unsure = con.execute(
        "SELECT count(*) FILTER (differs), count(*) FILTER (differs AND one), count(*) FILTER (NOT differs AND one) FROM levels"
    ).fetchall()[0]
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
    if "quantity" in fields and len({"amount", "price"} & set(fields)) == 1:
        _per_piece(con, where, header, "amount" if "amount" in fields else "price")
    computed = _product("quantity", "price", scales) if both else "NULL"
    exact = "amount"
    filled, first = (0, None)
    if both:
        filled, first = con.execute(
            f"SELECT count(*), min(rid) FROM l0 WHERE reason0 IS NULL AND amount_blank AND {computed} IS NOT NULL"
        ).fetchall()[0]
    if filled:
        if "amount" in fields:
            unlike, judged = con.execute(
                f"SELECT count(*) FILTER (abs(amount - {computed}) > abs({computed}) * {FAR}), count(*) FROM l0 "
                f"WHERE amount IS NOT NULL AND {computed} IS NOT NULL"
            ).fetchall()[0]
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
    count, at = con.execute(f"SELECT count(*), min(rid) FROM l0 WHERE round({exact}, {digits}) <> {exact}").fetchall()[
        0
    ]
    if count:
        value = con.execute(f"SELECT {exact} FROM l0 WHERE rid = {at}").fetchall()[0][0]
        whole, _ = numbers.to_minor(pd.Series([value], dtype=object), digits, "")
        before = format(Decimal(value).normalize(), "f")
        name = header.name("amount") if "amount" in fields else "amount"
        repairs.append(Repair("rounded", name, count, before, numbers.in_units(whole.iloc[0], digits)))
    cost = "cost"
    if {"unit_cost", "quantity"} <= set(fields):
        cost = f"coalesce(cost, {_product('quantity', 'unit_cost', scales)})"
    differs = "false"
    if both and "amount" in fields:
        should = minor(computed, digits)
        if scales["quantity"] == scales["price"] == SCALE:  # small ones by 64-bit numbers
            small = " AND ".join(f"{name} BETWEEN -99999 AND 99999" for name in ("quantity", "price"))
            product = f"CAST(quantity AS DECIMAL(9, {SCALE})) * CAST(price AS DECIMAL(9, {SCALE}))"
            unit = f"CAST(round({product}, {digits}) AS DECIMAL({15 - digits}, {digits}))"
            should = f"CASE WHEN {small} THEN {minor(unit, digits, True)} ELSE {should} END"
        differs = f"coalesce(abs({should} - {minor(exact, digits)}) > 1, false)"
    return {
        "amount": minor(exact, digits),
        "cost": minor(cost, digits) if {"cost", "unit_cost"} & set(fields) else "CAST(NULL AS BIGINT)",
        "quantity": "CAST(round(quantity, 6) AS DOUBLE)",
        "price_differs": differs,
    }, repairs


def _per_piece(con: duckdb.DuckDBPyConnection, where: Layout, header: Header, field: str) -> None:
    """Leave it to the usual path to ask where a price looks like a line's money; see :mod:`helpers.intake.lines.per_piece`."""
    goods = next((name for name in ("product", "product_name") if name in where.fields), None)
    if goods is None or header.how.get(field) == "mapping":
        return
    size, cost = "abs(CAST(quantity AS DOUBLE))", f"abs(CAST({field} AS DOUBLE))"
    spreads = ", ".join(
        f"stddev_pop({value}) / avg({value}) AS {name}"
        for name, value in (("size", size), ("cost", cost), ("each", f"{cost} / {size}"))
    )
    found = con.execute(
        f"SELECT {spreads}, count(*) AS lines FROM l0 WHERE reason0 IS NULL AND {goods} IS NOT NULL AND quantity <> 0 "
        f"AND {field} <> 0 GROUP BY {goods}"
    ).df()
    if per_piece.of_spreads(found) == ("line" if field == "price" else "piece"):
        raise Unsuited("a price that grows with the quantity, or an amount that does not")


def _value(text: str, field: str, header: Header, marks: Mapping[str, str]) -> Decimal:
    return numbers.parse(text, marks.get(field, "."), header.scales.get(field, 0))[0]


def _product(left: str, right: str, scales: Mapping[str, int]) -> str:
    return f"(CAST({left} AS DECIMAL(38, {scales[left]})) * CAST({right} AS DECIMAL(38, {scales[right]})))"


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
    alike: Callable[[], int],
) -> tuple[dict[str, str], list[Repair]]:
    """Make the view ``l``; what was told of statuses and kinds, and repairs of returns.

    Parameters
    ----------
    alike
        Makes the table ``again`` of lines equal to an earlier one, from the view ``l3``; how many they are.
    """
    said: dict[str, str] = {}
    repairs: list[Repair] = []
    reasons = [("date IS NULL", "no_date"), ("amount IS NULL", "no_amount")]
    if "status" in where.fields:
        counts = dict(
            con.execute(
                told(
                    "status",
                    where,
                    "SELECT status, count(*) AS n FROM l0 WHERE reason0 IS NULL AND status IS NOT NULL GROUP BY 1",
                )
            ).fetchall()
        )
        drop, kept = (as_list(settings.get(name)) for name in ("status_drop", "status_keep"))
        found = standing.meanings(sorted(counts), drop, kept)
        for name, rule in (("void", "cancelled_orders"), ("open", "open_orders")):
            texts = [text for text, meaning in found.items() if standing.REASON[meaning] == name]
            if rules[rule] == "aside" and texts:
                reasons.append((_among(con, where, "status", texts), name))
        said["status"] = "; ".join(f"{text} → {meaning} ({counts[text]})" for text, meaning in found.items())[:600]
    turn = "false"
    if "kind" in where.fields:
        texts = [
            row[0]
            for row in con.execute(
                told("kind", where, "SELECT DISTINCT kind FROM l0 WHERE reason0 IS NULL AND kind IS NOT NULL")
            ).fetchall()
        ]
        found = standing.kinds(sorted(texts))
        other, back = ([text for text, meaning in found.items() if meaning == one] for one in ("other", "back"))
        if other:
            reasons.append((_among(con, where, "kind", other), "no_sale"))
        if back and rules["returns_by_type"] == "negative":
            turn = _among(con, where, "kind", back)
        if any(found.values()):
            said["kind"] = "; ".join(f"{text} → {what or 'sale'}" for text, what in found.items())[:600]
    numbers_ = ", ".join(f"{expression} AS {name}" for name, expression in sql.items())
    others = ", ".join(
        name
        for name in (*CODES, "date", *TEXTS, "status", "kind", "customer_by_name", "product_by_name", "broken", "odd")
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
        ).fetchall()[0]
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
    after = f"date > DATE '{as_of.isoformat()}'" if as_of else "false"
    con.execute(
        "CREATE OR REPLACE VIEW l3 AS SELECT *, "
        f"coalesce(reason1, CASE WHEN {after} THEN 'after_as_of' END) AS reason2 FROM l2"
    )
    with ThreadPoolExecutor(1) as beside:  # Python reads the names while the engine compares
        named = beside.submit(_words, con.cursor(), where, words)
        again = alike()
        tests = named.result()
    steps = [("customer IS NULL", "no_customer")]
    if rules["test_lines"] == "aside":
        steps.append((tests["test"], "test"))
    if rules["service_lines"] == "aside":
        steps.append((tests["service"], "service"))
    if rules["zero_lines"] == "aside":
        steps.append(("amount = 0", "zero"))
    if rules["negative_prices"] == "aside":
        steps.append(("amount < 0 AND quantity > 0", "negative_price"))
    if rules["returns"] == "aside":
        steps.append(("amount < 0 AND NOT coalesce(quantity > 0, false)", "return"))
    if rules["identical_lines"] == "set_aside":
        steps.append(("identical", "identical"))
    last = " ".join(f"WHEN {test} THEN {literal(reason)}" for test, reason in steps)
    # the same as "reason IS NULL", which would have to write every line's reason down first
    kept = " AND ".join(["reason0 IS NULL", *(_not(test) for test, _ in (*reasons, (after, ""), *steps))])
    # where equal lines are kept, they need not be looked up in every pass: the notes do it once
    identical = "rid IN (SELECT rid FROM again)" if again and rules["identical_lines"] == "set_aside" else "false"
    con.execute(
        f"CREATE OR REPLACE VIEW l AS SELECT * EXCLUDE (reason0, reason1, reason2), coalesce(reason2, CASE {last} END) AS reason, {kept} AS kept "
        f"FROM (SELECT *, {identical} AS identical, coalesce({tests['service']}, false) AS service FROM l3)"
    )
    return said, repairs


def _not(test: str) -> str:
    """SQL: a test does not hold."""
    return (
        f"{test.removesuffix(' IS NULL')} IS NOT NULL" if test.endswith(" IS NULL") else f"NOT coalesce({test}, false)"
    )


def _among(con: duckdb.DuckDBPyConnection, where: Layout, field: str, texts: list[str]) -> str:
    """SQL: the field of a line is one of some texts."""
    if field in where.coded:
        held = ", ".join(literal(text) for text in texts)
        found = con.execute(f"SELECT code FROM d_{field} WHERE text IN ({held}) ORDER BY code").fetchall()
        values = [str(code) for (code,) in found]
    else:
        values = [literal(text) for text in texts]
    return f"coalesce({field} IN ({', '.join(values)}), false)" if values else "false"


def _words(con: duckdb.DuckDBPyConnection, where: Layout, words: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """SQL of lines of tests and of no product, by their words: name, or code where there is no name.

    Parameters
    ----------
    words
        Distinct names as they stand in the file.
    """
    none = pd.Series(dtype="str")
    item = _names(words, "product_name")
    buyer = pd.concat([_names(words, "customer_name"), _nameless(con, where, "customer")], ignore_index=True)
    goods = pd.concat([item, _nameless(con, where, "product")], ignore_index=True)
    buyer = sorted(set(buyer[line_kinds.is_test(buyer, none.reindex(buyer.index), none.reindex(buyer.index))]))
    item = sorted(set(item[line_kinds.is_test(none.reindex(item.index), none.reindex(item.index), item)]))
    goods = sorted(set(goods[line_kinds.is_service(goods, none.reindex(goods.index))]))

    def named(code: str, texts: list[str]) -> str:
        own, other = (_among(con, where, field, texts) for field in (f"{code}_name", code))
        return own if other == "false" else f"CASE WHEN {code}_name IS NULL THEN {other} ELSE {own} END"

    tests = [named("customer", buyer)] if buyer else []
    tests += [_among(con, where, "product_name", item)] if item else []
    return {"test": f"({' OR '.join(tests) or 'false'})", "service": named("product", goods) if goods else "false"}


def _names(words: Mapping[str, pd.DataFrame], field: str) -> pd.Series:
    if field not in words:
        return pd.Series(dtype="str")
    return codes.read_texts(words[field]["text"], "").values.dropna().reset_index(drop=True)


def _nameless(con: duckdb.DuckDBPyConnection, where: Layout, code: str) -> pd.Series:
    """Codes of lines without a name."""
    found = f"SELECT DISTINCT {code} FROM l0 WHERE {code}_name IS NULL AND {code} IS NOT NULL"
    return con.execute(told(code, where, found)).df()[code].astype("str")
