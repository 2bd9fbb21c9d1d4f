"""``course anonymise``: a copy of a client folder in which names, numbers and addresses are pseudonyms."""

from __future__ import annotations

from pathlib import Path

import click

from helpers.cli import options
from helpers.errors import ParameterError, Problem
from helpers.language import Message, msg
from helpers.quantity import Quantity


def command() -> click.Command:
    return options.command(
        "anonymise",
        run,
        msg("Make a copy of a client folder in which names, numbers and addresses are pseudonyms."),
        (
            "course anonymise acme --out D:/send/copy",
            "course anonymise acme --out copy --k 10 --shift-dates --scale-amounts",
            "course anonymise --excel pseudonyms.xlsx",
        ),
        [
            click.Argument(
                ["company"],
                required=False,
                metavar="COMPANY",
                help=str(msg("Id of a company under data/companies, or its folder.")),
            ),
            click.Option(
                ["--out"],
                type=click.Path(file_okay=False, path_type=Path),
                help=str(msg("New folder for the copy; its name should name nobody either.")),
            ),
            click.Option(
                ["--k"],
                type=int,
                default=5,
                show_default=True,
                help=str(msg("Customers that must share whatever outsiders may know of one.")),
            ),
            click.Option(["--shift-dates"], is_flag=True, help=str(msg("Move all dates by a secret number of weeks."))),
            click.Option(["--scale-amounts"], is_flag=True, help=str(msg("Multiply all amounts by a secret factor."))),
            click.Option(
                ["--key"],
                type=click.Path(dir_okay=False, path_type=Path),
                metavar="FILE",
                help=str(
                    msg("File of the key; .course-keys in your home folder when not given. Keep it; never send it.")
                ),
            ),
            click.Option(["--seed"], type=int, help=str(msg("For exercises only: a key that anyone can guess."))),
            click.Option(
                ["--excel"],
                type=click.Path(dir_okay=False, path_type=Path),
                metavar="FILE",
                help=str(
                    msg(
                        "Instead: an Excel workbook without macros that does it from pasted tables, in the client's house."
                    )
                ),
            ),
        ],
        more=[
            msg(
                "The same value has the same pseudonym in all tables and, with the same key, next month. "
                "Texts are searched for names, phones, mails, addresses and numbers; have a person read them all the same."
            ),
        ],
    )


def run(
    company: str | None,
    out: Path | None,
    k: int,
    shift_dates: bool,
    scale_amounts: bool,
    key: Path | None,
    seed: int | None,
    excel: Path | None,
) -> int:
    if excel is not None:
        from helpers.intake.privacy.workbook import write as write_workbook

        write_workbook(excel, k=max(k, 2), seed=seed)
        click.echo(str(msg("The workbook is here: {file}", file=options.shown(excel))))
        return 0
    if not company or out is None:
        raise ParameterError(
            Problem(
                what=msg("A company and a folder for its copy are needed."),
                do=msg("Write for example: course anonymise acme --out copy"),
                column="--out" if company else "COMPANY",
            )
        )
    return copied(company, out, k, shift_dates, scale_amounts, key, seed)


def copied(
    company: str, out: Path, k: int, shift_dates: bool, scale_amounts: bool, key: Path | None, seed: int | None
) -> int:
    from helpers.company import folder
    from helpers.company.check import check
    from helpers.errors import FolderError
    from helpers.intake.privacy import key as keys
    from helpers.intake.privacy.aside import read as read_aside
    from helpers.intake.privacy.copy import anonymise, left_behind, write

    firm = folder.open(company)
    path = key or keys.default_path(firm.id)
    if path.resolve().is_relative_to(out.resolve()):
        raise ParameterError(
            Problem(
                what=msg("The key would lie inside the copy."),
                do=msg("Keep it where the copy does not go: name another file."),
                column="--key",
            )
        )
    old = keys.load(path, firm.id)
    if old is not None and seed is not None:
        raise ParameterError(
            Problem(
                what=msg("{option} does not go here.", option="--seed"),
                do=msg("There is a key already: {file}.", file=options.shown(path)),
                column="--seed",
            )
        )
    secret = old or keys.new(firm.id, seed)
    made = anonymise(
        firm, secret, k=k, shift_dates=shift_dates, scale_amounts=scale_amounts, aside=read_aside(firm.folder)
    )
    write(made, out)
    keys.save(secret, path)
    for line in told(made, k):
        click.echo(str(line))
    for name in left_behind(firm.folder):
        click.echo(str(msg("Not copied: {file}", file=name)))
    if problems := check(out).problems:
        raise FolderError(problems)
    click.echo(str(msg("The copy is here: {folder}", folder=options.shown(out))))
    click.echo(str(msg("The key is here, for its owner alone: {file}", file=options.shown(path))))
    click.echo(str(msg("This is pseudonymised, not anonymous: who knows a customer's orders can still find them.")))
    return 0


def told(made, k: int) -> list[Message]:
    """What was done, in words."""
    lines = [
        msg("Codes and names replaced: {n}", n=Quantity(sum(made.replaced.values()), "count")),
        msg("Places replaced inside texts: {n}", n=Quantity(sum(made.scrubbed.values()), "count")),
        msg(
            "Groups of customers: {n}; the smallest has {least}.",
            n=Quantity(made.grouped.groups, "count"),
            least=Quantity(made.grouped.smallest, "count"),
        ),
    ]
    for column, values, coarse, blank in made.grouped.cells.itertuples(index=False, name=None):
        lines.append(
            msg(
                "{column}: {blank} of {values} values left blank, {coarse} made coarser.",
                column=column,
                blank=Quantity(int(blank), "count"),
                values=Quantity(int(values), "count"),
                coarse=Quantity(int(coarse), "count"),
            )
        )
    if not made.grouped.reached:
        lines.append(
            msg("The smallest group stays below {k}: too few customers, or too few without an entry in a table.", k=k)
        )
    return lines
