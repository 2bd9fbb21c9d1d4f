"""``course words``: the list of words of a company's data, to be said in the other language."""

from __future__ import annotations

import click

from helpers.cli import options
from helpers.language import LANGUAGES, msg
from helpers.quantity import Quantity


def command() -> click.Command:
    return options.command(
        "words",
        run,
        msg("List the words of a company's data, to be said in the other language by hand."),
        ("course words acme", "course words acme --to en --most 200"),
        [
            options.company(),
            click.Option(
                ["--to"],
                type=click.Choice(LANGUAGES),
                help=str(msg("Language to fill in; the one the data are not in when not given.")),
            ),
            click.Option(
                ["--most"],
                type=click.IntRange(1),
                default=1000,
                show_default=True,
                help=str(msg("List so many at most, those that stand in most rows first.")),
            ),
        ],
        more=[
            msg(
                "Writes words.csv into the client folder: one row a text, to be filled in beside it. Reports and notebooks of that language show it so; what is left empty is shown as it stands. Names of customers and persons are not listed."
            ),
            msg("Run it again after an import: what is filled in stays, new texts come below."),
        ],
    )


def run(company: str, to: str | None, most: int) -> int:
    from helpers.company import folder, wordlist

    path, _, told, left = wordlist.write(folder.open(company), to, most)
    click.echo(
        str(
            msg(
                "{file}: {told} texts are said, {left} are to be filled in.",
                file=options.shown(path),
                told=Quantity(told, "count"),
                left=Quantity(left, "count"),
            )
        )
    )
    return 0
