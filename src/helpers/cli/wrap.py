"""Lines of help on a terminal: Chinese takes two columns a character and breaks anywhere."""

from __future__ import annotations

import unicodedata

#: Characters that do not begin a line.
NOT_FIRST = "，。；：、？！）】》”’%,.;:?!)]}"
#: The mark of click: lines of this paragraph stay as they are.
KEEP = "\b"


def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def pieces(text: str) -> list[str]:
    """Where a line may break: after a word with the blank before it, or at any wide character."""
    found: list[str] = []
    word = ""
    for char in text:
        wide = unicodedata.east_asian_width(char) in "WF"
        if wide or char == " ":
            if word:
                found.append(word)
            word = ""
        if wide:
            found.append(char)
        else:
            word += char
    return [*found, word] if word else found


def fill(text: str, columns: int, first: str = "", rest: str = "") -> str:
    """One paragraph as lines of at most so many columns."""
    lines, line, empty = [], first, True
    for piece in pieces(" ".join(text.split())):
        if not empty and width(line + piece) > columns and piece[0] not in NOT_FIRST:
            lines.append(line.rstrip())
            line, piece = rest, piece.lstrip()
        line, empty = line + piece, False
    return "\n".join([*lines, line.rstrip()])


def wrap_text(
    text: str,
    width: int = 78,
    initial_indent: str = "",
    subsequent_indent: str = "",
    preserve_paragraphs: bool = False,
) -> str:
    """Stands in for the function of that name of ``click.formatting``."""
    if not preserve_paragraphs:
        return fill(text, width, initial_indent, subsequent_indent)
    done = []
    for paragraph in text.expandtabs().split("\n\n"):
        lines = paragraph.strip("\n").splitlines()
        if not lines:
            continue
        if lines[0].strip() == KEEP:
            done.append("\n".join(subsequent_indent + line for line in lines[1:]))
        else:
            done.append(fill(" ".join(lines), width, initial_indent, subsequent_indent))
    return "\n\n".join(done)
