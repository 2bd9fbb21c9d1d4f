"""``course new``: an empty client folder to fill in, or a demo company made up from a seed."""

from __future__ import annotations

from pathlib import Path

import click

from helpers.cli import options
from helpers.errors import ParameterError, Problem
from helpers.language import msg

#: Seed and industry of a demo company when none is given: the same company on every machine.
SEED, DEMO_INDUSTRY = 1, "industrial_automation"


def command() -> click.Command:
    return options.command(
        "new",
        run,
        msg("Make a client folder: empty, to be filled in, or a demo company that is made up."),
        (
            "course new acme --as-of 2025-12-31 --excel",
            'course new acme --as-of 2025-12-31 --name "Acme GmbH" --currency EUR',
            "course new mydemo --demo --seed 7",
            "course new load --demo --count 200",
        ),
        [
            click.Argument(["company"], metavar="COMPANY", help=str(msg("Id of the company: its folder."))),
            options.made_as_of(msg("Date everything is seen from.")),
            click.Option(["--name"], metavar="TEXT", help=str(msg("Name of the company; the id when not given."))),
            options.industry(None),
            click.Option(["--currency"], metavar="CODE", help=str(msg("ISO code of all amounts; CNY when not given."))),
            click.Option(
                ["--excel"],
                is_flag=True,
                help=str(msg("Also an Excel workbook to fill in, with drop-downs and checks.")),
            ),
            click.Option(["--demo"], is_flag=True, help=str(msg("Make up a fictional company with its orders."))),
            click.Option(
                ["--seed"], type=int, help=str(msg("Seed of the demo company: the same seed, the same company."))
            ),
            click.Option(
                ["--count"],
                type=click.IntRange(min=1),
                help=str(
                    msg(
                        "So many demo companies COMPANY-001, COMPANY-002 … at once, of all industries in turn; for load tests."
                    )
                ),
            ),
            click.Option(
                ["--out"],
                type=click.Path(file_okay=False, path_type=Path),
                help=str(msg("Folder to write to; data/companies/COMPANY when not given.")),
            ),
        ],
    )


def run(
    company: str,
    as_of: str | None,
    name: str | None,
    industry: str | None,
    currency: str | None,
    excel: bool,
    demo: bool,
    seed: int | None,
    count: int | None,
    out: Path | None,
) -> int:
    from helpers import paths

    folder = out or paths.companies() / company
    if demo and count is not None:
        only = {"--as-of": as_of, "--name": name, "--currency": currency, "--excel": excel or None}
        refuse({key for key, value in only.items() if value is not None}, msg("A demo company makes its own."))
        return many(company, out or paths.companies(), industry, SEED if seed is None else seed, count)
    if demo:
        only = {"--as-of": as_of, "--name": name, "--currency": currency, "--excel": excel or None}
        refuse({key for key, value in only.items() if value is not None}, msg("A demo company makes its own."))
        made_up(company, folder, industry or DEMO_INDUSTRY, SEED if seed is None else seed)
    else:
        refuse({"--seed"} if seed is not None else set(), msg("Only a demo company has a seed; add --demo."))
        refuse({"--count"} if count is not None else set(), msg("Only demo companies are made by number; add --demo."))
        if not as_of:
            raise ParameterError(
                Problem(
                    what=msg("The as-of date is missing."),
                    do=msg("Add --as-of 2025-12-31: the day everything is seen from."),
                    column="--as-of",
                )
            )
        from helpers.company import new

        new.create(
            company, folder, as_of=as_of, name=name or company, industry=industry or "general",
            currency=currency or "CNY", excel=excel,
        )  # fmt: skip
    click.echo(str(msg("The client folder is here: {folder}", folder=options.shown(folder))))
    if not demo:
        click.echo(str(msg("First fill in the tables that are there; data/README.md says what each column means.")))
    click.echo(str(msg("Next: {command}", command=f"course check {options.shown(folder) if out else company}")))
    return 0


def refuse(given: set[str], do) -> None:
    """Options that do not go together."""
    if given:
        problems = [Problem(what=msg("{option} does not go here.", option=option), do=do) for option in sorted(given)]
        raise ParameterError(problems)


def known(company: str, industry: str) -> None:
    """Refuse a wrong id, and an industry without a market."""
    from helpers.company.names import wrong_id
    from helpers.demo.market import markets

    if wrong := wrong_id(company):
        raise ParameterError(Problem(what=wrong, do=msg("Give another id."), column="COMPANY"))
    if industry not in markets():
        raise ParameterError(
            Problem(
                what=msg("There is no demo market called {industry}.", industry=repr(industry)),
                do=msg("Take one of: {known}.", known=", ".join(markets())),
                column="--industry",
            )
        )


def free(folder: Path) -> None:
    """Refuse a folder that holds files: nothing is written over."""
    if folder.exists() and any(folder.iterdir()):
        raise ParameterError(
            Problem(
                what=msg("The folder {folder} is there already and holds files.", folder=str(folder)),
                do=msg("Take another id, or move the folder away."),
            )
        )


def made_up(company: str, folder: Path, industry: str, seed: int) -> None:
    """Write a demo company; an existing folder is never written over."""
    from helpers.demo import build

    known(company, industry)
    free(folder)
    build.write(company, seed, folder, industry)


def many(company: str, folder: Path, industry: str | None, seed: int, count: int) -> int:
    """Write many demo companies; none is begun when a folder is there already."""
    from helpers.demo.several import ids, several

    known(company, industry or DEMO_INDUSTRY)
    for own in ids(company, count):
        free(folder / own)
    with click.progressbar(
        several(company, count, seed, folder, (industry,) if industry else ()), length=count
    ) as made:
        for _ in made:
            pass
    click.echo(str(msg("{count} client folders are here: {folder}", count=count, folder=options.shown(folder))))
    return 0
