"""One look for all figures: Chinese without missing glyphs, the finding in the title, few inks.

Colours are from Okabe and Ito (2008), which survive colour blindness, and differ in lightness, so
that they also survive black-and-white print; red and green alone never carry meaning.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from helpers.language import current, said

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#22303c"
MUTED = "#8a97a3"
#: Small print below a figure: on paper, where a figure is shrunk, paler or smaller letters could not be read.
QUIET, NOTE = "#55636f", 9.5
FAINT = "#d9dfe4"
MAIN = "#0072b2"
ACCENT = "#d55e00"
SECOND = "#56b4e9"
THIRD = "#e69f00"
FOURTH = "#009e73"
CYCLE = (MAIN, ACCENT, SECOND, THIRD, FOURTH, INK)
#: Signs that the font draws as wide, or nearly as wide, as a Chinese character.
FULL = "“”‘’…—%"
#: Of these, what an English text is written with where the font has no narrow ones.
TYPED = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."}
#: Signs that no line may end with.
OPENING = ("（", "“", "《", "‘")
#: Signs that no line may begin with.
CLOSING = ("，", "。", "；", "：", "、", "？", "！", "）", "”", "》", "’", "%")
DPI = 160
#: Environment variable that names a file in which each figure notes the seconds it took; for those who time reports.
DRAWN = "COURSE_DRAWN"
WIDE = (9.0, 4.6)


class Picture:
    """A finished figure: PNG for the eye, its message in words for screen readers and reports.

    Notebooks show it by itself as a cell's last line. One that is ``empty`` (nothing could be drawn) is shown as its
    words alone, so that a report can leave out how to read it.
    """

    def __init__(self, png: bytes, alt: str, name: str, empty: bool = False):
        self.png, self.alt, self.name, self.empty = png, alt, name, empty

    def _repr_mimebundle_(self, include=None, exclude=None):
        import base64
        import struct
        from html import escape

        if self.empty:
            return {"text/html": f'<p class="course-none">{escape(self.alt)}</p>', "text/plain": self.alt}, {}
        width, height = struct.unpack(">II", self.png[16:24])
        size = {"width": width * 72 // DPI * 4 // 3, "height": height * 72 // DPI * 4 // 3}
        data = {"image/png": base64.b64encode(self.png).decode(), "text/plain": self.alt}
        return data, {"image/png": size, "course": {"figure": self.name}}


@cache
def font() -> str:
    """Register Noto Sans SC from its PyPI package; returns the family's name."""
    from matplotlib import font_manager
    from pylopdf_fonts_zh_cn import __file__ as package

    path = package.replace("__init__.py", "NotoSansSC-Regular.otf")
    font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(fname=path).get_name()


@cache
def _glyphs() -> frozenset[int]:
    """Code points that the font can draw."""
    from matplotlib import font_manager, ft2font

    return frozenset(ft2font.FT2Font(font_manager.findfont(font())).get_charmap()) | {10}


def drawable(text: str) -> str:
    """The text with what the font cannot draw (emoji, rare characters in a name) as a square, and the signs that the
    font has for Chinese only written as one types them where the text is not Chinese."""
    return "".join(char if ord(char) in _glyphs() else "□" for char in typed(text))


def typed(text: str) -> str:
    """Curly quotation marks and dots, which the font draws as wide as a character, straight where letters outnumber
    Chinese characters."""
    if not any(char in TYPED for char in text):
        return text
    if not _latin(text):
        return text
    return "".join(TYPED.get(char, char) for char in text)


@contextmanager
def canvas(size: tuple[float, float] = WIDE, rows: int = 1, columns: int = 1, **more) -> Iterator[tuple[Figure, Axes]]:
    """A figure in our style: ``with canvas() as (fig, ax): …``."""
    import matplotlib

    settings = {
        "font.family": [font()],
        "font.size": 10.5,
        "axes.unicode_minus": False,
        "text.parse_math": False,
        "axes.edgecolor": MUTED,
        "axes.labelcolor": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.prop_cycle": matplotlib.cycler(color=CYCLE),
        "axes.axisbelow": True,
        "xtick.color": INK,
        "ytick.color": INK,
        "text.color": INK,
        "grid.color": FAINT,
        "figure.dpi": DPI,
        "savefig.dpi": DPI,
        "hatch.linewidth": 0.6,
    }
    with matplotlib.rc_context(settings):
        from matplotlib.figure import Figure

        fig = Figure(figsize=size, layout="constrained")
        fig.begun = time.monotonic()
        from helpers.drawn import Canvas

        Canvas(fig)
        axes = fig.subplots(rows, columns, **more)
        yield fig, axes


def finish(fig: Figure, title: str, name: str, note: str = "", alt: str = "", empty: bool = False) -> Picture:
    """Put the finding over the figure and turn it into a :class:`Picture`.

    Call it inside the ``canvas`` block. ``note`` (source, as-of date, exclusions) goes below.
    """
    width = fig.get_size_inches()[0]
    fig.suptitle(balanced(title, width * 72 / 13.5), x=0.01, ha="left", fontsize=13, color=INK, linespacing=1.35)
    if note:
        fig.supxlabel(wrap(note, width * 72 / NOTE), x=0.01, ha="left", fontsize=NOTE, color=QUIET)
    if placing := getattr(fig, "placing", ()):
        fig.draw_without_rendering()  # names are put beside points where these stand at last
        for place in placing:
            place()
    picture = Picture(png(fig), alt or title, name, empty)
    if path := os.environ.get(DRAWN):
        with open(path, "a", encoding="ascii") as file:
            file.write(f"{time.monotonic() - fig.begun:.4f}\n")
    return picture


def png(fig: Figure) -> bytes:
    """The figure's pixels, drawn once: ``savefig`` draws twice to the same end, and keeps an empty layer of transparency."""
    from helpers import drawn

    fig.canvas.draw()
    return drawn.png(np.asarray(fig.canvas.buffer_rgba()), DPI)


def balanced(text: str, ems: float) -> str:
    """As :func:`wrap`, but where a last line would hold little, all lines are somewhat shorter instead."""
    lines = wrap(text, ems).split("\n")
    if len(lines) > 1 and _ems(lines[-1]) < 0.25 * ems:
        for part in (0.95, 0.9, 0.85, 0.8):
            other = wrap(text, part * ems).split("\n")
            if len(other) == len(lines) and _ems(other[-1]) >= 0.25 * ems:
                return "\n".join(other)
    return "\n".join(lines)


def _ems(text: str) -> float:
    """Width of a text in full-width characters."""
    return sum(1.0 if ord(char) > 0x2E80 or char in FULL else 0.52 for char in text)


def wrap(text: str, ems: float) -> str:
    """Break lines at ``ems`` full-width characters; Chinese anywhere but before punctuation, which hangs nowhere.

    Text from data is said in the reader's language where the company's dictionary has it.
    """
    lines, line, width, pieces = [], "", 0.0, _pieces(typed(said(text)))
    bound: list[str] = []
    for piece in pieces:
        if bound and bound[-1] and (bound[-1][-1] in OPENING or piece in CLOSING):
            bound[-1] += piece
        else:
            bound.append(piece)
    for word in bound:
        size = _ems(word)
        if line and width + size > ems:
            lines.append(line.rstrip())
            line, width = "", 0.0
            word = word.lstrip()
        line, width = line + word, width + size
    return "\n".join([*lines, line.rstrip()])


#: So many Chinese characters are kept together in a text that is not Chinese: a name.
NAME = 12


def _latin(text: str) -> bool:
    """Whether letters outnumber Chinese characters by far: a text of another language with names in Chinese."""
    chinese = sum(ord(char) > 0x2E80 for char in text)
    return 2 * chinese < sum(char.isalpha() for char in text)


def _pieces(text: str) -> list[str]:
    """Words with their leading blank, or single Chinese characters; in a text that is not Chinese, names whole."""
    pieces, word, whole = [], "", _latin(text)
    for char in text:
        if ord(char) > 0x2E80 and not (whole and len(word) <= NAME and (not word.strip() or ord(word[-1]) > 0x2E80)):
            pieces += [word, char] if word else [char]
            word = ""
        elif char == " ":
            pieces += [word] if word else []
            word = " "
        else:
            word += char
    return [*pieces, word] if word else pieces


def readable(cell: tuple[float, float, float, float]) -> str:
    """Ink of words on a coloured cell, white or black: the one with the higher contrast, never below 4.5 to 1 (WCAG 2)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in cell[:3])
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "white" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else "black"


def money_axis(axis, currency: str, lang: str | None = None, like: float | None = None) -> None:
    """Tick labels of money (values in minor units) as people write it, all in the unit of the largest (or of ``like``)
    but on axes of orders of magnitude."""
    from matplotlib.ticker import FuncFormatter

    from helpers.quantity import write_money

    lang = lang or current()

    def told(value: float, _) -> str:
        largest = max(abs(end) for end in axis.get_view_interval()) if axis.get_scale() == "linear" else None
        return write_money(value, currency, lang, axis=True, like=like or largest) if value else "0"

    axis.set_major_formatter(FuncFormatter(told))


def month_axis(axis, locator, lang: str | None = None) -> None:
    """Months (and days within months) at an axis of time, written as in sentences."""
    from matplotlib.dates import num2date
    from matplotlib.ticker import FuncFormatter

    from helpers.quantity import Quantity

    lang = lang or current()

    def told(value: float, _) -> str:
        day = num2date(value)
        if day.day == 1:
            return Quantity(day.strftime("%Y-%m"), "month").render(lang)
        return Quantity(day.date().isoformat(), "date").render(lang)

    axis.set_major_locator(locator)
    axis.set_major_formatter(FuncFormatter(told))


def share_axis(axis) -> None:
    """Tick labels of shares as whole percent."""
    from matplotlib.ticker import FuncFormatter

    from helpers.quantity import MINUS

    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value * 100:.0f}%".replace("-", MINUS)))
