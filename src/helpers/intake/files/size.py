"""How large a file may be once unpacked and laid out as cells; what is meant to fill the memory is refused before."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from helpers.errors import IntakeError, Problem
from helpers.language import msg

#: Bytes of a member of a workbook from which its ratio is looked at, the highest ratio, and bytes at most.
SUSPECT, RATIO, UNPACKED = 50_000_000, 150, 3_000_000_000
#: Cells from which a table must be filled to at least one part in ``THIN``; cells and columns of a table at most.
SPREAD, THIN, CELLS, COLUMNS = 5_000_000, 50, 200_000_000, 16_384
CELL = re.compile(rb'<(?:\w+:)?c(?:\s[^>]*?\br="([A-Za-z]{1,9})(\d{1,12})")?[^>]*(?<!/)>')
SMALLER = msg("Delete what is empty or not needed, and save it again; or export the lines as “CSV UTF-8”.")


def refuse(file: str, what, row: int | None = None) -> None:
    """Stop with a word on the size."""
    raise IntakeError(Problem(what=what, do=SMALLER, file=file, row=row, kind="size"))


def check_area(file: str, rows: int, columns: int, filled: int, row: int | None = None) -> None:
    """Refuse a table that is far wider than any, or laid out over far more cells than it fills.

    Raises
    ------
    IntakeError
        When there are too many columns or cells.
    """
    if columns > COLUMNS:
        refuse(
            file, msg("The table has {columns} columns; at most {most} are read.", columns=columns, most=COLUMNS), row
        )
    area = rows * columns
    if area > CELLS or (area > SPREAD and area > THIN * filled):
        what = msg("The table spreads over {rows} rows and {columns} columns; that is more than can be read.",
                   rows=rows, columns=columns)  # fmt: skip
        refuse(file, what, row)


def check_workbook(file: str, data: bytes) -> None:
    """Refuse a packed workbook that unpacks to far more than it is, or whose cells stand far apart.

    What the archive's directory says of sizes is not believed: what could be large is unpacked piece by piece.

    Raises
    ------
    IntakeError
        When it is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                if member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    _member(file, data, member)
                elif member.file_size > SUSPECT:
                    refuse(file, msg("The file unpacks to far more than its size."))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, zlib.error):
        return  # damaged: the reader says so


def _member(file: str, data: bytes, member: zipfile.ZipInfo) -> None:
    sheet = re.fullmatch(r"xl/worksheets/[^/]+\.xml", member.filename, re.IGNORECASE)
    if not sheet and member.compress_size * 1040 < SUSPECT:
        return
    at = member.header_offset
    start = (
        at + 30 + int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(data[at + 28 : at + 30], "little")
    )
    body = memoryview(data)[start : start + member.compress_size]
    size = cells = columns = rows = 0
    rest = b""
    for piece in _unpacked(body, member.compress_type):
        size += len(piece)
        if size > UNPACKED or (size > SUSPECT and size > RATIO * max(member.compress_size, 1)):
            refuse(file, msg("The file unpacks to far more than its size."))
        if sheet:
            piece = rest + piece
            cut = piece.rfind(b"<")
            rest = piece[cut:][:10_000] if cut >= 0 else b""
            if b'r="' not in piece:  # cells without a place: only their number matters
                cells += piece.count(b"<c>", 0, max(cut, 0)) + piece.count(b"<c ", 0, max(cut, 0))
                continue
            found = CELL.findall(piece, 0, max(cut, 0))
            cells += len(found)
            if found:
                rows = max(rows, max(int(number or 0) for _, number in found))
                longest = max((letters.upper() for letters, _ in found), key=lambda letters: (len(letters), letters))
                columns = max(columns, _column(longest))
    if sheet:
        if rows > 1_048_576:
            refuse(file, msg("A cell stands in row {row}, where no sheet has one.", row=rows))
        check_area(file, rows, columns, cells)


def _unpacked(body: memoryview, how: int):
    if how == zipfile.ZIP_STORED:
        for start in range(0, len(body), 1 << 20):
            yield bytes(body[start : start + (1 << 20)])
        return
    flat, waiting = zlib.decompressobj(-15), bytes(body)
    while waiting and not flat.eof:
        piece = flat.decompress(waiting, 1 << 20)
        waiting = flat.unconsumed_tail
        if piece:
            yield piece


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
