import numpy as np
import pytest

from helpers import beside
from helpers.style import canvas, finish, money_axis, readable, wrap


def test_a_figure_with_chinese_is_a_png_and_the_same_twice():
    pictures = []
    for _ in range(2):
        with canvas() as (fig, ax):
            ax.plot([1, 2], [3, 4])
            ax.set_xlabel("客户数（家）−5")
            pictures.append(finish(fig, "前 20% 的客户贡献 80% 的收入", "made_up", "数据：虚构"))
    assert pictures[0].png[:4] == b"\x89PNG" and pictures[0].png == pictures[1].png
    data, meta = pictures[0]._repr_mimebundle_()
    assert data["text/plain"] == "前 20% 的客户贡献 80% 的收入" and meta["course"]["figure"] == "made_up"


def test_names_that_the_font_cannot_draw_or_that_look_like_formulas_do_not_break_a_figure():
    def drawn(text):
        with canvas() as (fig, ax):
            ax.set_title(text)
            return finish(fig, "x", "made_up").png

    odd, boxed = drawn("甲\U0001f600 $\\frac$ {x}"), drawn("甲□ $\\frac$ {x}")
    assert odd == boxed != drawn("甲")


@pytest.mark.parametrize(
    "text",
    ["前两成客户贡献了八成收入，比去年同期更加集中。" * 3, "The top fifth of customers bring most of the revenue " * 4],
)
def test_wrapping_keeps_every_character_and_starts_no_line_with_a_comma(text):
    lines = wrap(text, 20).split("\n")
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert len(lines) > 1 and not any(line.startswith(("，", "。", " ")) for line in lines)


def test_a_chinese_name_in_an_english_title_is_not_broken():
    text = "In 华东 we win fewer projects than elsewhere, beyond chance: 27% of 255, elsewhere 38%; 华北 is lower yet"
    for ems in range(12, 60):
        lines = wrap(text, ems).split("\n")
        assert sum("华东" in line for line in lines) == sum("华北" in line for line in lines) == 1
    assert wrap("我们在华东赢的项目比别处少得多", 5).count("\n") == 2  # Chinese breaks anywhere


def test_words_on_a_cell_stand_out_from_it():
    """At least 4.5 to 1 (WCAG 2, AA) all along a ramp, its middle included."""
    from matplotlib.colors import LinearSegmentedColormap

    def light(colour) -> float:
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
        return float(np.dot(parts, (0.2126, 0.7152, 0.0722)))

    ramp = LinearSegmentedColormap.from_list("stay", ["#f3f6f9", "#0b3c5d"])
    for value in np.linspace(0, 1, 101):
        under, ink = light(ramp(value)), {"white": 1.0, "black": 0.0}[readable(ramp(value))]
        assert (max(under, ink) + 0.05) / (min(under, ink) + 0.05) >= 4.5


def test_an_axis_of_money_has_one_unit():
    with canvas() as (fig, ax):
        ax.plot([0, 1.2e10], [0, 1])
        money_axis(ax.xaxis, "CNY", "zh")
        fig.draw_without_rendering()
        said = [label.get_text() for label in ax.get_xticklabels()]
    assert "0.5 亿元" in said or "0.25 亿元" in said or "0.2 亿元" in said
    assert not any("万" in text for text in said)


def test_quotation_marks_are_as_wide_as_letters_in_english_and_as_characters_in_chinese():
    def drawn(text):
        with canvas() as (fig, ax):
            ax.set_title(text)
            return finish(fig, "x", "made_up").png

    assert drawn("The gap is “quality” of 甲 and B’s…") == drawn('The gap is "quality" of 甲 and B\'s...')
    assert drawn("差距在“质量”") != drawn('差距在"质量"')


def test_names_beside_points_cover_no_point_no_name_and_no_line_where_there_is_room():
    """Points in a heap, a line to the right of one of them: every name finds a place, and nobody's is in another's."""
    at = [(0.5, 0.5), (0.53, 0.5), (0.5, 0.53), (0.2, 0.2), (0.95, 0.2)]
    with canvas((8.0, 5.0)) as (fig, ax):
        ax.set_xlim(0, 1)
        ax.set_ylim(0, 1)
        ax.plot(*zip(*at, strict=True), "o", ms=9)
        line = np.column_stack([np.linspace(0.21, 0.4, 80), np.full(80, 0.2)])
        fixed = ax.text(0.5, 0.45, "stands here", ha="center")
        wanted = [beside.Name(f"name of point {n}", x, y) for n, (x, y) in enumerate(at)]
        beside.names(ax, wanted, [line], [fixed])
        finish(fig, "title", "figure", "note")
        renderer = fig.canvas.get_renderer()
        written = [text for text in ax.texts if text.get_text().startswith("name")]
        boxes = [text.get_window_extent(renderer).padded(-2) for text in written]  # letters, not their air
        points = ax.transData.transform([*at, *line])
        frame = ax.get_window_extent(renderer)
        assert len(boxes) == len(at)
        for n, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in [*boxes[:n], fixed.get_window_extent(renderer)])
            assert not any(box.contains(*point) for point in points)
            assert frame.contains(box.x0, box.y0) and frame.contains(box.x1, box.y1)


def test_a_title_full_of_shares_and_quotes_stays_within_the_figure():
    """The sign of a share is nearly as wide as a Chinese character: counted as half of one, the title was cut."""
    from matplotlib import font_manager
    from PIL import ImageFont

    from helpers.style import font

    text = (
        "孩子的年龄段最能说明收入差别：42%（40%–45%），其次是门店，6.9%（5%–8%）。“一到两岁”（孩子的年龄段）的会员最多"
    )
    drawn = ImageFont.truetype(font_manager.findfont(font()), 100)
    assert all(drawn.getlength(line) <= 100 * 30 for line in wrap(text, 30).split("\n"))
