"""``course field``: workbooks, calendars and pictures for salespeople, and taking the workbooks back."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from helpers.cli import options
from helpers.language import LANGUAGES, Message, current, msg


def command() -> click.Command:
    return options.command(
        "field",
        run,
        msg(
            "For those in the field: a workbook, a calendar and a picture a salesperson; filled in, they are merged back."
        ),
        (
            "course field hengce",
            "course field hengce --owner NAME --lang zh",
            "course field hengce --merge returned.xlsx",
        ),
        [
            options.company(),
            click.Option(
                ["--owner", "owners"],
                multiple=True,
                metavar="NAME",
                help=str(msg("Only this salesperson; may be given again.")),
            ),
            click.Option(
                ["--merge", "files"],
                multiple=True,
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                metavar="FILE",
                help=str(msg("A workbook that came back: into the folder's actions; may be given again.")),
            ),
            options.as_of(),
            options.rules(),
            click.Option(
                ["--out"],
                type=click.Path(file_okay=False, path_type=Path),
                help=str(msg("Folder to write to; reports/COMPANY/DATE/field when not given.")),
            ),
        ],
        lang=click.Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            help=str(msg("Language of the files; the program's own when not given.")),
        ),
    )


def run(
    company: str,
    owners: tuple[str, ...],
    files: tuple[Path, ...],
    as_of: str,
    rules: tuple[str, ...],
    out: Path | None,
    lang: str | None,
) -> int:
    from helpers.report.field.write import merge, write
    from helpers.report.parameters import parse_rules

    if files:
        from helpers.report.field.merge import lines

        place, merged = merge(company, files)
        for line in lines(merged):
            options.tell(line)
        click.echo(options.shown(place))
        return 0
    started = time.monotonic()

    def progress(said: Message) -> None:
        options.tell(msg("{seconds} s  {what}", seconds=f"{time.monotonic() - started:5.1f}", what=said))

    folder, kits = write(
        company,
        lang=lang or current(),
        owners=owners,
        as_of=as_of,
        rules=parse_rules(rules),
        out=out,
        progress=progress,
    )
    options.tell(msg("{n} people, {tasks} things to do, in:", n=len(kits), tasks=sum(kit.tasks for kit in kits)))
    click.echo(options.shown(folder))
    sys.stdout.flush()
    return 0
