"""What a person is told when their input cannot be used: where, what is wrong, what to do.

Every kind derives from :class:`CourseError`; the command line turns it into exit 2 and words.
Anything else that escapes is a bug of ours: exit 1, with its traceback.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass

from helpers.language import Message, Words, current, msg


@dataclass(frozen=True)
class Problem:
    """One thing wrong at one place.

    ``row`` is the line a person sees in the file or sheet (the header is line 1); ``title`` is the
    column's title in both languages, where it has one besides its name.
    """

    what: Message
    do: Message
    file: str = ""
    row: int | None = None
    column: str = ""
    kind: str = ""
    title: Words | None = None

    def render(self, lang: str | None = None) -> str:
        lang = lang or current()
        place = []
        if self.file:
            place.append(self.file)
        if self.row is not None:
            place.append(msg("row {row}", row=self.row).render(lang))
        if self.column:
            title = f" ({self.title.pick(lang)})" if self.title else ""
            place.append(msg("column {column}", column=self.column + title).render(lang))
        parts = [self.what.render(lang), "→ " + self.do.render(lang)]
        return " · ".join(place) + ("\n    " if place else "") + "\n    ".join(parts)


class CourseError(Exception):
    """Input that cannot be used as it is; carries all problems found, not only the first."""

    exit_code = 2

    def __init__(self, problems: Problem | Iterable[Problem]):
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    def render(self, lang: str | None = None) -> str:
        return "\n".join(problem.render(lang) for problem in self.problems)

    def __str__(self) -> str:
        return self.render()


class FolderError(CourseError):
    """A client folder, its company.yml or one of its tables cannot be used."""


class IntakeError(CourseError):
    """A client's export cannot be read or needs an answer from a person."""


class RulesError(CourseError):
    """A rule is unknown, misspelt or out of range."""


class ParameterError(CourseError):
    """A parameter of a command or notebook is unknown, misspelt or of the wrong type."""


class MissingTable(CourseError):
    """A step was called alone without a table that it needs."""


class ReportError(CourseError):
    """A report could not be made; names notebook, cell and cause."""


class MissingExtra(CourseError):
    """An optional package is not installed."""


#: What an operating system calls its refusals, by the number it gives them.
REFUSALS = {
    errno.EACCES: msg("you may not open or write there"),
    errno.EPERM: msg("you may not open or write there"),
    errno.EROFS: msg("the disk can only be read"),
    errno.ENOSPC: msg("the disk is full"),
    errno.ENOENT: msg("there is no such file or folder"),
    errno.ENOTDIR: msg("a part of the path is a file, not a folder"),
    errno.EISDIR: msg("it is a folder"),
    errno.EEXIST: msg("there is already one of that name"),
    errno.ENAMETOOLONG: msg("the name is too long"),
    errno.EMFILE: msg("too many files are open"),
    errno.EIO: msg("the disk does not answer"),
}


def refusal(error: BaseException) -> Message:
    """Why the system did not do it, in words: its own are in its own language."""
    number = getattr(error, "errno", None)
    if isinstance(error, ValueError):
        return msg("no file can have such a name")
    return REFUSALS.get(number) or msg("the system refused it (error {number})", number=number or type(error).__name__)
