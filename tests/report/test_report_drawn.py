"""Figures drawn our way have the pixels that matplotlib's own canvas and Pillow's own file give."""

import io

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from helpers import drawn, style


def bars(ax):
    ax.barh(["华东（上海）", "North & South", "很长的一个客户名称，要占两行\n第二行"], [3, -1.5, 2], hatch="//")
    ax.set_xlabel("单位：元 per head")
    ax.annotate("−23% 😀 𠮷", (1, 1), rotation=30, fontsize=7.5, linespacing=1.2)


def lines(ax):
    ax.plot(np.linspace(0, 1, 400), np.random.default_rng(1).normal(size=400).cumsum(), label="Σ 合计")
    ax.tick_params(axis="x", rotation=45)
    ax.legend(title="图例")


def dots(ax):
    x = np.random.default_rng(2).normal(size=(2, 300))
    ax.scatter(*x, c=x[0], alpha=0.5)
    ax.fill_between([-2, 2], [-1, -1], [1, 0], alpha=0.2)
    ax.set_title("$5 a_b 没有数学")


@pytest.mark.parametrize("draw", [bars, lines, dots])
def test_pixels_are_those_of_matplotlib_and_pillow(draw):
    for _ in range(2):  # the second time much is known already
        with style.canvas((7.3, 4.1)) as (fig, ax):
            assert isinstance(fig.canvas, drawn.Canvas)
            draw(ax)
            made = style.finish(fig, "标题 a title of some length, which is wrapped " * 3, "x", "来源：订单 😀")
            plain = matplotlib.figure.Figure(figsize=(7.3, 4.1), layout="constrained")
            canvas = FigureCanvasAgg(plain)
            draw(plain.subplots())
            for text in (fig._suptitle, fig._supxlabel):
                put = plain.suptitle if text is fig._suptitle else plain.supxlabel
                size, colour = text.get_fontsize(), text.get_color()
                spacing = {"linespacing": 1.35} if text is fig._suptitle else {}
                put(text.get_text(), x=0.01, ha="left", fontsize=size, color=colour, **spacing)
            for text in plain.findobj(matplotlib.text.Text):
                text.set_text(style.drawable(text.get_text()))
            canvas.draw()
            wanted = np.asarray(canvas.buffer_rgba())
        shown = Image.open(io.BytesIO(made.png))
        assert shown.mode == "RGB" and wanted[..., 3].min() == 255
        assert np.array_equal(np.asarray(shown), wanted[..., :3])
        assert "□" in style.drawable("😀") and len(np.unique(wanted)) > 50
        with io.BytesIO() as file:
            Image.fromarray(wanted).convert("RGB").save(file, "PNG", dpi=(style.DPI, style.DPI))
            usual = Image.open(file)
            assert usual.info == shown.info


def test_what_is_kept_is_not_taken_for_another_font_size_or_resolution():
    asked = [(size, weight, dpi) for size in (8, 12) for weight in ("normal", "bold") for dpi in (100, 160)]
    for _ in range(2):
        for size, weight, dpi in asked:
            prop = matplotlib.font_manager.FontProperties(family=style.font(), size=size, weight=weight)
            ours, stock = drawn.Renderer(400, 300, dpi), matplotlib.backends.backend_agg.RendererAgg(400, 300, dpi)
            for text in ("Ag", "高度", "lp"):
                assert ours.get_text_width_height_descent(text, prop, False) == stock.get_text_width_height_descent(
                    text, prop, False
                )
    sizes = {drawn.heights(drawn._Asked(matplotlib.font_manager.FontProperties(size=s)), d) for s, _, d in asked}
    assert len({s[0] for s in sizes}) == 4
