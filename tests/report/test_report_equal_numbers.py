"""Every number of every finding is the same in page, PDF, slides and workbook; and so are the board's figures."""

import dataclasses
import os
import re
import zipfile
from html import unescape

import openpyxl
import pytest
from page_text import read
from pptx import Presentation
from pypdf import PdfReader

from helpers import show
from helpers.person import initials
from helpers.quantity import is_missing, to_major
from helpers.report import board, parameters
from helpers.report.chapters import slug
from helpers.report.formats import html_, pdf_, pptx_, xlsx_
from helpers.report.formats.content import Content

pytestmark = pytest.mark.slow

NUMBER = re.compile(r"[0-9]")


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def results(demo_results):
    return demo_results


@pytest.fixture(scope="module", params=["zh", "en"])
def forms(request, results, tmp_path_factory):
    """All four forms of a demo firm without its chapters: what findings say is on the first pages."""
    firm, found = results
    content, out = Content(firm, found, (), request.param), tmp_path_factory.mktemp("forms")
    made = {"html": html_, "pptx": pptx_, "xlsx": xlsx_}
    try:
        pdf_.weasyprint()
        made["pdf"] = pdf_
    except OSError:
        if os.environ.get("CI"):
            raise
    for kind, module in made.items():
        module.write(content, out / f"a.{kind}", lambda words: None)
    with found[0].facts.worded():  # as every form says things
        yield request.param, found, {kind: out / f"a.{kind}" for kind in made}


def test_each_claim_and_stake_is_equal_in_all_forms(forms):
    lang, results, files = forms
    findings = [finding for result in results for finding in result.findings]
    assert len(findings) > 15
    page = files["html"].read_text("utf-8")
    _, numbers = read(page)
    book = openpyxl.load_workbook(files["xlsx"])
    sheet = {row[0]: row for row in book.worksheets[2].iter_rows(min_row=2, values_only=True)}
    deck = list(Presentation(files["pptx"]).slides)
    titles = {slide.shapes.title.text.replace("\u00a0", " "): slide for slide in deck}
    shown = {finding.id for finding in pptx_.shown(results)}
    printed = squeezed("".join(p.extract_text() for p in PdfReader(files["pdf"]).pages)) if "pdf" in files else None
    by_card = {}
    for number in numbers:
        for _, _, id in number.around:
            by_card.setdefault(id, set()).add((number.unit, number.value))
    for finding in findings:
        claim, stake = finding.say(lang), finding.at_stake
        told = by_card.get(f"finding-{slug(finding.id)}", set())
        for name, one in finding.quantities.items():
            if f"{{{name}}}" in finding.claim.msgid and one.unit not in ("text", "id") and not is_missing(one.value):
                assert (one.unit, str(one.value)) in told, (finding.id, name)  # the page: the very value
        assert sheet[finding.id][1] == claim  # the workbook: the same words and numbers
        if stake is not None and not is_missing(stake.value):
            assert sheet[finding.id][2] == pytest.approx(float(to_major(round(stake.value), stake.currency)), abs=1e-9)
            assert ("money", str(stake.value)) in told
        if finding.id in shown:
            assert claim in titles, finding.id  # the slides: the claim is the headline
        if printed is not None:
            assert squeezed(claim) in printed, finding.id
    assert shown <= set(sheet) and 12 <= len(deck) <= 18


def test_the_board_s_figures_are_equal_in_all_forms(forms):
    lang, results, files = forms
    found = board.gather(results)
    lines = [*found.figures, *found.dependence]
    assert len(lines) == 6
    texts = {"html": unescape(re.sub(r"<[^>]+>", "", files["html"].read_text("utf-8")))}
    texts["pptx"] = "\n".join(
        s.text_frame.text for slide in Presentation(files["pptx"]).slides for s in slide.shapes if s.has_text_frame
    )
    texts["xlsx"] = "\n".join(
        str(cell) for row in openpyxl.load_workbook(files["xlsx"]).worksheets[0].values for cell in row if cell
    )
    if "pdf" in files:
        page = PdfReader(files["pdf"]).pages[1]  # the board's page follows the title page, and is one page
        texts["pdf"] = page.extract_text()
        last = squeezed(PdfReader(files["pdf"]).pages[2].extract_text())
        assert squeezed({"zh": "目录", "en": "Contents"}[lang]) in last
    for line in lines:
        value = squeezed(line.value.render(lang))
        for kind, text in texts.items():
            assert value in squeezed(text), (kind, line.name.render("en"))


def test_groups_are_one_account_and_the_shares_add_up(results):
    firm, found = results
    accounts = next(r for r in found if "classes" in r)["classes"]
    told = board.gather(found)
    total, ordered = accounts["revenue"].sum(), accounts["revenue"].sort_values(ascending=False)
    assert told.figures[0].value.value == total
    assert told.dependence[0].value.value == pytest.approx(ordered.iloc[0] / total)
    assert told.dependence[1].value.value == pytest.approx(ordered.head(5).sum() / total)
    assert told.figures[1].value.value == (accounts["revenue"] > 0).sum() < len(firm.table("customers"))
    half = told.figures[2].value.value
    assert ordered.head(half).sum() >= total / 2 > ordered.head(half - 1).sum()


def test_no_form_names_a_person_of_whom_something_is_said(forms, results):
    """Contacts at customers and those who judged stand by job or initials; owners of customers are named."""
    firm, _ = results
    owners = set(firm.table("customers")["owner"].dropna())
    names = set(firm.table("contacts")["name"].dropna())
    names |= {str(name) for frame in firm.frames.values() if "rater" in frame for name in frame["rater"].dropna()}
    names = {name for name in names if name not in owners and not name.isascii()}
    assert len(names) > 50
    _, _, files = forms
    texts = {"html": files["html"].read_text("utf-8")}
    for kind in ("pptx", "xlsx"):
        with zipfile.ZipFile(files[kind]) as file:
            texts[kind] = "".join(file.read(part).decode("utf-8") for part in file.namelist() if part.endswith(".xml"))
    for kind, text in texts.items():
        assert not [name for name in names if name in text], kind


def test_the_rule_names_them(results):
    _, found = results
    result = next(r for r in found if "flattery" in r)
    name = str(result["flattery"]["rater"].iloc[0])
    assert name not in show.table(result, "flattery", lang="zh").html
    open_ = dataclasses.replace(result, rules=result.rules.with_(name_people=True))
    assert name in show.table(open_, "flattery", lang="zh").html
    assert {rules["name_people"] for rules in parameters.naming({}).values()} == {True}
    assert initials("销售总监·何文涛") == "销售总监" and initials("王建国") == "王××" and initials("Li Wang") == "L. W."
