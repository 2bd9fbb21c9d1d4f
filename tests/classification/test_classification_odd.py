"""Odd companies through the whole lesson, cell by cell, in both languages: sensible words, nothing broken shown."""

import ast
import json
import re

import odd
import pytest

from helpers import classification, paths
from helpers.classification.case import Case
from helpers.company import folder
from helpers.company.save import save
from helpers.station import run

#: What must never be seen: gaps of pandas and numpy, empty words, sentences not put into words.
BROKEN = re.compile(r"\bnan\b|\bNaN\b|\bNone\b|\binf\b|<NA>|\bNaT\b|\u2060msg|\{\w+\}")
#: Something that has to be said, by company (English).
SAID = {
    "one_customer": ("All revenue comes from one customer", "One account is key"),
    "one_order": ("Nobody bought on two days or more", "All revenue comes from one customer"),
    "two_orders": ("The orders begin on", "Nobody bought on two days or more"),
    "all_equal": ("As large as every other", "The grid tells nobody apart".lower()),
    "giant": ("One customer of 61", "One account is key: 第0客户有限公司 brings 97%"),
    "all_new": ("no year earlier", "The classes cannot be tried on the past"),
    "all_lost": ("Nobody has bought since", "not buying"),
    "no_region": ("Customers cannot be divided by region",),
    "only_returns": ("There is no purchase up to the as-of date",),
}


@pytest.fixture(scope="module", params=list(odd.KINDS))
def place(request, build, tmp_path_factory):
    firm = build(*odd.KINDS[request.param]())
    return request.param, save(firm, tmp_path_factory.mktemp("odd") / request.param)


def shown(notebook, company):
    """Every output of a notebook in words, as its cells give them one after the other."""
    names, said = {}, []
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        source = "".join(cell["source"])
        if cell["id"] == "parameters":
            source = f'company = {str(company)!r}\nas_of = ""\nrules = {{}}'
        tree = ast.parse(source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, cell["id"], "exec"), names)
        if last is None:
            continue
        value = eval(compile(ast.Expression(last.value), cell["id"], "eval"), names)
        made = value._repr_mimebundle_()
        data = made[0] if isinstance(made, tuple) else made
        assert data["text/plain"].strip(), cell["id"]
        said.append((cell["id"], data["text/plain"]))
    return said


@pytest.mark.slow
@pytest.mark.covers("2.12", "2.2", "2.3", "2.1")
def test_the_lesson_runs_and_shows_nothing_broken(place, lang, monkeypatch):
    kind, company = place
    monkeypatch.setattr("helpers.classification.case.ID", "no_such_case")  # the case has a test of its own
    said = shown(paths.root() / "notebooks" / lang / "02_classification.ipynb", company)
    assert len(said) > 25
    broken = [(cell, found[0]) for cell, text in said if (found := BROKEN.search(text))]
    assert not broken
    if lang == "en":
        whole = "\n".join(text for _, text in said)
        assert not [told for told in SAID[kind] if told.lower() not in whole.lower()]
        assert not re.search(r"\b1 (customers|accounts|ways|visits|groups)\b", whole)


@pytest.mark.covers("2.12")
def test_one_customer_is_key_and_equals_are_not(build):
    one = run(classification.STATION, build(*odd.one_customer()), None, store=False)["classes"]
    assert one["class"].tolist() == ["key"] and one["confidence"].tolist() == [1.0]
    equal = run(classification.STATION, build(*odd.all_equal()), None, store=False)
    assert set(equal["classes"]["class"]) == {"general"} and not equal.findings
    assert equal["classes"]["reason"].nunique() == 1 and equal["grid"]["asks"].str.contains("tells nobody apart").all()


@pytest.mark.slow
@pytest.mark.covers("2.case")
def test_the_case_tells_what_was_planted_in_rongsu(lang):
    from helpers.classification.industries import industries
    from helpers.demo.markets import rongsu
    from helpers.demo.parts.group_shift import GroupShift
    from helpers.language import said

    firm = folder.open("hengce")
    case = Case(firm)
    rows = industries(case.result).set_index("industry")
    shift = next(part for part in rongsu.MARKET.parts if isinstance(part, GroupShift))
    assert rows["growth"].idxmin() == shift.value == "家电" and rows["growth"].min() < 0.8
    assert rows["used"].idxmin() == "汽车零部件" and rows.loc["汽车零部件", "size"] == "中型"
    story = rongsu.MARKET.story  # what the lesson's comparison says in words
    assert (shift.on, story.untapped, story.untapped_sizes) == ("2024-10-01", 0.5, ("中型",))
    assert 0.2 < story.untapped_share < 0.25
    with case.result.facts.worded():
        home, cars, toys = (said(name, lang) for name in ("家电", "汽车零部件", "玩具"))
    assert home in case.industries().alt and cars in case.industries().alt
    missed = str(case.missed()).splitlines()[1:]
    # the lesson asks whether those missed come from one or two industries: they do
    known = {line.split("\t")[1] for line in missed}
    assert 3 <= len(missed) <= 12 and known == {cars, toys}
    like = case.result["potential"].nlargest(10, "revenue")
    assert like["used"].median() > 0.85


@pytest.mark.covers("2.case")
def test_the_case_is_told_in_the_words_of_its_own_data_and_leaves_the_lesson_its_own(result):
    """The case is of another company than the lesson: its industries stood in Chinese, or the lesson's took its words."""
    import dataclasses

    from helpers.language import said, worded

    case = Case.__new__(Case)
    words = {"en": {name: f"{name} in English" for name in result["potential"]["industry"].dropna().unique()}}
    case.lang = "en"
    case.result = dataclasses.replace(result, facts=dataclasses.replace(result.facts, words=words))
    assert "in English" in case.industries().alt
    with worded({}, {"en": {"甲": "one"}}):
        case.industries()
        assert said("甲", "en") == "one"


@pytest.mark.covers("2.case")
def test_the_case_stays_closed_for_a_real_firm_or_without_its_folder(firm, lang, monkeypatch):
    import dataclasses

    real = dataclasses.replace(firm, profile=dataclasses.replace(firm.profile, fictional=False))
    for closed in (Case(real), (monkeypatch.setattr("helpers.classification.case.ID", "no_such_case"), Case(firm))[1]):
        assert closed.result is None
        assert all(str(show()).strip() for show in (closed.industries, closed.blind, closed.missed))
