"""A table that lives in a database, named in ``company.yml`` and read through Ibis.

The address is Ibis's own (``duckdb://sales.duckdb``, ``postgres://reader:${PASSWORD}@host/sales``);
a path in it is relative to the client folder. Passwords stand in the environment only.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from helpers.company.cells import Raw
from helpers.company.profile import FILE, Profile
from helpers.company.read_frame import from_frame
from helpers.company.schema import Table
from helpers.errors import FolderError, Problem
from helpers.language import Message, msg

#: Databases that are one file, opened for reading only, and how Ibis is told so.
FILES = {"duckdb": {"read_only": True}, "sqlite": {}}
#: How an address of Spark begins.
SPARK = "pyspark://"
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def read_database(folder: Path, profile: Profile, table: Table) -> Raw:
    """The table as the database gives it; rows are numbered from 1, in the order of the database.

    Raises
    ------
    FolderError
        When a variable is not set, the file is not there, or the database refuses. Neither
        address nor password stands in the message.
    """
    line = profile.tables[table.name]
    place = f"tables.{table.name}"
    address = filled(line["database"], place)
    schema, _, name = line["table"].rpartition(".")
    with told_in_words(place, address, line["table"]):
        connection = connect(folder, address, place)
        try:
            frame = connection.table(name, database=schema or None).to_pandas()
        finally:
            connection.disconnect()
    return from_frame(frame, table, f"{FILE} {place}")


@contextmanager
def told_in_words(place: str, address: str, name: str) -> Iterator[None]:
    """Whatever a database raises inside as a problem of the folder, without address and password."""
    try:
        yield
    except FolderError:
        raise
    except ImportError as error:
        scheme = urlsplit(address).scheme or "duckdb"
        raise FolderError(
            _problem(
                place,
                msg("A package for this kind of database is not installed: {name}.", name=error.name or scheme),
                msg('Install it with: pip install "ibis-framework[{scheme}]"', scheme=scheme),
            )
        ) from None
    except Exception as error:  # each database has kinds of its own
        if address.startswith(SPARK) and not (shutil.which("java") or os.environ.get("JAVA_HOME")):
            do = msg("Install Java 17 or newer, or set JAVA_HOME to where it is.")
            raise FolderError(_problem(place, msg("Spark needs Java, which is not found here."), do)) from None
        raise FolderError(
            _problem(
                place,
                msg("The database table {name} cannot be read: {why}.", name=name, why=type(error).__name__),
                msg("Check the address and the table's name, and that the database can be reached from here."),
            )
        ) from None


def filled(address: str, place: str) -> str:
    """The address with ``${NAME}`` taken from the environment, safe for an address.

    Raises
    ------
    FolderError
        When a variable is not set.
    """
    unset = sorted({name for name in _VARIABLE.findall(address) if name not in os.environ})
    if unset:
        raise FolderError(
            [
                _problem(
                    place,
                    msg("The environment variable {name} is not set.", name=name),
                    msg("Set it before you start the course; passwords are kept there and nowhere else."),
                )
                for name in unset
            ]
        )
    scheme = address.partition("://")[0]
    safe = "/\\:" if scheme in FILES or "://" not in address else ""
    return _VARIABLE.sub(lambda found: quote(os.environ[found.group(1)], safe=safe), address)


def connect(folder: Path, address: str, place: str) -> Any:
    """An Ibis connection; files are looked for in the client folder and never made.

    Raises
    ------
    FolderError
        When the address names a file that is not there.
    """
    import ibis

    scheme, mark, rest = address.partition("://")
    if not mark:
        scheme, rest = ("sqlite" if address.lower().endswith((".sqlite", ".sqlite3")) else "duckdb"), address
    if scheme == "pyspark":
        return _spark(os.getpid(), address)
    if scheme not in FILES:
        return ibis.connect(address)
    name, _, query = rest.partition("?")
    path = folder / unquote(name)
    if not path.is_file():
        raise FolderError(
            _problem(
                place,
                msg("There is no database file {name}.", name=unquote(name)),
                msg("Write its path relative to the client folder, or in full: duckdb:///full/path/sales.duckdb"),
            )
        )
    return getattr(ibis, scheme).connect(path, **FILES[scheme], **dict(parse_qsl(query)))


@cache
def _spark(process: int, address: str) -> Any:
    """One session a process, never ended before it; days have no time zone in it.

    Ibis would set each setting of the address once more, which a running session refuses for some.
    """
    import ibis
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.config("spark.ui.showConsoleProgress", "false")
    for name, value in parse_qsl(urlsplit(address).query):
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.conf.set("spark.sql.session.timeZone", "UTC")
    return ibis.pyspark.connect(session)


def spark_runs() -> bool:
    """Whether this process is connected to Spark."""
    return bool(_spark.cache_info().currsize)


def _problem(place: str, what: Message, do: Message) -> Problem:
    return Problem(what=what, do=do, file=FILE, column=place, kind="database")
