"""Rows that are not plain: totals, repeated headers and notes among them, cells filled from their document.

The table ``o`` holds them: ``rid`` (row of the file), the columns of ``s``, and ``reason`` where the row is no
order line or cut wrongly. Each step is the one of :func:`helpers.intake.lines.lines.read_lines`, in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial

import duckdb
import numpy as np
import pandas as pd

from helpers.intake.bulk import mend
from helpers.intake.bulk.mend import number
from helpers.intake.bulk.stage import DIGITS, NOTHING, NUMBERS, SCALE, Layout, in_words, literal
from helpers.intake.bulk.texts import distinct, keep, mark, unplain
from helpers.intake.columns.header import Header
from helpers.intake.files.source import tidy_text
from helpers.intake.lines.part import ABOVE, CODES, HEAD, TEXTS
from helpers.intake.lines.totals import LABEL, LIKE_LABEL, labels, normal
from helpers.intake.values import codes, dates, quantities
from helpers.intake.values.reading import Reading, Repair, read_distinct

#: Fields whose cells may be filled from other rows.
FILLED = frozenset((*HEAD, *ABOVE))


def care(field: str, texts: pd.Series, where: Layout, header: Header) -> np.ndarray:
    """Which words of a column need a closer look: blanks, stand-ins for nothing, labels of totals, the header itself."""
    tidy = tidy_text(texts)
    found = tidy.isna() | (tidy == header.names[where.fields[field]])
    if field in TEXTS:
        clean = codes.read_texts(texts, "", short=not field.endswith("_name")).values
        found |= clean.isna() | (clean != texts).fillna(True)
    else:
        found |= (tidy != texts).fillna(True)
    if field in ABOVE:
        found |= _labels(texts)
    return found.to_numpy(dtype=bool)


def _labels(texts: pd.Series) -> np.ndarray:
    """Which texts are, as a whole, the label of a total."""
    found = np.array(texts.str.contains(LIKE_LABEL).fillna(False), dtype=bool)
    for place in np.flatnonzero(found):
        found[place] = LABEL.fullmatch(re.sub(r"\s", "", normal(texts.iloc[place]))) is not None
    return found


def gather(con: duckdb.DuckDBPyConnection, where: Layout, header: Header, order: str) -> int:
    """Say which rows of ``o`` are no order line; blank ones are put into the table ``blanks``, and counted.

    Parameters
    ----------
    order
        Of day and month.
    """
    joins, exact, tail, star, labelled, headed, filled = [], [], [], [], [], [], []
    bad_date = "false"
    names = {f"{field}_x": field for field in (*where.typed(), *where.words())}
    for column in [name for name in where.columns() if name.endswith("_x")]:
        field = names.get(column, "")
        words = distinct(con, column, "o", row="rid")
        tidy = tidy_text(words["text"])
        mark(con, "o", column, list(words.loc[tidy.isna(), "text"]), f"{column} = NULL")
        words, tidy = words[tidy.notna()].reset_index(drop=True), tidy.dropna().reset_index(drop=True)
        kinds = labels(words["text"]) if len(words) else {}
        known = pd.DataFrame({"text": words["text"]})
        kind = words["text"].map(kinds) if kinds else pd.Series("", index=words.index)
        for name in ("exact", "tail", "star"):
            known[name] = kind == name
        known["lab"] = _labels(tidy if field == "date" else words["text"]) if field in ABOVE else False
        known["head"] = (tidy == header.names[where.fields[field]]) if field else False
        known["bad"] = dates.read_dates(tidy, "", order).bad.to_numpy() if field == "date" and len(tidy) else False
        some = known[["exact", "tail", "star", "lab", "head", "bad"]].astype(bool)
        known = known[some.any(axis=1)]
        if known.empty:
            continue
        keep(con, f"k_{column}", known, {"text": "VARCHAR"} | {name: "BOOLEAN" for name in some.columns})
        joins.append(f"LEFT JOIN k_{column} ON o.{column} = k_{column}.text")
        for name, into in (("exact", exact), ("tail", tail), ("star", star), ("lab", labelled), ("head", headed)):
            if known[name].any():
                into.append(f"coalesce(k_{column}.{name}, false)")
        if field == "date":
            bad_date = f"coalesce(k_{column}.bad, false)"
    for field in where.typed():  # a header that looks like a code or a number
        name = header.names[where.fields[field]]
        if any(sign.isdigit() for sign in name) and field not in (*NUMBERS, "date"):
            headed.append(f"coalesce({field}_v = {literal(name)}, false)")
    for field in (*where.typed(), *where.words()):
        filled.append(_full(field, where))
    empty = f"NOT rest AND NOT more AND {' AND '.join(f'NOT ({one})' for one in filled)}"
    con.execute(f"CREATE OR REPLACE TABLE blanks AS SELECT rid FROM o WHERE {empty}")
    blank = con.execute("SELECT count(*) FROM blanks").fetchall()[0][0]
    if blank:
        con.execute(f"DELETE FROM o WHERE {empty}")
    undated = f"(NOT {_full('date', where)} OR {bad_date})"
    unnumbered = f"NOT {_full('doc_no', where)}" if "doc_no" in where.fields else "false"
    nameless = f"(NOT {_full('customer', where)} AND NOT {_full('customer_name', where)})"
    nothing = " AND ".join(f"NOT {_full(f, where)}" for f in ("amount", "quantity", "price") if f in where.fields)
    positions = len(set(header.columns.values()))
    rule = {
        "subtotal": f"(({_any(exact)}) AND ({undated} OR {unnumbered} OR {nameless} OR {_any(labelled)})) OR (({_any(tail)}) AND ({undated} OR ({unnumbered} AND {nameless}))) OR ({_any(star)} AND {undated} AND {nameless})",
        "repeated_header": f"({' + '.join(f'CAST({one} AS INTEGER)' for one in headed) or '0'}) >= {max(2, 0.6 * positions)}",
        "note": f"{nothing} AND {undated}",
        "ragged": "more" if _ragged(con) else "false",
    }
    case = " ".join(f"WHEN {test} THEN {literal(reason)}" for reason, test in rule.items())
    con.execute(f"CREATE OR REPLACE TABLE o AS SELECT o.*, CASE {case} END AS reason FROM o {' '.join(joins)}")
    return blank


def _any(tests: list[str]) -> str:
    return "(" + (" OR ".join(tests) or "false") + ")"


def _full(field: str, where: Layout) -> str:
    """SQL: the cell of a field holds something."""
    if field not in where.fields:
        return "false"
    return f"{field}_x IS NOT NULL" if field in where.words() else f"({field}_v IS NOT NULL OR {field}_x IS NOT NULL)"


def _ragged(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether rows longer than the header are the exception."""
    more, rows = con.execute("SELECT count(*) FILTER (more), count(*) + (SELECT count(*) FROM s) FROM o").fetchall()[0]
    return 0 < more <= 0.5 * rows


def _key(alias: str = "") -> str:
    """SQL: the document as it is compared."""
    return f"coalesce({alias}doc_no_v, trim({alias}doc_no_x, {literal(NOTHING)}))"


def fill(con: duckdb.DuckDBPyConnection, where: Layout, header: Header) -> list[Repair]:
    """Cells that a line lacks, from its document's other lines or from the line above; see ``_filled_down``."""
    if "doc_no" not in where.fields:
        return []
    return _spoken_for(con, where, header) + _above(con, where, header)


def _pair(field: str, where: Layout) -> list[str]:
    return [f"{field}_x"] if field in where.words() else [f"{field}_v", f"{field}_x"]


def _text(field: str, where: Layout) -> str:
    """SQL: the cell as it stands in the file."""
    return f"{field}_x" if field in where.words() else f"coalesce(CAST({field}_v AS VARCHAR), {field}_x)"


def _spoken_for(con: duckdb.DuckDBPyConnection, where: Layout, header: Header) -> list[Repair]:
    heads = [f for f in HEAD if f in where.fields and where.fields[f] != where.fields["doc_no"]]
    key = _key()
    lacking = {
        field: con.execute(
            f"SELECT count(*) FROM o WHERE reason IS NULL AND {key} IS NOT NULL AND NOT {_full(field, where)}"
        ).fetchall()[0][0]
        for field in heads
    }
    heads = [field for field in heads if lacking[field]]
    if not heads:
        return []
    cells = ", ".join(column for field in heads for column in _pair(field, where))
    lacks = " OR ".join(f"NOT {_full(field, where)}" for field in heads)
    con.execute(
        f"CREATE OR REPLACE TABLE docs AS SELECT DISTINCT {key} AS doc FROM o WHERE reason IS NULL AND ({lacks})"
    )
    # nearly all rows have their number plainly: one look-up by it, and one of the few others by what they mean
    theirs = (
        "(SELECT s.* FROM s SEMI JOIN docs ON s.doc_no_v = docs.doc WHERE doc_no_x IS NULL UNION ALL "
        f"SELECT * FROM s WHERE doc_no_x IS NOT NULL AND trim(doc_no_x, {literal(NOTHING)}) IN (SELECT doc FROM docs))"
    )
    columns = ["doc_no_v", "doc_no_x", *(column for field in heads for column in _pair(field, where))]
    mine = in_words(where, columns, theirs)
    con.execute(
        f"CREATE OR REPLACE TABLE others AS SELECT {key} AS doc, {cells} FROM ({mine}) UNION ALL "
        f"SELECT {key} AS doc, {cells} FROM o WHERE reason IS NULL AND {key} IN (SELECT doc FROM docs)"
    )
    count, example = 0, ""
    for field in heads:
        pair = ", ".join(_pair(field, where))
        con.execute(
            f"CREATE OR REPLACE TABLE single AS SELECT doc, {', '.join(f'any_value({c}) AS {c}' for c in _pair(field, where))} "
            f"FROM (SELECT DISTINCT doc, {pair} FROM others WHERE {_full(field, where)}) GROUP BY doc HAVING count(*) = 1"
        )
        rows = f"o.reason IS NULL AND {_key('o.')} = single.doc AND NOT {_full_of('o', field, where)}"
        found, first = con.execute(f"SELECT count(*), min(rid) FROM o, single WHERE {rows}").fetchall()[0]
        if not found:
            continue
        count += found
        if not example:
            example = con.execute(
                f"SELECT {_text_of('single', field, where)} FROM o, single WHERE {rows} AND rid = {first}"
            ).fetchall()[0][0]
        sets = ", ".join(f"{column} = single.{column}" for column in _pair(field, where))
        con.execute(f"UPDATE o SET {sets} FROM single WHERE {rows}")
    for table in ("docs", "others", "single"):
        con.execute(f"DROP TABLE IF EXISTS {table}")
    return [Repair("filled_down", header.name("doc_no"), count, "", str(example))] if count else []


def _full_of(table: str, field: str, where: Layout) -> str:
    return "(" + " OR ".join(f"{table}.{column} IS NOT NULL" for column in _pair(field, where)) + ")"


def _text_of(table: str, field: str, where: Layout) -> str:
    return f"coalesce({', '.join(f'CAST({table}.{column} AS VARCHAR)' for column in _pair(field, where))})"


def _above(con: duckdb.DuckDBPyConnection, where: Layout, header: Header) -> list[Repair]:
    above = [field for field in ABOVE if field in where.fields]
    below = [field for field in ("product", "product_name", "quantity", "amount") if field in where.fields]
    bare = (
        f"reason IS NULL AND {' AND '.join(f'NOT {_full(f, where)}' for f in above)} "
        f"AND ({' OR '.join(_full(f, where) for f in below) or 'false'})"
    )
    rows = con.execute(f"SELECT rid, ({bare}) AS bare, reason IS NULL AS usable FROM o ORDER BY rid").fetchnumpy()
    if not rows["bare"].any():
        return []
    # rows that cannot lend their cells: bare ones, unusable ones, and blank ones
    odd = con.execute("SELECT rid FROM o UNION ALL SELECT rid FROM blanks ORDER BY rid").fetchnumpy()["rid"]
    first_row = con.execute("SELECT min(rid) FROM (SELECT rid FROM s UNION ALL SELECT rid FROM o)").fetchall()[0][0]
    lends = np.isin(odd, rows["rid"][np.asarray(rows["usable"] & ~rows["bare"], dtype=bool)], assume_unique=True)
    silent = odd[~lends]
    begins = np.concatenate([[True], np.diff(silent) > 1]) if len(silent) else np.array([], dtype=bool)
    source = silent[np.maximum.accumulate(np.where(begins, np.arange(len(silent)), 0))] - 1
    wanted = pd.DataFrame({"rid": silent, "source": source})
    wanted = wanted[
        wanted["rid"].isin(rows["rid"][np.asarray(rows["bare"], dtype=bool)]) & (wanted["source"] >= first_row)
    ]
    if wanted.empty:
        return []
    keep(con, "lent", wanted, {"rid": "BIGINT", "source": "BIGINT"})
    fields = [f for f in dict.fromkeys([*above, *(f for f in HEAD if f in where.fields)])]
    cells = ", ".join(column for field in fields for column in _pair(field, where))
    mine = in_words(
        where,
        ["target", *(column for field in fields for column in _pair(field, where))],
        "(SELECT s.*, lent.rid AS target FROM lent JOIN s ON s.rid = lent.source)",
    )
    con.execute(
        f"CREATE OR REPLACE TABLE given AS SELECT target AS rid, {cells} FROM ({mine}) "
        f"UNION ALL SELECT lent.rid, {cells} FROM lent JOIN o ON o.rid = lent.source"
    )
    sets = ", ".join(
        f"{column} = CASE WHEN {_full_of('o', field, where)} THEN o.{column} ELSE given.{column} END"
        for field in fields
        for column in _pair(field, where)
    )
    con.execute(f"UPDATE o SET {sets} FROM given WHERE o.rid = given.rid")
    first = int(wanted["rid"].min())
    example = con.execute(f"SELECT {_text('doc_no', where)} FROM o WHERE rid = {first}").fetchall()[0][0]
    for table in ("lent", "given"):
        con.execute(f"DROP TABLE {table}")
    return [
        Repair("filled_down", header.name("doc_no"), len(wanted), "", str(example) if example is not None else "nan")
    ]


def _number(how: tuple[str, int], text: str) -> tuple[Decimal | None, tuple[str, ...]]:
    return number(text, *how)


def present(where: Layout) -> list[str]:
    """Fields in the order in which :func:`helpers.intake.lines.lines.read_lines` reads them."""
    found = [*(f for f in ("date",) if f in where.fields)]
    found += [f for f in where.typed() if f not in (*NUMBERS, "date")]
    found += [f for f in TEXTS if f in where.fields]
    return found + [f for f in NUMBERS if f in where.fields]


def reader(
    con: duckdb.DuckDBPyConnection, field: str, where: Layout, header: Header, order: str, marks: Mapping[str, str]
) -> Callable[[pd.DataFrame], Reading]:
    """How texts (``text``, ``n``) of a field are read, by what all its texts show."""
    name = header.name(field)
    if field in TEXTS:
        return lambda words: codes.read_texts(
            words["text"], name, short=not field.endswith("_name"), weights=words["n"].to_numpy()
        )
    if field == "date":
        return lambda words: dates.read_dates(tidy_text(words["text"]), name, order, words["n"].to_numpy())
    if field in CODES:
        dotted = f"SELECT text FROM x_{field} WHERE contains(text, '.') UNION SELECT {field}_x FROM o WHERE contains({field}_x, '.') AND reason IS NULL"
        decimals = mend.decimals([text for (text,) in con.execute(dotted).fetchall()])
        return lambda words: codes.read_codes(words["text"], name, words["n"].to_numpy(), decimals)
    parse = partial(_number, (marks.get(field, "."), header.scales.get(field, 0)))
    if field == "quantity":
        words, _ = unplain(con, field, "reason IS NULL")
        parse = quantities.parser(tidy_text(words["text"]).dropna(), parse)

    def read(words: pd.DataFrame) -> Reading:
        values, bad, done = read_distinct(
            tidy_text(words["text"]), name, parse, lambda value: format(value, "f"), words["n"].to_numpy()
        )
        return Reading(pd.Series(values, dtype=object), pd.Series(bad), done)

    return read


def maps(
    con: duckdb.DuckDBPyConnection,
    where: Layout,
    header: Header,
    fields: Sequence[str],
    order: str,
    marks: Mapping[str, str],
) -> dict[str, int]:
    """A table ``m_FIELD`` (text → value) of typed or worded columns of ``o``; decimals of numbers."""
    from helpers.intake.bulk.unsuited import Unsuited

    scales: dict[str, int] = {}
    for field in fields:
        words = distinct(con, f"{field}_x", "o", "reason IS NULL", row="rid")
        values, kind = reader(con, field, where, header, order, marks)(words).values, "VARCHAR"
        if field == "date":
            kind, values = "DATE", pd.Series([None if pd.isna(v) else v.date() for v in values], dtype=object)
        elif field in NUMBERS:
            own = [v for v in values if v is not None]
            fine = max((-v.as_tuple().exponent for v in own), default=0)
            if fine > 18:
                raise Unsuited("a number with more than 18 decimals")
            top = max((abs(v) for v in own), default=0)
            # scale SCALE means the narrow kind of plain numbers; a finer or larger number makes all wide
            narrow = fine <= SCALE and top < 10 ** (DIGITS - SCALE)
            scales[field] = SCALE if narrow else max(SCALE + 1, fine)
            kind = f"DECIMAL({DIGITS if narrow else 38}, {scales[field]})"
            values = pd.Series([None if v is None else format(v, "f") for v in values], dtype=object)
        keep(con, f"m_{field}", words.assign(value=values), {"text": "VARCHAR", "value": kind})
    return scales


def repairs(
    con: duckdb.DuckDBPyConnection, where: Layout, header: Header, order: str, marks: Mapping[str, str]
) -> list[Repair]:
    """What was repaired in the cells of all rows, in the order in which
    :func:`helpers.intake.lines.lines.read_lines` does it."""
    found: list[Repair] = []
    for field in present(where):
        words, _ = unplain(con, field, "reason IS NULL")
        reading = reader(con, field, where, header, order, marks)(words)
        found += reading.repairs
        optional = field in ("cost", "unit_cost") or (field == "quantity" and "amount" in where.fields)
        if optional and reading.bad.any():
            bad = reading.bad.to_numpy(dtype=bool)
            text = str(tidy_text(words["text"])[bad].iloc[0])[:80]
            found.append(Repair("emptied", header.name(field), int(words["n"].to_numpy()[bad].sum()), text, ""))
    return found
