"""The program ``course``: a thin layer over functions that other programs can import.

Exit status: 0 done; 2 input that needs a person, told in words; 1 a bug of ours, with its
traceback; 130 stopped by the person. ``verbs`` holds one module a verb; nothing heavy is loaded
before a verb runs.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

STOPPED = 130


def main(argv: Sequence[str] | None = None) -> None:
    """Run the program with these arguments (those of the command line when not given) and exit."""
    from helpers.cli.words import spoken
    from helpers.language import system, using

    speak_utf8()
    arguments = sys.argv[1:] if argv is None else list(argv)
    with using(asked(arguments) or system()), spoken():
        sys.exit(run(arguments if argv is not None else None))


def run(arguments: Sequence[str] | None) -> int:
    """Run one verb; returns the exit status."""
    import click

    from helpers.cli.tree import build
    from helpers.errors import CourseError
    from helpers.language import msg

    try:
        done = build().main(arguments, prog_name="course", standalone_mode=False)
        sys.stdout.flush()
        return done if isinstance(done, int) else 0
    except click.ClickException as error:
        error.show()
        return 2
    except CourseError as error:
        click.echo(error.render(), err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("\n" + str(msg("Stopped.")), err=True)
        return STOPPED
    except BrokenPipeError:  # `course result … | head`
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except Exception:
        import traceback

        traceback.print_exc()
        click.echo(str(msg("This is a bug of ours. Please report it with the lines above.")), err=True)
        return 1


def asked(arguments: Sequence[str]) -> str | None:
    """The language that ``--lang`` asks for, wherever it stands; read before the words are chosen."""
    from helpers.language import LANGUAGES

    for at, word in enumerate(arguments):
        if word == "--":
            return None
        name, equals, value = word.partition("=")
        if name == "--lang":
            value = value if equals else "".join(arguments[at + 1 : at + 2])
            if value in LANGUAGES:
                return value
    return None


def speak_utf8() -> None:
    """Print any character on any console; what a font lacks is shown as a mark, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = "utf-8" if sys.platform == "win32" else stream.encoding
            stream.reconfigure(encoding=encoding, errors="replace")
