"""A new client folder: ``company.yml`` with a word on each setting, and tables to fill in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from helpers.company.profile import BASES, FILE, SCHEMA, TAXES
from helpers.company.schema import tables
from helpers.company.settings import parts
from helpers.company.sources import SUFFIXES, WORKBOOK
from helpers.company.workbook import fill_in_bytes
from helpers.errors import FolderError, Problem
from helpers.language import Message, current, msg, using


def create(
    company: str,
    folder: Path,
    *,
    name: str,
    as_of: dt.date | str,
    industry: str = "general",
    currency: str = "CNY",
    lang: str | None = None,
    excel: bool = False,
) -> Path:
    """Make a client folder to fill in; returns it.

    Parameters
    ----------
    company
        Id: what results and reports are filed under.
    folder
        Where to; it may be there already, but not with a client's data in it.
    name
        Name of the firm.
    as_of
        The day everything is seen from: a choice, so there is no default.
    lang
        Language of the explanations, and of the workbook.
    excel
        An Excel workbook to fill in, instead of a CSV file for each required table.

    Raises
    ------
    FolderError
        With everything wrong in what was given; or when the folder holds data, or cannot be written.
    """
    lang = lang or current()
    day = as_of.isoformat() if hasattr(as_of, "isoformat") else str(as_of).strip()
    given = {"schema": SCHEMA, "id": company, "name": name, "industry": industry, "currency": currency, "as_of": day}
    told = parts(given)
    if told.problems:
        raise FolderError(told.problems)
    if there := taken(folder):
        raise FolderError(
            Problem(
                what=msg(
                    "The folder {folder} holds client data already: {files}.",
                    folder=folder.name,
                    files=", ".join(there),
                ),
                do=msg("Take another folder, or move these files away."),
                file=folder.name,
                kind="not-empty",
            )
        )
    given["currency"] = told.currency
    files = {FILE: settings_text(given, lang).encode()}
    if excel:
        files[WORKBOOK] = fill_in_bytes(lang, told.currency, told.as_of)
    else:
        for table in tables().values():
            if table.required:
                files[f"{table.name}.csv"] = "\ufeff".encode() + ",".join(table.names).encode() + b"\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            (folder / file).write_bytes(content)
    except OSError as error:
        raise FolderError(
            Problem(
                what=msg("The folder cannot be written: {why}.", why=error.strerror or type(error).__name__),
                do=msg("Take another folder, or see that you may write there."),
                file=folder.name,
                kind="not-writable",
            )
        ) from None
    return folder


def taken(folder: Path) -> list[str]:
    """Files of a folder that a client folder would read, or the path itself when it is a file."""
    if folder.exists() and not folder.is_dir():
        return [folder.name]
    names = [path.name for path in sorted(folder.iterdir())] if folder.is_dir() else []
    ours = {FILE, WORKBOOK, "intake.json"} | {f"{table}{suffix}" for table in tables() for suffix in SUFFIXES}
    return [name for name in names if name.casefold() in ours]


def settings_text(given: dict[str, Any], lang: str) -> str:
    """``company.yml`` with a comment on each setting, in one language."""
    import yaml

    def line(key: str, value: Any) -> str:
        return yaml.safe_dump({key: value}, allow_unicode=True, width=10_000).rstrip("\n")

    def remark(sentence: Message) -> str:
        return f"# {sentence}"

    with using(lang):
        bases, taxes = (", ".join(f"{key} ({known[key].pick(lang)})" for key in known) for known in (BASES, TAXES))
        lines = [
            remark(msg("Settings of the client folder. Lines that begin with # are explanations.")),
            line("schema", given["schema"]),
            "",
            remark(msg("Short name that results and reports are filed under.")),
            line("id", given["id"]),
            remark(msg("Name of the firm; in both languages if you like: zh and en.")),
            line("name", given["name"]),
            remark(msg("Industry preset: usual thresholds and tables.")),
            line("industry", given["industry"]),
            remark(msg("ISO code of the currency of all amounts.")),
            line("currency", given["currency"]),
            remark(msg("The day everything is seen from: the last day the data are complete for.")),
            f"as_of: {given['as_of']}",
            remark(msg("true only for a firm that is made up.")),
            "fictional: false",
            "",
            remark(msg("What the amounts of the order lines mean.")),
            "revenue:",
            remark(msg("basis is one of: {choices}", choices=bases)),
            "  basis: unknown",
            remark(msg("tax is one of: {choices}", choices=taxes)),
            "  tax: unknown",
            "",
            remark(msg("Revenue as finance reports it, to tie out to (take the # away and put in yours).")),
            *_commented(
                [
                    "finance:",
                    "- from: 2025-01-01",
                    "  to: 2025-12-31",
                    '  revenue: "1234567.89"',
                    "  source: " + str(msg("general ledger")),
                ]
            ),
            "",
            remark(msg("Rules of a station that differ from the usual.")),
            *_commented(["rules:", "  classification:", "    abc_a: 0.7"]),
            "",
            remark(msg("Tables that lie in a database; passwords come from environment variables.")),
            *_commented(
                [
                    "tables:",
                    "  orders:",
                    "    database: postgres://reader:${SALES_PASSWORD}@host/sales",
                    "    table: order_lines",
                ]
            ),
        ]
    return "\n".join(lines) + "\n"


def _commented(lines: list[str]) -> list[str]:
    return [f"# {line}" for line in lines]
