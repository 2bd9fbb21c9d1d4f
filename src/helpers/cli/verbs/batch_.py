"""``course batch``: reports of many companies, only what is missing or changed; and how far it is."""

from __future__ import annotations

from pathlib import Path

import click

from helpers.cli import options
from helpers.language import LANGUAGES, current, msg
from helpers.report.formats import FORMATS


def command() -> click.Command:
    return options.command(
        "batch",
        run,
        msg("Write the reports of many companies: each by itself, only what is missing or changed."),
        (
            "course batch clients --jobs 4 --lang both",
            "course batch list.csv --formats html,xlsx --timeout 600 --memory 2000",
            "course batch --status",
        ),
        [
            click.Argument(
                ["source"],
                required=False,
                metavar="FOLDER|LIST",
                help=str(msg("Folder that holds client folders, or a list of them.")),
            ),
            click.Option(
                ["--jobs"],
                type=click.IntRange(1, 4096),
                metavar="N",
                help=str(msg("Companies at the same time; as many as the machine has cores when not given.")),
            ),
            click.Option(
                ["--formats"],
                default="html",
                metavar="LIST",
                help=str(msg("Forms of the report, with commas between: {known}.", known=",".join(FORMATS))),
            ),
            click.Option(
                ["--timeout"],
                type=click.FloatRange(min=0, min_open=True),
                default=3600.0,
                show_default=True,
                metavar="SECONDS",
                help=str(msg("A company that takes longer is stopped.")),
            ),
            click.Option(
                ["--memory"],
                type=click.FloatRange(min=0, min_open=True),
                metavar="MB",
                help=str(
                    msg("A company that takes more memory is stopped; a fair share of the machine's when not given.")
                ),
            ),
            options.as_of(),
            options.rules(),
            click.Option(
                ["--out"],
                metavar="FOLDER",
                help=str(msg("Folder or address (s3://…) of the reports; reports/ when not given.")),
            ),
            click.Option(
                ["--resume/--again"],
                default=True,
                help=str(msg("Do only what is missing or changed (usual), or everything again.")),
            ),
            click.Option(
                ["--status"], is_flag=True, help=str(msg("Say how far the batch is and what failed; run nothing."))
            ),
            click.Option(
                ["--engine"],
                type=click.Choice(["auto", "fork", "stock"]),
                default="auto",
                help=str(
                    msg("How notebooks run: in forks of a warm process where the system can, else by stock papermill.")
                ),
            ),
            click.Option(
                ["--scheduler"],
                metavar="tcp://HOST:PORT",
                default="",
                help=str(msg("Dask scheduler whose workers do the companies.")),
            ),
            click.Option(
                ["--template"],
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                metavar="FILE",
                help=str(msg("A presentation of your own (.pptx) whose layouts the slides use.")),
            ),
        ],
        more=[
            msg(
                "A list is a text file with a client folder a line, or a CSV file with the columns company, as_of and rules."
            ),
            msg("A company that fails, hangs or takes too much memory holds up no other; the manifest tells of each."),
            msg("Exit status 0: all done; 2: some need a person; 1: a bug of ours."),
        ],
        lang=click.Option(
            ["--lang"],
            type=click.Choice([*LANGUAGES, "both"]),
            help=str(msg("Language of the report: zh, en or both; the program's own when not given.")),
        ),
    )


def run(
    source: str | None,
    jobs: int | None,
    formats: str,
    timeout: float,
    memory: float | None,
    as_of: str,
    rules: tuple[str, ...],
    out: str | None,
    resume: bool,
    status: bool,
    engine: str,
    scheduler: str,
    template: Path | None,
    lang: str | None,
) -> int:
    from helpers import paths
    from helpers.report.batch import run as batch
    from helpers.report.batch.places import is_remote

    send = out if out and is_remote(out) else ""
    folder = Path(out) if out and not send else paths.reports()
    if status:
        from helpers.report.batch.manifest import FILE, Manifest
        from helpers.report.batch.status import lines

        with Manifest(folder / FILE, read=True) as manifest:
            for line in lines(manifest):
                click.echo(line)
            return batch.status_code(manifest.counts())
    if not source:
        raise click.UsageError(str(msg("Give a folder that holds client folders, or a list.")))
    from helpers.report import formats as forms
    from helpers.report.batch.plan import plan
    from helpers.report.parameters import parse_rules

    kinds = forms.checked([name.strip() for name in formats.split(",") if name.strip()])
    planned = plan(source, as_of, parse_rules(rules))
    settings = batch.Settings(
        langs=LANGUAGES if lang == "both" else (lang or current(),), formats=kinds, jobs=jobs or 0, out=folder, send=send,
        timeout=timeout, memory=memory or (None if scheduler else batch.default_memory(jobs or batch.cores())), again=not resume, engine=engine,
        template=str(template.resolve()) if template else "", scheduler=scheduler,
    )  # fmt: skip
    for name in planned.left_out:
        options.tell(msg("{name} is no client folder: left out.", name=name))
    counts = batch.run(planned, settings, lambda line: click.echo(line, err=True))
    options.tell(batch.said_counts(counts))
    options.tell(
        msg("Details: `course batch --status`; manifest: {path}", path=options.shown(folder / "manifest.sqlite"))
    )
    return batch.status_code(counts)
