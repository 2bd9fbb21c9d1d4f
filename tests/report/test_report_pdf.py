"""The printed report: the same numbers as the page, contents with page numbers, running heads, embedded fonts."""

import os
import re
from html import unescape

import pytest
from pypdf import PdfReader

from helpers.errors import ParameterError, ReportError
from helpers.report.formats import pdf_
from helpers.report.write import write


def squeezed(text):
    return re.sub(r"\s+", "", text)


LATE = re.compile(r'<tr class="late">.*?</tr>', re.DOTALL)


def numbers(page):
    """Texts of all quantities of a page but those of rows of long tables that paper leaves out, and says so."""
    page = LATE.sub("", page)
    return {squeezed(unescape(re.sub(r"<[^>]+>", "", text))) for text in re.findall(r"<data[^>]*>(.*?)</data>", page)}


@pytest.mark.slow
def test_the_same_numbers_in_both_forms_and_the_same_bytes_again(course):
    try:
        pdf_.weasyprint()
    except OSError:
        if os.environ.get("CI"):
            raise
        pytest.skip("no Pango on this machine")
    report = write("firm", ("zh", "en"), formats=("pdf", "html"))
    assert sorted(p.name for p in report.folder.iterdir() if p.is_file()) == sorted(
        ["report.json", *(f"report.{lang}.{kind}" for lang in ("en", "zh") for kind in ("html", "pdf"))]
    )
    for lang in ("zh", "en"):
        page = report.pages[lang].read_text("utf-8")
        pdf = PdfReader(report.files[lang, "pdf"])
        text = squeezed("".join(sheet.extract_text() for sheet in pdf.pages))
        missing = {number for number in numbers(page) if number not in text}
        rows = page.count('<tr class="late">')
        assert not rows or squeezed({"zh": "这里印出前", "en": "rows are printed"}[lang]) in text
        assert len(numbers(page)) > 10 and not missing
        fonts = {
            (font.get_object()["/BaseFont"], bool(re.match(r"/[A-Z]{6}\+", font.get_object()["/BaseFont"])))
            for sheet in pdf.pages
            for font in sheet["/Resources"].get("/Font", {}).values()
        }
        assert fonts and all(embedded for _, embedded in fonts)
        heads = [sheet.extract_text() for sheet in pdf.pages]
        assert f"{len(pdf.pages)} / {len(pdf.pages)}" in heads[-1]  # every page but the first says which it is
        assert f"/ {len(pdf.pages)}" not in heads[0]
        contents = next(text for text in heads if {"zh": "目录", "en": "Contents"}[lang] in text)
        assert re.search(r"\.\s*\d+$", contents, re.M)
    again = write("firm", ("en",), out=course / "again", formats=("pdf",))
    assert not again.pages and again.files["en", "pdf"].read_bytes() == report.files["en", "pdf"].read_bytes()


def test_an_unknown_form_is_named_before_anything_runs(course):
    with pytest.raises(ParameterError) as caught:
        write("firm", ("en",), formats=("html", "docx"))
    assert "docx" in caught.value.render("en") and "pdf" in caught.value.render("en")
    assert not (course / "reports").exists()


@pytest.mark.slow
def test_without_pango_a_browser_prints_and_the_reader_is_told(course, monkeypatch):
    if not pdf_.browser() and not os.environ.get("CI"):
        pytest.skip("no browser on this machine")

    def none():
        raise OSError("cannot load library 'libpango'")

    monkeypatch.setattr(pdf_, "weasyprint", none)
    said = []
    report = write("firm", ("zh",), formats=("pdf",), progress=lambda words: said.append(words.render("en")))
    assert any("browser" in line for line in said)
    text = "".join(sheet.extract_text() for sheet in PdfReader(report.files["zh", "pdf"]).pages)
    assert "某公司" in text


def test_a_browser_is_found_where_windows_keeps_it(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_.shutil, "which", lambda name: None)
    for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert pdf_.browser() is None
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path))
    edge = tmp_path / pdf_.PLACES[1]
    edge.parent.mkdir(parents=True, exist_ok=True)
    edge.write_bytes(b"")
    assert pdf_.browser() == str(edge) and "msedge" in pdf_.browser()


def test_with_neither_it_is_said_and_nothing_is_written(course, monkeypatch):
    def none():
        raise OSError("cannot load library 'libpango'")

    monkeypatch.setattr(pdf_, "weasyprint", none)
    monkeypatch.setattr(pdf_, "browser", lambda: None)
    with pytest.raises(ReportError) as caught:
        write("firm", ("en",), formats=("html", "pdf"))
    assert "Chromium" in caught.value.render("en")
    assert not list((course / "reports").rglob("report.*"))
