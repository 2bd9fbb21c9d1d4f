"""A company's copy that names nobody: all tables, ``company.yml``, the account of the import."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.company.cells import tidy
from helpers.company.folder import Company
from helpers.company.profile import FILE, Profile
from helpers.company.save import save, table_text
from helpers.company.schema import DTYPES, Column, Table, tables
from helpers.errors import ParameterError, Problem
from helpers.intake.privacy import groups, treat
from helpers.intake.privacy.aside import FILE as ASIDE
from helpers.intake.privacy.key import Key
from helpers.intake.privacy.known import Known, folded, latin_words
from helpers.intake.privacy.pseudonym import Pseudonyms
from helpers.intake.privacy.scrub import Scrubber, even
from helpers.intake.privacy.shift import Shift, chosen
from helpers.intake.privacy.told import Account, set_aside
from helpers.language import Words, msg

#: Tables that a copy goes without: what the data's words are in the other language says once more whom they name.
LEFT = ("words",)


@dataclass(frozen=True)
class Copy:
    """The copy, and what was done.

    ``replaced`` counts values by domain, ``scrubbed`` places inside texts by domain, ``suppressed`` values left
    blank because fewer than k share them (by ``table.column``).
    """

    company: Company
    aside: pd.DataFrame | None
    grouped: groups.Grouped
    shift: Shift
    replaced: Mapping[str, int]
    scrubbed: Mapping[str, int]
    suppressed: Mapping[str, int]


def anonymise(
    company: Company,
    key: Key,
    *,
    k: int = 5,
    shift_dates: bool = False,
    scale_amounts: bool = False,
    aside: pd.DataFrame | None = None,
) -> Copy:
    """A copy of a company in which names, numbers and addresses are pseudonyms.

    Parameters
    ----------
    k
        Customers that must share whatever outsiders may know of one.
    aside
        Rows set aside by the import, as ``set_aside.csv`` holds them.

    Raises
    ------
    ParameterError
        When ``k`` is below 2.
    """
    if k < 2:
        raise ParameterError(
            Problem(what=msg("Groups of {k} hide nobody.", k=k), do=msg("Take at least 2; 5 is usual."), column="--k")
        )
    frames = {name: frame for name, frame in company.frames.items() if name not in LEFT}
    names = named(company)
    known = Known(names)
    pseudonyms = Pseudonyms(key, originals(company, names))
    for domain, values in names.items():
        pseudonyms.all(domain, values)
    scrubber = Scrubber(known, pseudonyms)
    first, last = _ends(company)
    shift = chosen(key, company.date, first, last, shift_dates, scale_amounts)
    made, replaced = {}, {}
    for name, frame in frames.items():
        table = tables()[name]
        columns = {
            c.name: _column(frame[c.name], table, c, pseudonyms, scrubber, shift)
            for c in table.columns
            if c.name in frame
        }
        made[name] = pd.DataFrame(columns, index=frame.index)
        for column in table.columns:
            if column.name in frame and treat.treatment(table, column) in ("id", "name"):
                domain = treat.domain(table, column)
                replaced[domain] = replaced.get(domain, 0) + int(frame[column.name].notna().sum())
    grouped = _grouped(made, k)
    suppressed = _rare(made, k)
    tidied = {name: tidy(_typed(frame, tables()[name]), tables()[name]) for name, frame in made.items()}
    profile = _profile(company, pseudonyms, shift, known)
    account = Account(pseudonyms, shift, profile.currency)
    told = None
    if company.intake is not None:
        written = {
            name: {"rows": len(frame), "sha256": _hash(table_text(frame, tables()[name], profile.currency))}
            for name, frame in tidied.items()
        }
        told = account.rewritten(company.intake, written)
        account.balance(told, int(tidied["orders"]["amount"].sum()) if "orders" in tidied else 0)
    return Copy(
        Company(profile, tidied, told),
        None if aside is None else set_aside(aside, account),
        grouped,
        shift,
        dict(sorted(replaced.items())),
        dict(sorted(scrubber.counts.items())),
        suppressed,
    )


def named(company: Company) -> dict[str, list[str]]:
    """Names that stand in the tables, by domain: what is looked for inside texts."""
    found: dict[str, set[str]] = {"person": set(), "firm": {*company.profile.name}}
    for name, frame in company.frames.items():
        table = tables()[name]
        for column in table.columns:
            if column.name in frame and treat.treatment(table, column) == "name":
                domain = treat.domain(table, column)
                values = frame[column.name].dropna().unique()
                found.setdefault(domain, set()).update(even(domain, v) for v in values)
    # the firm's own id names it too, unless it is a plain number
    found["firm"] |= {company.id} if latin_words(company.id) or not company.id.isascii() else set()
    return {domain: sorted(values) for domain, values in found.items()}


def originals(company: Company, names: Mapping[str, list[str]]) -> set[str]:
    """Every code and name of the folder: what no pseudonym may hold."""
    found = {value for values in names.values() for value in values}
    for name, frame in company.frames.items():
        for column in tables()[name].columns:
            if column.kind == "id" and column.name in frame:
                found.update(frame[column.name].dropna().unique())
    return found


def _column(
    values: pd.Series, table: Table, column: Column, pseudonyms: Pseudonyms, scrubber: Scrubber, shift: Shift
) -> pd.Series:
    how = treat.treatment(table, column)
    if how == "keep":
        return values
    if how == "date":
        return shift.dates(values)
    if how == "money":
        return shift.amounts(values)
    distinct = sorted(values.dropna().unique())
    if how in ("id", "name"):
        domain = treat.domain(table, column)
        new = {value: pseudonyms.of(domain, value if how == "id" else even(domain, value)) for value in distinct}
    elif how == "category":
        new = {value: pseudonyms.of("word", value) if scrubber.names_somebody(value) else value for value in distinct}
    else:
        new = {value: scrubber.text(value)[:2000] for value in distinct}
    return values.map(new).astype("str")


def _typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    return frame.astype({name: DTYPES[table[name].kind] for name in frame})


def outside_view(made: Mapping[str, pd.DataFrame]) -> tuple[pd.DataFrame, dict[str, str], list[tuple]]:
    """What outsiders may know of each customer, from all tables; its kinds; and where each column came from."""
    base = made["customers"].reset_index(drop=True)
    view, kinds, places = pd.DataFrame(index=base.index), {}, []
    for name, columns in treat.KNOWN_OUTSIDE.items():
        if name not in made:
            continue
        frame = made[name]
        rows = pd.Series(range(len(frame)), index=frame["customer"])
        at = base["customer"].map(rows) if name != "customers" else pd.Series(base.index)
        for column in columns:
            if column in frame and frame[column].notna().any():
                label = f"{name}.{column}"
                inside = at.notna()
                picked = frame[column].reset_index(drop=True).reindex(at[inside].astype(int)).set_axis(at.index[inside])
                view[label] = picked.reindex(base.index)
                told = tables()[name][column]
                kinds[label] = "category" if told.kind != "date" else "day" if told.required else "date"
                places.append((name, column, label, at))
    return view, kinds, places


def _grouped(made: dict[str, pd.DataFrame], k: int) -> groups.Grouped:
    """Generalise what outsiders may know of customers, in place."""
    view, kinds, places = outside_view(made)
    found = groups.generalise(view, k, kinds)
    for name, column, label, at in places:
        frame = made[name].reset_index(drop=True)
        inside = at.notna()
        new = found.frame.loc[inside, label].set_axis(at[inside].astype(int))
        frame[column] = new.reindex(frame.index).astype(DTYPES[tables()[name][column].kind])
        made[name] = frame
    return found


def _rare(made: dict[str, pd.DataFrame], k: int) -> dict[str, int]:
    """Leave blank what fewer than k rows share, in place; how many values of each column."""
    counts = {}
    for name, columns in treat.RARE.items():
        for column in columns:
            if name in made and column in made[name]:
                values = made[name][column]
                few = values.notna() & (values.map(values.value_counts()).fillna(0) < k)
                made[name][column] = values.mask(few)
                counts[f"{name}.{column}"] = int(few.sum())
    return {place: count for place, count in counts.items() if count}


def _ends(company: Company) -> tuple[dt.date, dt.date]:
    """First and last date that stand anywhere in the folder."""
    days = [company.date, *(d for total in company.profile.finance for d in (total.start, total.end))]
    for name, frame in company.frames.items():
        for column in tables()[name].columns:
            if column.kind == "date" and column.name in frame and frame[column.name].notna().any():
                days += [frame[column.name].min().date(), frame[column.name].max().date()]
    return min(days), max(days)


def _profile(company: Company, pseudonyms: Pseudonyms, shift: Shift, known: Known) -> Profile:
    profile = company.profile
    alias = pseudonyms.of("firm", profile.name.zh)
    finance = tuple(
        dataclasses.replace(
            total,
            start=shift.date(total.start),
            end=shift.date(total.end),
            revenue=shift.amount(total.revenue),
            source="",
        )
        for total in profile.finance
    )
    industry, rules = profile.industry, profile.rules
    if known.tokens & {folded(word) for word in industry.split("_")}:
        industry, rules = "general", _resolved(profile)
    return dataclasses.replace(
        profile,
        id=alias.lower(),
        name=Words(alias, alias),
        industry=industry,
        as_of=shift.date(profile.as_of),
        finance=finance,
        rules=rules,
        tables={},
    )


def _resolved(profile: Profile) -> dict[str, dict]:
    """Rules of the company with those of its industry written out, for a copy that must not say its industry."""
    from helpers.rules import preset

    own, usual = profile.rules, preset(profile.industry).rules
    return {station: {**usual.get(station, {}), **own.get(station, {})} for station in sorted({*usual, *own})}


def _hash(text: str) -> str:
    from helpers.intake.account.told import text_hash

    return text_hash(text)


def write(copy: Copy, folder: Path) -> Path:
    """Write the copy as a client folder of plain tables; returns the folder.

    Raises
    ------
    ParameterError
        When the folder is there and holds files.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ParameterError(
            Problem(
                what=msg("The folder {folder} is there already and holds files.", folder=str(folder)),
                do=msg("Take another folder, or move this one away."),
                column="--out",
            )
        )
    save(copy.company, folder)
    if copy.aside is not None:
        copy.aside.to_csv(folder / ASIDE, index=False, lineterminator="\n", encoding="utf-8")
    return folder


def left_behind(folder: Path | None) -> Iterator[str]:
    """Names of files of the original that have no place in a copy."""
    if folder is not None:
        ours = {FILE, ASIDE, "intake.json", *(f"{name}.csv" for name in tables() if name not in LEFT)}
        yield from (path.name for path in sorted(folder.iterdir()) if path.name not in ours and path.name[0] != ".")
