"""Figures to pixels, cheaply: what matplotlib measures again and again is measured once, and the file is written plainly.

The pixels are those of matplotlib's own Agg canvas; ``tests/report/test_report_drawn.py`` compares them.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.font_manager import FontProperties, fontManager, get_font

from helpers.language import said
from helpers.style import drawable

#: Of the PNG's compression: more takes much longer and saves little.
LEVEL = 3
INCH = 0.0254
#: Tables of a font that tell how high its lines are, and the words for it (those of matplotlib's ``Text``).
HEIGHTS = (
    ("OS/2", "sTypoLineGap", "sTypoAscender", "sTypoDescender"),
    ("hhea", "lineGap", "ascent", "descent"),
)


class Renderer(RendererAgg):
    """Keeps how high a font's lines are, and how large a text is, beyond the figure it was measured for.

    What the font cannot draw becomes a square; text from data is said in the reader's language where the company's
    dictionary has it.
    """

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float | None, float | None, float | None]:
        """Ascent, descent and gap of a font's lines; ``Text`` asks for it where a renderer has it."""
        return heights(_Asked(prop), self.dpi)

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        if ismath:
            return super().get_text_width_height_descent(s, prop, ismath)
        s = said(s)
        key = (s, hash(prop), self.dpi)
        if (found := _sizes.get(key)) is None:
            if len(_sizes) >= MOST:
                _sizes.clear()
            found = _sizes[key] = super().get_text_width_height_descent(drawable(s), prop, ismath)
        return found

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        super().draw_text(gc, x, y, s if ismath else drawable(said(s)), prop, angle, ismath, mtext)


#: Texts whose size is kept.
MOST = 20_000
_sizes: dict[tuple[str, int, float], tuple[float, float, float]] = {}


class _Asked:
    """Font properties as a key: two that are equal ask for the same font and size."""

    def __init__(self, prop: FontProperties):
        self.prop, self.hash = prop, hash(prop)

    def __hash__(self) -> int:
        return self.hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.hash == other.hash


@lru_cache(1024)
def heights(asked: _Asked, dpi: float) -> tuple[float | None, float | None, float | None]:
    prop = asked.prop
    asked.prop = None  # properties may change later, and are of no use then
    font = get_font(fontManager._find_fonts_by_props(prop))
    for name, gap, ascent, descent in HEIGHTS:
        table = font.get_sfnt_table(name)
        if table is not None:
            scale = 1 / font.get_sfnt_table("head")["unitsPerEm"] * prop.get_size_in_points() * dpi / 72
            return table[ascent] * scale, -table[descent] * scale, table[gap] * scale
    return None, None, None


class Canvas(FigureCanvasAgg):
    """Agg's canvas with our renderer."""

    def get_renderer(self) -> Renderer:
        width, height = self.get_width_height(physical=True)
        key = width, height, self.figure.dpi
        if self._lastKey != key:
            self.renderer = Renderer(width, height, self.figure.dpi)
            self._lastKey = key
        return self.renderer


def png(pixels: np.ndarray, dpi: int) -> bytes:
    """A PNG of RGB pixels, its rows unfiltered: figures are areas of one colour, which filters only make dearer.

    PNG specification (third edition), 9.2: the filter ``None`` (0) may stand before each row.
    """
    height, width = pixels.shape[:2]
    rows = np.zeros((height, 1 + 3 * width), np.uint8)
    rows[:, 1:].reshape(height, width, 3)[:] = pixels[:, :, :3]
    metre = round(dpi / INCH)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", metre, metre, 1)),
        (b"IDAT", zlib.compress(rows.tobytes(), LEVEL)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
