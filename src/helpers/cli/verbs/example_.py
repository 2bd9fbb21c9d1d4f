"""``course example``: real, published data as a client folder."""

from __future__ import annotations

from pathlib import Path

import click

from helpers.cli import options
from helpers.language import msg


def command() -> click.Command:
    return options.command(
        "example",
        run,
        msg("Make a client folder of real, published data that comes inside a Python package."),
        ("course example cdnow", "course report cdnow"),
        [
            click.Argument(
                ["name"],
                metavar="NAME",
                help=str(
                    msg(
                        "cdnow: an online music shop, customers of one quarter followed for a year and a half; in USD. "
                        "completejourney: a grocer, every till line of 2,469 households in a year; in USD."
                    )
                ),
            ),
            click.Option(
                ["--out"],
                type=click.Path(file_okay=False, path_type=Path),
                help=str(msg("Folder to write to; data/companies/NAME when not given.")),
            ),
            options.replace(),
        ],
    )


def run(name: str, out: Path | None, replace: bool) -> int:
    import json

    from helpers import paths
    from helpers.cli.account import lines
    from helpers.intake.examples import published as examples

    folder = examples.build(name, out or paths.companies() / name, replace=replace)
    for line in lines(json.loads((folder / "intake.json").read_text("utf-8"))):
        click.echo(line)
    click.echo("\n" + str(msg("The client folder is here: {folder}", folder=options.shown(folder))))
    return 0
