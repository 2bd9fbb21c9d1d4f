"""One order ledger, in one file or several, becomes a client folder; every row is accounted for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.company.folder import Company
from helpers.company.profile import Profile, parse
from helpers.errors import CourseError, IntakeError, Problem
from helpers.intake.account import take_back as taking
from helpers.intake.account import told
from helpers.intake.bulk.progress import working
from helpers.intake.columns.answers import as_list
from helpers.intake.columns.header import SETTINGS, Header, check_mapping, locate, missing, no_header, plain
from helpers.intake.files.source import Sheet, Source, read, tidy_text
from helpers.intake.ledger import ask, grouped, joined, until
from helpers.intake.ledger.derive import customers, documents, orders, people_and_goods, products
from helpers.intake.lines import fuller_date, of_line
from helpers.intake.lines.import_rules import IMPORT
from helpers.intake.lines.lines import read_lines
from helpers.intake.lines.part import Lines, Part
from helpers.intake.lines.sift import kept, sift
from helpers.language import Words, msg
from helpers.quantity import minor_digits
from helpers.rules import Rules, resolve


@dataclass(frozen=True)
class Imported:
    """What an import made, not yet written.

    Attributes
    ----------
    company
        The client folder in memory; ``company.intake`` is ``report``.
    set_aside
        Rows set aside: ``file, sheet, line, reason`` and the original cells as text.
    report
        What becomes ``intake.json``; see :mod:`helpers.intake.account.told`.
    parquet
        Tables too long for a CSV that a person would open: they are written as Parquet.
    """

    company: Company
    set_aside: pd.DataFrame
    report: Mapping[str, Any]
    parquet: tuple[str, ...] = ()


def import_ledger(
    files: str | Path | Iterable[str | Path],
    *,
    id: str,
    name: str | Words | Mapping[str, str],
    as_of: dt.date | str | None = None,
    currency: str,
    industry: str = "general",
    revenue_basis: str = "unknown",
    revenue_tax: str = "unknown",
    mapping: Mapping[str, Any] | None = None,
    rules: Mapping[str, Any] | None = None,
    take_back: str | Path | None = None,
) -> Imported:
    """Turn an order ledger into a client folder (in memory; :func:`write` saves it).

    Parameters
    ----------
    files
        CSV or text files in any common encoding, or Excel workbooks with one or more sheets.
    id, name
        The company's folder name, and its name (a text, or one for each language).
    as_of
        The date everything is seen from. Without it the end of the period that the title rows state, the end of
        the month that the last order is near to, or the last order's date is taken, and ``intake.json`` says so. Later lines are set aside.
    currency
        ISO 4217 code of all amounts.
    industry, revenue_basis, revenue_tax
        As in ``company.yml``. With ``revenue_tax`` a ledger that has amounts with and without tax
        is read by the one meant.
    mapping
        Field → header of its column, where the header is not known by itself; and the answers
        to what is asked: ``date_order`` (dmy, mdy, ymd), ``decimal`` (``.`` or ``,``), ``encoding``,
        ``delimiter``, ``skip_sheets`` (a list).
    rules
        See :data:`helpers.intake.lines.import_rules.IMPORT`.
    take_back
        Table of rows set aside by an earlier import that are to be kept; see :mod:`helpers.intake.account.take_back`.

    Returns
    -------
    Imported

    Raises
    ------
    IntakeError
        When a file cannot be read, no ledger is found in it, or something must be asked.
    RulesError
        When a rule is unknown or out of range.
    """
    mapping = dict(mapping or {})
    check_mapping(mapping)
    profile = _profile(id, name, as_of, currency, industry, revenue_basis, revenue_tax)
    chosen = resolve(IMPORT, industry=industry, parameters=rules)
    if long := _long(files, profile, as_of is not None, mapping, chosen, take_back):
        return long
    sources = _read_all([files] if isinstance(files, (str, Path)) else list(files), mapping)
    return import_sources(sources, profile, as_of is not None, mapping, chosen, take_back=take_back)


@working(msg("Reading the lines"))
def import_sources(
    sources: list[Source],
    profile: Profile,
    as_of_given: bool,
    mapping: Mapping[str, Any],
    rules: Rules,
    notes: tuple[str, ...] = (),
    take_back: str | Path | None = None,
    wanted: pd.DataFrame | None = None,
) -> Imported:
    """The same from sheets already read; ``wanted`` are the rows of ``take_back``, where they were read already."""
    prefer = "amount_taxed" if profile.revenue_tax == "included" else "amount_untaxed"
    parts, skipped = _parts(sources, mapping, rules, prefer, profile)
    wanted = taking.read(Path(take_back)) if take_back and wanted is None else wanted
    taken = None
    if wanted is not None:
        parts, taken = taking.put_in(parts, wanted, Path(take_back).name)
    parts = [fuller_date.settled(of_line.settled(part, mapping), mapping, profile.revenue_basis) for part in parts]
    orders_of_dates, marks, forms = ask.all_at_once(parts, profile, mapping)
    digits = minor_digits(profile.currency)
    read_parts = [
        read_lines(part, digits, orders_of_dates[position], marks[position], rules, mapping, forms[position])
        for position, part in enumerate(parts)
    ]
    frame = people_and_goods(_stacked(read_parts))
    frame["taken_back"] = pd.concat(taken, ignore_index=True) if taken else False
    frame = sift(frame, read_parts, profile.as_of if as_of_given else None, rules)
    good = kept(frame)
    if good.empty:
        raise IntakeError(_nothing_kept(read_parts, frame))
    how = "given"
    if not as_of_given:
        day, how = until.proposed(good["date"].max().date(), until.above(parts))
        profile = _dated(profile, day)
    good, made = documents(good)
    tables = {"customers": customers(good), "orders": orders(good, parts)}
    if good["product"].notna().any():
        tables["products"] = products(good)
    report = told.tell(
        sources=sources,
        parts=read_parts,
        frame=frame,
        good=good,
        made=made,
        skipped=skipped,
        profile=profile,
        as_of_how=how,
        mapping=mapping,
        rules=rules,
        orders_of_dates=orders_of_dates,
        marks=marks,
        tables=tables,
        notes=notes,
    )
    if back := sorted(good.loc[good["taken_back"], "doc_no"].unique()):
        report["taken_back"] = back
    return Imported(Company(profile, tables, report), aside_table(read_parts, frame), report)


def questions(sources: list[Source], profile: Profile, mapping: Mapping[str, Any], rules: Rules) -> tuple[Problem, ...]:
    """What :func:`import_sources` would ask of these sheets, as far as their headers and columns tell."""
    prefer = "amount_taxed" if profile.revenue_tax == "included" else "amount_untaxed"
    try:
        parts, _ = _parts(sources, mapping, rules, prefer, profile)
        parts = [fuller_date.settled(of_line.settled(part, mapping), mapping, profile.revenue_basis) for part in parts]
        ask.all_at_once(parts, profile, mapping)
    except IntakeError as error:
        return tuple(problem for problem in error.problems if problem.kind.startswith("ask-"))
    return ()


def _long(files, profile: Profile, as_of_given: bool, mapping: Mapping[str, Any], rules: Rules, take_back, doubts=None):
    """The same of a long text file, without holding it in memory; ``None`` where that is not possible."""
    from helpers.intake.bulk.run import attempt

    return attempt(files, profile, as_of_given, mapping, rules, take_back, doubts)


def _profile(id, name, as_of, currency, industry, revenue_basis, revenue_tax) -> Profile:
    names = name._asdict() if isinstance(name, Words) else name
    raw = {"id": id, "name": names, "industry": industry, "currency": currency, "as_of": as_of or "1970-01-01"}
    try:
        return parse(raw | {"revenue": {"basis": revenue_basis, "tax": revenue_tax}})
    except CourseError as error:
        raise IntakeError([Problem(p.what, p.do, "", None, p.column, p.kind) for p in error.problems]) from None


def _dated(profile: Profile, day: dt.date) -> Profile:
    import dataclasses

    return dataclasses.replace(profile, as_of=day)


@working(msg("Looking at the files"))
def _read_all(files: list[str | Path], mapping: Mapping[str, Any]) -> list[Source]:
    if not files:
        raise IntakeError(Problem(what=msg("No file was given."), do=msg("Name at least one file.")))
    sources, problems = [], []
    for file in files:
        try:
            sources.append(read(file, mapping))
        except IntakeError as error:
            problems += error.problems
    if problems:
        raise IntakeError(problems)
    return sources


def _parts(
    sources: list[Source], mapping: Mapping[str, Any], rules: Rules, prefer: str, profile: Profile
) -> tuple[list[Part], list[dict]]:
    """Sheets that are a ledger; and those left out, each with why. Nothing is left out silently."""
    parts, skipped, problems, other = [], [], [], []
    tax = "" if profile.revenue_tax == "unknown" else profile.revenue_tax
    basis = "" if profile.revenue_basis == "unknown" else profile.revenue_basis
    found = []
    for source in sources:
        for sheet in source.sheets:
            entry = {"file": sheet.file, "sheet": sheet.name, "rows": len(sheet.cells)}
            if sheet.name and sheet.name in as_list(mapping.get("skip_sheets")):
                skipped.append(entry | {"why": "asked"})
            elif sheet.cells.empty:
                skipped.append(entry | {"why": "empty"})
            elif sheet.hidden and rules["hidden_sheets"] == "skip":
                skipped.append(entry | {"why": "hidden"})
            else:
                header = locate(sheet, mapping, prefer, tax, basis)
                if missing(header) == ["customer"]:
                    sheet, header = grouped.with_customers(sheet, header)
                found.append((source, sheet, header))
    found, heads = with_heads(found)
    skipped += [{"file": s.file, "sheet": s.name, "rows": len(s.cells), "why": "heads"} for s in heads]
    for source, sheet, header in found:
        lacks = missing(header)
        if not lacks:
            parts.append(Part(source, sheet, header))
        elif heads := _heads_of(found, sheet, header):
            problems.append(joined.untied(heads, (sheet, header), profile.currency))
        elif len(lacks) == 1:
            problems.append(_nobody(sheet, header) if lacks == ["customer"] else no_header(sheet, header, lacks))
        else:
            other.append(no_header(sheet, header, lacks))
            skipped.append({"file": sheet.file, "sheet": sheet.name, "rows": len(sheet.cells), "why": "no_ledger"})
    problems += _unmet(parts, mapping)
    if problems or not parts:
        if not problems and not other:
            raise IntakeError(
                [
                    Problem(
                        what=msg("There is no sheet with order lines."),
                        do=msg("Name a file with order lines."),
                        file=source.file,
                    )
                    for source in sources
                ]
            )
        raise IntakeError(problems or other)
    return parts, skipped


#: A column with fewer different texts names no customers.
FEWEST = 8


def _nobody(sheet: Sheet, header: Header) -> Problem:
    """The problem of a sheet that lacks customers: that it has none, where no column could hold them."""
    body = sheet.cells.iloc[header.row + 1 :]
    free = [n for n in range(len(header.names)) if n not in header.columns.values()]
    texts = [tidy_text(body[n]).dropna() for n in free]
    able = [
        cells
        for cells in texts
        if cells.nunique() >= FEWEST and cells.str.contains(r"[^\W\d_]", regex=True).mean() > 0.5
    ]
    if able or len(body) < FEWEST:
        return no_header(sheet, header, ["customer"])
    return Problem(
        what=msg("The sheet has days and money, but no customers ({columns}): sums of a till or of a day. Who buys, how often and how much cannot come from it.", columns=", ".join(name for name in header.names if not name.startswith("#"))[:300]),
        do=msg("Ask for lines with the number of a member or customer: tills, delivery platforms and prepaid cards keep one. If a column is the customer after all: `--map customer_name=…`."),
        file=sheet.label,
        row=int(sheet.lines.iloc[header.row]),
        kind="no-customers",
    )  # fmt: skip


def _heads_of(found: list[tuple[Source, Sheet, Header]], sheet: Sheet, header: Header) -> tuple[Sheet, Header] | None:
    """The sheet of the heads of these lines, where their money is another and they were not joined."""
    if not joined.lines_of(header):
        return None
    heads = ((other, top) for _, other, top in found if other is not sheet and joined.heads_of(other, top))
    return next((one for one in heads if joined.matching(one, (sheet, header)) > 0.5), None)


def with_heads(
    found: list[tuple[Source, Sheet, Header]],
) -> tuple[list[tuple[Source, Sheet, Header]], list[Sheet]]:
    """Sheets of lines joined to the sheet of their heads; and the sheets that were used up as heads."""
    used: list[int] = []
    result = list(found)
    for position, (source, sheet, header) in enumerate(found):
        if not joined.lines_of(header):
            continue
        fits = [
            (joined.matching((other, top), (sheet, header)), -n)
            for n, (_, other, top) in enumerate(found)
            if n != position and joined.heads_of(other, top) and joined.tie((other, top), (sheet, header))
        ]
        share, best = max(fits, default=(0.0, 0))
        if share > 0.5:
            heads = found[-best]
            result[position] = (source, *joined.join(heads[1:], (sheet, header)))
            used.append(-best)
    return [entry for n, entry in enumerate(result) if n not in used], [found[n][1] for n in sorted(set(used))]


def _unmet(parts: list[Part], mapping: Mapping[str, Any]) -> list[Problem]:
    """Columns that the mapping names and no sheet has."""
    if not parts:
        return []
    seen = {plain(name) for part in parts for name in part.header.names}
    return [
        Problem(
            what=msg("No sheet has a column {name}.", name=repr(name)),
            do=msg("Columns seen: {seen}.", seen=", ".join(parts[0].header.names)[:600]),
            column=field,
        )
        for field, name in mapping.items()
        if field not in SETTINGS and name and plain(name) not in seen
    ]


def _stacked(parts: list[Lines]) -> pd.DataFrame:
    frames = [lines.frame.assign(part=position) for position, lines in enumerate(parts)]
    return pd.concat(frames, ignore_index=True)


def _nothing_kept(parts: list[Lines], frame: pd.DataFrame) -> list[Problem]:
    from helpers.intake.lines.reasons import REASONS

    problems = []
    for position, lines in enumerate(parts):
        rows = frame[frame["part"] == position]
        counts = rows["reason"].value_counts()
        if rows.empty or counts.empty:
            what = msg("There is no order line below the header.")
            problems.append(Problem(what=what, do=msg("Name a file with order lines."), file=lines.part.sheet.label))
            continue
        reason = max(sorted(counts.index), key=lambda key: counts[key])
        first = rows.loc[(rows["reason"] == reason).fillna(False), "line"].iloc[0]
        problems.append(
            Problem(
                what=msg("No row could be kept; most often: {reason}.", reason=REASONS[reason]),
                do=msg("Look at that row, and say in a mapping which column is what."),
                file=lines.part.sheet.label,
                row=int(first),
            )
        )
    return problems


def aside_table(parts: list[Lines], frame: pd.DataFrame) -> pd.DataFrame:
    """Rows set aside with file, sheet, line, reason and their original cells, in order of the sheets."""
    tables = []
    for position, lines in enumerate(parts):
        rows = frame[(frame["part"] == position) & frame["reason"].notna()]
        cells = lines.part.body.set_axis(apart(lines.part.header.names), axis=1)
        picked = cells.iloc[rows["row"].to_numpy()].reset_index(drop=True)
        picked.insert(0, "reason", rows["reason"].to_numpy())
        picked.insert(0, "line", rows["line"].to_numpy())
        picked.insert(0, "sheet", lines.part.sheet.name)
        picked.insert(0, "file", lines.part.sheet.file)
        tables.append(picked)
    table = pd.concat(tables, ignore_index=True)
    return table.astype({"line": "int64"} | {name: "str" for name in table.columns if name != "line"})


def apart(names: tuple[str, ...]) -> list[str]:
    """Original headers, those that are also our own marked with a star."""
    ours = ("file", "sheet", "line", "reason")
    found: dict[str, None] = {}
    for name in names:
        while name in ours or name in found:
            name += " *"
        found[name] = None
    return list(found)


def write(imported: Imported, folder: str | Path, *, replace: bool = False) -> Path:
    """Save an import as a client folder; see :func:`helpers.intake.account.keep.write`."""
    from helpers.intake.account import keep

    return keep.write(imported, Path(folder), replace=replace)
