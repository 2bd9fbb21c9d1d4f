"""Where each table of a client folder comes from: a file, a sheet of the fill-in workbook, a database."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.company.cells import Raw, header, table_titles
from helpers.company.database import SPARK, read_database
from helpers.company.lines_file import File
from helpers.company.lines_spark import Spark
from helpers.company.profile import FILE, Profile
from helpers.company.read_csv import read_csv
from helpers.company.read_excel import Book, as_text, open_book, read_sheet, sheet_of
from helpers.company.read_frame import read_parquet
from helpers.company.schema import Table, tables
from helpers.errors import FolderError, Problem
from helpers.language import msg

WORKBOOK = "fill_in.xlsx"
SUFFIXES = (".csv", ".xlsx", ".xls", ".parquet")


@dataclass(frozen=True)
class Source:
    """One place a table can be read from; ``label`` names it to a person; in ``origin`` it may stay, if it is large."""

    table: Table
    label: str
    read: Callable[[], Raw]
    origin: File | Spark | None = None


@dataclass(frozen=True)
class Survey:
    """What a folder offers.

    Attributes
    ----------
    sources
        One source a table.
    problems
        What is wrong with the files as files.
    claimed
        Tables that something in the folder is meant for, even where it cannot be used: they are
        not called missing besides.
    """

    sources: Mapping[str, Source]
    problems: tuple[Problem, ...]
    claimed: frozenset[str]


def survey(folder: Path, profile: Profile) -> Survey:
    """Every table's source, and what is wrong with the files as files.

    A table in two places is a problem, and so is a file whose name is nearly a table's: it would
    else be left out without a word. Other files are none of ours. File names are compared
    without regard to capitals, so a folder means the same on every system.

    Raises
    ------
    OSError
        When the folder itself cannot be listed.
    """
    found: dict[str, list[Source]] = {name: [] for name in tables()}
    problems: list[Problem] = []
    claimed: set[str] = set()
    empty: list[Source] = []
    for path in sorted(folder.iterdir()):
        suffix, stem = path.suffix.casefold(), path.stem.casefold()
        if path.name.startswith((".", "~$")) or suffix not in SUFFIXES:
            continue
        if path.name.casefold() == WORKBOOK:
            try:
                filled, empty = fill_in(path)
                for source in filled:
                    found[source.table.name].append(source)
            except FolderError as error:
                problems += error.problems
                claimed |= set(found)
        elif stem in found:
            if path.is_dir():
                problems.append(_not_a_file(path))
                claimed.add(stem)
            else:
                found[stem].append(file_source(path, tables()[stem]))
        elif near := nearly(stem):
            problems.append(_misnamed(path, near))
            claimed.add(near)
    for name in profile.tables:
        if name in found:
            found[name].append(database_source(folder, profile, tables()[name]))
    for source in empty:
        if source.table.required and not found[source.table.name]:
            found[source.table.name].append(source)
    problems += [_twice(tables()[name], sources) for name, sources in found.items() if len(sources) > 1]
    claimed |= {name for name, sources in found.items() if sources}
    one = {name: sources[0] for name, sources in found.items() if len(sources) == 1}
    return Survey(one, tuple(problems), frozenset(claimed))


def database_source(folder: Path, profile: Profile, table: Table) -> Source:
    """A table of a database that ``company.yml`` names."""
    line, place = profile.tables[table.name], f"tables.{table.name}"
    if line["database"].startswith(SPARK):
        origin = Spark(folder, place, line["database"], line["table"])
        return Source(table, f"{FILE} {place}", lambda: origin.raw(table), origin)
    return Source(table, f"{FILE} {place}", lambda: read_database(folder, profile, table))


def file_source(path: Path, table: Table) -> Source:
    """A file of its own for one table."""
    if path.suffix.casefold() == ".csv":
        return Source(table, path.name, lambda: read_csv(path, table))
    if path.suffix.casefold() == ".parquet":
        return Source(table, path.name, lambda: read_parquet(path, table), File(path))

    def read() -> Raw:
        book = open_book(path)
        return read_sheet(book, sheet_of(book, table), table)

    return Source(table, path.name, read)


def fill_in(path: Path) -> tuple[list[Source], list[Source]]:
    """The sheets of the fill-in workbook that hold at least one row, and those that hold none.

    Raises
    ------
    FolderError
        When the workbook cannot be read.
    """
    book = open_book(path)
    filled, empty = [], []
    for sheet, table in _tables_of(book):
        (filled if _filled(book, sheet) else empty).append(_sheet(book, sheet, table))
    return filled, empty


def _tables_of(book: Book) -> list[tuple[str, Table]]:
    return [
        (sheet, table) for sheet in book.sheets for table in tables().values() if header(sheet) in table_titles(table)
    ]


def _filled(book: Book, sheet: str) -> bool:
    return any(as_text(cell) for row in book.rows(sheet)[1:] for cell in row)


def _sheet(book: Book, sheet: str, table: Table) -> Source:
    return Source(table, f"{book.path.name}[{sheet}]", lambda: read_sheet(book, sheet, table))


def nearly(stem: str) -> str | None:
    """The table a file's name was probably meant for: its title, or its name misspelt."""
    for name, table in tables().items():
        if header(stem) in table_titles(table):
            return name
    return next(iter(difflib.get_close_matches(stem, list(tables()), n=1, cutoff=0.8)), None)


def _not_a_file(path: Path) -> Problem:
    return Problem(
        what=msg("{name} is a folder, not a file.", name=path.name),
        do=msg("Put the file itself in its place."),
        file=path.name,
        kind="not-a-file",
    )


def _misnamed(path: Path, near: str) -> Problem:
    return Problem(
        what=msg("No table is called {name}, so this file is not read.", name=repr(path.stem)),
        do=msg("Rename it to {near}, or move it out of the folder.", near=near + path.suffix.lower()),
        file=path.name,
        kind="misnamed-file",
    )


def _twice(table: Table, sources: list[Source]) -> Problem:
    labels = [source.label for source in sources]
    return Problem(
        what=msg("The table {table} is given more than once: {found}.", table=table.title, found=", ".join(labels)),
        do=msg("Keep one of them and move the others out of the folder."),
        file=labels[0],
        kind="two-sources",
    )
