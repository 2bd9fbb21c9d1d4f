import pytest

from helpers import classification
from helpers.errors import CourseError, Problem
from helpers.language import msg
from helpers.panel import VIEW, Panel, Slider
from helpers.show import Html
from helpers.style import Picture, canvas, finish
from yardstick import best_of


def picture(words):
    with canvas((3, 1)) as (fig, ax):
        ax.axis("off")
        return finish(fig, words, "made_up")


def sliders(**more):
    return [Slider("size", msg("Size"), 0.5, 0.0, 1.0, 0.1, **more)]


def test_a_cell_stores_the_widget_and_a_picture_for_the_values_in_force():
    seen = []
    panel = Panel(sliders(), lambda size: seen.append(size) or picture(f"{size:.1f}"), "made", "en")
    data, meta = panel._repr_mimebundle_()
    assert set(data) == {VIEW, "image/png", "text/plain"} and data["text/plain"] == "0.5"
    assert data[VIEW]["model_id"] and meta["course"]["panel"] == "made"
    assert set(seen) == {0.5}


def test_several_parts_become_html_that_holds_them_all():
    panel = Panel(sliders(), lambda size: (picture("seen"), Html("<p>told</p>", "told")), "made", "en")
    data, _ = panel.static()
    assert "data:image/png;base64," in data["text/html"] and "<p>told</p>" in data["text/html"]
    assert data["text/plain"] == "seen\ntold" and 'src="http' not in data["text/html"]


def test_moving_a_slider_changes_the_picture_in_place():
    panel = Panel(sliders(), lambda size: picture(f"{size:.1f}"), "made", "en")
    panel.live()
    image = panel._body.children[0]
    before = image.value
    panel.widgets["size"].value = 0.8
    assert panel._body.children[0] is image and image.value != before
    assert panel.static()[0]["text/plain"] == "0.5"


def test_an_error_becomes_words_and_the_panel_goes_on(lang):
    def draw(size):
        if size > 0.8:
            raise CourseError(Problem(what=msg("Size"), do=msg("Size")))
        if size > 0.6:
            raise ZeroDivisionError
        return picture("fine")

    panel = Panel(sliders(), draw, "made")
    panel.live()
    panel.widgets["size"].value = 0.9
    assert "→" in panel._body.children[0].value
    panel.widgets["size"].value = 0.7
    assert "ZeroDivisionError" in panel._body.children[0].value and "Traceback" not in panel._body.children[0].value
    panel.widgets["size"].value = 0.2
    assert panel._body.children[0].value[:4] == b"\x89PNG"


def test_a_value_outside_the_range_moves_the_slider_but_not_the_fallback():
    seen = []
    panel = Panel(
        [Slider("size", msg("Size"), 3.0, 0.0, 1.0, 0.1)], lambda size: seen.append(size) or picture("x"), "made", "en"
    )
    panel.static()
    assert seen == [3.0] and panel.live() and panel.widgets["size"].value == 1.0


def test_labels_speak_the_readers_language(result, lang):
    panel = classification.panel_thresholds(result)
    panel.live()
    told = panel.widgets["abc_a"].description
    assert told == msg("Class A brings this share of revenue").render(lang)
    assert isinstance(panel.parts()[0], Picture)


def test_crossing_cuts_are_told_in_words(result):
    panel = classification.panel_thresholds(result, "en")
    panel.live()
    panel.widgets["abc_b"].value = 0.6
    assert "abc_a" in panel._body.children[0].value


@pytest.mark.parametrize("name, value", [("abc_a", 0.7), ("overdue_cycles", 4.0), ("potential_quantile", 0.9)])
def test_a_move_is_shown_within_half_a_second(result, name, value):
    panel = classification.panel_thresholds(result, "en")
    panel.live()
    moves = (value, panel.sliders[0].start if name == "abc_a" else value + 0.05, value)
    assert best_of(moves, lambda target: setattr(panel.widgets[name], "value", target)) < 0.5
