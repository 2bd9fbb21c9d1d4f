"""The file brought into DuckDB in one go: pieces are cut and looked at side by side, and taken in their order."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import duckdb
import numpy as np
import pyarrow as pa

from helpers.intake.bulk import cells, mend, stream
from helpers.intake.bulk.coded import Numbered, TooMany
from helpers.intake.bulk.column import Column, judge
from helpers.intake.bulk.stage import DIGITS, NUMBERS, SCALE, raw
from helpers.intake.bulk.task import Task
from helpers.intake.bulk.unsuited import Unsuited
from helpers.intake.lines.part import CODES

#: The share of rows wider or narrower than most from which a careful copy is quicker.
MOST = 0.2
#: Odd rows that are put into the database at a time.
TOGETHER = 100_000
#: Pieces that wait to be taken, beyond those being looked at.
AHEAD = 1


class Irregular(Exception):
    """The file has to be cut into cells by a careful reader."""


@dataclass(frozen=True)
class Brought:
    """What came in: rows of the file (blank ones apart) and its lines, the row of the header, the hash of the file,
    the cells of the widest row."""

    rows: int
    lines: int
    top: int
    sha256: str
    widest: int


def tables(con: duckdb.DuckDBPyConnection, task: Task) -> None:
    """Make the tables ``s`` and ``o``, empty."""
    where, line = task.where, ", line BIGINT" * task.text.numbered
    kinds = {
        name: "DATE" if name == "date" else f"DECIMAL({DIGITS}, {SCALE})" if name in NUMBERS else "VARCHAR"
        for name in where.typed()
    }
    own = [f"{name}_v {'INTEGER' if name in where.coded else kind}" for name, kind in kinds.items()]
    own += [f"{name}_x {'INTEGER' if name in where.coded else 'VARCHAR'}" for name in where.words()]
    own += [f"{raw(name, where)} {'INTEGER' if name in where.coded else 'VARCHAR'}" for name in where.lent()]
    con.execute(f"CREATE OR REPLACE TABLE s (rid BIGINT{line}, {', '.join(own)})")
    text = [f"{column} {kinds[column[:-2]] if column.endswith('_v') else 'VARCHAR'}" for column in where.columns()]
    con.execute(f"CREATE OR REPLACE TABLE o (rid BIGINT{line}, {', '.join(text)}, rest BOOLEAN, more BOOLEAN)")


def bring_in(con: duckdb.DuckDBPyConnection, task: Task, threads: int, step: Callable[[float], None]) -> Brought:
    """Fill ``s`` and ``o`` (see :mod:`helpers.intake.bulk.stage`) and make the tables ``d_FIELD``.

    Raises
    ------
    Irregular
        When the file has to be cut by a careful reader.
    TooMany
        When a field is not to be coded.
    Unsuited
        When the text is binary, not UTF-8, or a row is far too long.
    """
    tables(con, task)
    taking = _Taking(con, task)
    size, done = max(task.text.path.stat().st_size, 1), 0
    digest = None if task.text.sha256 else hashlib.sha256()
    with ThreadPoolExecutor(threads) as pool, ThreadPoolExecutor(1) as hasher:
        waiting: deque[tuple[Future, int]] = deque()
        try:
            for piece in stream.pieces(task.text.path, task.text.numbered):
                if digest:
                    hashed = hasher.submit(digest.update, piece)
                length = len(piece)
                if done == 0:
                    piece = taking.begin(piece.removeprefix(stream.BOM))
                done += length
                if piece:
                    waiting.append((pool.submit(_look, piece, task), done))
                if len(waiting) > threads + AHEAD:
                    found, here = waiting.popleft()
                    taking.take(*found.result())
                    step(here / size)
                if digest:
                    hashed.result()
            for found, here in waiting:
                taking.take(*found.result())
                step(here / size)
        except (pa.ArrowInvalid, csv.Error):
            raise Irregular from None
        finally:
            for found, _ in waiting:
                found.cancel()
    taking.end()
    sha256 = digest.hexdigest() if digest else task.text.sha256
    return Brought(taking.rows, taking.lines, taking.top, sha256, taking.widest)


def _look(piece: bytes, task: Task) -> tuple[cells.Cut, dict[int, Column]]:
    """A piece's cells, and what can be told of them without the other pieces."""
    if b"\x00" in piece:
        raise Unsuited("binary")
    where, text = task.where, task.text
    if not text.numbered and not stream.regular(piece, text.delimiter):
        raise Irregular
    width = text.width + 1 if text.numbered else task.width
    cut = cells.cut(piece, width, text.delimiter)
    if len(cut.others) > cut.rows * MOST:
        raise Irregular
    columns = [Column(column.dictionary, column.indices.to_numpy()) for column in cut.columns]
    columns = {position - text.numbered: column for position, column in enumerate(columns)}
    for position in where.fields.values():
        if position not in columns:
            columns[position] = Column(pa.array([""]), np.zeros(len(cut.places), dtype="int32"))
    judge(columns, task, where.coded)
    return cut, columns


class _Taking:
    """Pieces taken into the database in their order."""

    def __init__(self, con: duckdb.DuckDBPyConnection, task: Task):
        self.con, self.task, self.top, self.rows, self.lines, self.widest = con, task, 0, 0, 0, 0
        self._numbered = {
            name: Numbered(name, self._fine(name), partial(task.mend, name)) for name in sorted(task.where.coded)
        }
        self._mended: dict[str, list[pa.Table]] = {name: [] for name in (*task.where.typed(), *task.where.words())}
        self._needed = task.needed()
        self._waiting: list[pa.Table] = []

    def _fine(self, name: str) -> Callable[[pa.Array], np.ndarray]:
        if name in CODES:
            return lambda texts: cells.plain(name, texts, {}, {})[0]
        return lambda texts: ~self.task.care(name, texts.to_pandas().astype("str"))

    def begin(self, piece: bytes) -> bytes:
        """What of the first piece is below the header."""
        text, line = self.task.text, self.task.header_line
        if text.numbered:
            starts = (piece.find(b'\n"%d",' % number) for number in range(line + 1, line + 100_000))
            at = next((start + 1 for start in starts if start >= 0), len(piece))
            self.top = sum(1 for _ in csv.reader(io.StringIO(piece[:at].decode(), newline=""))) - 1
        else:
            at = 0
            for _ in range(line):
                at = piece.find(b"\n", at) + 1 or len(piece)
            self.top = line - 1 - len(re.findall(rb"^\r?\n", piece[:at], re.MULTILINE))
        self.rows, self.lines = self.top + 1, piece.count(b"\n", 0, at)
        return piece[at:]

    def take(self, cut: cells.Cut, columns: dict[int, Column]) -> None:
        """Rows of a piece into ``s`` or ``o``."""
        where = self.task.where
        codes = {}
        for name, numbered in self._numbered.items():
            column = columns[where.fields[name]]
            codes[name] = numbered.codes(column.texts)
            column.fine = numbered.fine[codes[name]]
            column.mended = (numbered.value[codes[name]] >= 0) & ~column.fine
            if name in CODES:
                column.values = column.texts
        good = self._good(columns, len(cut.places))
        rid = cut.places + self.rows
        line = columns[-1].of(columns[-1].texts.cast(pa.int64())) if self.task.text.numbered else None
        if not good.all():
            odd = np.flatnonzero(~good)
            self._odd(columns, odd, rid[odd], line.take(pa.array(odd)) if line is not None else None)
        self._plain(columns, codes, good, rid, line)
        if cut.others:
            self._others(cut.others, self.rows)
        self.rows, self.lines = self.rows + cut.rows, self.lines + cut.lines

    def _good(self, columns: Mapping[int, Column], rows: int) -> np.ndarray:
        """Rows that need no closer look."""
        where, good = self.task.where, np.ones(rows, dtype=bool)

        def only(column: Column, flags: np.ndarray) -> None:
            nonlocal good
            if not flags.all():
                good &= flags[column.index]

        for name in (*where.typed(), *where.words()):
            column = columns[where.fields[name]]
            only(column, column.good if name in self._needed else column.good | column.empty)
        if {"product", "product_name"} <= set(where.fields):
            item, name = columns[where.fields["product"]], columns[where.fields["product_name"]]
            if not item.good.all():
                good &= item.good[item.index] | name.empty[name.index]
        for position in where.unused:
            if position in columns:
                only(columns[position], columns[position].fine)
        for position in where.beyond:
            if position in columns:
                only(columns[position], cells.blank(columns[position].texts))
        return good

    def _plain(self, columns, codes, good: np.ndarray, rid: np.ndarray, line) -> None:
        where = self.task.where
        arrays = {"rid": pa.array(rid)} | ({"line": line} if line is not None else {})
        for name in (*where.typed(), *where.words()):
            column = columns[where.fields[name]]
            touched = column.mended is not None and bool(column.mended.any())
            if name in codes:
                own = self._numbered[name].value[codes[name]][column.index]
                array = pa.array(own, mask=own < 0) if (own < 0).any() else pa.array(own)
            elif name in where.typed():
                array = column.of(column.values)
            else:
                array = column.of(column.where(~column.empty, column.values))
            arrays[f"{name}_{'v' if name in where.typed() else 'x'}"] = array
            if touched:
                self._count(name, column, good, rid)
            if touched and name in where.lent():
                if name in codes:
                    text = np.where(column.mended, codes[name], -1)[column.index].astype("int32")
                    arrays[raw(name, where)] = pa.array(text, mask=text < 0)
                else:
                    arrays[raw(name, where)] = column.of(column.where(column.mended))
        table = pa.table(arrays)
        self._keep("s", table if good.all() else table.filter(pa.array(good)))

    def _count(self, name: str, column: Column, good: np.ndarray, rid: np.ndarray) -> None:
        """Note the texts of plain rows that were not written plainly: how often and where first they stand."""
        rows = np.flatnonzero(column.mended[column.index] & good)
        if len(rows):
            texts, first, count = np.unique(column.index[rows], return_index=True, return_counts=True)
            found = {"text": column.texts.take(pa.array(texts)), "n": count, "first": rid[rows[first]]}
            self._mended[name].append(pa.table(found))

    def _odd(self, columns: Mapping[int, Column], odd: np.ndarray, rid: np.ndarray, line) -> None:
        where = self.task.where
        arrays = {"rid": pa.array(rid)} | ({"line": line} if line is not None else {})
        for name in where.typed():
            column = columns[where.fields[name]]
            values = column.of(column.where(column.fine, column.values), odd)
            arrays[f"{name}_v"] = values.cast(cells.MONEY) if name in NUMBERS else values
            arrays[f"{name}_x"] = column.of(column.where(~column.fine & ~column.empty), odd)
        for name in where.words():
            column = columns[where.fields[name]]
            arrays[f"{name}_x"] = column.of(column.where(~column.empty), odd)
        rest, more = np.zeros(len(odd), dtype=bool), np.zeros(len(odd), dtype=bool)
        for position in where.unused:
            if position not in columns:
                continue
            column = columns[position]
            arrays[f"u{position}_x"] = column.of(column.where(~column.fine), odd)
            filled = ~cells.blank(column.texts)[column.index[odd]]
            rest |= filled
            if position in where.beyond:
                more |= filled
        arrays |= {"rest": pa.array(rest), "more": pa.array(more)}
        self._waiting.append(pa.table({n: array for n, array in arrays.items() if array.null_count < len(odd)}))
        if sum(map(len, self._waiting)) >= TOGETHER:
            self._keep_odd()

    def _keep_odd(self) -> None:
        if self._waiting:
            self._keep("o", pa.concat_tables(self._waiting, promote_options="default"))
            self._waiting = []

    def _others(self, others: list[tuple[int, list[str]]], base: int) -> None:
        """Rows wider or narrower than the header: all need a closer look."""
        where = self.task.where
        self.widest = max(self.widest, *(len(row) for _, row in others))
        count = len(others)
        columns = {}
        for position in range(where.width):
            texts = pa.array([row[position] if position < len(row) else "" for _, row in others], pa.string())
            columns[position] = Column(texts, np.arange(count, dtype="int32"))
        judge(columns, self.task)
        self._odd(columns, np.arange(count), np.array([number + base for number, _ in others]), None)

    def _keep(self, name: str, table: pa.Table) -> None:
        if len(table):
            self.con.register("given", table)
            self.con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM given")
            self.con.unregister("given")

    def end(self) -> None:
        """Put in what waits, and hand over the texts of the codes."""
        self._keep_odd()
        for name, numbered in self._numbered.items():
            codes = pa.array(np.arange(len(numbered.texts), dtype="int32"))
            self.con.register("given", pa.table({"code": codes, "text": numbered.texts}))
            self.con.execute(f"CREATE OR REPLACE TABLE d_{name} AS SELECT * FROM given")
            self.con.unregister("given")
        none = pa.table(
            {"text": pa.array([], pa.string()), "n": pa.array([], pa.int64()), "first": pa.array([], pa.int64())}
        )
        for name, found in self._mended.items():
            self.con.register("given", pa.concat_tables([none, *found]))
            self.con.execute(
                f"CREATE OR REPLACE TABLE x_{name} AS SELECT text, CAST(sum(n) AS BIGINT) AS n, min(first) AS first "
                "FROM given GROUP BY 1 ORDER BY 3"
            )
            self.con.unregister("given")


def carefully(con, task: Task, file: str, width: int, folder, threads: int, step) -> tuple[Task, Brought]:
    """The file in the tables: as it stands if every reader takes it as meant, else by way of a careful copy.

    Parameters
    ----------
    width
        Cells of the header or of the widest row seen at the top.
    """
    while True:
        try:
            brought = bring_in(con, task, threads, step)
        except Irregular:
            if task.text.numbered:
                raise Unsuited("cells") from None
        except TooMany as many:
            task = replace(task, where=replace(task.where, coded=task.where.coded - {many.field}))
            continue
        else:
            if points := _points(con, task):
                task = replace(task, points=task.points | points)
                continue
            text = replace(task.text, lines=brought.lines, sha256=brought.sha256)
            if not text.numbered and brought.rows < text.lines:  # lines without a sign, or cells of several lines
                text = replace(text, blank=stream.blank_lines(text.path) or ())
            if text.numbered or brought.rows == text.lines - len(text.blank):
                return replace(task, text=text), brought
            task = replace(task, text=text)
        text = task.text if task.text.sha256 else replace(task.text, sha256=stream.digest_of(task.text.path))
        text = stream.normal(text, file, width, folder, step)
        task = replace(task, text=text)


def _points(con: duckdb.DuckDBPyConnection, task: Task) -> frozenset[str]:
    """Codes of which 17850.0 was read as 17850 although the column also holds real decimals."""
    found = set()
    for name in task.where.typed():
        if name in CODES and name not in task.points:
            dotted = f"SELECT text FROM x_{name} WHERE regexp_matches(text, '[.．。]')"
            texts = [text for (text,) in con.execute(dotted).fetchall()]
            others = f"SELECT DISTINCT {name}_x FROM o WHERE contains({name}_x, '.')"
            if mend.wholes(texts) and mend.decimals([*texts, *(text for (text,) in con.execute(others).fetchall())]):
                found.add(name)
    return frozenset(found)
