"""What verbs share: help texts, the language option, dates, where things went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from helpers.errors import ParameterError
from helpers.language import LANGUAGES, Message, msg


def said(*parts: Message, keep: Sequence[str] = ()) -> str:
    """Help text: paragraphs in the language in force, then lines kept as they are (examples)."""
    text = "\n\n".join(str(part) for part in parts)
    return text + "".join(["\n\n\b\n", *(f"  {line}\n" for line in keep)] if keep else [])


def command(
    name: str,
    callback: Callable,
    about: Message,
    examples: Sequence[str],
    params: Sequence[click.Parameter],
    more: Sequence[Message] = (),
    lang: click.Option | None = None,
) -> click.Command:
    """A verb: what it does, examples, its parameters and ``--lang``."""
    return click.Command(
        name,
        callback=callback,
        help=said(about, *more, msg("Examples:"), keep=examples),
        short_help=str(about),
        params=[*params, lang or language()],
    )


def language() -> click.Option:
    """``--lang`` for a verb that only speaks; it has been read already."""
    return click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=str(msg("Language of the program; the system's when not given.")),
    )


def company() -> click.Argument:
    """COMPANY: an id or a folder."""
    return click.Argument(
        ["company"], help=str(msg("Id of a company under data/companies, or its folder.")), metavar="COMPANY"
    )


def as_of() -> click.Option:
    """``--as-of`` of a folder that exists."""
    return click.Option(
        ["--as-of"],
        default="",
        metavar="YYYY-MM-DD",
        help=str(msg("See the folder as it was known on that day; its own as-of date when not given.")),
    )


def rules() -> click.Option:
    """``--rule``, any number of times."""
    return click.Option(
        ["--rule", "rules"],
        multiple=True,
        metavar="STATION.NAME=VALUE",
        help=str(
            msg("A rule for this run, such as {example}; may be given again.", example="classification.abc_a=0.7")
        ),
    )


def name_people() -> click.Option:
    """``--name-people``: a page that stays in the house may name persons."""
    return click.Option(
        ["--name-people"],
        is_flag=True,
        help=str(msg("Name persons of whom something is said; without it they stand by job or initials.")),
    )


def tell(message: Message) -> None:
    """A line for the person, apart from what a program would read."""
    click.echo(str(message), err=True)


def made_as_of(about: Message) -> click.Option:
    """``--as-of`` of a folder that is being made; checked as a date."""
    return click.Option(["--as-of"], metavar="YYYY-MM-DD", callback=_day, help=str(about))


def _day(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value:
        from helpers.report.parameters import day_problem

        if problem := day_problem(value):
            raise ParameterError(problem)
    return value


def industry(default: str | None = "general") -> click.Option:
    """``--industry``: a preset."""
    from helpers.rules import industries

    return click.Option(
        ["--industry"],
        type=click.Choice(industries()),
        default=default,
        help=str(msg("Industry preset: its usual rules.")),
    )


def replace() -> click.Option:
    """``--replace``: what a person changed by hand may go."""
    return click.Option(
        ["--replace"], is_flag=True, help=str(msg("Write over tables that were changed by hand, or another company's."))
    )


def shown(path: Path) -> str:
    """A path as short as it can be said from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)


def scalar(text: str):
    """A number, true or false where the text is one, else the text."""
    from helpers.report.parameters import scalar as read

    return read(text)
