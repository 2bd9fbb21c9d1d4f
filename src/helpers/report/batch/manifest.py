"""The manifest: what was asked of each company, what came of it, and where the time went, in one SQLite file.

Each change is one transaction, so a run that is killed leaves the state before or after it. What is told of
a company is committed after its files lie in place. One process writes (:mod:`helpers.report.batch.lock`), any
may read meanwhile. Nothing of it reaches a report.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from helpers.errors import ParameterError, Problem
from helpers.language import msg

FILE = "manifest.sqlite"
VERSION = 2
#: done: all there; person: input or limits that a person must look at; bug: ours; running: was, when a run ended.
STATES = ("waiting", "running", "done", "person", "bug")
TABLES = """
create table batch (key text primary key, value text not null) without rowid;
create table company (
  name text primary key, position integer not null, source text not null, asked text not null,
  state text not null, print text not null default '', data_hash text not null default '',
  as_of text not null default '', folder text not null default '', engine text not null default '',
  versions text not null default '', seconds real, peak_mb real, cpu real,
  notebook text not null default '', cell text not null default '', kind text not null default '',
  cause_zh text not null default '', cause_en text not null default '', trace text not null default '',
  figures text not null default '', tries integer not null default 0
) without rowid;
create table output (
  name text not null, lang text not null, kind text not null, request text not null,
  path text not null, bytes integer not null, primary key (name, lang, kind)
) without rowid;
create table notebook (
  name text not null, label text not null, seconds real not null, cells text not null,
  request text not null default '', path text not null default '', bytes integer not null default 0,
  hash text not null default '', primary key (name, label)
) without rowid;
create table step (name text not null, step text not null, seconds real not null, primary key (name, step)) without rowid;
create table memory (done integer primary key, batch_mb real not null, warm_mb real not null);
"""
#: From version 1, which did not know where executed notebooks lie.
RENEWED = """
alter table notebook add column request text not null default '';
alter table notebook add column path text not null default '';
alter table notebook add column bytes integer not null default 0;
alter table notebook add column hash text not null default '';
"""


@dataclass(frozen=True)
class Output:
    """One file of a report that lies in place: language, form, what it was made for, where, how long."""

    lang: str
    kind: str
    request: str
    path: str
    bytes: int


@dataclass(frozen=True)
class Executed:
    """A notebook that was run: what it was run for, where its executed file lies, how long that is, its hash."""

    label: str
    seconds: float
    cells: str
    request: str
    path: str
    bytes: int
    hash: str


class Manifest:
    """An open manifest; use as a context manager.

    Raises
    ------
    ParameterError
        When the file is no manifest, or one of another version.
    """

    def __init__(self, path: Path, *, read: bool = False):
        self.path = path
        if read and not path.is_file():
            raise ParameterError(
                Problem(
                    what=msg("No batch has been run here: there is no {file}.", file=path.name),
                    do=msg("Run `course batch` first, or give the folder of its reports with --out."),
                    file=str(path.parent),
                )
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.db = sqlite3.connect(path, timeout=30, isolation_level=None)
            self.db.row_factory = sqlite3.Row
            found = self.db.execute("pragma user_version").fetchone()[0]
            if found < VERSION and not read:
                self.db.execute("pragma journal_mode=delete")  # write-ahead logs are not for network drives
                with self.whole():
                    found = self.db.execute("pragma user_version").fetchone()[0]
                    if found < VERSION:
                        for statement in (RENEWED if found else TABLES).split(";\n"):
                            self.db.execute(statement) if statement.strip() else None
                        self.db.execute(f"pragma user_version={VERSION}")
                found = VERSION
        except (sqlite3.Error, OSError) as error:
            raise self._refused(str(error)) from None
        if not 0 < found <= VERSION:
            raise self._refused(msg("it is of another version"))

    def _refused(self, why: Any) -> ParameterError:
        return ParameterError(
            Problem(
                what=msg("The manifest of the batch cannot be used: {why}.", why=why),
                do=msg("Move it away, or give another folder with --out; the next run then does all companies."),
                file=str(self.path),
            )
        )

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    @contextmanager
    def whole(self):
        """One transaction: all of it or nothing."""
        self.db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self.db.execute("rollback")
            raise
        self.db.execute("commit")

    # ---- a run
    def begin(self, tasks: Iterable[tuple[str, str, str]], about: Mapping[str, str]) -> None:
        """The companies of this run (name, source, asked) in order; those of earlier runs that are not among them go.

        What is known of a company stays. Their files stay where they are, too.
        """
        tasks = list(tasks)
        with self.whole():
            self.db.execute("create temp table if not exists now (name text primary key)")
            self.db.execute("delete from now")
            self.db.executemany("insert into now values (?)", [(name,) for name, _, _ in tasks])
            for table in ("company", "output", "notebook", "step"):
                self.db.execute(f"delete from {table} where name not in (select name from now)")
            self.db.execute("delete from memory")
            self.db.executemany(
                "insert into company (name, position, source, asked, state) values (?, ?, ?, ?, 'waiting') "
                "on conflict (name) do update set position = excluded.position, source = excluded.source, "
                "asked = excluded.asked, state = case state when 'running' then 'waiting' else state end",
                [(name, at, source, asked) for at, (name, source, asked) in enumerate(tasks)],
            )
            self.db.executemany("insert or replace into batch values (?, ?)", list(about.items()))

    def start(self, name: str) -> None:
        self.db.execute("update company set state = 'running', tries = tries + 1 where name = ?", (name,))

    def wait(self, name: str) -> None:
        """It was stopped by the person; nothing came of it."""
        self.db.execute("update company set state = 'waiting' where name = ?", (name,))

    def seen(self, name: str, print: str) -> None:
        """Its files changed and mean the same, or are now known."""
        self.db.execute("update company set print = ? where name = ?", (print, name))

    def finish(
        self, name: str, told: Mapping[str, Any], outputs: Sequence[Output], executed: Sequence[Executed] = ()
    ) -> None:
        """What came of a company; its files lie in place already."""
        columns = (
            "state", "print", "data_hash", "as_of", "folder", "engine", "versions", "seconds", "peak_mb", "cpu",
            "notebook", "cell", "kind", "cause_zh", "cause_en", "trace", "figures",
        )  # fmt: skip
        empty = {"seconds": None, "peak_mb": None, "cpu": None}
        values = [told.get(column, empty.get(column, "")) for column in columns]
        with self.whole():
            self.db.execute(
                f"update company set {', '.join(f'{column} = ?' for column in columns)} where name = ?", [*values, name]
            )
            for table in ("output", "notebook", "step"):
                self.db.execute(f"delete from {table} where name = ?", (name,))
            self.db.executemany(
                "insert into output values (?, ?, ?, ?, ?, ?)",
                [(name, o.lang, o.kind, o.request, o.path, o.bytes) for o in outputs],
            )
            self.db.executemany(
                "insert into notebook values (?, ?, ?, ?, ?, ?, ?, ?)",
                [(name, *astuple(one)) for one in executed],
            )
            self.db.executemany(
                "insert into step values (?, ?, ?)", [(name, *s) for s in told.get("steps", {}).items()]
            )

    def weigh(self, done: int, batch_mb: float, warm_mb: float) -> None:
        """Memory of the batch's own processes after so many companies."""
        self.db.execute("insert or replace into memory values (?, ?, ?)", (done, batch_mb, warm_mb))

    # ---- reading
    def company(self, name: str) -> sqlite3.Row | None:
        return self.db.execute("select * from company where name = ?", (name,)).fetchone()

    def companies(self) -> list[sqlite3.Row]:
        return self.db.execute("select * from company order by position").fetchall()

    def outputs(self, name: str) -> list[Output]:
        rows = self.db.execute(
            "select lang, kind, request, path, bytes from output where name = ? order by lang, kind", (name,)
        )
        return [Output(*row) for row in rows]

    def executed(self, name: str) -> list[Executed]:
        rows = self.db.execute(
            "select label, seconds, cells, request, path, bytes, hash from notebook where name = ? order by label",
            (name,),
        )
        return [Executed(*row) for row in rows]

    def rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        return self.db.execute(query, values).fetchall()

    def counts(self) -> dict[str, int]:
        found = dict(self.db.execute("select state, count(*) from company group by state").fetchall())
        return {state: found.get(state, 0) for state in STATES}

    def about(self) -> dict[str, str]:
        return dict(self.db.execute("select key, value from batch").fetchall())
