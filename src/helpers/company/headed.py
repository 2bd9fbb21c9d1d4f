"""Columns under their titles: what every reader does once it has a header and cells."""

from __future__ import annotations

import pandas as pd

from helpers.company.cells import Raw, header, titles
from helpers.company.schema import Table
from helpers.errors import FolderError, Problem
from helpers.language import msg


def headed(
    table: Table,
    names: list[str],
    cells: list[pd.Series],
    lines: pd.Series,
    file: str,
    problems: list[Problem] | tuple[Problem, ...] = (),
) -> Raw:
    """A raw table from titles and columns of text.

    Titles may be the English names of the files or the fill-in titles of either language. A
    column without title must be empty, and is left out.

    Raises
    ------
    FolderError
        When two columns bear the same name.
    """
    known = titles(table)
    found, doubled, problems = {}, [], list(problems)
    for number, (name, column) in enumerate(zip(names, cells, strict=True), start=1):
        name = known.get(header(name), str(name).strip())
        if not name:
            if (column.fillna("").str.strip() != "").any():
                problems.append(_untitled(file, number))
        elif name in found:
            doubled.append(name)
        else:
            found[name] = column
    if doubled:
        raise FolderError(
            [
                Problem(
                    what=msg("The column {name} stands twice.", name=name),
                    do=msg("Keep one of them."),
                    file=file,
                    row=1,
                    column=name,
                    kind="doubled-column",
                )
                for name in dict.fromkeys(doubled)
            ]
            + problems
        )
    return Raw(table, pd.DataFrame(found, index=range(len(lines))), lines, file, tuple(problems))


def _untitled(file: str, number: int) -> Problem:
    return Problem(
        what=msg("Column number {n} holds values but has no title.", n=number),
        do=msg("Write its title into the first row, or empty the column."),
        file=file,
        row=1,
        kind="untitled-column",
    )


def unreadable(file: str, error: Exception) -> Problem:
    """The problem of a file that the system or a library will not open."""
    if isinstance(error, OSError):
        if isinstance(error, PermissionError):
            what, do = msg("The file cannot be opened."), msg("Close it in Excel or WPS, and try again.")
        else:
            what = msg("The file cannot be opened: {why}.", why=error.strerror or type(error).__name__)
            do = msg("See that it is there and can be read.")
    elif file.casefold().endswith(".parquet"):
        what = msg("The file is damaged, or holds a kind of data that is not known here.")
        do = msg("Export it again.")
    else:
        what = msg("The file cannot be read: {why}.", why=str(error)[:200])
        do = msg("Open it in Excel or WPS and save it again as .xlsx without a password.")
    return Problem(what=what, do=do, file=file, kind="unreadable-file")
