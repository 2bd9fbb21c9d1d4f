"""A text file looked at once as a stream of bytes: its hash, encoding, line ends, blank lines."""

from __future__ import annotations

import codecs
import csv
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from helpers.errors import IntakeError, Problem
from helpers.intake.bulk.unsuited import Unsuited
from helpers.intake.files import databases, encoding
from helpers.intake.files.source import DELIMITERS, OLE, ZIP, find_delimiter
from helpers.language import msg

#: Bytes of a piece: long enough that a column's texts repeat in it, short enough for several at once in memory.
PIECE = 16_000_000
#: Bytes from the top that tell encoding, delimiter and header.
HEAD = 4_000_000
#: More blank lines than this are not kept track of one by one.
BLANKS = 10_000
#: What Python's names of encodings are that are UTF-8 as it stands.
UTF8 = ("utf-8", "utf8")
EXTRA = 8
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Text:
    """A text file ready to be read.

    Attributes
    ----------
    path
        The file itself, or its copy in UTF-8.
    sha256, encoding, delimiter
        As the usual path tells them; ``delimiter`` is the sign. The hash is empty until the file has been read.
    head
        The file's beginning as text, up to the end of a line.
    more
        Whether the file goes on below its head.
    lines
        Number of lines, blank ones too; 0 until the file has been read.
    blank
        Numbers of the lines without a sign, once they have been looked for; see :func:`blank_lines`.
    numbered
        Whether this is a copy by :func:`normal`, which has each row's line number as its first cell, and ``width``
        further cells; ``widest`` is the number of cells of the longest row.
    """

    path: Path
    sha256: str
    encoding: str
    delimiter: str
    head: str
    more: bool
    lines: int = 0
    blank: tuple[int, ...] = ()
    numbered: bool = False
    width: int = 0
    widest: int = 0


def look(path: Path, mapping: Mapping[str, Any], folder: Path, step: Callable[[float], None]) -> Text:
    """Look at a file's beginning; one that is not UTF-8 is written to ``folder`` as UTF-8.

    Raises
    ------
    Unsuited
        When it is no plain text, or in an encoding that its beginning does not tell.
    """
    with path.open("rb") as file:
        start = file.read(HEAD)
        start += file.readline()
    first = start[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if (
        start.startswith((ZIP, OLE, b"PAR1", b"\x1f\x8b"))
        or databases.kind_of(start)
        or databases.dump_kind(start)
        or first.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"mime-version:"))
    ):
        raise Unsuited("no text")
    size = path.stat().st_size
    name, label = _encoding(start, size, mapping.get("encoding"))
    try:
        head = start.decode(name) if size <= len(start) else _whole(start, name)
    except UnicodeDecodeError:
        raise Unsuited("encoding") from None
    delimiter = mapping.get("delimiter") or find_delimiter(head)
    if delimiter not in DELIMITERS:
        raise Unsuited("delimiter")
    digest = ""
    if name not in (*UTF8, "utf-8-sig"):
        digest = _in_utf8(path, name, folder / "text.csv", step)
        path = folder / "text.csv"
    return Text(path, digest, label, delimiter, head.removeprefix("\ufeff"), size > len(start))


def _in_utf8(path: Path, name: str, target: Path, step: Callable[[float], None]) -> str:
    """Write a copy in UTF-8; the hash of the file itself."""
    digest, decoder, done = hashlib.sha256(), codecs.getincrementaldecoder(name)(), 0
    size = path.stat().st_size
    with target.open("wb") as out:
        for piece in pieces(path):
            digest.update(piece)
            done += len(piece)
            try:
                text = decoder.decode(piece, final=done >= size)
            except UnicodeDecodeError:
                raise Unsuited("encoding") from None
            out.write(text.removeprefix("\ufeff").encode("utf-8"))
            step(done / max(size, 1))
    return digest.hexdigest()


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _whole(start: bytes, name: str) -> str:
    """Text of a beginning that may end within a sign."""
    return codecs.getincrementaldecoder(name)().decode(start)


def _encoding(start: bytes, size: int, given: str | None) -> tuple[str, str]:
    """Python's name of the encoding, and the name that is told."""
    for mark, name in encoding.MARKS:
        if start.startswith(mark):
            if given:
                raise Unsuited("encoding given, and a byte-order mark")
            return name, name.removesuffix("-sig") + (" (BOM)" if name == "utf-8-sig" else "")
    if given:
        try:
            codecs.lookup(given)
        except LookupError:
            raise Unsuited("encoding") from None
        return given.lower() if given.lower() in UTF8 else given, given
    if size % 2 == 0 and (wide := encoding._unmarked_utf16(start[: len(start) // 2 * 2])):
        return wide, wide
    if b"\x00" in start:
        raise Unsuited("binary")
    try:
        _whole(start, "utf-8")
        return "utf-8", "utf-8"
    except UnicodeDecodeError:
        if encoding.damaged_utf8(start):
            raise Unsuited("damaged UTF-8") from None
        try:
            _, name = encoding._other(start, "")
        except IntakeError:  # the usual path names the file and the line
            raise Unsuited("damaged") from None
        return name, name


def pieces(path: Path, quoted: bool = False) -> Iterator[bytes]:
    """The file in pieces that end with a line; ``quoted``: that does not end within a cell."""
    with path.open("rb") as file:
        start = 0
        while piece := _to_a_line(file, start):  # read at its length at once: adding to a piece would copy it
            while quoted and piece.count(b'"') % 2 and (line := file.readline()):
                piece += line
            start += len(piece)
            yield piece


def _to_a_line(file: BinaryIO, start: int) -> bytes:
    """A piece from a place to the end of a line."""
    file.seek(start + PIECE)
    length = PIECE + len(file.readline())
    file.seek(start)
    return file.read(length)


def regular(piece: bytes, delimiter: str) -> bool:
    """Whether every reader cuts the piece into the same cells: no lone carriage return, and every double quote
    begins or ends a cell, or is doubled within one. The piece begins and ends with a line."""
    if b"\r" in piece and piece.count(b"\r") != piece.count(b"\r\n"):
        return False
    if b'"' not in piece:
        return True
    signs = np.frombuffer(piece, dtype="uint8")
    quotes = np.flatnonzero(signs == 34)
    if len(quotes) % 2:
        return False  # a cell that goes on in the next piece
    opens, closes, last = quotes[0::2], quotes[1::2], len(signs) - 1
    before, after = signs[np.maximum(opens - 1, 0)], signs[np.minimum(closes + 1, last)]
    sign = ord(delimiter)
    begin = (opens == 0) | np.isin(before, (sign, 10, 34))
    end = (closes == last) | np.isin(after, (sign, 10, 13, 34))
    return bool(begin.all() and end.all())


def blank_lines(path: Path) -> tuple[int, ...] | None:
    """Numbers of the lines without a sign; ``None`` where they are many."""
    empty, found, before = re.compile(rb"^\r?\n", re.MULTILINE), [], 0
    for piece in pieces(path):
        for one in empty.finditer(piece):
            found.append(before + piece.count(b"\n", 0, one.start()) + 1)
            if len(found) > BLANKS:
                return None
        before += piece.count(b"\n")
    return tuple(found)


def picked(path: Path, wanted: np.ndarray) -> Iterator[tuple[int, bytes]]:
    """Some lines of a file with their numbers, which are given sorted."""
    before, place = 0, 0
    for piece in pieces(path):
        if place >= len(wanted):
            return
        ends = np.flatnonzero(np.frombuffer(piece, dtype="uint8") == 10)
        count = len(ends) + (not piece.endswith(b"\n"))
        stop = int(np.searchsorted(wanted, before + count, side="right"))
        lines = wanted[place:stop]
        edges = np.concatenate([[-1], ends, [len(piece)]])
        at = lines - before - 1
        for line, start, end in zip(lines.tolist(), (edges[at] + 1).tolist(), edges[at + 1].tolist(), strict=True):
            yield line, piece[start:end]
        place, before = stop, before + count


def normal(text: Text, file: str, width: int, folder: Path, step: Callable[[float], None]) -> Text:
    """A copy cut into cells by Python's reader: each row with its line number, all cells quoted.

    Raises
    ------
    IntakeError
        When a double quote is not closed.
    Unsuited
        When a row is far longer than the header, or the text is not UTF-8 after all.
    """
    target, before, wide, longest = folder / "normal.csv", 0, width + EXTRA, 0
    lines = max(text.path.stat().st_size / max(len(text.head), 1) * text.head.count("\n"), 1)  # about
    with (
        text.path.open("r", encoding="utf-8-sig", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        reader = csv.reader(source, delimiter=text.delimiter, strict=True)
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        try:
            for number, row in enumerate(reader):
                if len(row) > wide:
                    raise Unsuited("a row far longer than the header")
                longest = max(longest, len(row))
                writer.writerow([before + 1, *row, *[None] * (wide - len(row))])
                before = reader.line_num
                if number % 100_000 == 0:
                    step(min(before / lines, 1.0))
        except csv.Error:
            raise IntakeError(
                Problem(
                    what=msg("From this line on the file cannot be cut into cells: a double quote is not closed."),
                    do=msg("Mend that line, or export the file again."),
                    file=file,
                    row=before + 1,
                )
            ) from None
        except UnicodeDecodeError:
            raise Unsuited("encoding") from None
    return replace(text, path=target, delimiter=",", numbered=True, width=wide, widest=longest, blank=())
