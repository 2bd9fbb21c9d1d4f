"""Sections of an executed notebook: from one heading to the next, and those whose data carry nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from helpers.language import current, reworded
from helpers.report import safe


def sections(cells: list[Mapping[str, Any]], top: int) -> list[list[Mapping[str, Any]]]:
    """Cells from one heading of the highest level to the next."""
    found: list[list[Mapping[str, Any]]] = []
    for cell in cells:
        heads = cell["cell_type"] == "markdown" and re.search(rf"^#{{{top}}}\s", source(cell), flags=re.MULTILINE)
        if heads or not found:
            found.append([])
        found[-1].append(cell)
    return found


def is_bare(section: list[Mapping[str, Any]]) -> bool:
    """Whether all that a section shows are sentences which say that the data carry nothing."""
    shown = [cell for cell in section if cell["cell_type"] == "code" and cell["outputs"]]
    return bool(shown) and all(map(says_nothing, shown))


def says_nothing(cell: Mapping[str, Any]) -> bool:
    """Whether all that a cell shows are such sentences."""
    texts = [joined(output.get("data", {}).get("text/html", "")) for output in cell.get("outputs", [])]
    return bool(texts) and all("course-none" in text and not re.search("<(table|img)", text) for text in texts)


def unanswered(section: list[Mapping[str, Any]]) -> tuple[str, str]:
    """The question of a section and what is said in place of a figure.

    Of a bare section the first of its sentences: how to read nothing helps nobody. Of any other those that stand for
    figures; a table without rows is no gap in the data and is left out. Both are empty where nothing is missing.
    """
    text = for_client(source(section[0])) if section[0]["cell_type"] == "markdown" else ""
    heading = next((line.lstrip("# ") for line in text.splitlines() if line.startswith("#")), "")
    cells = [cell for cell in section if cell["cell_type"] == "code" and says_nothing(cell)]
    read = [safe.read(joined(output["data"]["text/html"])) for cell in cells for output in cell["outputs"]]
    bare = is_bare(section)
    told = [
        element.text().strip()
        for root in read
        for element in root.walk()
        if "course-none" in element.classes and (bare or not root.find("div"))
    ]
    end = "。" if re.search("[\u4e00-\u9fff]", " ".join(told)) else "."
    said = [text if text[-1:] in "。.！!？?" else text + end for text in dict.fromkeys(told)]
    return heading, ("" if end == "。" else " ").join(said[:1] if bare else said)


def joined(value: Any) -> str:
    """A notebook text, kept as one string or as lines."""
    return value if isinstance(value, str) else "".join(value)


def source(cell: Mapping[str, Any]) -> str:
    return joined(cell["source"])


#: What a heading says of class time only: it means nothing to a client.
AFTERWARDS = re.compile(r"^(#{1,6} )(?:课后：|For afterwards: )?(.*?)(?:（课后）| \(afterwards\))?$", re.MULTILINE)


def for_client(text: str) -> str:
    """Prose of a notebook in the industry's words, without what only a class needs: that a section is kept for afterwards."""

    def plain(match: re.Match) -> str:
        return match[1] + match[2][:1].upper() + match[2][1:]

    return reworded(AFTERWARDS.sub(plain, text), current())


#: A remark in brackets that names a command or a table's name in the files.
CODED = re.compile(r"[  ]?[(（][^()（）<>]*<code>[^()（）]*[)）]")
BACKQUOTED = re.compile(r"[  ]?[(（][^()（）`]*`[^()（）]*[)）]")


def plain_words(text: str) -> str:
    """A sentence without what only those need who run the course, and without marks of code."""
    return BACKQUOTED.sub("", text).replace("`", "")


def for_reader(html: str) -> str:
    """The same without what only those need who run the course: remarks in brackets that name commands."""
    return CODED.sub("", html)


#: What a chapter shows at its end and the report in a place of its own: findings, assumptions, rules.
ELSEWHERE = ("course-findings", "course-notes", "course-rules")


def is_repeated(section: list[Mapping[str, Any]]) -> bool:
    """Whether all that a section shows stands elsewhere in the report."""
    shown = [output for cell in section if cell["cell_type"] == "code" for output in cell["outputs"]]
    texts = [joined(output.get("data", {}).get("text/html", "")) for output in shown]
    return bool(texts) and all(any(f'{name}"' in text[:60] for name in ELSEWHERE) for text in texts)


HEADED = re.compile(r'^<div class="prose">(<h3[^>]*>.*?</h3>)\s*', re.DOTALL)


def folded(parts: list[str]) -> list[str]:
    """A section as HTML that its question opens."""
    found = HEADED.match(parts[0]) if parts else None
    if not found:
        return parts
    rest = parts[0][found.end() :]
    first = [] if rest == "</div>" else [f'<div class="prose">{rest}']
    return [f'<details class="part"><summary>{found[1]}</summary>', *first, *parts[1:], "</details>"]
