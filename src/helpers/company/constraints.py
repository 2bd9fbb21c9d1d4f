"""What typed tables must keep to: allowed values and limits, keys, references, the as-of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from helpers.company.cells import LISTED, Raw, at_rows, shown, the_rest
from helpers.company.schema import Column, pandera_schema, tables
from helpers.errors import Problem
from helpers.language import Message, msg

#: Largest sum of absolute values of a money column that whole numbers of 64 bits are sure to hold.
LARGEST_SUM = 4 * 10**18


def allowed(raw: Raw, frame: pd.DataFrame) -> list[Problem]:
    """Values outside a closed list or outside limits: what the pandera schema finds, at its rows."""
    import pandera.errors

    try:
        pandera_schema(raw.table.name).validate(frame, lazy=True)
        return []
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
    of_values = (cases["schema_context"] == "Column") & cases["index"].notna() & (cases["check"] != "not_nullable")
    cases = cases[of_values]
    problems = []
    for name, group in cases.groupby("column", sort=False):
        column = raw.table[str(name)]
        bad = pd.Series(False, index=frame.index)
        bad.loc[group["index"].astype(int)] = True
        problems += at_rows(
            raw,
            column.name,
            bad,
            "not-allowed",
            lambda value: msg("{value} is not allowed here.", value=value),
            msg("It should be {why}.", why=_expected(column)),
        )
    return problems


def _expected(column: Column) -> Message:
    if column.allowed:
        return one_of(column)
    if column.high is None:
        return msg("{low} or more", low=f"{column.low:g}")
    if column.low is None:
        return msg("{high} or less", high=f"{column.high:g}")
    return msg("between {low} and {high}", low=f"{column.low:g}", high=f"{column.high:g}")


def one_of(column: Column) -> Message:
    """The closed list of a column, each value with its word."""
    gaps = {f"w{n}": word for n, word in enumerate(column.allowed.values())}
    choices = ", ".join(f"{value} ({{w{n}}})" for n, value in enumerate(column.allowed))
    return msg("one of {choices}", choices=Message(choices, gaps))


def duplicates(raw: Raw, frame: pd.DataFrame) -> list[Problem]:
    """Rows whose key stands in an earlier row already; each tells which."""
    key = [name for name in raw.table.key if name in frame]
    if not key or len(key) < len(raw.table.key) or frame.empty:
        return []
    known = frame[key].notna().all(axis="columns")
    bad = known & frame.duplicated(key, keep="first")
    if not bad.any():
        return []
    first = raw.lines.groupby([frame[name] for name in key]).transform("first")
    title = raw.table[key[0]].title
    problems = []
    for position in bad[bad].index[:LISTED]:
        text = " / ".join(shown(frame[name].iloc[position]) for name in key)
        problems.append(
            Problem(
                what=msg("{value} stands in row {row} already.", value=text, row=int(first.iloc[position])),
                do=msg("Keep one row for each key."),
                file=raw.file,
                row=int(raw.lines.iloc[position]),
                column=key[0],
                title=title,
                kind="duplicate",
            )
        )
    rest = bad.copy()
    rest.loc[bad[bad].index[:LISTED]] = False
    if rest.any():
        problems.append(the_rest(raw.file, key[0], int(rest.sum()), "duplicate", title))
    return problems


def after(raw: Raw, frame: pd.DataFrame, as_of: dt.date) -> list[Problem]:
    """Events dated later than the folder's as-of date: either the date or the row is wrong."""
    problems = []
    if raw.table.sealed:
        return problems
    for name in raw.table.dates_of_knowledge:
        if name in frame:
            problems += at_rows(
                raw,
                name,
                frame[name] > pd.Timestamp(as_of),
                "after-as-of",
                lambda value: msg(
                    "{value} lies after the folder's as-of date {own}.", value=value, own=as_of.isoformat()
                ),
                msg("Raise as_of in company.yml if the data reach further; else mend the date or take the row out."),
            )
    return problems


def sums(raw: Raw, frame: pd.DataFrame) -> list[Problem]:
    """Money columns too big to be added up exactly: a code or a phone number stands in them."""
    return [
        Problem(
            what=msg("The amounts of this column are too large to be added up exactly."),
            do=msg("See whether it holds codes or phone numbers instead of amounts."),
            file=raw.file,
            column=column.name,
            title=column.title,
            kind="too-large",
        )
        for column in raw.table.columns
        if column.kind == "money"
        and column.name in frame
        and frame[column.name].abs().astype("float64").sum() > LARGEST_SUM
    ]


def references(raws: Mapping[str, Raw], frames: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Codes that must stand in another table and do not: each code once, at its first row.

    A table that is not there, or holds no rows, is not asked.
    """
    problems = []
    for name, raw in raws.items():
        for column in raw.table.columns:
            table, _, key = column.refers_to.partition(".")
            if column.name not in frames.get(name, ()) or key not in frames.get(table, ()) or frames[table].empty:
                continue
            codes = frames[name][column.name]
            lost = codes[codes.notna() & ~codes.isin(frames[table][key])]
            counts = lost.value_counts(sort=False)
            first = lost.drop_duplicates()
            for position, code in list(first.items())[:LISTED]:
                problems.append(_lost(raw, column, int(raw.lines.iloc[position]), code, int(counts[code]), table))
            if len(first) > LISTED:
                problems.append(
                    Problem(
                        what=msg("{n} more codes are missing there.", n=len(first) - LISTED),
                        do=msg("Mend them the same way as the rows above."),
                        file=raw.file,
                        column=column.name,
                        title=column.title,
                        kind="unknown-reference",
                    )
                )
    return problems


def _lost(raw: Raw, column: Column, row: int, code: str, rows: int, table: str) -> Problem:
    return Problem(
        what=msg(
            "{code} does not stand in the table {table} (rows with it: {n}).",
            code=shown(code),
            table=tables()[table].title,
            n=rows,
        ),
        do=msg("Add it to the table {table}, or mend the code.", table=tables()[table].title),
        file=raw.file,
        row=row,
        column=column.name,
        title=column.title,
        kind="unknown-reference",
    )
