"""Tables of web pages and XML workbooks that systems save as ``.xls``."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

#: No cell spans more rows or columns than this.
SPAN = 200


class _Tables(HTMLParser):
    """Collects the rows of every table; a cell that spans several stands in the first of them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str | None]]] = []
        self.open: list[list[list[str | None]]] = []
        self.text: list[str] | None = None
        self.span = (1, 1)
        self.below: list[dict[int, int]] = []

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self._end_cell()
            self.open.append([])
            self.below.append({})
            self.tables.append(self.open[-1])
        elif tag == "tr" and self.open:
            self._end_cell()
            self.open[-1].append([])
            self._skip()
        elif tag in ("td", "th") and self.open:
            self._end_cell()
            if not self.open[-1]:
                self.open[-1].append([])
            found = {name: value for name, value in attrs if name in ("colspan", "rowspan")}
            self.span = tuple(
                min(_count(value), SPAN) if (value := str(found.get(name) or "1")).isdecimal() and _count(value) else 1
                for name in ("colspan", "rowspan")
            )
            self.text = []
        elif tag in ("br", "p", "div") and self.text is not None:
            self.text.append(" ")

    def handle_endtag(self, tag):
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self.open:
            self._end_cell()
            self.open.pop()
            self.below.pop()

    def handle_data(self, data):
        if self.text is not None:
            self.text.append(data)

    def _skip(self):
        """Columns of this row that a cell above still covers stay empty."""
        row, below = self.open[-1][-1], self.below[-1]
        while below.get(len(row), 0) > 0:
            below[len(row)] -= 1
            row.append(None)

    def _end_cell(self):
        if self.text is None or not self.open or not self.open[-1]:
            self.text = None
            return
        row, below = self.open[-1][-1], self.below[-1]
        self._skip()
        start = len(row)
        row.append(re.sub(r"\s+", " ", "".join(self.text)).strip() or None)
        row += [None] * (self.span[0] - 1)
        for position in range(start, len(row)):
            below[position] = self.span[1] - 1
        self._skip()
        self.text = None


def _count(digits: str) -> int:
    """A number of cells; of absurdly many digits only the first count."""
    return int(digits[:12])


def html_tables(text: str) -> list[list[list[str | None]]]:
    """Rows of each table of a page; tables without rows are left out."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    return [[row for row in table] for table in parser.tables if any(any(row) for row in table)]


#: Elements that a page, or the piece of one that a system saves as a workbook, begins with.
BEGINS = re.compile(
    r"<(?:html|!doctype|table|\?xml|meta|head|body|div|form|style|center|span|thead|tbody|tr)\b", re.IGNORECASE
)


def is_page(data: bytes) -> bool:
    """Whether a file is a web page or XML, in whatever encoding, from its first element on."""
    start = data[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = start[: len(start) // 2 * 2].decode("utf-16", "ignore")
    else:
        text = start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return bool(BEGINS.match(re.sub(r"^(?:\s*<!--.*?-->)+", "", text, flags=re.DOTALL).lstrip("\ufeff \t\r\n")))


def page_title(text: str) -> str:
    """The title of a page, or its first heading; empty where it has none."""
    found = re.search(r"<(title|h1|h2)\b[^>]*>(.*?)</\1", text, re.IGNORECASE | re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", found[2]).strip() if found else ""


def declared_encoding(data: bytes) -> str:
    """The encoding that a page or XML file says it has, if any; nothing where its bytes say otherwise.

    Systems write UTF-8 under a head that says gb2312: text of GB18030 beyond a few signs is never also UTF-8.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return ""
    if not data.isascii():
        try:
            data.decode("utf-8")
            return ""
        except UnicodeDecodeError:
            pass
    found = re.search(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", data[:4096], re.IGNORECASE)
    name = found[1].decode("ascii", "ignore").lower() if found else ""
    return "gb18030" if name in ("gb2312", "gbk", "gb18030") else name


def xml_sheets(text: str) -> list[tuple[str, list[list[str | None]]]] | None:
    """Name and rows of each sheet of an Excel 2003 XML workbook; ``None`` if it is no such file.

    Raises
    ------
    xml.etree.ElementTree.ParseError
        When the XML is damaged.
    """
    if "urn:schemas-microsoft-com:office:spreadsheet" not in text[:4096] or "<!ENTITY" in text:
        return None
    space = "{urn:schemas-microsoft-com:office:spreadsheet}"
    root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff")))
    sheets = []
    for sheet in root.iter(f"{space}Worksheet"):
        rows: list[list[str | None]] = []
        for row in sheet.iter(f"{space}Row"):
            index = row.get(f"{space}Index")
            if index and index.isdecimal():
                rows += [[] for _ in range(min(_count(index) - 1, 1_048_576) - len(rows))]
            cells: list[str | None] = []
            for cell in row.iter(f"{space}Cell"):
                index = cell.get(f"{space}Index")
                if index and index.isdecimal():
                    cells += [None] * (min(_count(index) - 1, 16_384) - len(cells))
                data = cell.find(f"{space}Data")
                value = "".join(data.itertext()) if data is not None else None
                if value and data.get(f"{space}Type") == "DateTime":
                    value = value.replace("T", " ").removesuffix(".000").removesuffix(" 00:00:00")
                cells.append(value or None)
                across = cell.get(f"{space}MergeAcross")
                if across and across.isdecimal():
                    cells += [None] * min(_count(across), SPAN)
            rows.append(cells)
        sheets.append((sheet.get(f"{space}Name") or "", rows))
    return sheets
