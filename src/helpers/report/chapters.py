"""An executed notebook becomes a chapter: what is tagged ``report``, prose and outputs, no code."""

from __future__ import annotations

import re
import struct
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

from helpers import show
from helpers.errors import Problem, ReportError
from helpers.language import msg
from helpers.report import safe
from helpers.report.sections import (
    folded,
    for_client,
    for_reader,
    is_bare,
    is_repeated,
    joined,
    says_nothing,
    sections,
    source,
    unanswered,
)
from helpers.report.tables import fold


@dataclass
class Chapter:
    """A chapter ready for the page.

    Attributes
    ----------
    anchor
        Id of its section; ids inside begin with it.
    headings
        (id, text) of its first-level headings, for the contents.
    shown
        Evidence on show: ``figure:name`` or ``table:name`` → id in the page.
    cells
        Evidence on show → id of the notebook's cell that made it.
    page
        Address of the executed notebook's own page, relative to the report's; empty when there is none.
    """

    anchor: str
    title: str
    html: str
    headings: list[tuple[str, str]] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    page: str = ""


class _Maker:
    def __init__(self, anchor: str, label: str, lang: str):
        self.anchor, self.label, self.lang = anchor, label, lang
        self.parts: list[str] = []
        self.headings: list[tuple[str, str]] = []
        self.shown: dict[str, str] = {}
        self.cells: dict[str, str] = {}

    def refuse(self, cell: str, what) -> ReportError:
        do = msg("Show it with `helpers.show` or a figure of the helpers, or tag the cell `lesson`.")
        return ReportError(Problem(what=what, do=do, file=self.label, column=cell))

    def prose(self, cell: Mapping[str, Any], shift: int) -> None:
        html = markdown(for_client(source(cell)))
        try:
            tree = safe.read(shifted(html, shift))
        except safe.Refused as refused:
            raise self.refuse(cell["id"], msg("The report cannot hold {what}.", what=str(refused))) from None
        count = 0
        for element in tree.walk():
            if re.fullmatch(r"h[3-6]", element.tag):
                id = f"{self.anchor}-{cell['id']}" + (f"-{count}" if count else "")
                element.attributes["id"] = id
                count += 1
                if element.tag == "h3":
                    self.headings.append((id, element.text()))
        self.parts.append(f'<div class="prose">{tree.html()}</div>')

    def outputs(self, cell: Mapping[str, Any]) -> None:
        for output in cell["outputs"]:
            kind = output["output_type"]
            if kind == "stream":
                if output["name"] == "stdout" and "".join(output["text"]).strip():
                    raise self.refuse(cell["id"], msg("A report cell prints bare text."))
                continue
            data, metadata = output.get("data", {}), output.get("metadata", {})
            if "text/html" in data:
                self.ours(cell["id"], joined(data["text/html"]))
            elif "image/png" in data:
                self.picture(cell["id"], data, metadata)
            elif data:
                raise self.refuse(
                    cell["id"], msg("A report cell shows something that is not a table, figure or text of the helpers.")
                )

    def ours(self, cell: str, html: str) -> None:
        try:
            tree = safe.read(for_reader(html))
        except safe.Refused as refused:
            raise self.refuse(cell, msg("The report cannot hold {what}.", what=str(refused))) from None
        roots = [child for child in tree.children if isinstance(child, safe.Element)]
        if not roots or any(not any(name.startswith("course-") for name in root.classes) for root in roots):
            raise self.refuse(
                cell, msg("A report cell shows something that is not a table, figure or text of the helpers.")
            )
        for root in roots:
            self.claim_ids(cell, root)
            if root.tag == "img":
                root = safe.Element("figure", {}, [root])
            if root.find("table"):
                root = fold(root, self.lang)
            self.parts.append(root.html())

    def missing(self, lines: list[tuple[str, str]]) -> None:
        """What the data do not answer, as one list at the end of the chapter."""
        if not lines:
            return
        id = f"{self.anchor}-unanswered"
        head = msg("What the data at hand do not answer, or in part only").render(self.lang)
        self.headings.append((id, head))
        rows = "".join(
            f"<li>{f'<strong>{escape(question)}</strong> ' if question else ''}{for_reader(show.coded(escape(words)))}</li>"
            for question, words in lines
        )
        self.parts.append(f'<div class="prose"><h3 id="{id}">{escape(head)}</h3><ul>{rows}</ul></div>')

    def claim_ids(self, cell: str, root: safe.Element) -> None:
        for element in root.walk():
            if name := element.attributes.get("data-table"):
                id = f"{self.anchor}-table-{slug(name)}"
                if self.shown.setdefault(f"table:{name}", id) == id:
                    element.attributes["id"] = id
                    self.cells.setdefault(f"table:{name}", cell)

    def picture(self, cell: str, data: Mapping[str, Any], metadata: Mapping[str, Any]) -> None:
        name = metadata.get("course", {}).get("figure", "")
        id = f"{self.anchor}-figure-{slug(name)}"
        claimed = ""
        if name and self.shown.setdefault(f"figure:{name}", id) == id and id not in "".join(self.parts):
            claimed = f' id="{id}"'
            self.cells.setdefault(f"figure:{name}", cell)
        self.parts.append(picture_html(data, metadata, claimed))


def picture_html(data: Mapping[str, Any], metadata: Mapping[str, Any], claimed: str = "") -> str:
    """A picture in its size, with what it shows in words.

    The words stand twice: for those who do not see, and for a phone, where a picture is wider than the screen and its
    title is cut.
    """
    png = joined(data["image/png"]).replace("\n", "")
    alt = joined(data.get("text/plain", ""))
    if not metadata.get("course", {}).get("figure", ""):  # a bare matplotlib figure says nothing of itself
        alt = ""
    width, height = struct.unpack(">II", b64decode(png[:44])[16:24])
    size = metadata.get("image/png", {})
    width, height = size.get("width", width), size.get("height", height)
    words = escape(alt, quote=True)
    return (
        f'<figure{claimed} data-title="{words}"><img src="data:image/png;base64,{png}" alt="{words}" '
        f'width="{width}" height="{height}"></figure>'
    )


def chapter(notebook: Mapping[str, Any], anchor: str, title: str, label: str, lang: str) -> Chapter:
    """The chapter of an executed notebook.

    Raises
    ------
    ReportError
        When a cell tagged ``report`` shows what a page cannot hold; names notebook and cell.
    """
    maker = _Maker(anchor, label, lang)
    cells = [cell for cell in notebook["cells"] if "report" in cell["metadata"].get("tags", [])]
    levels = [
        len(mark)
        for cell in cells
        if cell["cell_type"] == "markdown"
        for mark in re.findall(r"^(#{1,6})\s", source(cell), flags=re.MULTILINE)
    ]
    top = min(levels, default=3)
    told = []
    for section in sections(cells, top):
        if is_repeated(section):
            continue
        told.append(unanswered(section))
        if is_bare(section):
            continue
        before, headings = len(maker.parts), len(maker.headings)
        for previous, cell in zip([None, *section], section, strict=False):
            if cell["cell_type"] == "markdown":
                if previous is None or not says_nothing(previous):  # how to read a figure that is not there
                    maker.prose(cell, 3 - top)
            elif cell["cell_type"] == "code" and not says_nothing(cell):
                maker.outputs(cell)
        if len(maker.headings) > headings:
            maker.parts[before:] = folded(maker.parts[before:])
    before = len(maker.parts)
    maker.missing([line for line in told if line[1]])
    maker.parts[before:] = folded(maker.parts[before:])
    return Chapter(anchor, title, "\n".join(maker.parts), maker.headings, maker.shown, maker.cells)


def slug(name: str) -> str:
    return re.sub(r"[^a-zA-Z0-9]+", "-", name).strip("-")


@cache
def _markdown():
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.disable("image")

    def no_link(self, tokens, index, options, env):
        return ""

    parser.add_render_rule("link_open", no_link)
    parser.add_render_rule("link_close", no_link)
    return parser


def markdown(text: str) -> str:
    """Prose as HTML: raw HTML becomes text, links keep their words (the page stands alone)."""
    return _markdown().render(text)


def shifted(html: str, by: int) -> str:
    """Headings moved by some levels, within h3 and h6."""

    def move(match: re.Match) -> str:
        return f"{match[1]}{min(6, max(3, int(match[2]) + by))}{match[3]}"

    return re.sub(r"(</?h)([1-6])(>)", move, html)
