"""Databases as sheets: each table of a SQLite, DuckDB or PostgreSQL database, its cells as text.

Read through Ibis. The engine itself turns every value into text, so that a date column of SQLite that holds
other words loses nothing on the way.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pandas as pd

from helpers.errors import CourseError, IntakeError, Problem
from helpers.intake.files import size
from helpers.language import Message, msg

#: First bytes of a database file, the offset they stand at, and Ibis's name for the kind.
MAGIC = ((0, b"SQLite format 3\x00", "sqlite"), (8, b"DUCK", "duckdb"))
#: Addresses of servers that Ibis reaches; the driver is a package of its own.
SERVERS = {"postgres": "postgres", "postgresql": "postgres", "mysql": "mysql"}


def kind_of(data: bytes) -> str:
    """``sqlite``, ``duckdb`` or empty, told from the first bytes."""
    return next((kind for at, mark, kind in MAGIC if data[at : at + len(mark)] == mark), "")


def is_address(text: str | Path) -> bool:
    """Whether a text is the address of a database server, such as ``postgres://reader@host/sales``."""
    return isinstance(text, str) and text.partition("://")[0].lower() in SERVERS and "://" in text


def read_file(path: Path, kind: str) -> list[tuple[str, list[list[str | None]]]]:
    """Tables of a database file: name, header and rows.

    Raises
    ------
    IntakeError
        When the file is locked or damaged.
    """
    import ibis

    options = {"read_only": True} if kind == "duckdb" else {}
    try:
        connection = getattr(ibis, kind).connect(str(path), **options)
        if kind == "sqlite":
            connection.con.set_progress_handler(_Steps(), STEPS)
        return _tables(connection)
    except IntakeError:
        raise
    except Exception as error:  # each engine has kinds of its own
        raise IntakeError(
            Problem(
                what=_why(error),
                do=msg("Close it in the program that uses it, or copy the file, and try again."),
                file=path.name,
            )
        ) from None


#: Steps of SQLite between two looks, and looks at most: a view whose query has no end is stopped.
STEPS, LOOKS = 1_000_000, 1_000


class _Steps:
    """Counts the work of a database; true once it is more than any table needs."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> bool:
        self.looks += 1
        return self.looks > LOOKS


def read_address(address: str) -> tuple[str, str, list[tuple[str, list[list[str | None]]]]]:
    """Name of the database, hash of what was read, and its tables.

    ``${NAME}`` in the address is taken from the environment; neither address nor password is ever shown.

    Raises
    ------
    IntakeError
        When a variable or driver is missing, or the server refuses.
    """
    import ibis

    from helpers.company.database import filled

    scheme = urlsplit(address).scheme.lower()
    # What stands behind the host is the database; the address itself may hold a password.
    name = unquote(urlsplit(address).path.strip("/").split("/")[0]) or scheme
    try:
        tables = _tables(ibis.connect(filled(address, name)))
    except CourseError as error:
        raise IntakeError([Problem(p.what, p.do, name, None, "", p.kind) for p in error.problems]) from None
    except ImportError:
        raise IntakeError(
            Problem(
                what=msg("The driver for this kind of database is not installed: {kind}.", kind=SERVERS[scheme]),
                do=msg('Install it with: pip install "ibis-framework[{kind}]"', kind=SERVERS[scheme]),
                file=name,
                kind="missing-extra",
            )
        ) from None
    except Exception as error:  # each driver has kinds of its own; their texts may hold the address
        raise IntakeError(
            Problem(
                what=msg("The database cannot be reached or read: {why}.", why=type(error).__name__),
                do=msg("Check host, database, user and password, and that the server can be reached from here."),
                file=name,
            )
        ) from None
    digest = hashlib.sha256(repr(tables).encode("utf-8", "replace")).hexdigest()
    return name, digest, tables


def _tables(connection: Any) -> list[tuple[str, list[list[str | None]]]]:
    """Every table and view, in order of their names; rows in the order of all their columns.

    A database has no order of its own: sorted rows give the same line numbers each time.
    """
    found = []
    try:
        for name in _names(connection):
            table = connection.table(name)
            most = size.CELLS // 10 // max(len(table.columns), 1)  # a view may have no end
            count = int(table.select(table[table.columns[0]]).limit(most + 1).count().execute())
            if count > most:
                size.refuse(name, msg("The table or view has more than {most} rows, more than can be read.", most=most))
            frame = table.select(*(table[column].cast("string").name(column) for column in table.columns)).to_pandas()
            frame = frame.astype("str").sort_values(list(frame.columns), kind="stable", na_position="last")
            rows = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
            found.append((name, [list(map(str, table.columns)), *rows]))
    finally:
        connection.disconnect()
    return found


def _names(connection: Any) -> list[str]:
    if connection.name != "duckdb":
        return sorted(connection.list_tables())
    # list_tables() of Ibis 12 asks DuckDB 2 for a method that it no longer has.
    listed = connection.table("tables", database="information_schema")
    return sorted(listed.filter(listed.table_schema == "main").table_name.to_pandas())


def _why(error: Exception) -> Message:
    """What is wrong with a database's file: engines tell it in English only, each in its own words."""
    text = str(error).lower()
    if "lock" in text or "busy" in text:
        return msg("Another program holds the database open.")
    if "interrupt" in text:
        return msg("Reading the file takes more memory or time than any table needs.")
    return msg("The database is damaged, or of a version that is not known here.")


def parquet_rows(data: bytes, file: str = "") -> list[list[str | None]]:
    """Header and rows of a Parquet file, as text.

    Raises
    ------
    pyarrow.ArrowException
        When the file is damaged.
    """
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    about = pq.ParquetFile(io.BytesIO(data)).metadata
    packed = sum(about.row_group(n).total_byte_size for n in range(about.num_row_groups))
    size.check_area(file, about.num_rows, about.num_columns, packed)
    table = pq.read_table(io.BytesIO(data))
    while any(pa.types.is_struct(column.type) for column in table.columns) and table.num_columns < size.COLUMNS:
        table = table.flatten()  # order.customer.code and the like are columns of their own
    columns = []
    for column in table.columns:
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        if pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
            texts = [None if value is None else str(value) for value in column.to_pylist()]
        elif pa.types.is_floating(column.type):
            texts = [None if value is None or value != value else _number(value) for value in column.to_pylist()]
        else:
            texts = column.cast(pa.string()).to_pylist()
        columns.append(texts)
    return [list(map(str, table.column_names)), *(list(row) for row in zip(*columns, strict=True))]


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")


DUMPS = (
    ("postgres", (b"-- postgresql database dump", b"-- postgresql database cluster dump", b"pgdmp")),
    ("mysql", (b"-- mysql dump", b"-- mariadb dump", b"/*!40101 set", b"-- phpmyadmin sql dump", b"-- navicat")),
    ("sqlserver", (b"create table [dbo].", b"insert [dbo].", b"\nset ansi_nulls on")),
    ("sqlite", (b"pragma foreign_keys=off;", b"begin transaction;\ncreate table")),
)


def dump_kind(data: bytes) -> str:
    """Which program's dump a file is; ``other`` for other SQL scripts, empty for no dump."""
    head = data[:20_000]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # SQL Server's Management Studio writes UTF-16
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").lower()
    for kind, marks in DUMPS:
        if any(mark in head[:4000] for mark in marks):
            return kind
    start = pd.Series(head[:20_000].decode("latin-1").splitlines(), dtype="str").str.strip()
    return (
        "other" if start.str.match(r"(?:create\s+table\s+\S+\s*\(|insert\s+(?:into\s+)?\S+.*values\s*\()").any() else ""
    )


def dump_problem(name: str, kind: str) -> Problem:
    """What to do with a dump: how it is loaded, and what to name then."""
    what = {
        "postgres": msg("The file is a dump of a PostgreSQL database: commands that build tables, not a table."),
        "mysql": msg("The file is a dump of a MySQL database: commands that build tables, not a table."),
        "sqlite": msg("The file is a dump of an SQLite database: commands that build tables, not a table."),
        "sqlserver": msg("The file is a script of an SQL Server database: commands that build tables, not a table."),
        "other": msg("The file is an SQL script: commands that build tables, not a table."),
    }[kind]
    do = {
        "postgres": msg(
            "Load it on a PostgreSQL server: `createdb client`, then `psql -d client -f {name}` (a dump in custom format: `pg_restore --no-owner -d client {name}`); then `course import postgres:///client …`.",
            name=name,
        ),
        "mysql": msg(
            "Load it on a MySQL server: `mysql -e 'create database client'`, then `mysql client < {name}`; then export each table as CSV (MySQL Workbench, DBeaver or Navicat: Export Resultset), and import those.",
            name=name,
        ),
        "sqlite": msg("Load it: `sqlite3 client.sqlite < {name}`; then `course import client.sqlite …`.", name=name),
        "sqlserver": msg(
            "Load it on an SQL Server (`sqlcmd -i {name}`), then export each table as CSV (Management Studio: Tasks → Export Data), and import those.",
            name=name,
        ),
        "other": msg(
            "Ask which database it comes from, load it there, and export each table as CSV; or name the database itself."
        ),
    }[kind]
    return Problem(what=what, do=do, file=name, kind="dump")
