"""``course result``: a table of a station's result, or its findings, for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from helpers.cli import options
from helpers.errors import ParameterError, Problem
from helpers.language import msg


def command() -> click.Command:
    return options.command(
        "result",
        run,
        msg("Give a table of a station's result, or its findings, to another program."),
        (
            "course result hengce classification",
            "course result hengce classification --table abc",
            "course result hengce diagnosis --format json --out findings.json",
        ),
        [
            options.company(),
            click.Argument(["station"], metavar="STATION", help=str(msg("intake, diagnosis, classification, …"))),
            click.Option(
                ["--table"], metavar="NAME", help=str(msg("Table of the result; the findings when not given."))
            ),
            click.Option(
                ["--format", "form"],
                type=click.Choice(["csv", "json", "parquet"]),
                help=str(msg("csv for a table and json for findings, when not given.")),
            ),
            click.Option(
                ["--out"],
                type=click.Path(dir_okay=False, path_type=Path),
                help=str(msg("File to write to; standard output when not given.")),
            ),
            options.as_of(),
            options.rules(),
        ],
        more=[
            msg("Names of columns are English and stable; money is decimal, in major units of the company's currency."),
            msg("JSON and Parquet also hold the rules and hashes that the table stands on."),
        ],
    )


def run(
    company: str,
    station: str,
    table: str | None,
    form: str | None,
    out: Path | None,
    as_of: str,
    rules: tuple[str, ...],
) -> int:
    from helpers.report import export
    from helpers.report.parameters import parse_rules

    form = form or ("csv" if table else "json")
    if form == "parquet" and out is None and sys.stdout.isatty():
        raise ParameterError(
            Problem(what=msg("Parquet is not for a screen."), do=msg("Give a file with --out."), column="--out")
        )
    data = export.export(company, station, table, form, as_of=as_of, rules=parse_rules(rules))
    if out is None:
        sys.stdout.buffer.write(data)
        return 0
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(data)
    except OSError as error:
        raise ParameterError(
            Problem(
                what=msg("The file cannot be written: {why}.", why=error.strerror or str(error)),
                do=msg("Close what has it open, or give another file."),
                file=str(out),
            )
        ) from None
    click.echo(str(out))
    return 0
