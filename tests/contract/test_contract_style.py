import pytest

from helpers.style import canvas, finish, wrap


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


def test_quotation_marks_are_as_wide_as_letters_in_english_and_as_characters_in_chinese():
    def drawn(text):
        with canvas() as (fig, ax):
            ax.set_title(text)
            return finish(fig, "x", "made_up").png

    assert drawn("The gap is “quality” of 甲 and B’s…") == drawn('The gap is "quality" of 甲 and B\'s...')
    assert drawn("差距在“质量”") != drawn('差距在"质量"')
