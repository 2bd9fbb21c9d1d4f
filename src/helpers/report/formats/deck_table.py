"""Native tables of slides, of as many rows as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from helpers.report.formats.deck import FAINT, INK, Deck
from helpers.report.formats.series import clean
from helpers.report.tables import width

#: The style of tables without colours or lines of its own: ours are drawn cell by cell.
BARE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
#: Most width a cell asks for, and the least height of a row in points.
LINE, LEAST = 60, 24
#: A cell up to this width stays on one line.
SHORT = 16


def table(
    deck: Deck, slide: Any, head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], letters=(12,)
) -> int:
    """A native table that fills the width, of as many rows as there is room for (returned); numbers to the right.

    ``letters``: sizes in points, the first at which all rows have room, else the last.
    """
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    weights = [max([min(wide(head[c]), 16), *(wide(row[c]) for row in rows)]) for c in range(len(head))]
    weights = [weight + (12 if weight <= SHORT else 4) for weight in weights]  # an amount is not to be broken
    least = sum(weights) // 14  # a narrow column beside a wide one would break words
    weights = [max(weight, least) for weight in weights]
    points = deck.width / 12_700
    every = rows
    for points_ in letters:
        size = points_ / 12
        widths = [max(1, int(points * weight / sum(weights) / (6.4 * size)) - 3) for weight in weights]
        room = int(deck.height * 0.75 / 12_700 / size)
        rows = fitting(every, widths, room - max(high(head, widths), LEAST))
        if len(rows) == len(every):
            break
    heights = [int(max(high(row, widths), LEAST) * size * 12_700) for row in (head, *rows)]
    shape = slide.shapes.add_table(len(rows) + 1, len(head), deck.left, deck.top, deck.width, sum(heights))
    for row, height in zip(shape.table.rows, heights, strict=True):
        row.height = height
    if not deck.own:
        shape.table.horz_banding = False
        shape._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = BARE
    for column, weight in zip(shape.table.columns, weights, strict=True):
        column.width = int(deck.width * weight / sum(weights))
    for r, row in enumerate([head, *rows]):
        for c, text in enumerate(row):
            cell = shape.table.cell(r, c)
            cell.text = clean(text)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if right[c] else PP_ALIGN.LEFT
            for run in paragraph.runs:
                run.font.size, run.font.bold = Pt(points_), r == 0
                if not deck.own:
                    run.font.color.rgb = RGBColor.from_string(INK)
            if not deck.own:
                underlined(cell, INK if r == 0 else FAINT, 19_050 if r == 0 else 6_350)
    return len(rows)


def underlined(cell: Any, colour: str, thick: int) -> None:
    """A line below a cell of a table."""
    from pptx.oxml import parse_xml

    line = (
        f'<a:lnB xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" w="{thick}">'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:lnB>'
    )
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))


def high(row: Sequence[str], widths: Sequence[int]) -> int:
    """Points that a row of a table takes."""
    return 9 + 15 * max(-(-width(text) // most) or 1 for text, most in zip(row, widths, strict=True))


def fitting(rows: Sequence[Sequence[str]], widths: Sequence[int], points: int) -> list[Sequence[str]]:
    """The first rows that have room in so many points, by the signs that each column holds; at least one."""
    found, taken = [], 0
    for row in rows:
        taken += max(high(row, widths), LEAST)
        if found and taken > points:
            break
        found.append(row)
    return found


def wide(text: str) -> int:
    """Width of a text in a table; long ones wrap."""
    return min(width(text), LINE)
