"""Tables as a page shows them: long ones folded, very long ones cut, short cells kept on one line."""

from __future__ import annotations

from helpers.language import msg
from helpers.quantity import Quantity
from helpers.report import safe

#: Rows of a table above which it is folded, and above which the rest is left to `course result`.
FOLD, CUT = 15, 60
#: Rows of a long table that are printed.
PRINTED = 15
#: A table of so many rows at most is printed whole, where a sheet has room for it.
ENTIRE = 26
#: So few rows more are printed too: they are no longer than the word that they are left out.
SPARE = 2
#: Lines that a sheet of paper has for the rows of a table, what a row takes besides its own, and signs of a long
#: text on a line of its column.
LINES, PADDING, WRAP = 52, 0.4, 34
#: A table of so many rows at most, and of so many lines, is not parted by the end of a page.
WHOLE, TOGETHER = 8, 13
#: Widths, in Latin letters: of a cell that stays on one line, and of all such columns of a sheet of paper.
SHORT, SHEET = 18, 104
#: Width of the heads' longest words above which these are hyphenated, in the small letters of a table of many columns.
CROWDED = 128
#: Width of a text from which its column asks for room of its own.
LONG = 48
#: So many columns of long texts at most have two that are given more room than the others.
MANY = 3


def fold(root: safe.Element, lang: str) -> safe.Element:
    """A long table is folded, a very long one cut with a word on it; all scroll in their box."""
    for table in [element for element in root.walk() if element.tag == "table"]:
        body = table.find("tbody")
        rows = [child for child in body.children if isinstance(child, safe.Element)] if body else []
        total = whole(root, len(rows))
        if len(rows) > CUT and "course-rules" not in root.classes:
            body.children = rows[:CUT]
            left = msg(
                "{shown} of {all} rows are shown.",
                shown=Quantity(CUT, "count"),
                all=Quantity(whole(root, len(rows)), "count"),
            )
            note = safe.read(f'<p class="more screen">{left.render(lang, html=True)}</p>')
            drop(root)  # one word on what is left out, not two
            at = root.children.index(table) if table in root.children else len(root.children) - 1
            root.children[at + 1 : at + 1] = note.children
        order = sorted(rows, key=nth)  # the first of each kind before the second of any
        most = min(PRINTED if len(rows) > ENTIRE else len(rows), on_a_sheet(order))
        if most < len(rows) - SPARE and "course-rules" not in root.classes:
            late = {id(row) for row in order[most:]}
            printed(table, [row for row in rows[:CUT] if id(row) in late], most, whole(root, len(rows)), lang)
            drop(root, paper=True)
        keep_short(table, rows[:CUT])
        wrap(root, table, len(rows), total, lang, len(rows) <= WHOLE and on_a_sheet(rows, TOGETHER) == len(rows))
    return root


def told(root: safe.Element) -> list[safe.Element]:
    """What is said below a table of how much of it is shown."""
    return [element for element in root.walk() if element.tag == "p" and "more" in element.classes]


def whole(root: safe.Element, rows: int) -> int:
    """How many rows a table has, also where those at hand are only the first of them."""
    counts = [
        int(float(element.attributes["value"]))
        for note in told(root)
        for element in note.walk()
        if element.tag == "data" and element.attributes.get("data-unit") == "count"
    ]
    return max([rows, *counts])


def drop(root: safe.Element, paper: bool = False) -> None:
    """Take away what is said below a table of how much of it is shown, or only on ``paper``."""
    for note in told(root):
        if paper:
            note.attributes["class"] = " ".join(dict.fromkeys([*note.classes, "screen"]))
        elif note in root.children:
            root.children.remove(note)


def on_a_sheet(rows: list[safe.Element], lines: float = LINES) -> int:
    """How many rows a sheet of paper (or so many ``lines`` of it) has room for, by the lines that their longest texts take;
    at least one."""
    taken = 0.0
    for n, row in enumerate(rows):
        texts = [width(child.text()) for child in row.children if isinstance(child, safe.Element)]
        taken += 1 + PADDING + max((text - 1) // WRAP for text in texts) if texts else 0
        if n and taken > lines:
            return n
    return len(rows)


def nth(row: safe.Element) -> int:
    """The how manieth of its kind a row is, where the table says so."""
    found = [name[3:] for name in row.classes if name.startswith("nth") and name[3:].isdigit()]
    return int(found[0]) if found else 0


def printed(table: safe.Element, late: list[safe.Element], most: int, whole: int, lang: str) -> None:
    """On paper a long table is cut: rows that only a screen shows, and a word on it that only paper shows."""
    for row in late:
        row.attributes["class"] = " ".join([*row.classes, "late"])
    said = msg(
        "{shown} of {all} rows are printed; the page on the screen has more.",
        shown=Quantity(most, "count"),
        all=Quantity(whole, "count"),
    )
    columns = sum(element.tag == "th" for element in table.walk())
    foot = safe.read(
        f'<table><tfoot class="paper"><tr><td colspan="{columns}">{said.render(lang, html=True)}</td></tr></tfoot></table>'
    )
    table.children.extend(foot.find("table").children)


def keep_short(table: safe.Element, rows: list[safe.Element]) -> None:
    """Columns of short cells stay on one line, the narrowest first, as many as a sheet has room for; texts get theirs."""
    cells = [[child for child in row.children if isinstance(child, safe.Element)] for row in rows]
    columns = max((len(row) for row in cells), default=0)
    widths = [max((width(row[n].text()) for row in cells if n < len(row)), default=0) for n in range(columns)]
    head = [element for element in table.walk() if element.tag == "th"][:columns]
    long = [n for n in range(len(head)) if widths[n] >= LONG]
    for n in long[:2] if len(long) <= MANY else []:  # many long texts share the sheet alike
        head[n].attributes["class"] = " ".join([*head[n].classes, "wide"])
    words = [max((width(word) for word in element.text().split()), default=0) for element in head]
    words += [0] * (columns - len(words))
    rest = sum(max(widths[n], words[n], 8) for n in range(columns) if n not in long)
    if len(long) == 1 and rest <= SHEET / 2:  # a text beside short cells is not squeezed beside empty space
        head[long[0]].attributes["class"] += " half"
    if sum(max(min(one, SHORT), word, 8) for one, word in zip(widths, words, strict=True)) > SHEET:
        crowded = ["crowded"] if sum(max(word, 4) + 2 for word in words) > CROWDED else []
        table.attributes["class"] = " ".join([*table.classes, "dense", *crowded])
    taken = 8 * columns  # what a column of wrapped text needs at least
    for n in sorted(range(columns), key=lambda n: (widths[n], n)):
        if widths[n] > SHORT or taken + widths[n] - 8 > SHEET:
            break
        taken += max(widths[n] - 8, 0)
        for row in cells:
            if n < len(row):
                row[n].attributes["class"] = " ".join([*row[n].classes, "one"])


def width(text: str) -> int:
    """Width of a text in Latin letters: a Chinese sign takes two."""
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)


def wrap(root: safe.Element, table: safe.Element, rows: int, total: int, lang: str, together: bool) -> None:
    """Put a table into a box that scrolls, and into ``details`` when it is long; ``together``: not parted by a page's end."""
    if table not in root.children:
        return
    caption = table.find("caption")
    name = caption.text() if caption else ""
    short = "" if "course-rules" in root.classes or not together else " short"
    box = safe.Element("div", {"class": f"scroll{short}", "tabindex": "0"}, [table])
    if name:
        box.attributes |= {"role": "region", "aria-label": name}
    put = box
    if rows > FOLD:
        count = msg("{n} rows", n=Quantity(total, "count")).render(lang, html=True)
        words = safe.read(f'<span class="rows">{count}</span>')
        title = caption.children if caption else [msg("Table").render(lang)]
        summary = safe.Element("summary", {}, [*title, " ", *words.children])
        if caption:
            table.children.remove(caption)
        put = safe.Element("details", {"class": "long"}, [summary, box])
    root.children[root.children.index(table)] = put
