"""Add an import to the folder that is there: nothing twice, and no change of the past unseen."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.company.check import check
from helpers.company.folder import Company
from helpers.company.profile import Profile
from helpers.company.save import decimal_text, parquet_bytes, table_text
from helpers.company.schema import tables
from helpers.errors import FolderError, IntakeError, Problem
from helpers.intake.account.keep import ASIDE
from helpers.intake.account.told import text_hash
from helpers.intake.again import documents, history, rows
from helpers.intake.columns.header import FIELD_WORDS, Listed
from helpers.intake.ledger.ledger_import import Imported
from helpers.language import msg
from helpers.quantity import Quantity, minor_digits

#: Documents named as examples of what has changed.
EXAMPLES = 5


def hashes(files: Iterable[str | Path]) -> list[dict[str, str]]:
    """Name and hash of each file; of what is no file (a database) the name alone."""
    found = []
    for file in files:
        path = Path(str(file))
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found.append({"file": path.name if path.is_file() else str(file), "sha256": digest})
    return found


def known(folder: Path, files: Iterable[str | Path]) -> bool:
    """Whether all files were imported into the folder before, byte for byte."""
    import json

    try:
        told = json.loads((folder / "intake.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    seen = history.known_hashes(told if isinstance(told, dict) else None)
    given = [entry["sha256"] for entry in hashes(files)]
    return bool(given) and all(digest in seen for digest in given)


def add(
    imported: Imported, folder: Path, files: Iterable[str | Path], *, accept: bool = False, by: str = ""
) -> Imported:
    """What the folder would be with the import added, still unwritten.

    Parameters
    ----------
    imported
        The further export, imported by itself.
    accept
        Take the newer export's word where documents or invoices of the past differ or are gone.
    by
        Who accepts.

    Raises
    ------
    FolderError
        When the folder has problems.
    IntakeError
        When the folder is another company's or of another currency, or the past has changed and that is not accepted.
    """
    checked = check(folder, merge=False)
    if checked.problems:
        raise FolderError(checked.problems)
    old, new = checked.company, imported.company
    _one_firm(old, new)
    back = (old.intake or {}).get("taken_back", ())
    sold = new.frames["orders"] if imported.report["sources"] else new.frames["orders"].iloc[:0]
    compared = documents.compare(old.frames["orders"], sold, back)
    newer = sold["date"].max() >= old.frames["orders"]["date"].max() if len(sold) else new.date >= old.date
    frames, joined = {**old.frames, "orders": compared.orders}, {}
    frames.pop("words", None)  # people fill that file in, and no import writes it
    for name, frame in new.frames.items():
        if name != "orders":
            before = old.frames.get(name, frame.iloc[:0])
            joined[name] = rows.join(before, frame, tables()[name], newer)
            frames[name] = joined[name].frame
    if poorer := _poorer(compared, sold):
        raise IntakeError(poorer)
    problems = _changes(compared, joined, new.currency)
    if problems and not accept:
        raise IntakeError(problems)
    this = _this(imported, compared, joined, files, by if problems else "", bool(problems))
    report = history.joined(old.intake, imported.report, compared, this)
    profile = dataclasses.replace(_answered(old.profile, new.profile), as_of=max(old.date, new.date))
    later = new.date >= old.date
    how = imported.report["as_of"]["how"] if later else (old.intake or {}).get("as_of", {}).get("how", "folder")
    report["as_of"] = {"date": profile.as_of.isoformat(), "how": how}
    kept = [choice for choice in report.get("choices", []) if choice["name"] != "as_of"]
    said = "given" if how == "given" else "proposed"
    report["choices"] = [{"name": "as_of", "value": profile.as_of.isoformat(), "how": said}, *kept]
    parquet = tuple(n for n in frames if n in imported.parquet or (folder / f"{n}.parquet").is_file())
    known_tables = dict((old.intake or {}).get("tables", {})) | dict(imported.report["tables"])
    report["tables"] = {
        name: {
            **known_tables.get(name, {}),
            "rows": len(frame),
            "sha256": _hash(frame, name, profile.currency, name in parquet),
        }
        for name, frame in frames.items()
    }
    aside = _aside(folder, imported.set_aside, compared.replaced, minor_digits(profile.currency))
    return Imported(Company(profile, frames, report), aside, report, parquet)


def _hash(frame: pd.DataFrame, name: str, currency: str, parquet: bool) -> str:
    """Hash of the table as it will be written, so that a later edit is noticed."""
    if parquet:
        return hashlib.sha256(parquet_bytes(frame, tables()[name], currency)).hexdigest()
    return text_hash(table_text(frame, tables()[name], currency))


#: What of the lines was chosen by what revenue was said to mean; unsaid, another column may have been taken.
CHOSEN = {"revenue.basis": "date", "revenue.tax": "amount"}


def _chosen(company: Company, name: str) -> bool:
    """Whether the folder's lines had more than one column to choose from: an answer that comes later may contradict it."""
    choices = (company.intake or {}).get("choices", [])
    return any(choice["name"] == CHOSEN[name] and choice["how"] == "proposed" for choice in choices)


def _answered(old: Profile, new: Profile) -> Profile:
    """The folder's profile with what revenue means, where the folder did not know and the import says."""
    return dataclasses.replace(
        old,
        revenue_basis=new.revenue_basis if old.revenue_basis == "unknown" else old.revenue_basis,
        revenue_tax=new.revenue_tax if old.revenue_tax == "unknown" else old.revenue_tax,
    )


def _one_firm(old: Company, new: Company) -> None:
    problems = []
    for name, before, after in (
        ("id", old.id, new.id),
        ("currency", old.currency, new.currency),
        ("revenue.basis", old.profile.revenue_basis, new.profile.revenue_basis),
        ("revenue.tax", old.profile.revenue_tax, new.profile.revenue_tax),
    ):
        if before != after and not (
            name.startswith("revenue") and (after == "unknown" or (before == "unknown" and not _chosen(old, name)))
        ):
            problems.append(
                Problem(
                    what=msg("The folder says {before}, the import {after}.", before=before, after=after),
                    do=msg(
                        "The folder's lines were read before this was said, and another of their columns may be meant: import all its files again in one call with the answer, without --add."
                    )
                    if before == "unknown"
                    else msg(
                        "Amounts of two kinds must not be added up: import with the folder's own, or into another folder."
                    ),
                    file="company.yml",
                    column=name,
                )
            )
    if problems:
        raise IntakeError(problems)


#: What a line of the folder must not lose to a line of a newer export.
KEPT = ("product", "quantity", "cost")


def _poorer(compared: documents.Compared, sold: pd.DataFrame) -> list[Problem]:
    """Why lines that tell more must not be replaced by those of an export that tells less: never to be accepted."""
    replaced = compared.replaced
    lost = [c for c in KEPT if documents.filled(replaced, c) and not documents.filled(sold, c)]
    if not lost:
        return []
    return [
        Problem(
            what=msg(
                "{lines} lines of the folder with {fields} would be replaced by lines without: {docs} documents from {first} to {last}. The export is no further export of the order lines.",
                lines=Quantity(len(replaced), "count"),
                docs=Quantity(int(replaced["doc_no"].nunique()), "count"),
                fields=Listed(tuple(FIELD_WORDS[c] for c in lost)),
                first=f"{replaced['date'].min():%Y-%m-%d}",
                last=f"{replaced['date'].max():%Y-%m-%d}",
            ),
            do=msg(
                "If it lists invoices or receivables, say so: `--map tables=FILE:invoices`. If it is of order lines, export it again with these columns. Nothing was changed."
            ),
            file="orders",
            kind="poorer",
        )
    ]


def _changes(compared: documents.Compared, joined: Mapping[str, rows.Joined], currency: str) -> list[Problem]:
    """What of the past is otherwise in the newer export, as problems with examples."""

    def money(frame: pd.DataFrame) -> Quantity:
        return Quantity(int(frame["amount"].sum()), "money", currency=currency)

    def count(frame: pd.DataFrame) -> Quantity:
        return Quantity(int(frame["doc_no"].nunique()), "count")

    do = msg("Ask why the past has changed. To take the newer export's word: --accept-changes.")
    problems = []
    if len(compared.changed_before):
        problems.append(
            Problem(
                what=msg(
                    "{n} documents differ from those in the folder ({lines} lines): {before} there, {after} in the new export. Such as: {examples}.",
                    n=count(compared.changed_before),
                    lines=Quantity(len(compared.changed_before), "count"),
                    before=money(compared.changed_before),
                    after=money(compared.changed_after),
                    examples=_examples(compared.changed_before, compared.changed_after, currency),
                ),
                do=do,
                file="orders",
                kind="changed-past",
            )
        )
    if len(compared.vanished):
        problems.append(
            Problem(
                what=msg(
                    "{n} documents ({lines} lines, {money}) are in the folder but not in the new export, though it covers their days. Such as: {examples}.",
                    n=count(compared.vanished),
                    lines=Quantity(len(compared.vanished), "count"),
                    money=money(compared.vanished),
                    examples=_examples(compared.vanished, None, currency),
                ),
                do=do,
                file="orders",
                kind="changed-past",
            )
        )
    for name, part in joined.items():
        if len(part.differ):
            shown = [f"{r.key} {r.column}: {r.before} → {r.after}" for r in part.differ.head(EXAMPLES).itertuples()]
            problems.append(
                Problem(
                    what=msg(
                        "{n} rows differ from those in the folder. Such as: {examples}.",
                        n=Quantity(int(part.differ["key"].nunique()), "count"),
                        examples="; ".join(shown),
                    ),
                    do=do,
                    file=name,
                    kind="changed-past",
                )
            )
    return problems


def _examples(before: pd.DataFrame, after: pd.DataFrame | None, currency: str) -> str:
    """The documents with most money, each with its day and money before and after."""

    def sums(frame: pd.DataFrame) -> pd.Series:
        return frame.groupby("doc_no")["amount"].sum()

    def said(doc) -> str:
        if after is None:
            return money(was[doc])
        mine, theirs = before[before["doc_no"] == doc], after[after["doc_no"] == doc]
        told = [f"{money(was[doc])} → {money(now[doc])}"] if was[doc] != now[doc] else [money(was[doc])]
        if len(mine) != len(theirs):
            lines = (Quantity(len(frame), "count").render() for frame in (mine, theirs))
            told.append(str(msg("{before} lines → {after}", before=next(lines), after=next(lines))))
        elif was[doc] == now[doc]:
            told += _cells(mine, theirs, currency)
        return ", ".join(told)

    size = before.assign(size=before["amount"].abs()).groupby("doc_no")["size"].sum().reset_index()
    docs = size.sort_values(["size", "doc_no"], ascending=[False, True])["doc_no"].head(EXAMPLES)
    day, was = before.groupby("doc_no")["date"].min(), sums(before)
    now = None if after is None else sums(after)

    def money(amount: int) -> str:
        return Quantity(int(amount), "money", currency=currency).render(spec="exact")

    return "; ".join(f"{doc} ({day[doc]:%Y-%m-%d}) {said(doc)}" for doc in docs)


def _cells(before: pd.DataFrame, after: pd.DataFrame, currency: str) -> list[str]:
    """What else of a document's lines differs: column, cells there, cells in the export."""
    told = []
    for name in tables()["orders"].names:
        if name == "amount" or not (documents.filled(before, name) and documents.filled(after, name)):
            continue
        cells = [sorted(_text(cell, name, currency) for cell in frame[name].dropna()) for frame in (before, after)]
        if cells[0] != cells[1]:
            there, here = (", ".join(dict.fromkeys(texts)) for texts in cells)
            told.append(f"{tables()['orders'][name].title}: {there} → {here}")
    return told


def _text(cell: object, name: str, currency: str) -> str:
    if name == "cost":
        return Quantity(int(cell), "money", currency=currency).render(spec="exact")
    return (
        f"{cell:%Y-%m-%d}" if isinstance(cell, pd.Timestamp) else f"{cell:g}" if isinstance(cell, float) else str(cell)
    )


def _this(imported, compared, joined, files, by: str, accepted: bool) -> dict[str, Any]:
    """What is kept of this import by itself."""

    def part(frame: pd.DataFrame) -> dict[str, int]:
        return {"documents": int(frame["doc_no"].nunique()), "rows": len(frame), "money": int(frame["amount"].sum())}

    dates = (
        imported.company.frames["orders"]["date"] if imported.report["sources"] else pd.Series(dtype="datetime64[us]")
    )
    this: dict[str, Any] = {
        "files": hashes(files),
        "first_date": dates.min().date().isoformat() if len(dates) else None,
        "last_date": dates.max().date().isoformat() if len(dates) else None,
        "totals": dict(imported.report["totals"]),
        "orders": {
            "new": part(compared.new),
            "late": part(compared.late),
            "again": part(compared.again),
            "changed_before": part(compared.changed_before),
            "changed_after": part(compared.changed_after),
            "vanished": part(compared.vanished),
        },
        "tables": {name: {"added": one.added, "updated": one.updated} for name, one in joined.items()},
        "accepted": accepted,
    }
    return this | ({"by": by} if by else {})


def _aside(folder: Path, new: pd.DataFrame, replaced: pd.DataFrame, digits: int) -> pd.DataFrame:
    """Rows set aside of all imports, and the folder's own rows that a newer export has replaced."""
    parts = []
    path = folder / ASIDE
    if path.is_file():
        with contextlib.suppress(ValueError):  # empty
            parts.append(pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig"))
    parts.append(new)
    if len(replaced):
        out = pd.DataFrame({"file": "orders", "sheet": "", "line": "", "reason": "replaced"}, index=replaced.index)
        cells = replaced.assign(date=replaced["date"].dt.strftime("%Y-%m-%d"))
        for name in ("amount", "cost"):
            if name in cells:
                cells[name] = decimal_text(cells[name], digits)
        parts.append(pd.concat([out, cells], axis="columns"))
    return pd.concat([part.astype("str") for part in parts], ignore_index=True).fillna("")
