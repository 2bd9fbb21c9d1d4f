"""Statements and codes into the client folder, checked before anything is written."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from helpers.company.save import table_text
from helpers.company.schema import DTYPES, pandera_schema, tables
from helpers.diagnosis.interviews.coding import read
from helpers.errors import ParameterError, Problem
from helpers.language import Message, msg

if TYPE_CHECKING:
    from helpers.company import Company

FILE = "interviews.csv"


def record(
    company: Company,
    quote: str,
    source: str,
    date: dt.date | str,
    *,
    method: str = "interview",
    customer: str = "",
    region: str = "",
    question: str = "",
) -> str:
    """Add one statement to the client folder; returns its code (source and a running number).

    Raises
    ------
    ParameterError
        When a needed field is empty, the day is none or lies after the folder's own, the customer is unknown, or the
        folder cannot be written; nothing is written then.
    """
    quote, source = quote.strip(), source.strip()
    if not quote:
        raise _wrong(msg("What was said is empty."), msg("Write it down in their own words."), "quote")
    if not source:
        raise _wrong(msg("Who said it is empty."), msg("Give a code such as I01, not a name."), "source")
    day = _day(company, date)
    if customer and customer not in set(company.table("customers")["customer"]):
        raise _wrong(
            msg("There is no customer {name}.", name=repr(customer)),
            msg("Take a customer code of the folder."),
            "customer",
        )
    before = current(company)
    numbers = before.loc[before["source"] == source, "statement"].astype(str).str.extract(r"-(\d+)$")[0].dropna()
    code = f"{source}-{(int(numbers.astype(int).max()) if len(numbers) else 0) + 1:02d}"
    row = {"statement": code, "source": source, "date": day, "method": method, "quote": quote}
    row |= {"customer": customer or None, "region": region or None, "question": question or None}
    _write(company, before, [row])
    return code


def code(company: Company, statement: str, coder: str, given: Mapping[str, int | None] | Iterable[str] = ()) -> int:
    """Keep what a coder gave a statement: themes (with intensity), or none; his or her earlier codes for it are replaced.

    Returns the number of rows written.

    Raises
    ------
    ParameterError
        When the statement is unknown, the coder is not named, a theme does not stand in the codebook, or an intensity is
        not 1 to 5; nothing is written then.
    """
    coder = coder.strip()
    if not coder:
        raise _wrong(msg("The coder is not named."), msg("Say who codes: agreement is between persons."), "coder")
    before = current(company)
    own = before[before["statement"] == statement]
    if own.empty:
        raise _wrong(
            msg("There is no statement {name}.", name=repr(statement)), msg("Take one of the folder."), "statement"
        )
    themes = dict(given) if isinstance(given, Mapping) else dict.fromkeys(given)
    book = company.table("codebook")["theme"] if company.has("codebook") else pd.Series(dtype="str")
    for theme, strength in themes.items():
        if len(book) and theme not in set(book):
            raise _wrong(
                msg("The codebook has no theme {name}.", name=repr(theme)),
                msg("Take one of: {known}.", known=", ".join(book)),
                "theme",
            )
        if strength is not None and strength not in (1, 2, 3, 4, 5):
            raise _wrong(msg("{value} is no intensity.", value=repr(strength)), msg("Give 1 to 5."), "intensity")
    facts = read(own, None).statements.iloc[0].to_dict()
    base = {"statement": statement, **{k: v for k, v in facts.items() if v == v}, "coder": coder}
    rows = [{**base, "theme": theme, "intensity": strength} for theme, strength in themes.items()] or [base]
    kept = before[~((before["statement"] == statement) & (before["coder"] == coder))]
    _write(company, kept, rows)
    return len(rows)


def current(company: Company) -> pd.DataFrame:
    """The table as it stands in the folder now, which may be newer than the company in memory."""
    from helpers.company.cells import canonical
    from helpers.company.read_csv import read_csv
    from helpers.errors import FolderError

    table, place = tables()["interviews"], _folder(company) / FILE
    if place.exists():
        found, _, problems = canonical(read_csv(place, table), company.currency)
        if problems:
            raise FolderError(problems)
    else:
        found = pd.DataFrame()
    for column in table.columns:
        if column.name not in found:
            found[column.name] = pd.Series(None, index=found.index, dtype=DTYPES[column.kind])
    return found[list(table.names)]


def _folder(company: Company) -> Path:
    folder = company.folder
    if folder is None or not Path(folder).is_dir():
        raise _wrong(
            msg("This company lies in no folder, so nothing can be kept."),
            msg("Open it from its folder first."),
            "company",
        )
    if company.cut is not None:
        raise _wrong(
            msg("The company is seen from an earlier date; nothing is added to the past."),
            msg("Open it without as_of."),
            "as_of",
        )
    other = [path.name for path in Path(folder).glob("interviews.*") if path.suffix not in (".csv", ".tmp")]
    if other or "interviews" in company.profile.tables:
        raise _wrong(
            msg("The interviews of this folder stand in {file}.", file=", ".join(other) or "company.yml"),
            msg("Add the statement there, or save the table as interviews.csv."),
            "interviews",
        )
    return Path(folder)


def _write(company: Company, before: pd.DataFrame, rows: list[dict[str, Any]]) -> None:
    table = tables()["interviews"]
    new = pd.DataFrame(rows)
    for column in table.columns:
        values = new[column.name] if column.name in new else pd.Series(None, index=new.index, dtype="object")
        new[column.name] = values.astype(DTYPES[column.kind])
    whole = pd.concat([before[list(table.names)], new[list(table.names)]], ignore_index=True)
    pandera_schema("interviews").validate(whole, lazy=True)
    place = _folder(company) / FILE
    draft = place.with_suffix(".tmp")
    draft.write_text(table_text(whole, table, company.currency), "utf-8", newline="\n")
    os.replace(draft, place)


def _day(company: Company, date: dt.date | str) -> pd.Timestamp:
    text = str(date).strip()[:10]
    try:
        day = dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        day = None
    if day is None:
        raise _wrong(msg("{value} is no date.", value=repr(text)), msg("Write it as 2025-09-18."), "date")
    if day > company.date:
        raise _wrong(
            msg("{value} lies after the folder's as-of date {own}.", value=text, own=company.date.isoformat()),
            msg("Raise as_of in company.yml if the data reach further."),
            "date",
        )
    return pd.Timestamp(day)


def _wrong(what: Message, do: Message, column: str) -> ParameterError:
    return ParameterError(Problem(what=what, do=do, file=FILE, column=column))
