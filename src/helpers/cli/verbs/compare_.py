"""``course compare``: the review against last time."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from helpers.cli import options
from helpers.language import LANGUAGES, Message, current, msg


def command() -> click.Command:
    return options.command(
        "compare",
        run,
        msg("Review against last time: who changed class, which findings are new, gone or changed."),
        (
            "course compare hengce --since 2024-12-31",
            "course compare hengce --since 2025-06-30 --as-of 2025-09-30 --lang both",
            "course compare acme --with reports/acme/2024-12-31",
        ),
        [
            options.company(),
            click.Option(
                ["--since"],
                default="",
                metavar="YYYY-MM-DD",
                help=str(msg("Compare with the same folder as it was known on that day.")),
            ),
            click.Option(
                ["--with", "earlier"],
                type=click.Path(exists=True, path_type=Path),
                metavar="FOLDER",
                help=str(msg("Compare with an earlier report's folder, or with another client folder.")),
            ),
            options.as_of(),
            options.rules(),
            click.Option(
                ["--out"],
                type=click.Path(file_okay=False, path_type=Path),
                help=str(msg("Folder to write to; reports/COMPANY/compare-DATE--DATE when not given.")),
            ),
        ],
        lang=click.Option(
            ["--lang"],
            type=click.Choice([*LANGUAGES, "both"]),
            help=str(msg("Language of the report: zh, en or both; the program's own when not given.")),
        ),
    )


def run(
    company: str,
    since: str,
    earlier: Path | None,
    as_of: str,
    rules: tuple[str, ...],
    out: Path | None,
    lang: str | None,
) -> int:
    from helpers.report.compare.write import write
    from helpers.report.parameters import parse_rules

    langs = LANGUAGES if lang == "both" else (lang or current(),)
    started = time.monotonic()

    def progress(said: Message) -> None:
        options.tell(msg("{seconds} s  {what}", seconds=f"{time.monotonic() - started:5.1f}", what=said))

    _, files = write(
        company, langs, since=since, earlier=earlier, as_of=as_of, rules=parse_rules(rules), out=out, progress=progress
    )
    options.tell(msg("The comparison is here:"))
    for path in files.values():
        click.echo(options.shown(path))
    sys.stdout.flush()
    return 0
