"""Click's own sentences in the reader's language.

Click asks gettext for them; here its functions ask our catalogue instead. The sentences it may say
to a person are listed, so that they are translated like ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from helpers.cli import wrap
from helpers.language import msg, translate

SAID = (
    msg("Usage:"),
    msg("Options"),
    msg("Commands"),
    msg("Positional arguments"),
    msg("Show this message and exit."),
    msg("Show the version and exit."),
    msg("%(prog)s, version %(version)s"),
    msg("Error: {message}"),
    msg("Try '{command} {option}' for help."),
    msg("Aborted!"),
    msg("Missing command."),
    msg("Missing argument"),
    msg("Missing option"),
    msg("Missing parameter"),
    msg("Missing {param_type}"),
    msg("Choose from:\n\t{choices}"),
    msg("Invalid value: {message}"),
    msg("Invalid value for {param_hint}: {message}"),
    msg("No such option {name!r}."),
    msg("No such command {name!r}."),
    msg("Did you mean {possibility}?"),
    msg("(Did you mean one of: {possibilities}?)"),
    msg("Got unexpected extra argument ({args})"),
    msg("Got unexpected extra arguments ({args})"),
    msg("Option {name!r} requires an argument."),
    msg("Option {name!r} does not take a value."),
    msg("{value!r} is not {choice}."),
    msg("{value!r} is not one of {choices}."),
    msg("{value!r} is not a valid {number_type}."),
    msg("{name} {filename!r} does not exist."),
    msg("{name} {filename!r} is a file."),
    msg("{name} {filename!r} is a directory."),
    msg("{name} {filename!r} is not readable."),
    msg("default: {default}"),
    msg("required"),
    msg("File"),
    msg("Directory"),
    msg("Path"),
    msg("file"),
    msg("directory"),
    msg("path"),
)
MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def say(sentence: str) -> str:
    """One of click's sentences."""
    return translate(sentence)


def say_many(one: str, many: str, n: int) -> str:
    """One of two of click's sentences, by number."""
    return translate(one if n == 1 else many)


@contextmanager
def spoken() -> Iterator[None]:
    """Within the block, click speaks the language in force and wraps Chinese as Chinese."""
    import importlib

    changed = []

    def put(module, name: str, value) -> None:
        changed.append((module, name, getattr(module, name)))
        setattr(module, name, value)

    for part in MODULES:
        module = importlib.import_module(f"click.{part}")
        for name, value in (("_", say), ("ngettext", say_many)):
            if hasattr(module, name):
                put(module, name, value)
    formatting = importlib.import_module("click.formatting")
    put(formatting, "wrap_text", wrap.wrap_text)
    put(formatting, "term_len", wrap.width)
    try:
        yield
    finally:
        for module, name, value in reversed(changed):
            setattr(module, name, value)
