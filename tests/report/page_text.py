"""A rendered page as its texts, each with the elements around it; and its <data> elements in order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {"meta", "img", "br", "hr", "col", "link"}


@dataclass
class Text:
    text: str
    around: list[tuple[str, frozenset[str], str]] = field(default_factory=list)  # tag, classes, id

    def within(self, *selectors: str) -> bool:
        """Whether a tag (``footer``) or class (``.method``) of those is around it."""
        return any(
            selector == tag or selector[:1] == "." and selector[1:] in classes
            for tag, classes, _ in self.around
            for selector in selectors
        )


@dataclass
class Number:
    unit: str
    value: str
    shown: str
    around: list


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.texts, self.numbers = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag in EMPTY:
            return
        given = dict(attrs)
        self.open.append((tag, frozenset((given.get("class") or "").split()), given.get("id", "")))
        if tag == "data":
            self.numbers.append(Number(given["data-unit"], given["value"], "", list(self.open)))

    def handle_endtag(self, tag):
        if tag not in EMPTY:
            assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if self.open and self.open[-1][0] == "script":
            return  # nothing that a reader sees
        if self.open and self.open[-1][0] == "data":
            self.numbers[-1].shown += data
        self.texts.append(Text(data, list(self.open)))


def read(page: str) -> tuple[list[Text], list[Number]]:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.texts, reader.numbers
