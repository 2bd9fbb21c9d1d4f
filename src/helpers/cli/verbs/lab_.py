"""``course lab``: open the course in JupyterLab."""

from __future__ import annotations

import click

from helpers.cli import options
from helpers.language import current, msg


def command() -> click.Command:
    return options.command(
        "lab",
        run,
        msg("Open the course in JupyterLab, in the reader's language."),
        ("course lab", "course --lang en lab", "course lab --port 8899 --no-browser"),
        [
            click.Option(["--port"], type=int, default=8888, show_default=True, help=str(msg("Port to listen on."))),
            click.Option(["--no-browser"], is_flag=True, help=str(msg("Do not open a browser; print the address."))),
        ],
        more=[msg("Stop it with Ctrl-C in this window. Nothing is sent from this machine.")],
    )


def run(port: int, no_browser: bool) -> int:
    from helpers.cli import lab

    return lab.serve(lab.start(current(), port=port, browser=not no_browser))
