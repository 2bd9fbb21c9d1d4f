"""The tree of commands, built when the reader's language is known."""

from __future__ import annotations

import importlib

import click

from helpers import __version__
from helpers.cli.options import said
from helpers.language import LANGUAGES, msg

#: Verbs in the order that the help shows them; each is a module of ``verbs`` with ``command()``.
VERBS = (
    "new",
    "import",
    "example",
    "check",
    "same",
    "words",
    "anonymise",
    "blind",
    "report",
    "batch",
    "compare",
    "field",
    "result",
    "lab",
    "editions",
)


class Verbs(click.Group):
    """Commands in our order, each built only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        return importlib.import_module(f"helpers.cli.verbs.{name}_").command()

    def resolve_command(self, ctx: click.Context, args: list[str]):
        name = args[0]
        if name not in VERBS:
            from click.exceptions import NoSuchCommand

            raise NoSuchCommand(name, possibilities=VERBS, ctx=ctx)
        return super().resolve_command(ctx, args)


def build() -> click.Group:
    """The program with all its verbs, in the language in force."""
    group = Verbs(
        "course",
        help=said(
            msg("Customer strategy: a client folder in, a report out."),
            msg("Examples:"),
            keep=(
                "course report hengce",
                "course import ledger.xlsx --company acme --currency CNY",
                "course check acme",
                "course --lang zh lab",
            ),
        ),
        no_args_is_help=False,
        invoke_without_command=True,
        callback=click.pass_context(show_help),
        context_settings={"help_option_names": ["-h", "--help"]},
        params=[
            click.Option(
                ["--lang"],
                type=click.Choice(LANGUAGES),
                expose_value=False,
                help=said(msg("Language of the program; the system's when not given.")),
            )
        ],
    )
    return click.version_option(__version__, prog_name="course")(group)


def show_help(ctx: click.Context) -> None:
    """Without a verb: the help."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
