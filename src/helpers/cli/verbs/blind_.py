"""``course blind``: the form of the blind pick, and sealing what a manager filled in."""

from __future__ import annotations

from pathlib import Path

import click

from helpers.cli import options
from helpers.errors import ParameterError, Problem
from helpers.language import msg


def command() -> click.Command:
    return options.command(
        "blind",
        run,
        msg("Blind pick: the form that each manager fills in before any result is shown, and its seal."),
        (
            "course blind hengce --form pick.xlsx",
            "course blind hengce --seal pick.xlsx --at 2026-01-05T10:20",
        ),
        [
            options.company(),
            click.Option(
                ["--form"],
                type=click.Path(dir_okay=False, path_type=Path),
                help=str(msg("Write an empty form there.")),
            ),
            click.Option(
                ["--seal", "filled"],
                type=click.Path(dir_okay=False, exists=True, path_type=Path),
                help=str(msg("Seal a form that was filled in, and keep it in the company's folder.")),
            ),
            click.Option(
                ["--at"],
                default="",
                metavar="YYYY-MM-DDTHH:MM",
                help=str(msg("Day and time of sealing, given by you; no clock is read.")),
            ),
        ],
    )


def run(company: str, form: Path | None, filled: Path | None, at: str) -> int:
    from helpers.classification.blind_pick import form as forms
    from helpers.classification.blind_pick import keep
    from helpers.company import folder

    if (form is None) == (filled is None):
        raise ParameterError(
            Problem(
                what=msg("Say which: an empty form, or sealing one."),
                do=msg("Give --form FILE or --seal FILE --at TIME."),
            )
        )
    firm = folder.open(company)
    if form is not None:
        form.write_bytes(forms.form_bytes(firm.table("customers")))
        click.echo(str(msg("The form is here: {file}", file=options.shown(form))))
        return 0
    rater, rows = forms.read_form(filled, firm.table("customers"))
    seal, place = keep.keep(firm, rows, rater, at)
    click.echo(str(msg("Sealed: {rater}, {n} customers, {at}.", rater=rater, n=len(rows), at=at)))
    click.echo(str(msg("Seal, for the minutes: {seal}", seal=seal)))
    click.echo(str(msg("Kept in {file}.", file=options.shown(place))))
    return 0
