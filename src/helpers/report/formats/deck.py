"""Slides: a client's own template or a plain one, titles that say the finding, native charts and tables, notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers.report.formats.package import emptied, opened, undated
from helpers.report.formats.series import clean, kept
from helpers.report.tables import width

#: Colours in the order of series (Okabe and Ito 2008), and of text.
SERIES = ("0072B2", "D55E00", "56B4E9")
INK, SOFT, FAINT = "1D2A35", "55636F", "C9D1D8"
#: Kinds of placeholders of a layout that stand on each slide: the number of the slide.
NUMBER = 13
#: Kinds of placeholders that are titles, and those of the foot: number, text, date.
TITLES, FEET = (1, 3), (13, 15, 16)
#: Sizes of a headline in points.
HEADLINES = (28, 24, 21, 18, 16, 14, 12)
FONTS = {"zh": "Microsoft YaHei", "en": "Calibri"}


class Deck:
    """A presentation being written.

    Parameters
    ----------
    template
        A client's own ``.pptx``; its slides are left out, its layouts used. Wide and plain without one.
    """

    def __init__(self, lang: str, template: Path | None = None):
        from pptx import Presentation
        from pptx.util import Emu, Inches

        self.lang = lang
        self.book = opened(template) if template else Presentation()
        if not template:
            self.book.slide_width, self.book.slide_height = Inches(13.333), Inches(7.5)
        emptied(self.book)
        self.own = template is not None
        self.foot, self.sources = "", {}
        self.left, self.top = Emu(int(self.book.slide_width * 0.05)), Emu(int(self.book.slide_height * 0.22))
        self.width = Emu(int(self.book.slide_width * 0.90))
        self.height = Emu(int(self.book.slide_height * 0.68))
        if self.own:
            self.roomed()

    def roomed(self) -> None:
        """Where a client's own layout leaves room: below its title or above it, over its foot."""
        layout, whole = self.layout(("title",)), int(self.book.slide_height)
        title = next(p for p in layout.placeholders if int(p.placeholder_format.type) in TITLES)
        if None in (title.top, title.height, title.left, title.width):
            return
        foot = [
            int(p.top) for p in layout.placeholders
            if int(p.placeholder_format.type) in FEET and p.top is not None and p.top > whole * 0.7
        ]  # fmt: skip
        low, gap = min([int(whole * 0.94), *foot]), int(whole * 0.02)
        top, end = (title.top + title.height + gap, low)
        if title.top > whole - title.top - title.height:
            top, end = int(whole * 0.05), title.top - gap
        if end - top >= whole * 0.35:
            self.top, self.height = int(top), int(end - top)
        if title.width >= self.book.slide_width * 0.6:
            self.left, self.width = int(title.left), int(title.width)

    def layout(self, wanted: Sequence[str]) -> Any:
        """The layout whose placeholders are nearest to those wanted (``title``, ``subtitle``)."""
        names = {1: "title", 3: "title", 4: "subtitle"}

        def far(item: tuple[int, Any]) -> tuple[int, int]:
            kinds = [names.get(int(p.placeholder_format.type), "other") for p in item[1].placeholders]
            kinds = [kind for p, kind in zip(item[1].placeholders, kinds, strict=True) if p.placeholder_format.idx < 10]
            return (sum(kind not in kinds for kind in wanted) * 10 + sum(k not in wanted for k in kinds), item[0])

        return min(enumerate(self.book.slide_layouts), key=far)[1]

    def cover(self, title: str, subtitle: str) -> None:
        """The first slide."""
        slide = self.book.slides.add_slide(self.layout(("title", "subtitle")))
        slide.shapes.title.text = clean(title)
        rest = [shape for shape in slide.placeholders if shape.placeholder_format.idx != 0]
        if rest:
            rest[0].text = clean(subtitle)
        elif self.own:
            self.text(slide, [(line, 20, False) for line in subtitle.split("\n")], (0.1, 0.7))
        for shape in rest[1:]:
            shape._element.getparent().remove(shape._element)
        if not self.own:
            self.across(slide)
            self.rule(slide, self.left, int(self.book.slide_height * 0.27), int(self.width * 0.12), 50_000)
        self.lettered(slide)

    def slide(self, headline: str, notes: str) -> Any:
        """A slide with a headline, room below it, and notes."""
        slide = self.book.slides.add_slide(self.layout(("title",)))
        for shape in list(slide.placeholders):
            if shape.placeholder_format.idx != 0:
                shape._element.getparent().remove(shape._element)
        self.entitle(slide, headline)
        slide.notes_slide.notes_text_frame.text = clean(notes)
        return slide

    def entitle(self, slide: Any, headline: str) -> None:
        """Set the headline of a slide."""
        slide.shapes.title.text = kept(clean(headline))
        if self.own:
            self.fitted(slide.shapes.title)
        else:
            self.headline(slide)

    def fitted(self, title: Any) -> None:
        """The largest size at which a headline has room in a client's own title, whose letters are made for three words."""
        from pptx.util import Pt

        if not title.width or not title.height:
            return
        points_wide, points_high = title.width / 12_700 - 14, title.height / 12_700 - 7
        text = title.text_frame.text
        size = next(
            (s for s in HEADLINES if -(-width(text) * 0.55 * s // points_wide) * 1.2 * s <= points_high), HEADLINES[-1]
        )
        for paragraph in title.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(size)

    def across(self, slide: Any) -> None:
        """The plain template is made for narrow slides: its placeholders are set over the whole width, to the left."""
        from pptx.dml.color import RGBColor
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
        from pptx.util import Pt

        looks = ((0.30, 0.18, 40, True, INK), (0.50, 0.22, 18, False, SOFT))
        for shape, (top, height, points, bold, colour) in zip(slide.placeholders, looks, strict=False):
            shape.left, shape.width = self.left, self.width
            shape.top, shape.height = int(self.book.slide_height * top), int(self.book.slide_height * height)
            shape.text_frame.word_wrap, shape.text_frame.vertical_anchor = True, MSO_ANCHOR.TOP
            for paragraph in shape.text_frame.paragraphs:
                paragraph.alignment = PP_ALIGN.LEFT
                for run in paragraph.runs:
                    size = points if width(run.text) <= 60 else points * 0.6
                    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, RGBColor.from_string(colour)

    def rule(self, slide: Any, left: int, top: int, wide: int, high: int, colour: str = SERIES[0]) -> None:
        """A coloured line."""
        from pptx.dml.color import RGBColor
        from pptx.enum.shapes import MSO_SHAPE

        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, wide, high)
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(colour)
        shape.line.fill.background()
        shape.shadow.inherit = False

    def sourced(self, slide: Any, text: str) -> None:
        """What the foot of a slide says besides the firm and the day."""
        self.sources[slide.slide_id] = text

    def footed(self, slide: Any) -> None:
        """The foot: firm, day and source to the left, the number of the slide to the right.

        A client's own template keeps its foot; only its number is taken over, which layouts do not hand on.
        """
        import copy

        from pptx.dml.color import RGBColor
        from pptx.enum.text import PP_ALIGN
        from pptx.oxml import parse_xml
        from pptx.util import Pt

        if self.own:
            for shape in slide.slide_layout.placeholders:
                if int(shape.placeholder_format.type) == NUMBER:
                    slide.shapes._spTree.append(copy.deepcopy(shape._element))
            return
        top, part = int(self.book.slide_height * 0.935), int(self.width * 0.92)
        self.rule(slide, self.left, top, self.width, 6_350, FAINT)
        for left, wide, side in (
            (self.left, part, PP_ALIGN.LEFT),
            (self.left + part, self.width - part, PP_ALIGN.RIGHT),
        ):
            box = slide.shapes.add_textbox(left, top, wide, int(self.book.slide_height * 0.05))
            box.text_frame.margin_left = box.text_frame.margin_right = 0
            box.text_frame.word_wrap = True
            paragraph = box.text_frame.paragraphs[0]
            paragraph.alignment = side
            if side == PP_ALIGN.LEFT:
                run = paragraph.add_run()
                run.text = clean(" · ".join(filter(None, (self.foot, self.sources.get(slide.slide_id, "")))))
                run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(SOFT)
            else:
                field = (
                    '<a:fld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
                    'id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr sz="900"><a:solidFill>'
                    f'<a:srgbClr val="{SOFT}"/></a:solidFill></a:rPr><a:t>{slide_number(self.book, slide)}</a:t></a:fld>'
                )
                paragraph._p.append(parse_xml(field))

    def headline(self, slide: Any) -> None:
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
        from pptx.util import Pt

        title = slide.shapes.title
        title.left, title.width = self.left, self.width
        title.top, title.height = int(self.book.slide_height * 0.04), int(self.book.slide_height * 0.17)
        title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        title.text_frame.word_wrap = True
        for paragraph in title.text_frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
            for run in paragraph.runs:
                run.font.size, run.font.bold = (
                    Pt(26 if width(run.text) <= 96 else 21 if width(run.text) <= 130 else 18),
                    True,
                )

    def text(self, slide: Any, lines: Sequence[tuple[str, int, bool]], part: tuple[float, float] = (0.0, 1.0)) -> None:
        """Paragraphs ``(text, points, bold)`` in a part of the room, from and to as shares of its height."""
        from pptx.dml.color import RGBColor
        from pptx.util import Pt

        box = slide.shapes.add_textbox(
            self.left, int(self.top + self.height * part[0]), self.width, int(self.height * (part[1] - part[0]))
        )
        frame = box.text_frame
        frame.word_wrap = True
        for number, (text, points, bold) in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = kept(clean(text))
            run.font.size, run.font.bold = Pt(points), bold
            if not self.own:
                run.font.color.rgb = RGBColor.from_string(INK)
            paragraph.space_after = Pt(6)

    def lettered(self, slide: Any) -> None:
        """Chinese letters by name, so that every program draws them alike."""
        from pptx.oxml.ns import qn

        for run in () if self.own else slide._element.iter(qn("a:rPr")):
            if self.lang == "zh" and run.find(qn("a:ea")) is None:
                east = run.makeelement(qn("a:ea"), {"typeface": FONTS["zh"]})
                run.append(east)

    def save(self, path: Path, title: str) -> None:
        """Write the file; the same slides give the same bytes."""
        for number, slide in enumerate(self.book.slides):
            if number:
                self.footed(slide)
            self.lettered(slide)
        properties = self.book.core_properties
        properties.title, properties.author, properties.last_modified_by = clean(title)[:255], "", ""
        file = io.BytesIO()
        self.book.save(file)
        path.write_bytes(undated(file.getvalue()))


def slide_number(book: Any, slide: Any) -> int:
    """Which slide it is, from one."""
    return [one.slide_id for one in book.slides].index(slide.slide_id) + 1
