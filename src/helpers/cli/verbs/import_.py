"""``course import``: an order ledger becomes a client folder, and every row is accounted for."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helpers.cli import options
from helpers.cli.account import lines
from helpers.cli.account_further import lines as further_lines
from helpers.cli.added import lines as added_lines
from helpers.errors import CourseError, ParameterError, Problem
from helpers.language import msg
from helpers.quantity import Quantity

if TYPE_CHECKING:
    from helpers.company.folder import Company

#: With more customers than this the names are not compared at once: it would take longer than the import.
COMPARED = 3000


def command() -> click.Command:
    return options.command(
        "import",
        run,
        msg("Turn exports (order lines, and other tables beside them) into a client folder."),
        (
            "course import ledger.xlsx --company acme --currency CNY",
            "course import 2024.csv 2025.csv --company acme --currency CNY --as-of 2025-12-31",
            'course import ledger.csv --company acme --currency EUR --map "amount=Net value" --map date_order=dmy',
        ),
        [
            click.Argument(
                ["files"],
                nargs=-1,
                required=True,
                metavar="FILE…",
                help=str(
                    msg(
                        "Exports: CSV, text, Excel, Parquet, SQLite or DuckDB files, or postgres://…; order lines, and any other tables beside them."
                    )
                ),
            ),
            click.Option(["--company"], required=True, metavar="ID", help=str(msg("Id of the company: its folder."))),
            click.Option(
                ["--currency"], required=True, metavar="CODE", help=str(msg("ISO code of all amounts: CNY, EUR …"))
            ),
            click.Option(["--name"], metavar="TEXT", help=str(msg("Name of the company; the id when not given."))),
            options.made_as_of(
                msg(
                    "Date everything is seen from; else the end of the period stated above the lines, of the month of the last order, or its day."
                )
            ),
            options.industry(None),
            click.Option(
                ["--basis"],
                type=click.Choice(["shipped", "invoiced", "paid", "ordered", "unknown"]),
                default="unknown",
                help=str(msg("What revenue means.")),
            ),
            click.Option(
                ["--tax"],
                type=click.Choice(["included", "excluded", "unknown"]),
                default="unknown",
                help=str(msg("Whether amounts include tax.")),
            ),
            click.Option(
                ["--finance"],
                multiple=True,
                metavar="PERIOD=AMOUNT",
                help=str(msg("Revenue as finance reports it, to tie out to: 2025=1234567.89; may be given again.")),
            ),
            click.Option(
                ["--map", "answered"],
                multiple=True,
                metavar="FIELD=HEADER",
                help=str(msg("Which column is what, or an answer such as date_order=dmy; may be given again.")),
            ),
            click.Option(
                ["--mapping"],
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                metavar="FILE",
                help=str(msg("The same as a YAML file, one line each: amount: Net value")),
            ),
            click.Option(
                ["--choose", "choices"],
                multiple=True,
                metavar="NAME=VALUE",
                help=str(msg("A choice of the import, such as {example}.", example="identical_lines=set_aside")),
            ),
            click.Option(
                ["--yes"],
                is_flag=True,
                help=str(msg("Take the best proposals instead of asking; the account says which.")),
            ),
            click.Option(
                ["--take-back"],
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                metavar="FILE",
                help=str(
                    msg("Rows set aside that are to be kept: a copy of set_aside.csv with only these rows, mended.")
                ),
            ),
            click.Option(
                ["--out"],
                type=click.Path(file_okay=False, path_type=Path),
                help=str(msg("Folder to write to; data/companies/ID when not given.")),
            ),
            options.replace(),
            click.Option(
                ["--add"], is_flag=True, help=str(msg("Add to the folder that is there; the same lines count once."))
            ),
            click.Option(
                ["--accept-changes"],
                is_flag=True,
                help=str(msg("With --add: take the newer export's word where the past differs from the folder.")),
            ),
            click.Option(["--by"], default="", metavar="NAME", help=str(msg("With --accept-changes: who accepts."))),
        ],
        more=[
            msg("Prints the reconciliation: rows and money in, kept, set aside and why, and every repair."),
            msg("What cannot be decided from the data is asked: exit status 2 and what to answer with --map."),
            msg("Answers are kept in mapping.yml beside the tables, and used again for the same company."),
        ],
    )


def run(
    files: tuple[str, ...],
    company: str,
    currency: str,
    name: str | None,
    as_of: str | None,
    industry: str | None,
    basis: str,
    tax: str,
    finance: tuple[str, ...],
    answered: tuple[str, ...],
    mapping: Path | None,
    choices: tuple[str, ...],
    take_back: Path | None,
    yes: bool,
    out: Path | None,
    replace: bool,
    add: bool,
    accept_changes: bool,
    by: str,
) -> int:
    from helpers import paths
    from helpers.cli import finance as tied
    from helpers.company import profile as profiles
    from helpers.company.check import check
    from helpers.errors import FolderError
    from helpers.intake import folder_import
    from helpers.intake.account import keep
    from helpers.intake.again import add as again

    target = out or paths.companies() / company
    add = add and (target / "company.yml").is_file()
    before = _before(target, company)
    otherwise = before and (
        basis not in ("unknown", before.revenue_basis) or tax not in ("unknown", before.revenue_tax)
    )
    if add and not otherwise and again.known(target, files):
        click.echo(str(msg("These files were imported before, byte for byte: nothing has changed.")))
        return 0
    said = from_file(mapping or _kept(target)) | answers(answered)
    totals = tied.totals(finance, currency)
    if before:  # what was said of the company holds until it is said otherwise
        name, industry = name or before.name, industry or before.industry
        basis = before.revenue_basis if basis == "unknown" else basis
        tax = before.revenue_tax if tax == "unknown" else tax
    imported = folder_import.import_files(
        files,
        id=company,
        name=name or company,
        as_of=as_of or None,
        currency=currency,
        industry=industry or "general",
        revenue_basis=basis,
        revenue_tax=tax,
        mapping=said,
        rules={key: options.scalar(value) for key, value in pairs(choices, "--choose").items()},
        take_back=take_back,
        yes=yes,
        folder=target,
        add=add,
    )
    report = imported.report
    if add:
        imported = again.add(imported, target, files, accept=accept_changes, by=by)
    day = imported.company.date if as_of or not before else max(imported.company.date, before.as_of)
    if problems := tied.not_over(totals, day):
        raise ParameterError(problems)
    profile = imported.company.profile
    profile = dataclasses.replace(profile, finance=keep.totals(profile.finance, totals))
    imported = dataclasses.replace(imported, company=dataclasses.replace(imported.company, profile=profile))
    lost = keep.taken_back(target)
    folder = folder_import.write(imported, target, said, replace=replace)
    seen = profiles.read(folder).as_of  # what was written is what is told
    if seen.isoformat() != report["as_of"]["date"]:
        report = keep.dated(report, seen, "folder")
    for line in (*lines(report), *further_lines(report), *(added_lines(imported.report) if add else ())):
        click.echo(line)
    if before and not (add or take_back) and lost:
        click.echo(
            "\n" + str(msg("Taken back before, and set aside again now: {documents}. Give --take-back again to keep them.",
            documents=", ".join(lost[:20])))
        )  # fmt: skip
    if unsaid := [option for option, value in (("--basis", basis), ("--tax", tax)) if value == "unknown"]:
        click.echo(
            "\n" + str(msg("What revenue means was not said: shipped, invoiced or paid, with or without tax."))
            + " " + str(msg("Say it with {options}; the report tells what is known.", options=" ".join(unsaid)))
        )  # fmt: skip
    checked = check(folder)
    if checked.problems:
        click.echo("\n" + str(msg("The folder was written, but is not good yet:")))
        raise FolderError(checked.problems)
    for number, line in enumerate(tied.lines(checked.company)):
        click.echo(line if number else "\n" + line)
    if doubles := _doubles(checked.company, folder, options.shown(folder) if out else company):
        click.echo("\n" + doubles)
    click.echo("\n" + str(msg("The folder was checked: nothing in it is refused.")))
    click.echo(str(msg("The client folder is here: {folder}", folder=options.shown(folder))))
    click.echo(str(msg("Next: {command}", command=f"course check {options.shown(folder) if out else company}")))
    return 0


def _doubles(company: Company, folder: Path, called: str) -> str:
    """A word on customers that may stand under two names; empty where there are none, or too many to compare here."""
    from helpers.company import same
    from helpers.intake.same.propose import propose, with_answers

    customers = company.frames.get("customers")
    if customers is None or len(customers) > COMPARED:
        return ""
    found = propose({"customers": customers})
    asked = [line for line in with_answers(found, same.read(folder)[0]) if line.answer == "open"]
    if not asked:
        return ""
    first, second = asked[0].more["names"]
    return str(
        msg(
            "Pairs of customers that may be one under two names: {count}, such as {first} and {second}. Look at them before you read the numbers: {command}",
            count=Quantity(len(asked), "count"), first=first, second=second, command=f"course same {called}",
        )
    )  # fmt: skip


def _before(folder: Path, company: str):
    """What ``company.yml`` says of the same company, where it is there and can be read."""
    from helpers.company import profile as profiles

    try:
        profile = profiles.read(folder) if (folder / profiles.FILE).is_file() else None
    except CourseError:
        return None
    return profile if profile and profile.id == company else None


def _kept(folder: Path) -> Path | None:
    """The mapping that an earlier import kept in the folder, if there is one."""
    path = folder / "mapping.yml"
    return path if path.is_file() else None


def from_file(path: Path | None) -> dict:
    """A mapping kept in a file."""
    if path is None:
        return {}
    import yaml

    from helpers.intake.columns.mapping_file import flat

    try:
        found = yaml.safe_load(path.read_text("utf-8-sig")) or {}
        if isinstance(found, dict):
            return flat(found)
    except (yaml.YAMLError, UnicodeDecodeError):
        pass
    raise ParameterError(
        Problem(
            what=msg("The mapping cannot be read."),
            do=msg("Write one line each, such as `amount: Net value`, and save it as UTF-8."),
            file=path.name,
        )
    )


def answers(texts: tuple[str, ...]) -> dict:
    """The mapping: field → header or answer; ``skip_sheets`` is a list."""
    found: dict = {}
    for key, value in pairs(texts, "--map").items():
        if key.endswith(".not_used"):  # may be given again; a header may hold a comma
            said = [text.partition("=")[2].strip() for text in texts if text.partition("=")[0].strip() == key]
            found[key] = list(dict.fromkeys(part for one in said for part in (one, *map(str.strip, one.split(",")))))
            continue
        lists = key in ("skip_sheets", "read_sheets") or key.count(".") == 2
        found[key] = [part.strip() for part in value.split(",")] if lists else value
    return found


def pairs(texts: tuple[str, ...], option: str) -> dict[str, str]:
    """``NAME=VALUE`` texts as a mapping."""
    problems = [
        Problem(
            what=msg("{value} is not a name with a value.", value=repr(text)),
            do=msg("Write it as NAME=VALUE."),
            column=option,
        )
        for text in texts
        if not text.partition("=")[0].strip() or "=" not in text
    ]
    if problems:
        raise ParameterError(problems)
    return {name.strip(): value.strip() for name, _, value in (text.partition("=") for text in texts)}
