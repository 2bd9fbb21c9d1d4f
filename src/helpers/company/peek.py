"""A look into an .xlsx file before it is read: what the reader would swallow without a word.

The reader gives an empty cell for a formula without stored value (files written by programs) and
for a failed one (``#REF!``), and ends the process when a stray cell makes a sheet immense. This
looks at the sheet's XML first.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

#: A sheet of more cells than this is not read (16,384 columns × 1 million rows would be 17 billion).
MOST_CELLS = 50_000_000
#: A file that unpacks to more than this is not read.
MOST_BYTES = 2_000_000_000
_CELL = re.compile(rb'<c\b([^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*?)(?:/>|>(.*?)</c>)', re.S)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Immense(Exception):
    """The file or a sheet is too big to be read."""


@dataclass(frozen=True)
class Empty:
    """A cell that shows a value in Excel, or should, and gives none."""

    row: int
    column: int  # 0 for A
    failed: bool  # True: an error such as #REF!; False: a formula never computed


def empty_formulas(path: Path, sheet: str) -> list[Empty]:
    """Cells of a sheet whose formula failed or has no stored value.

    Raises
    ------
    Immense
        When the sheet has more than :data:`MOST_CELLS` cells.
    """
    xml = _sheet_xml(path, sheet)
    if size(xml) > MOST_CELLS:
        raise Immense
    if b"<f" not in xml and b't="e"' not in xml:
        return []
    found = []
    for cell in _CELL.finditer(xml):
        head, letters, row, body = cell.group(1), cell.group(2), int(cell.group(3)), cell.group(4) or b""
        failed = b't="e"' in head
        if failed or (b"<f" in body and not re.search(rb"<v>[^<]|<t\b", body)):
            found.append(Empty(row, column_number(letters.decode()) - 1, failed))
    return found


def size(xml: bytes) -> int:
    """Rows × columns a sheet reaches to."""
    rows = [int(row) for row in re.findall(rb'<row\b[^>]*?\br="([0-9]{1,7})"', xml)]
    wide = set(re.findall(rb'\br="([A-Z]{2,3})[0-9]', xml))
    columns = max((column_number(letters.decode()) for letters in wide), default=26)
    return max(rows, default=0) * columns


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _sheet_xml(path: Path, sheet: str) -> bytes:
    """XML of the sheet of that name; empty where the file is not a zip of that layout (``.xls``)."""
    if not zipfile.is_zipfile(path):
        return b""
    with zipfile.ZipFile(path) as pack:
        if sum(part.file_size for part in pack.infolist()) > MOST_BYTES:
            raise Immense
        try:
            book = ElementTree.fromstring(pack.read("xl/workbook.xml"))
            relations = ElementTree.fromstring(pack.read("xl/_rels/workbook.xml.rels"))
        except (KeyError, ElementTree.ParseError):
            return b""
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        for element in book.iter():
            if element.tag.endswith("}sheet") and element.get("name") == sheet:
                target = targets.get(element.get(_RELATION), "")
                name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                return pack.read(name) if name in pack.namelist() else b""
    return b""
