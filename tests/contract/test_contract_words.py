"""Words of a company's data in the reader's language: exactly those of its table ``words``, only where things are shown."""

import datetime as dt

import pandas as pd
import pytest

from helpers import show
from helpers.company.folder import Company
from helpers.company.profile import Profile
from helpers.language import Words, msg, said, using, worded
from helpers.quantity import Quantity
from helpers.station import Column, Facts, ResultTable, StationResult

EN = {"华东": "East China", "交期": "Delivery", "家电": "Home appliances", "中型": "Medium", "王强": "Reliable"}
DATA = {"en": EN}


@pytest.fixture
def english():
    with using("en"), worded({}, DATA):
        yield


def test_only_a_whole_text_is_said_in_other_words(english):
    assert said("华东") == "East China"
    for text in ("华东电气", "华东区", "在华东", "East", "", "C001", "华东电气、王强"):
        assert said(text) == text
    assert said(" 华东 ") == "East China"


@pytest.mark.parametrize(
    "text, told",
    [
        ("家电 × 中型", "Home appliances × Medium"),
        ("华东:交期", "East China: Delivery"),
        ("华东、家电", "East China, Home appliances"),
        ("华东 (2)", "East China (2)"),
        ("3 · 华东", "3 · East China"),
        ("华东 · 某某公司", "华东 · 某某公司"),
        ("甲、乙", "甲、乙"),
    ],
)
def test_what_joins_known_texts_is_said_in_parts(english, text, told):
    assert said(text) == told


def test_nothing_is_said_so_in_the_data_s_own_language_or_without_words():
    assert said("华东", "en") == "华东"
    with using("zh"), worded({}, DATA):
        assert said("华东") == "华东" and said("华东", "en") == "East China"
        assert msg("{place}", place="华东").render() == "华东"
    with using("en"), worded({}):
        assert said("华东") == "华东"


def test_an_english_company_can_be_told_in_chinese():
    with using("zh"), worded({}, {"zh": {"Delivery": "交期"}}):
        assert said("Delivery") == "交期" and Quantity("Delivery", "text").render() == "交期"


def test_gaps_cells_and_sentences_in_cells(english):
    assert msg("In {place}: {what}", place="华东", what=Quantity("交期", "text")).render() == "In East China: Delivery"
    assert msg("In {place}", place="华东").render(html=True) == 'In <span class="t">East China</span>'
    assert show.spoken("华东") == "East China"
    assert show.spoken(show.word(msg("In {place}", place="华东"))) == "In East China"
    assert Quantity("华东", "text").render(html=True) == '<span class="t">East China</span>'
    assert Quantity(None, "text").render() == "–"


def test_a_table_is_shown_in_words_and_stays_as_it_is(english):
    facts = Facts("firm", Words("某公司", "A firm"), "general", "CNY", "2025-12-31", True, "paid", "included", DATA)
    rows = pd.DataFrame({"region": ["华东", "华中"], "n": [2, 1]})
    spec = ResultTable(msg("T"), {"region": Column(msg("R")), "n": Column(msg("N"), "count")}, rows)
    result = StationResult("diagnosis", facts, {}, {"t": spec}, ())
    told = show.table(result, "t").text
    assert "East China\t2" in told and "华中\t1" in told
    assert list(result["t"]["region"]) == ["华东", "华中"]


def firm(**frames):
    profile = Profile("firm", Words("某公司", "A firm"), "general", "CNY", dt.date(2025, 12, 31))
    return Company(profile, frames)


def test_the_words_of_a_folder():
    table = pd.DataFrame(
        {"text": ["华东", "Price", "甲", "A"], "zh": [None, "价格", None, "A"], "en": ["East China", None, None, None]},
        dtype="str",
    )
    company = firm(words=table)
    assert company.words == {"zh": {"Price": "价格"}, "en": {"华东": "East China"}}
    assert company.facts.words == company.words
    assert company.as_of("2025-06-30").words == company.words
    assert company.data_hash != firm().data_hash


def test_a_folder_without_words_has_none_and_its_results_do_not_speak_of_them():
    from helpers.wire import encode

    assert firm().words == {} and firm().facts.words == {}
    assert "words" not in encode(firm().facts)


def test_a_figure_draws_the_words(english):
    from helpers import style

    def drawn(text):
        with style.canvas((3, 2)) as (fig, ax):
            ax.set_yticks([0], [text])
            return style.finish(fig, "t", "t").png

    assert drawn("华东") == drawn("East China") != drawn("华中")
    assert style.wrap("华东", 40) == "East China"


def test_a_panel_keeps_the_words_it_was_made_with(english):
    from helpers.panel import Panel, Slider

    def draw(n):
        return show.Html("", said("华东"))

    panel = Panel([Slider("n", msg("n"), 1, 0, 2, 1)], draw, "p", "en")
    with worded({}):
        assert panel.parts()[0].text == "East China"


def test_opening_the_case_leaves_the_words_of_the_lesson_s_own_company(tmp_path, monkeypatch):
    from helpers.classification.case import Case
    from helpers.company import folder
    from helpers.language import wordings

    (tmp_path / "en").mkdir()
    monkeypatch.chdir(tmp_path / "en")
    with worded({}):  # what the notebook sets is forgotten after the test
        own = folder.open("hengce")
        assert wordings()[1] == own.words and own.words["en"]["柏森电气"] == "Bosen Electric"
        case = Case(own)
        assert wordings()[1] == own.words
        told = case.missed().text
        assert "Car parts" in told and "\t汽车零部件" not in told


@pytest.mark.parametrize(
    "name", ["plot_pest", "plot_problem_tree", "plot_problem_order", "plot_region_matrix", "plot_questions"]
)
def test_joined_labels_of_figures_are_said_in_words(name, monkeypatch):
    from helpers import diagnosis
    from helpers.company import folder
    from helpers.drawn import Renderer

    drawn, draw = [], Renderer.draw_text

    def seen(self, gc, x, y, s, *rest, **more):
        drawn.append(said(s))
        return draw(self, gc, x, y, s, *rest, **more)

    monkeypatch.setattr(Renderer, "draw_text", seen)
    company = folder.open("hengce")
    result = diagnosis.run(company)
    with using("en"), company.facts.worded():
        getattr(diagnosis, name)(result)
    assert drawn and not [text for text in drawn if any("\u4e00" <= char <= "\u9fff" for char in text)]


def test_a_region_is_found_by_either_name():
    from helpers import diagnosis
    from helpers.company import folder

    company = folder.open("hengce")
    result = diagnosis.run(company)
    with using("en"), company.facts.worded():
        told = diagnosis.show_region(result, "South China").text
        assert told == diagnosis.show_region(result, "华南").text and told.startswith("South China")
