"""Only elements of ours reach the page: HTML is read, and anything not on the list is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

ELEMENTS = frozenset(
    ("a", "article", "b", "br", "caption", "code", "col", "colgroup", "data", "dd", "details", "div", "dl", "dt")
    + (
        "em",
        "figcaption",
        "figure",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "section",
        "small",
    )
    + ("span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)
EMPTY = frozenset(("br", "col", "hr", "img"))
PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=\s]+")
ATTRIBUTES = frozenset(
    ("alt", "class", "colspan", "height", "href", "id", "lang", "open", "rowspan", "scope", "span", "src", "start")
    + ("style", "title", "value", "width")
)


class Refused(ValueError):
    """HTML that is not ours; the text says what."""


@dataclass
class Element:
    """An element with its attributes and its children (elements and texts)."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, tag: str) -> Element | None:
        return next((found for found in self.walk() if found.tag == tag), None)

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def html(self) -> str:
        inner = "".join(escape(c, quote=False) if isinstance(c, str) else c.html() for c in self.children)
        if not self.tag:
            return inner
        given = "".join(f' {name}="{escape(value, quote=True)}"' for name, value in self.attributes.items())
        return f"<{self.tag}{given}>" if self.tag in EMPTY else f"<{self.tag}{given}>{inner}</{self.tag}>"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            raise Refused(f"<{tag}>")
        kept = {}
        for name, value in attrs:
            value = value or ""
            if name not in ATTRIBUTES and not re.fullmatch(r"(data|aria)-[a-z-]+", name):
                raise Refused(f"<{tag} {name}>")
            if name == "href" and not value.startswith("#"):
                raise Refused(f'<{tag} href="{value[:40]}">')
            if name == "src" and not (tag == "img" and PICTURE.fullmatch(value)):
                raise Refused(f'<{tag} src="{value[:40]}">')
            if name == "style" and re.search(r"url|@|expression|\\", value, re.IGNORECASE):
                raise Refused(f'<{tag} style="{value[:40]}">')
            kept[name] = value
        element = Element(tag, kept)
        self.open[-1].children.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY:
            return
        if self.open[-1].tag != tag:
            raise Refused(f"</{tag}>")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_decl(self, decl: str) -> None:
        raise Refused(f"<!{decl[:20]}>")

    def handle_pi(self, data: str) -> None:
        raise Refused(f"<?{data[:20]}>")

    def unknown_decl(self, data: str) -> None:
        raise Refused(f"<![{data[:20]}>")


def read(html: str) -> Element:
    """The HTML as a tree under an element without tag.

    Raises
    ------
    Refused
        For an element or attribute not on the list, a link that leaves the page, or broken nesting.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if len(reader.open) > 1:
        raise Refused(f"<{reader.open[-1].tag}>")
    return reader.root
