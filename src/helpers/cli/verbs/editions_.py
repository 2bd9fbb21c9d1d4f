"""``course editions``: keep the English notebooks in step with the Chinese."""

from __future__ import annotations

import click

from helpers.cli import options
from helpers.language import msg
from helpers.quantity import Quantity


def command() -> click.Command:
    return options.command(
        "editions",
        run,
        msg("Bring the English notebooks in step with the Chinese, which are written first."),
        (
            "course editions",
            "course editions --check",
            "course editions --accept 02_classification:question-abc",
        ),
        [
            click.Option(["--check"], is_flag=True, help=str(msg("Change nothing; exit status 2 if out of step."))),
            click.Option(
                ["--accept"],
                multiple=True,
                metavar="NOTEBOOK[:CELL]",
                help=str(msg("Declare a notebook or cell translated as it stands now.")),
            ),
        ],
        more=[msg("Copies code, ids, tags and order; names every cell whose translation is stale or missing.")],
    )


def run(check: bool, accept: tuple[str, ...]) -> int:
    from helpers import editions

    for name in accept:
        click.echo(str(editions.accept_named(name)))
    if not check:
        for path in editions.sync_all():
            click.echo(str(msg("Written: {path}", path=str(path))))
    found = editions.check_all()
    for difference in found:
        click.echo(str(difference), err=True)
    if found:
        options.tell(msg("Out of step: {n}", n=Quantity(len(found), "count")))
        return 2
    click.echo(str(msg("Both editions are in step.")))
    return 0
