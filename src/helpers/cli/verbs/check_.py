"""``course check``: everything wrong in a client folder at once, or what a good one can feed."""

from __future__ import annotations

import click

from helpers.cli import options
from helpers.language import msg
from helpers.quantity import Quantity


def command() -> click.Command:
    return options.command(
        "check",
        run,
        msg("Check a client folder: all problems at once, and which stations it can feed."),
        ("course check hengce", "course check data/companies/acme"),
        [options.company()],
        more=[msg("Exit status 0: good; 2: problems, each with file, row, column, what is wrong and what to do.")],
    )


def run(company: str) -> int:
    from helpers.company.check import check
    from helpers.company.folder import locate

    checked = check(locate(company))
    if checked.problems:
        for problem in checked.problems:
            click.echo(problem.render() + "\n", err=True)
        click.echo(str(msg("Problems: {n}", n=Quantity(len(checked.problems), "count"))), err=True)
        return 2
    from helpers.company.feeds import feeds

    click.echo(feeds(checked.company).render())
    return 0
