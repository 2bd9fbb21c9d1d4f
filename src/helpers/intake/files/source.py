"""A client's file as sheets of text cells, each row with the line a person sees it on.

What a file is, is told from its first bytes, not from its name: systems export text as ``.xls``.
"""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import IntakeError, Problem, refusal
from helpers.intake.columns.header import locate_row
from helpers.intake.files import databases, merged, protected, size, workbook_apart
from helpers.intake.files.encoding import decode
from helpers.intake.files.web import is_page
from helpers.language import msg

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOOKED_AT = 60
#: Columns from which the cells of a sheet are looked at all together.
MANY = 300


@dataclass(frozen=True)
class Sheet:
    """One sheet (or the whole of a text file, whose ``name`` is empty).

    Attributes
    ----------
    cells
        All cells as text as it stands, missing where empty or blank; columns are positions. Blank
        rows are left out.
    lines
        Line of each row in the file or sheet, from 1.
    blank
        Number of blank rows left out.
    spread
        Columns whose merged cells were filled: position, cells, the first text.
    """

    file: str
    name: str
    cells: pd.DataFrame
    lines: pd.Series
    blank: int = 0
    hidden: bool = False
    spread: tuple[tuple[int, int, str], ...] = ()

    @property
    def label(self) -> str:
        return f"{self.file}[{self.name}]" if self.name else self.file


@dataclass(frozen=True)
class Source:
    """One file: its sheets, and how it was read."""

    file: str
    kind: str
    sha256: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""


def read(path: str | Path, mapping: Mapping[str, Any] | None = None) -> Source:
    """The file's sheets.

    Parameters
    ----------
    path
        A text file (comma, semicolon, tab or pipe), an Excel workbook (.xlsx, .xls, .xlsb, .ods), Parquet, a
        SQLite or DuckDB file, or the address of a server (``postgres://reader:${PASSWORD}@host/sales``).
    mapping
        May hold ``encoding`` and ``delimiter``, which are then not looked for.

    Raises
    ------
    IntakeError
        When the file is missing, empty, locked, encrypted or of no known kind.
    """
    if databases.is_address(path):
        name, digest, tables = databases.read_address(str(path))
        return Source(name, "database", digest, _of_tables(name, tables))
    path, mapping = Path(path), mapping or {}
    data = _bytes(path)
    protected.refuse(path, data)
    digest = hashlib.sha256(data).hexdigest()
    if kind := databases.kind_of(data):
        return Source(path.name, "database", digest, _of_tables(path.name, databases.read_file(path, kind)))
    if data.startswith(b"PAR1"):
        return Source(path.name, "parquet", digest, (_sheet(path.name, "", _parquet(path, data), None),))
    if data.startswith(b"\x1f\x8b"):
        raise _cannot(path, msg("The file is packed (gzip)."), msg("Unpack it and name the file in it."))
    if kind := databases.dump_kind(data):
        raise IntakeError(databases.dump_problem(path.name, kind))
    if data.startswith(ZIP) and (inside := _archived(data)):
        what = msg("The file is a ZIP archive with: {names}.", names=", ".join(inside[:8]))
        raise _cannot(path, what, msg("Unpack it and name the files in it."))
    if data.startswith((ZIP, OLE)):
        return Source(path.name, "excel", digest, _excel(path, data))
    if is_page(data):
        return _web(path, data, mapping)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"mime-version:") and b"text/html" in data[:8192].lower():
        raise _cannot(path, msg("The file is a web archive (MHTML), not a table."), SAVE_AS)
    if not mapping.get("encoding") and (error := protected.looks_encrypted(path, data)):
        raise error
    text, encoding = decode(data, mapping.get("encoding"), path.name)
    delimiter = mapping.get("delimiter") or find_delimiter(text)
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n\x00':
        what = msg("The mapping has an unknown key {key}.", key=repr(f"delimiter: {delimiter}"[:80]))
        raise _cannot(path, what, msg("Take one of: {known}.", known=", ".join(map(repr, DELIMITERS))))
    sheet = _text(path, text, delimiter)
    return Source(path.name, "text", digest, (sheet,), encoding, DELIMITERS.get(delimiter, delimiter))


def _of_tables(file: str, tables: list[tuple[str, list[list[str | None]]]]) -> tuple[Sheet, ...]:
    """Tables of a database as sheets: the header is line 0, rows count from 1."""
    return tuple(_sheet(file, name, rows, list(range(len(rows)))) for name, rows in tables)


def _parquet(path: Path, data: bytes) -> list[list[str | None]]:
    from pyarrow import ArrowException

    try:
        return databases.parquet_rows(data, path.name)
    except (ArrowException, OSError, UnicodeDecodeError):
        why = msg("The file is damaged, or holds a kind of data that is not known here.")
        raise _cannot(path, why, msg("Export it again.")) from None


def _archived(data: bytes) -> list[str]:
    """Names in a ZIP archive that is no workbook."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []
    return [] if {"[Content_Types].xml", "mimetype"} & set(names) else [name for name in names if name[-1:] != "/"]


def _web(path: Path, data: bytes, mapping: Mapping[str, Any]) -> Source:
    """Tables of a page or XML workbook, as many systems write their ``.xls``."""
    from xml.etree import ElementTree

    from helpers.intake.files.web import declared_encoding, html_tables, page_title, xml_sheets

    said = mapping.get("encoding") or declared_encoding(data)
    try:
        text, encoding = decode(data, said or None, path.name)
    except IntakeError:
        if mapping.get("encoding"):
            raise
        text, encoding = decode(data, None, path.name)
    try:
        found = xml_sheets(text)
    except ElementTree.ParseError as error:
        raise _cannot(path, msg("The file is damaged."), SAVE_AS, error.position[0]) from None
    if found is None:
        tables = html_tables(text)
        found = [(str(number) if len(tables) > 1 else "", rows) for number, rows in enumerate(tables, start=1)]
    if not found:
        if title := page_title(text):
            what = msg("The file is a web page without a table: “{title}”.", title=title[:120])
            raise _cannot(
                path,
                what,
                msg("The export did not succeed, or the login had expired: log in to the system and export again."),
            )
        raise _cannot(path, msg("The file is a web page or XML, not a table."), SAVE_AS)
    sheets = tuple(_sheet(path.name, name, rows, None) for name, rows in found)
    return Source(path.name, "web", hashlib.sha256(data).hexdigest(), sheets, encoding)


SAVE_AS = msg("Open it in Excel or WPS and save it again as .xlsx, without a password.")


def _cannot(path: Path, what, do, row: int | None = None) -> IntakeError:
    return IntakeError(Problem(what=what, do=do, file=path.name or str(path), row=row))


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise _cannot(path, msg("This is a folder, not a file."), msg("Name the files in it."))
        data = path.read_bytes()
    except FileNotFoundError:
        raise _cannot(path, msg("There is no such file."), msg("Check the name and the folder.")) from None
    except PermissionError:
        raise _cannot(
            path, msg("The file cannot be opened."), msg("Close it in Excel or WPS, and try again.")
        ) from None
    except (OSError, ValueError) as error:  # a name that no file can have is a ValueError
        why = msg("The file cannot be read: {why}.", why=refusal(error))
        raise _cannot(path, why, msg("Check the name and the folder.")) from None
    if not data.strip():
        raise _cannot(path, msg("The file is empty."), msg("Export it again."))
    return data


def _excel(path: Path, data: bytes) -> tuple[Sheet, ...]:
    """All sheets of a workbook. Numbers as Excel shows them (15 digits), dates as ISO text."""
    if protected.has_password(data):
        if protected.restricted(data):
            what = msg("The workbook is restricted by rights management (IRM).")
            raise _cannot(path, what, msg("Ask its owner for a copy without restrictions."))
        raise _cannot(path, msg("The workbook is protected with a password."), SAVE_AS)
    if data.startswith(ZIP):
        size.check_workbook(path.name, data)
    found = workbook_apart.sheets(data)
    if isinstance(found, str):
        raise (protected.unreadable(path, data) if found != "size" else None) or _unread(path, found)
    sheets = []
    for name, hidden, rows, merges in found:
        texts = [[_excel_text(cell) for cell in row] for row in rows]
        filled = merged.spread(texts, merges) if max(map(len, texts), default=0) <= MANY else ()
        sheets.append(dataclasses.replace(_sheet(path.name, name, texts, None, hidden), spread=filled))
    return tuple(sheets)


def _unread(path: Path, why: str) -> IntakeError:
    if why == "password":
        return _cannot(path, msg("The workbook is protected with a password."), SAVE_AS)
    if why == "damaged":
        return _cannot(path, msg("The file is damaged."), SAVE_AS)
    if why == "size":
        return IntakeError(
            Problem(msg("Reading the file takes more memory or time than any table needs."), size.SMALLER, path.name)
        )
    return _cannot(path, msg("The file is damaged, or holds a kind of data that is not known here."), SAVE_AS)


def _excel_text(cell: Any) -> str | None:
    """A cell as text: a whole number without decimals, else its 15 digits; a date as ISO."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(cell, ".15g")
    if hasattr(cell, "isoformat"):
        return cell.isoformat(" ") if hasattr(cell, "hour") and hasattr(cell, "year") else cell.isoformat()
    return str(cell)


def find_delimiter(text: str) -> str:
    """The delimiter under which most headers are known; then the one that cuts most lines alike."""
    start = "".join(text.splitlines(keepends=True)[:LOOKED_AT])

    def merit(delimiter: str) -> tuple[int, int]:
        try:
            rows = [row for row in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter) if row]
        except csv.Error:
            return (0, 0)
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (locate_row(rows)[1], widths.count(usual) * (usual > 1))

    return max(DELIMITERS, key=merit)  # the first of equals, in the order above


def _text(path: Path, text: str, delimiter: str) -> Sheet:
    rows, lines, before = [], [], 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append(row)
            lines.append(before + 1)
            before = reader.line_num
    except csv.Error:
        what = msg("From this line on the file cannot be cut into cells: a double quote is not closed.")
        raise _cannot(path, what, msg("Mend that line, or export the file again."), before + 1) from None
    return _sheet(path.name, "", rows, lines)


def _sheet(file: str, name: str, rows: list[list[str | None]], lines: list[int] | None, hidden: bool = False) -> Sheet:
    lines = lines or list(range(1, len(rows) + 1))
    width = max(map(len, rows), default=0)
    if width > size.COLUMNS or width * len(rows) > size.SPREAD:
        widest = max(range(len(rows)), key=lambda position: len(rows[position]))
        label = f"{file}[{name}]" if name else file
        size.check_area(label, len(rows), width, sum(map(len, rows)), lines[widest])
    full = [row if len(row) == width else [*row, *[None] * (width - len(row))] for row in rows]
    cells = pd.DataFrame(full, columns=range(width), dtype="str")
    if width > MANY and len(cells):  # column by column would take minutes
        flat = pd.Series(cells.to_numpy(dtype=object).ravel(), dtype="str")
        full = flat.mask(tidy_text(flat).isna()).to_numpy(dtype=object).reshape(cells.shape)
        cells = pd.DataFrame(full, columns=range(width), dtype="str")
        cells = cells.loc[:, cells.notna().any()]  # a cell far to the right does not make thousands of columns
        cells.columns = range(width := cells.shape[1])
    elif len(cells):
        cells = cells.apply(lambda column: column.mask(tidy_text(column).isna()))
    blank = cells.isna().all(axis=1) if width else pd.Series(True, index=cells.index, dtype=bool)
    keep = ~blank
    numbers = pd.Series(lines, dtype="int64")
    return Sheet(
        file,
        name,
        cells.loc[keep].reset_index(drop=True),
        numbers.loc[keep].reset_index(drop=True),
        int(blank.sum()),
        hidden,
    )


def tidy_text(cells: pd.Series) -> pd.Series:
    """Cells without surrounding blanks; what holds nothing visible is missing."""
    stripped = cells.str.strip("\ufeff\u200b\u200c\u200d\u2060\u00a0\u3000 \t\r\n\v\f\x00")
    return stripped.mask(stripped == "")
