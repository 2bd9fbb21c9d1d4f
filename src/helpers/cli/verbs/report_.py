"""``course report``: run the notebooks of a company and write its report."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from helpers.cli import options
from helpers.language import LANGUAGES, Message, current, msg
from helpers.report.formats import FORMATS


def command() -> click.Command:
    return options.command(
        "report",
        run,
        msg("Write the report of a company: one page a language that opens without a network."),
        (
            "course report hengce",
            "course report hengce --lang both --as-of 2025-06-30",
            "course report hengce --formats html,pdf,pptx,xlsx",
            "course report hengce --rule classification.abc_a=0.7 --out D:/reports",
        ),
        [
            options.company(),
            options.as_of(),
            options.rules(),
            options.name_people(),
            click.Option(
                ["--out"],
                type=click.Path(file_okay=False, path_type=Path),
                help=str(msg("Folder to write to; reports/COMPANY/DATE when not given.")),
            ),
            click.Option(
                ["--template"],
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                metavar="FILE",
                help=str(msg("A presentation of your own (.pptx) whose layouts the slides use.")),
            ),
            click.Option(
                ["--formats"],
                default="html",
                metavar="LIST",
                help=str(msg("Forms of the report, with commas between: {known}.", known=",".join(FORMATS))),
            ),
            click.Option(["--time", "timed"], is_flag=True, help=str(msg("Say at the end where the time went."))),
        ],
        more=[msg("A run that fails leaves what was there before and names notebook, cell and cause.")],
        lang=click.Option(
            ["--lang"],
            type=click.Choice([*LANGUAGES, "both"]),
            help=str(msg("Language of the report: zh, en or both; the program's own when not given.")),
        ),
    )


def run(
    company: str,
    as_of: str,
    rules: tuple[str, ...],
    name_people: bool,
    out: Path | None,
    template: Path | None,
    formats: str,
    timed: bool,
    lang: str | None,
) -> int:
    from helpers.report.parameters import naming, parse_rules
    from helpers.report.timing import Timed
    from helpers.report.write import EARLIER, write

    langs = LANGUAGES if lang == "both" else (lang or current(),)
    started = time.monotonic()

    def progress(said: Message) -> None:
        options.tell(msg("{seconds} s  {what}", seconds=f"{time.monotonic() - started:5.1f}", what=said))

    steps = Timed()
    report = write(
        company, langs, as_of=as_of, rules=naming(parse_rules(rules)) if name_people else parse_rules(rules), out=out,
        formats=[name.strip() for name in formats.split(",") if name.strip()], template=template, progress=progress,
        steps=steps,
    )  # fmt: skip
    if timed:
        for line in steps.lines(time.monotonic() - started):
            options.tell(line)
    options.tell(msg("The report is here:"))
    for path in report.files.values():
        click.echo(options.shown(path))
    sys.stdout.flush()
    if report.moved:
        options.tell(
            msg(
                "These were of earlier data, rules or versions and now lie in {folder}: {files}.",
                folder=options.shown(report.folder / EARLIER),
                files=", ".join(report.moved),
            )
        )
    return 0
