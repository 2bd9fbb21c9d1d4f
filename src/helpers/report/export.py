"""A result for other programs: any table, or the findings, with the rules and hashes they stand on.

Names are English and stable. Money is written in major units of the currency, as exact decimal
text (a decimal column in Parquet); dates are ISO; sentences of ours are English in tables and in
both languages in findings.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers import __version__, show, station
from helpers.errors import ParameterError, Problem
from helpers.finding import Finding, rank
from helpers.language import LANGUAGES, Message, Words, current, msg
from helpers.quantity import Quantity, is_missing, minor_digits, plain, to_major
from helpers.report import parameters
from helpers.station import ResultTable, StationResult

FORMATS = ("csv", "json", "parquet")


def export(
    company: str | Path,
    name: str,
    table: str | None,
    form: str,
    *,
    as_of: str = "",
    rules: Mapping[str, Mapping[str, Any]] | None = None,
) -> bytes:
    """A station's table, or its findings when ``table`` is ``None``, as the bytes of a file.

    Raises
    ------
    CourseError
        For an unknown station, table, rule, or a folder with problems.
    """
    which = station.station(name)
    rules = parameters.rules_by_station(rules or {})
    if as_of and (problem := parameters.day_problem(as_of)):
        raise ParameterError(problem)
    if form not in FORMATS:
        raise ParameterError(
            Problem(
                what=msg("There is no format called {name}.", name=repr(form)),
                do=msg("Take one of: {known}.", known=", ".join(FORMATS)),
            )
        )
    from helpers.company.folder import open as open_folder

    result = station.run(which, open_folder(company, as_of), rules.get(name))
    if table is None:
        return findings(result, form)
    result[table]  # tells what there is when the name is unknown
    return written(result, table, form)


def stands_on(result: StationResult) -> dict[str, Any]:
    """What a result stands on, as plain data."""
    return {
        "company": result.facts.id,
        "name": both(result.facts.name),
        "fictional": result.facts.fictional,
        "station": result.station,
        "as_of": result.facts.as_of,
        "currency": result.facts.currency,
        "revenue": {"basis": result.facts.revenue_basis, "tax": result.facts.revenue_tax},
        "data_hash": result.data_hash,
        "rules": {name: {"value": value.value, "origin": value.origin} for name, value in result.rules.values.items()},
        "rules_hash": result.rules.hash,
        "version": __version__,
        "code_version": result.code_version,
        "result": result.key,
    }


def written(result: StationResult, name: str, form: str) -> bytes:
    """A table of a result in one of the formats."""
    table, currency = result.tables[name], result.facts.currency
    if form == "parquet":
        return parquet(result, name)
    rows = [
        [cell(value, column.unit, currency) for value, column in zip(row, table.columns.values(), strict=True)]
        for row in table.rows.itertuples(index=False, name=None)
    ]
    if form == "csv":
        return as_csv(list(table.columns), rows)
    told = {
        **stands_on(result),
        "table": {"name": name, "title": both(table.title), "columns": columns(table, currency)},
        "rows": [dict(zip(table.columns, row, strict=True)) for row in rows],
        "assumptions": [both(line) for line in result.assumptions],
        "warnings": [both(line) for line in result.warnings],
    }
    return as_json(told)


def columns(table: ResultTable, currency: str) -> dict[str, dict[str, Any]]:
    """Title and unit of each column; money says its currency."""
    return {
        name: {"title": both(column.title), "unit": column.unit}
        | ({"currency": currency} if column.unit == "money" else {})
        for name, column in table.columns.items()
    }


def cell(value: Any, unit: str, currency: str) -> Any:
    """A cell as plain data; money as exact decimal text."""
    if is_missing(value):
        return None
    value = plain(value)
    if unit == "money":
        return decimal(value, currency)
    if isinstance(value, str):
        return show.spoken(value, "en")
    return value


def decimal(minor: float, currency: str) -> str:
    """Money as exact decimal text in major units; estimates are rounded to the minor unit."""
    return f"{to_major(round(minor), currency):.{minor_digits(currency)}f}"


def findings(result: StationResult, form: str) -> bytes:
    """The findings of a result, strongest first.

    Raises
    ------
    ParameterError
        For Parquet: findings are not a table of one shape.
    """
    ranked = rank(result.findings)
    if form == "parquet":
        raise ParameterError(
            Problem(
                what=msg("Findings are given as json or csv."),
                do=msg("Take one of them, or name a table: {known}.", known=", ".join(result.tables)),
                column="--format",
            )
        )
    if form == "json":
        told = {
            **stands_on(result),
            "tables": {name: both(table.title) for name, table in result.tables.items()},
            "findings": [finding(found, result.facts.as_of) for found in ranked],
            "assumptions": [both(line) for line in result.assumptions],
            "warnings": [both(line) for line in result.warnings],
        }
        return as_json(told)
    lang = current()
    rows = []
    for found in ranked:
        stake = found.at_stake
        ends = [None, None, None] if stake is None else [stake.value, stake.low, stake.high]
        money = [None if is_missing(end) else decimal(end, stake.currency) for end in ends]
        rows.append(
            [
                found.id,
                found.subject,
                *found.period,
                found.say(lang),
                *money,
                stake.currency if stake else None,
                found.confidence.level,
                found.why(lang),
                found.advise(lang),
                due(found, result.facts.as_of),
                found.method.render(lang, **found.quantities),
                found.source,
                " ".join(found.evidence),
            ]
        )
    head = ["id", "subject", "period_from", "period_to", "claim", "at_stake", "at_stake_low", "at_stake_high"]
    head += ["currency", "confidence", "reason", "action", "by", "method", "source", "evidence"]
    return as_csv(head, rows)


def finding(found: Finding, as_of: str) -> dict[str, Any]:
    """A finding as plain data, its sentences in both languages."""
    return {
        "id": found.id,
        "version": found.version,
        "subject": found.subject,
        "period": list(found.period),
        "claim": {lang: found.say(lang) for lang in LANGUAGES},
        "quantities": {name: quantity(value) for name, value in found.quantities.items()},
        "at_stake": quantity(found.at_stake) if found.at_stake else None,
        "confidence": {"level": found.confidence.level, "reason": {lang: found.why(lang) for lang in LANGUAGES}},
        "action": (
            {"what": {lang: found.advise(lang) for lang in LANGUAGES}, "by": due(found, as_of)}
            if found.action
            else None
        ),
        "evidence": list(found.evidence),
        "method": {lang: found.method.render(lang, **found.quantities) for lang in LANGUAGES},
        "source": found.source,
    }


def due(found: Finding, as_of: str) -> str | None:
    """The day by which an action should be done."""
    import datetime as dt

    if found.action is None:
        return None
    return (dt.date.fromisoformat(as_of) + dt.timedelta(days=found.action.within_days)).isoformat()


def quantity(value: Quantity) -> dict[str, Any]:
    """A quantity as plain data."""
    told: dict[str, Any] = {"value": cell(value.value, value.unit, value.currency or ""), "unit": value.unit}
    if value.unit == "money":
        told["currency"] = value.currency
    if not (is_missing(value.low) and is_missing(value.high)):
        told |= {
            "low": cell(value.low, value.unit, value.currency or ""),
            "high": cell(value.high, value.unit, value.currency or ""),
            "level": value.level,
        }
    return told


def both(words: Message | Words) -> dict[str, str]:
    """A sentence in both languages."""
    say = words.pick if isinstance(words, Words) else words.render
    return {lang: say(lang) for lang in LANGUAGES}


def as_json(told: Any) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(head: list[str], rows: list[list[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
    return text.getvalue().encode()


def parquet(result: StationResult, name: str) -> bytes:
    """A table as Parquet: money as decimal columns; what it stands on in the schema's metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table, currency = result.tables[name], result.facts.currency
    frame = table.rows
    arrays, fields = [], []
    for column, spec in table.columns.items():
        if spec.unit == "money":
            kind = pa.decimal128(38, minor_digits(currency))
            values = [None if is_missing(value) else to_major(round(plain(value)), currency) for value in frame[column]]
            array = pa.array(values, kind)
        elif spec.unit in ("text", "id", "date", "month"):
            array = pa.array([cell(value, spec.unit, currency) for value in frame[column]], pa.string())
        else:
            array = pa.Array.from_pandas(frame[column])
        arrays.append(array)
        fields.append(pa.field(column, array.type, metadata={"unit": spec.unit}))
    told = json.dumps({**stands_on(result), "table": name}, ensure_ascii=False)
    schema = pa.schema(fields, metadata={"course": told})
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), buffer)
    return buffer.getvalue()
