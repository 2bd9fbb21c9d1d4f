"""The demo companies in English: what is shown of their data is words of the reader's language, but for names."""

import re

import pytest

from helpers import show, station
from helpers.company.folder import open as open_folder
from helpers.demo import words
from helpers.demo.describe import COMMITTED
from helpers.language import Message, said, using

CHINESE = re.compile("[\u3400-\u9fff]")
IDS = [id for id, _, _ in COMMITTED]
#: Columns of names: customers and their groups, persons; the file that came in is quoted as it is.
NAMES = {
    "customers": ("name", "group", "owner"),
    "prospects": ("name", "group", "owner"),
    "contacts": ("name", "our_contact"),
    "activities": ("owner",),
}
FILE = {
    ("intake", "came_in"),
    ("intake", "columns"),
    ("intake", "repairs"),
    ("intake", "set_aside"),
    ("intake", "noted"),
}


def names(company) -> set[str]:
    found = {company.profile.name.zh}
    for table, columns in NAMES.items():
        for column in columns:
            if column in company.frames.get(table, ()):
                found |= set(company.frames[table][column].dropna())
    short = {re.sub(r"(股份|科技|制造|集团|商贸|商业)*(有限责任公司|有限公司|公司)$", "", name) for name in found}
    return found | {name for name in short if len(name) > 3}


def without(text: str, known: re.Pattern) -> str:
    """The text without names of customers and persons."""
    return known.sub("", text)


@pytest.fixture(scope="module", params=IDS)
def company(request):
    return open_folder(request.param)


@pytest.fixture(scope="module")
def known(company):
    return re.compile("|".join(map(re.escape, sorted(names(company), key=lambda name: (-len(name), name)))))


def test_every_word_of_the_data_is_told_in_english(company, known):
    frames = {name: company.frames[name] for name in company.frames if name != "words"}
    told = company.words["en"]
    left = [text for text in set(words.texts(frames)) if text not in told]
    # persons who judge, with or without their part in the firm (“市场部 何晓敏”)
    assert not [text for text in left if not re.fullmatch(r"(\w{3,4} )?\w{2,3}", text)]
    assert not [word for word in told.values() if CHINESE.search(without(word, known)) and "·" not in word]


@pytest.mark.slow
def test_results_are_shown_in_english(company, known):
    for name in station.CHAIN:
        result = station.run(station.station(name), company)
        with using("en"), company.facts.worded():
            said = [message.render() for message in (*result.assumptions, *result.warnings)]
            for found in result.findings:
                said += [found.say(), found.why(), found.advise(), found.method.render(**found.quantities)]
            for table, spec in result.tables.items():
                if (name, table) in FILE:
                    continue
                for column, kind in spec.columns.items():
                    if kind.unit == "text" and column not in ("rater", "owner"):
                        said += [show.spoken(cell) for cell in spec.rows[column].dropna().unique()]
            assert not [text for text in said if CHINESE.search(without(text, known))][:5]


@pytest.mark.slow
def test_results_keep_the_data_s_own_words(company):
    result = station.run(station.station("diagnosis"), company)
    regions = set(company.frames["customers"]["region"].dropna())
    assert regions & set(company.words["en"]) and not regions & set(company.words["en"].values())
    held = {cell for spec in result.tables.values() for cell in spec.rows.get("region", []) if isinstance(cell, str)}
    assert held <= regions | {""} or all(CHINESE.search(cell) for cell in held if not cell.startswith(show.WORD))


@pytest.mark.slow
def test_figures_are_drawn_in_english(monkeypatch):
    from helpers import classification, diagnosis, intake
    from helpers.drawn import Renderer

    company = open_folder("hengce")
    known = re.compile("|".join(map(re.escape, sorted(names(company), key=lambda name: (-len(name), name)))))
    written, draw = [], Renderer.draw_text

    def seen(self, gc, x, y, text, *rest, **more):
        written.append(said(text))
        return draw(self, gc, x, y, text, *rest, **more)

    monkeypatch.setattr(Renderer, "draw_text", seen)
    for part in (intake, diagnosis, classification):
        result = part.run(company)
        for plot in (getattr(part, name) for name in part.__all__ if name.startswith("plot_")):
            written.clear()
            with using("en"), company.facts.worded():
                told = [plot(result).alt, *written]
            # a name may be broken into lines
            whole = without("".join(text if CHINESE.search(text) else f" {text} " for text in told), known)
            assert not CHINESE.search(whole), (plot.__name__, CHINESE.sub("", whole) and whole)


def test_a_text_with_gaps():
    assert words.said("苏州机电市场") == "Electrical market, Suzhou"
    assert words.said("某某机械老板的儿子开始管生产") == "The son of the owner of 某某机械 now runs production"
    assert words.said("没有这句") == "没有这句"


def test_every_line_has_english_and_the_same_gaps():
    import pandas as pd

    lines = pd.read_csv(words.FILE, dtype="str", keep_default_na=False)
    assert lines["text"].is_unique and list(lines["text"]) == sorted(lines["text"])
    for text, english in zip(lines["text"], lines["en"], strict=True):
        assert english and not CHINESE.search(english), text
        assert set(words.GAP.findall(text)) == set(words.GAP.findall(english)), text


def test_no_two_words_of_a_column_look_alike_in_english(company):
    told = company.words["en"]
    for name, frame in company.frames.items():
        if name == "words":
            continue
        for column in frame.select_dtypes("str"):
            texts = [text for text in frame[column].dropna().unique() if text in told]
            assert len({told[text] for text in texts}) == len(texts), (name, column)


def test_message_is_said_in_words(company):
    text, word = next(iter(company.words["en"].items()))
    with using("en"), company.facts.worded():
        assert Message("{what}", {"what": text}).render() == word
    with using("zh"), company.facts.worded():
        assert Message("{what}", {"what": text}).render() == text
