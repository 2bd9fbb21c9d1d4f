"""Hostile names are text everywhere: notebooks, page, PDF, slides, workbook, calendar, picture, file names, progress."""

import dataclasses
import datetime as dt
import json
import os
import re
import zipfile

import openpyxl
import pandas as pd
import pytest
from hostile_names import CODES, WORSE
from page_text import read
from pptx import Presentation

from helpers.company.folder import Company
from helpers.company.folder import open as open_folder
from helpers.company.profile import Profile
from helpers.company.save import save
from helpers.errors import FolderError
from helpers.language import Words, msg, seen
from helpers.quantity import Quantity
from helpers.report.compare import page as compare_page
from helpers.report.compare import snapshot, tell
from helpers.report.compare import workbook as compare_workbook
from helpers.report.field import calendar, picture, sheet
from helpers.report.field.tasks import Task
from helpers.report.formats import charts, pptx_, xlsx_
from helpers.report.formats.content import Content
from helpers.report.page import render
from helpers.report.write import write
from helpers.station import run

NAME = "<script>window.pwned=1</script>{{7*7}}${7*7}{0}%s=1+1"


@pytest.fixture
def hostile(course, small):
    """A client folder whose codes are hostile, the largest customer bearing the first, under a hostile path."""
    frames = small.frame(len(CODES))
    for table in frames.values():
        table["customer"] = table["customer"].map({f"C{n:03d}": code for n, code in enumerate(CODES)}).astype("str")
    profile = Profile("firm", Words(NAME, NAME), "general", "CNY", dt.date(2025, 12, 31), True)
    there = course / "x'); import os; os.mkdir('pwned'); print('{0} %s ${HOME}"
    save(Company(profile, frames), there)
    return there


def test_end_to_end_names_are_text_and_parameters_never_code(hostile, course, tmp_path):
    said = []
    report = write(
        hostile,
        ("en",),
        formats=("html", "pptx", "xlsx"),
        out=tmp_path / "out",
        progress=lambda w: said.append(w.render("zh")),
    )
    assert not [path for path in course.rglob("pwned")] and not os.path.exists("pwned")
    notebook = json.loads((report.folder / "en" / "07_small.ipynb").read_text("utf-8"))
    assert all(c["execution_count"] for c in notebook["cells"] if c["cell_type"] == "code")
    for page in (report.pages["en"], report.folder / "en" / "07_small.html"):
        text = page.read_text("utf-8")
        assert "<script>window.pwned" not in text and "<img src=x" not in text and 'href="javascript' not in text
        shown = "".join(one.text for one in read(text)[0])
        assert all(code in shown for code in CODES), [code for code in CODES if code not in shown]
    assert NAME in "".join(one.text for one in read(report.pages["en"].read_text("utf-8"))[0])
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "en",
        "report.en.html",
        "report.en.pptx",
        "report.en.xlsx",
        "report.json",
    ]
    assert json.loads((report.folder / "report.json").read_text("utf-8"))["facts"]["name"]["en"] == NAME
    titles = [slide.shapes.title.text for slide in Presentation(report.files["en", "pptx"]).slides]
    assert titles[0] == NAME and any(CODES[0] in title for title in titles)
    formulas(report.files["en", "xlsx"], {"Weights"})
    assert said and not any("\x1b" in line for line in said)


@pytest.mark.parametrize(
    "bad", [name for name in WORSE if name not in CODES and not name.startswith(("\t", "\r", "\ud800"))]
)
def test_what_a_folder_refuses_is_refused_in_words(course, small, bad):
    frames = small.frame(3)
    frames["customers"]["name"] = [bad, "b", "c"]
    profile = Profile("firm", Words("a", "a"), "general", "CNY", dt.date(2025, 12, 31), True)
    save(Company(profile, frames), course / "bad")
    with pytest.raises(FolderError) as caught:
        open_folder(course / "bad")
    (problem, *_) = caught.value.problems
    assert problem.row == 2 and problem.column == "name"
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", caught.value.render("en"))


@pytest.fixture
def worse(small, monkeypatch):
    """Results in memory whose texts are all of them."""
    profile = Profile("firm", Words(WORSE[-3] + NAME, NAME), "general", "CNY", dt.date(2025, 12, 31), True)
    company = Company(profile, small.frame(len(WORSE)))
    result = run(small.STATION, company, None, store=False)
    rows = result.tables["top"].rows
    rows["customer"] = pd.Series(list(WORSE), dtype="object")
    findings = tuple(
        dataclasses.replace(
            result.findings[0],
            id=f"small.a.{n}",
            quantities={**result.findings[0].quantities, "customer": Quantity(name, "text")},
        )
        for n, name in enumerate(WORSE)
    )
    monkeypatch.setitem(charts.CHARTS, "small.top", charts.Chart("bar", "customer", ("net",)))
    return Content(company, (dataclasses.replace(result, findings=findings),), (), "zh")


def test_even_what_no_folder_holds_breaks_no_form(worse, tmp_path):
    page = render(worse.company, worse.results, (), "zh")
    assert "<script>window.pwned" not in page and "\x1b" not in page and "\u202e" not in page
    assert len(max(re.findall(r"<h1[^>]*>(.*?)</h1>", page))) < 1000 and "长" * 200 not in page
    pptx_.write(worse, tmp_path / "a.pptx")
    assert len(list(Presentation(tmp_path / "a.pptx").slides)) >= 5
    with zipfile.ZipFile(tmp_path / "a.pptx") as deck:
        nested = [name for name in deck.namelist() if name.endswith(".xlsx")]
        assert nested
        for name in nested:
            (tmp_path / "n.xlsx").write_bytes(deck.read(name))
            formulas(tmp_path / "n.xlsx", set())
    xlsx_.write(worse, tmp_path / "a.xlsx")
    formulas(tmp_path / "a.xlsx", {"Weights", "权重"})


def test_a_client_s_template_takes_them_as_text_too(worse, tmp_path):
    """Its own texts and names are no template of ours, and what is filled in is no markup of its own."""
    own = Presentation()
    own.slide_master.name = own.slide_layouts[0].name = NAME
    for layout in own.slide_layouts:
        for shape in layout.placeholders:
            shape.name, shape.text_frame.text = f"../{NAME}", "{company} {{7*7}} ${title} =1+1 [x](javascript:1)"
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "OLD {0}"
    own.save(tmp_path / "own.pptx")
    pptx_.write(dataclasses.replace(worse, lang="en", template=tmp_path / "own.pptx"), tmp_path / "a.pptx")
    deck = Presentation(tmp_path / "a.pptx")
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert NAME in titles[0] and "OLD {0}" not in titles and "49" not in "".join(titles[:2])
    assert any(CODES[0] in title for title in titles) and max(map(len, titles)) < 600
    with zipfile.ZipFile(tmp_path / "a.pptx") as file:
        for name in file.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in file.read(name), name
            if name.startswith("ppt/slides/slide"):
                assert b"<script" not in file.read(name) and b"\x1b" not in file.read(name)
            if name.endswith(".xlsx"):
                (tmp_path / "n.xlsx").write_bytes(file.read(name))
                formulas(tmp_path / "n.xlsx", set())


def test_the_kit_and_the_comparison_hold_them_too(worse, tmp_path):
    from icalendar import Calendar

    facts, day = worse.results[0].facts, dt.date(2026, 1, 14)
    money = Quantity(100, "money", currency="CNY")
    found = [
        Task(
            f"20251231-call-{n}",
            "call",
            name[:90],
            name,
            name,
            msg("Visit {customer}.", customer=Quantity(name, "text")),
            day,
            money,
            "x",
        )
        for n, name in enumerate(WORSE)
        if "\ud800" not in name
    ]
    sheet.write(tmp_path / "k.xlsx", WORSE[0], found, None, facts, "zh")
    formulas(tmp_path / "k.xlsx", set())
    events = Calendar.from_ical(calendar.ics(WORSE[6], found, facts, "zh")).walk("VEVENT")
    assert len(events) == len(found) and str(events[0]["SUMMARY"]).endswith(CODES[0])
    png = picture.png(WORSE[0], found[:5], facts, "zh")
    long = picture.png("长" * 10_000, [task for task in found if len(task.name) >= 10_000][:2], facts, "zh")
    assert png[:4] == long[:4] == b"\x89PNG" and int.from_bytes(long[20:24]) < 4000
    then = snapshot.of_results(worse.results)
    safe = dataclasses.replace(then, findings=tuple(one for one in then.findings if "\ud800" not in one.claim.en))
    both = tell.compared(dataclasses.replace(safe, findings=safe.findings[:3]), safe)
    text = compare_page.render(both, "zh")
    assert "<script>window.pwned" not in text and "\u202e" not in text and "\x1b" not in text
    compare_workbook.write(both, tmp_path / "c.xlsx", "zh")
    formulas(tmp_path / "c.xlsx", set())


def test_what_cannot_be_seen_is_marked():
    assert seen("a\x1b[31m\u202eb\n") == "a\ufffd[31m\ufffdb\n" and seen("长" * 500, 10) == "长" * 9 + "…"
    assert msg("Hello {name}.", name="{0}\x07").render("en") == "Hello {0}\ufffd."


def formulas(path, allowed):
    """A sound workbook without formulas except on sheets that are ours to compute."""
    book = openpyxl.load_workbook(path)
    found = {sheet.title for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert found <= allowed, found
    with zipfile.ZipFile(path) as file:
        assert not any(b"<hyperlink" in file.read(name) for name in file.namelist())
