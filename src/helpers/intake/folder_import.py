"""Any exports become a client folder: order lines by :mod:`helpers.intake.ledger.ledger_import`, other tables beside them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.company.folder import Company
from helpers.company.save import table_text
from helpers.company.schema import tables as contract
from helpers.errors import IntakeError, Problem, refusal
from helpers.intake.account import take_back as taking
from helpers.intake.account.told import text_hash
from helpers.intake.again import beside
from helpers.intake.columns import answers, mapping_file
from helpers.intake.columns.header import check_mapping, locate
from helpers.intake.files.source import Source
from helpers.intake.ledger import ledger_import
from helpers.intake.ledger.ledger_import import Imported
from helpers.intake.lines.import_rules import IMPORT
from helpers.intake.tables import account, flows, merge, months, pipeline, returns, typed, wide
from helpers.intake.tables.part import Made
from helpers.intake.tables.sort import Placed, Sorted, leftover, of_lines, owed, sort, title
from helpers.language import Words, msg
from helpers.quantity import minor_digits
from helpers.rules import resolve


def import_files(
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
    yes: bool = False,
    folder: str | Path | None = None,
    add: bool = False,
) -> Imported:
    """Turn exports of any tables into one client folder (in memory).

    Parameters
    ----------
    files
        Files of any kind that :func:`helpers.intake.files.source.read` takes; each sheet may be another table.
    mapping
        Besides what a ledger's mapping may hold: ``tables`` (file or sheet → table), ``table.field`` (header of its
        column, ``-`` for none), ``table.column.value`` (texts of that meaning); ``one_row`` and ``amounts``.
    yes
        Take the best proposals instead of asking; the account says so of each.
    folder
        The client folder that exists already, for the pipeline's earlier snapshots.
    add
        The import is to be added to that folder: files without order lines are read beside the folder's own.

    Other parameters are those of :func:`helpers.intake.ledger.ledger_import.import_ledger`; a ledger alone gives the same
    result as there.

    Raises
    ------
    IntakeError
        When a file cannot be read, there are no sales in it, or something must be asked.
    RulesError
        When a rule is unknown or out of range.
    """
    said = answers.part(dict(mapping or {}))
    check_mapping(said.ledger)
    profile = ledger_import._profile(id, name, as_of, currency, industry, revenue_basis, revenue_tax)
    chosen = resolve(IMPORT, industry=industry, parameters={**said.choices, **(rules or {})})
    alone = set(said.tables.values()) <= {"orders"} and not (said.columns or said.wide)
    # one ledger of millions of lines never comes into memory; anything else goes the usual way
    doubts = None if yes else lambda sheet, header: leftover(sheet, header, said)
    if alone and (
        long := ledger_import._long(files, profile, as_of is not None, said.ledger, chosen, take_back, doubts)
    ):
        return long
    sources = ledger_import._read_all([files] if isinstance(files, (str, Path)) else list(files), said.ledger)
    notes: tuple[str, ...] = ()
    if said.wide.get("one_row") == "customer":
        sources, notes = _unfolded(sources, said, profile, as_of is not None)
    day = profile.as_of if as_of is not None else None
    sources, left, crossed, asked = months.settle(sources, said, day, yes, chosen["hidden_sheets"] == "read")
    named = set(said.ledger)
    said = dataclasses.replace(said, tables={**said.tables, **left})
    sources, said, ways, more = flows.settle(sources, said, yes, chosen["hidden_sheets"] == "read")
    sources, said, back, again = returns.settle(sources, said, yes, chosen["hidden_sheets"] == "read")
    asked += [*more, *again]
    prefer = "amount_taxed" if revenue_tax == "included" else "amount_untaxed"
    found = sort(sources, said, prefer, yes, chosen["hidden_sheets"] == "read")
    before = None
    if add and not _with_goods(found, said, prefer) and (before := beside.firm(folder, id)):
        known = beside.customers(before)
        again = sort(sources, said, prefer, yes, chosen["hidden_sheets"] == "read", known)
        if beside.of_goods(before) or all(entry.table != "orders" for entry in again.placed):
            found = again
    ledger = _only(sources, found)
    found.asked[:0] = asked
    if found.asked:
        more: tuple[Problem, ...] = ()
        if ledger and all(problem.kind in ("ask-unused", "ask-rivals") for problem in found.asked):
            taken = said.ledger | {field: proposal.header for field, proposal in found.ledger.items()}
            more = ledger_import.questions(ledger, profile, taken, chosen)
        raise IntakeError([*more, *found.asked])
    others = [entry for entry in found.placed if entry.table not in ("orders", "skip")]
    if ledger:
        before = None
    elif before is None or not others:
        raise IntakeError(_no_sales(others, sources))
    wanted = taking.read(Path(take_back)) if take_back else None
    if wanted is not None:
        others, wanted = _taken_back(others, wanted, ledger)
    said = _closed(found, said)
    digits = minor_digits(currency)
    parts, surveys, words = typed.read(others, digits, said.common, yes)
    taken = said.ledger | {field: proposal.header for field, proposal in found.ledger.items()}
    if before is None:
        imported = ledger_import.import_sources(
            ledger, profile, as_of is not None, taken, chosen, notes, take_back if wanted is not None else None, wanted
        )
    else:
        imported = beside.imported(before, as_of, revenue_basis, revenue_tax)
    report = _with_hidden(_with_proposals(imported.report, found), sources, found)
    report["choices"] = [
        *report["choices"],
        *_read_so("months", crossed, said),
        *_read_so("flows", ways, said),
        *_read_so("returns_list", back, said),
    ]
    guessed = {f"mapping.{field}" for field in said.ledger if field not in named}
    report["choices"] = [
        {**choice, "how": "proposed"} if choice["name"] in guessed else choice for choice in report["choices"]
    ]
    if not others and not any(entry.table == "skip" for entry in found.placed):
        return dataclasses.replace(imported, report=report, company=_company(imported.company, {}, report))
    day = pd.Timestamp(imported.company.date)
    base = dict(imported.company.frames)
    made = merge.make(parts, surveys, words, base, day)
    if before is not None and as_of is None and (later := beside.later(made, day)):
        raise IntakeError(later)
    frames = base | made.frames | {"orders": made.orders}
    if "opportunities" in frames:
        _snapshots(frames, made, folder, day, as_of is not None)
    company = imported.company
    report["further"] = account.tell(made)
    report["further_notes"] = account.notes(made)
    report["meanings"] = account.meanings(made)
    report["skipped"] = [*report["skipped"], *_left_out(found, left)]
    aside = pd.concat([imported.set_aside, account.aside(made)], ignore_index=True)
    return Imported(_company(company, frames, report), aside, report, imported.parquet)


def _with_goods(found: Sorted, said: answers.Answers, prefer: str) -> bool:
    """Whether a sheet was placed as order lines that are told apart from a list of documents: by goods, or by a person."""
    return any(
        entry.how == "person" or entry.sheet.cells.empty or of_lines(locate(entry.sheet, said.ledger, prefer))
        for entry in found.placed
        if entry.table == "orders"
    )


def _closed(found: Sorted, said: answers.Answers) -> answers.Answers:
    """Where won deals are the sales, the day they were won, or are expected to be, is the day of the sale."""
    deals = [entry for entry in found.placed if entry.also_orders and entry.table == "opportunities" and entry.seen]
    days = []
    for entry in deals:
        named = {proposal.field: proposal.header for proposal in entry.seen.proposals}
        days.append(named.get("closed_on") or named.get("expected_on"))
    if not deals or "date" in said.ledger or len(set(days)) != 1 or not days[0]:
        return said
    return dataclasses.replace(said, ledger={**said.ledger, "date": days[0]})


def _taken_back(
    others: list[Placed], wanted: pd.DataFrame, ledger: list[Source]
) -> tuple[list[Placed], pd.DataFrame | None]:
    """Sheets of other tables with the cells of rows taken back; and the rows left for the ledger."""
    sold = {(sheet.file, sheet.name) for source in ledger for sheet in source.sheets}
    found, met = [], pd.Series(False, index=wanted.index)
    for entry in others:
        mine = taking.of_sheet(wanted, entry.sheet)
        if len(mine):
            names = entry.seen.names if entry.seen else entry.survey.names
            sheet = taking.with_cells(entry.sheet, names, mine)
            entry = dataclasses.replace(entry, sheet=sheet, taken=frozenset(map(int, mine.index)))
            if (sheet.file, sheet.name) not in sold:
                met |= (
                    (wanted["file"] == sheet.file) & (wanted["sheet"] == sheet.name) & wanted["line"].isin(mine.index)
                )
        found.append(entry)
    left = wanted[~met]
    return found, left if len(left) else None


def _company(company: Company, frames: Mapping[str, pd.DataFrame], report: dict[str, Any]) -> Company:
    """The company with all tables, and their hashes in the account."""
    frames = dict(frames) or dict(company.frames)
    known = report["tables"]
    for table, frame in frames.items():
        if table not in known or frame is not company.frames.get(table):
            text = table_text(frame, contract()[table], company.currency)
            known[table] = {**known.get(table, {}), "rows": len(frame), "sha256": text_hash(text)}
    return Company(company.profile, frames, report)


def _unfolded(sources, said, profile, as_of_given) -> tuple[list[Source], tuple[str, ...]]:
    made, notes = [], []
    for source in sources:
        sheets = []
        for sheet in source.sheets:
            if wide.is_wide(sheet):
                sheet, rows = wide.unfold(sheet, said.wide, profile, as_of_given)
                notes.append(f"{sheet.label}: one row a customer ({rows} rows) turned into one line for each amount")
            sheets.append(sheet)
        made.append(dataclasses.replace(source, sheets=tuple(sheets)))
    return made, tuple(notes)


def _only(sources: list[Source], found: Sorted) -> list[Source]:
    """The files with their sheets of order lines; without any of them nothing."""
    mine = {id(entry.sheet) for entry in found.placed if entry.table == "orders" or entry.also_orders}
    kept = [
        dataclasses.replace(source, sheets=tuple(sheet for sheet in source.sheets if id(sheet) in mine))
        for source in sources
    ]
    return [source for source in kept if source.sheets]


def _no_sales(others: list[Placed], sources: list[Source]) -> list[Problem]:
    return [
        Problem(
            what=msg(
                "The sheet holds open items only (every row has {column}): invoices that were paid are missing, so it tells what is owed and not what was sold.",
                column=header,
            ),
            do=msg(
                "Name the order lines, or the list of all invoices, besides, in the same call. If all invoices of the period stand in it because none is paid yet, say so: `--map tables={sheet}:orders`.",
                sheet=entry.sheet.label,
            ),
            file=entry.sheet.label,
            kind="no-orders",
        )
        if (header := owed(entry))
        else Problem(
            what=msg("The sheet is the table {table}: it holds no sales.", table=title(entry.table)),
            do=msg(
                "Name the order lines besides, in the same call: a client folder needs them. If these are the sales, say so: `--map tables={sheet}:orders`.",
                sheet=entry.sheet.label,
            ),
            file=entry.sheet.label,
            kind="no-orders",
        )
        for entry in others
    ] or [
        Problem(
            msg("There is no sheet with order lines."),
            msg("Name a file with order lines."),
            file=source.file,
            kind="no-orders",
        )
        for source in sources
    ]


def _with_proposals(report: Mapping[str, Any], found: Sorted) -> dict[str, Any]:
    """The account with how a proposed column was known, and how sure that is."""
    report = dict(report)
    if not found.ledger:
        return report
    names = {proposal.header: proposal for proposal in found.ledger.values()}
    for source in report["sources"]:
        for sheet in source["sheets"]:
            for column in sheet["columns"]:
                proposal = found.ledger.get(column["field"]) or names.get(column["column"])
                if proposal and proposal.header == column["column"]:
                    column |= {"how": proposal.why, "confidence": proposal.confidence}
    fields = {f"mapping.{field}" for field in found.ledger}
    report["choices"] = [
        {**choice, "how": "proposed"} if choice["name"] in fields else choice for choice in report["choices"]
    ]
    return report


def _with_hidden(report: dict[str, Any], sources: list[Source], found: Sorted) -> dict[str, Any]:
    """The account with what each hidden sheet looks like."""
    looks = {
        (sheet.file, sheet.name): found.hidden[id(sheet)]
        for source in sources
        for sheet in source.sheets
        if found.hidden.get(id(sheet))
    }
    skipped = [
        entry | {"table": looks[place]} if (place := (entry["file"], entry["sheet"])) in looks else entry
        for entry in report["skipped"]
    ]
    return report | {"skipped": skipped}


def _read_so(name: str, told: Mapping[str, str], said: answers.Answers) -> list[dict[str, Any]]:
    """Choices of the account: how sheets by month, or with goods in and out, were read."""
    return [
        {
            "name": name,
            "value": f"{sheet}: {text}" if len(told) > 1 else text,
            "how": "read" if said.wide.get(name) else "proposed",  # a given answer alone is not shown by the account
        }
        for sheet, text in told.items()
    ]


def _left_out(found: Sorted, sums: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "file": entry.sheet.file,
            "sheet": entry.sheet.name,
            "rows": len(entry.sheet.cells),
            "why": "months" if entry.sheet.label in sums else "asked",
        }
        for entry in found.placed
        if entry.table == "skip"
    ]


def _snapshots(
    frames: dict[str, pd.DataFrame], made: Made, folder: str | Path | None, day: pd.Timestamp, given: bool
) -> None:
    """Opportunities of this import with those of earlier ones, and a snapshot of each."""
    old = {name: _old(Path(folder), name) for name in ("opportunities", "opportunity_snapshots")} if folder else {}
    if not given and (moved := pipeline.moved(frames["opportunities"], old.get("opportunity_snapshots"), day)):
        raise IntakeError(_same_day(made, moved, day))
    known = set(frames["customers"]["customer"])
    before = old.get("opportunities")
    if before is not None and len(before) and not before["customer"].isin(known).all():
        lost = before.loc[~before["customer"].isin(known), "customer"].unique()
        added = pd.DataFrame({"customer": sorted(lost), "name": sorted(lost)}, dtype="str")
        frames["customers"] = merge.tidied(pd.concat([frames["customers"], added], ignore_index=True), "customers")
    frames["opportunities"], shots, kept = pipeline.with_history(
        frames["opportunities"], before, old.get("opportunity_snapshots"), day
    )
    frames["opportunities"] = merge.tidied(frames["opportunities"], "opportunities")
    frames["opportunity_snapshots"] = merge.tidied(shots, "opportunity_snapshots")
    made.notes.setdefault("opportunities", Counter())["kept_before"] += kept


def _same_day(made: Made, moved: list[str], day: pd.Timestamp) -> Problem:
    return Problem(
        what=msg(
            "The folder holds these opportunities of {day} in another stage, and nothing tells on which day this export was made: {examples}.",
            day=day.date().isoformat(),
            examples=", ".join(moved[:5]),
        ),
        do=msg("Give the day of this export, or the history of stages is lost: `--as-of YYYY-MM-DD`."),
        file=made.parts["opportunities"][0].rows.sheet.label,
        kind="ask-as-of",
    )


def _old(folder: Path, table: str) -> pd.DataFrame | None:
    """A table of the folder as it is, or nothing where it is not there or cannot be read."""
    from helpers.company import profile as profiles
    from helpers.company.cells import canonical
    from helpers.company.read_csv import read_csv
    from helpers.errors import CourseError

    path = folder / f"{table}.csv"
    if not path.is_file():
        return None
    try:
        frame, _, problems = canonical(read_csv(path, contract()[table]), profiles.read(folder).currency)
    except CourseError as error:
        raise IntakeError(error.problems) from None
    if problems:
        raise IntakeError(problems)
    return frame


def _chosen(entry: Mapping[str, Any]) -> bool:
    """Whether an entry of the account is a choice of the import that a person made."""
    return entry["how"] == "given" and entry["name"] in {rule.name for rule in IMPORT}


def kept_mapping(imported: Imported, mapping: Mapping[str, Any], by: str = "person") -> dict[str, Any]:
    """What ``mapping.yml`` keeps of an import: decisions, and for people also what headers told by themselves.

    Parameters
    ----------
    mapping
        The flat mapping the import was given; its answers and columns were said by ``by``.
    """
    report = imported.report
    kept: dict[str, Any] = {
        "answers": {},
        "choices": {entry["name"]: entry["value"] for entry in report["choices"] if _chosen(entry)},
        "words": {},
        "sheets": {},
        "said_by": {},
        "known_by_header": {},
        "not_used": {},
    }
    said = answers.part(dict(mapping))
    kept["sheets"] = dict(said.tables)
    entries = [("orders", sheet) for source in report["sources"] for sheet in source["sheets"]]
    entries += [(entry["table"], entry) for entry in report.get("further", []) if entry["table"] != "survey"]
    for table, entry in entries:
        for column in entry["columns"]:
            field, how = column["field"], column["how"]
            if how in ("name", "system"):
                kept["known_by_header"].setdefault(table, {}).setdefault(field, column["column"])
            elif how not in ("group", "joined"):
                kept.setdefault(table, {}).setdefault(field, column["column"])
                who = by if how == "mapping" else "yes" if how.endswith("-yes") else "rule"
                kept["said_by"].setdefault(f"{table}.{field}", who)
        if entry["unused"]:
            kept["not_used"].setdefault(table, [])
            kept["not_used"][table] += [name for name in entry["unused"] if name not in kept["not_used"][table]]
    for table, fields in said.columns.items():  # of tables that this import did not bring
        kept[table] = dict(fields) | kept.get(table, {})
    for table, fields in said.without.items():
        kept.setdefault(table, {}).update({field: mapping_file.NONE for field in sorted(fields)})
    settings = ledger_import.SETTINGS
    kept["answers"] = {key: value for key, value in said.ledger.items() if key in settings} | said.wide
    for entry in report.get("meanings", []):
        if entry["how"] != "known":
            place = f"{entry['place']}.{entry['value']}"
            kept["words"].setdefault(place, [])
            if entry["text"] not in kept["words"][place]:
                kept["words"][place].append(entry["text"])
                kept["said_by"][f"{place}: {entry['text']}"] = by if entry["how"] == "given" else "yes"
    return kept


def write(imported: Imported, folder: str | Path, mapping: Mapping[str, Any], *, replace: bool = False) -> Path:
    """Save the folder, and beside its tables the mapping for next month; returns the folder."""
    folder = Path(folder)
    kept, before = kept_mapping(imported, mapping), _said_before(folder / mapping_file.FILE)
    kept["said_by"] = {place: before.get(place, who) for place, who in kept["said_by"].items()}
    ledger_import.write(imported, folder, replace=replace)
    try:
        (folder / mapping_file.FILE).write_text(mapping_file.text(kept), "utf-8", newline="\n")
    except OSError as error:
        what = msg("The folder cannot be written: {why}.", why=refusal(error))
        do = msg("Close its files in Excel or WPS, and check that you may write there.")
        raise IntakeError(Problem(what=what, do=do, file=mapping_file.FILE)) from None
    return folder


def _said_before(path: Path) -> dict[str, str]:
    """Who decided what, as an earlier import kept it."""
    import yaml

    try:
        found = yaml.safe_load(path.read_text("utf-8-sig"))
        return {str(place): str(who) for place, who in found["said_by"].items()}
    except (OSError, yaml.YAMLError, UnicodeDecodeError, AttributeError, KeyError, TypeError):
        return {}
