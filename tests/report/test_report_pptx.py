"""Slides: the finding as headline, native charts and tables, notes, a client's template, the same bytes."""

import datetime as dt
import os
import shutil
import subprocess
import zipfile

import pytest
from pptx import Presentation
from pypdf import PdfReader

from helpers.company.folder import Company
from helpers.company.profile import Profile
from helpers.errors import ParameterError
from helpers.finding import rank
from helpers.language import Words
from helpers.report.formats import charts, pptx_
from helpers.report.formats.content import Content
from helpers.station import run


@pytest.fixture
def content(small, monkeypatch):
    profile = Profile("firm", Words("某公司", "A firm"), "general", "CNY", dt.date(2025, 12, 31), True)
    result = run(small.STATION, Company(profile, small.frame(20)), None, store=False)
    name = next(e.partition(":")[2] for f in result.findings for e in f.evidence if e.startswith("table:"))
    columns = result.tables[name].columns
    label = next(c for c, column in columns.items() if column.unit in ("text", "id"))
    value = next(c for c, column in columns.items() if column.unit == "money")
    monkeypatch.setitem(charts.CHARTS, f"{result.station}.{name}", charts.Chart("bar", label, (value,)))
    return Content(Company(profile, small.frame(20)), (result,), (), "en"), name, label, value


def slides(path):
    return list(Presentation(path).slides)


def test_a_finding_a_slide_with_its_claim_its_notes_and_a_native_chart_of_its_numbers(content, tmp_path):
    content, name, label, value = content
    pptx_.write(content, tmp_path / "a.pptx")
    found = slides(tmp_path / "a.pptx")
    ranked = rank(content.results[0].findings)
    titles = [slide.shapes.title.text for slide in found]
    assert titles[0] == "A firm" and titles[2 : 2 + len(ranked)] == [one.say("en") for one in ranked]
    for slide, one in zip(found[2:], ranked, strict=False):
        notes = slide.notes_slide.notes_text_frame.text
        assert one.source in notes and one.why("en") in notes and one.id in notes
    drawn = [shape.chart for slide in found for shape in slide.shapes if shape.has_chart]
    rows = content.results[0].tables[name].rows
    assert drawn
    plot = drawn[0].plots[0]
    assert len(plot.categories) == len(rows)
    told = list(plot.series[0].values)
    assert [v / told[0] for v in told] == pytest.approx([v / rows[value].iloc[0] for v in rows[value]])
    with zipfile.ZipFile(tmp_path / "a.pptx") as file:
        assert any(name.startswith("ppt/charts/chart") for name in file.namelist())
        assert not any(name.startswith("ppt/media/") for name in file.namelist())  # no picture of a chart


def test_a_plan_to_fill_in_stands_at_the_end(content, tmp_path):
    content = content[0]
    pptx_.write(content, tmp_path / "a.pptx")
    plan = slides(tmp_path / "a.pptx")[-2]
    table = next(shape.table for shape in plan.shapes if shape.has_table)
    doable = [one for one in rank(content.results[0].findings) if one.action]
    told = [[cell.text for cell in row.cells] for row in table.rows][1:]
    assert [row[1] for row in told] == [one.advise("en") for one in doable][: len(told)] and told
    assert all(row[4] == "" for row in told)


def test_the_same_bytes_again_and_no_date_of_today(content, tmp_path):
    for name in ("a", "b"):
        pptx_.write(content[0], tmp_path / f"{name}.pptx")
    assert (tmp_path / "a.pptx").read_bytes() == (tmp_path / "b.pptx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.pptx") as file:
        assert {entry.date_time[0] for entry in file.infolist()} == {2025}
        assert str(dt.date.today().year).encode() not in file.read("docProps/core.xml").replace(b"2025", b"")


def test_a_client_s_template_is_filled_and_its_own_slides_are_left_out(content, tmp_path):
    own = Presentation()
    own.slide_width, own.slide_height = 9_144_000, 5_143_500
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "OLD SLIDE"
    own.save(tmp_path / "own.pptx")
    given = Content(**{**content[0].__dict__, "template": tmp_path / "own.pptx"})
    pptx_.write(given, tmp_path / "a.pptx")
    book = Presentation(tmp_path / "a.pptx")
    titles = [slide.shapes.title.text for slide in book.slides]
    assert "OLD SLIDE" not in titles and titles[0] == "A firm" and book.slide_width == 9_144_000
    with zipfile.ZipFile(tmp_path / "a.pptx") as file:
        assert not any(b"OLD SLIDE" in file.read(name) for name in file.namelist())


@pytest.mark.parametrize("bad", [b"no zip", b""])
def test_a_template_that_is_none_is_named(content, tmp_path, bad):
    (tmp_path / "own.pptx").write_bytes(bad)
    given = Content(**{**content[0].__dict__, "template": tmp_path / "own.pptx"})
    with pytest.raises(ParameterError) as caught:
        pptx_.write(given, tmp_path / "a.pptx")
    assert "own.pptx" in caught.value.render("en")


def test_an_office_program_opens_it(content, tmp_path):
    office = shutil.which("soffice")
    if not office and not os.environ.get("CI"):
        pytest.skip("no LibreOffice on this machine")
    pptx_.write(content[0], tmp_path / "a.pptx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.pptx"),
    ]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    pages = PdfReader(tmp_path / "a.pdf").pages
    assert len(pages) == len(slides(tmp_path / "a.pptx")) and "A firm" in pages[0].extract_text()


def test_every_chart_names_a_table_and_columns_that_stations_have():
    """Held against the tables of a demo company: a renamed column would leave a slide bare."""
    from helpers import company as folder
    from helpers import station

    firm = folder.open("hengce")
    for name in station.CHAIN:
        result = station.run(station.station(name), firm, None)
        for key, chart in charts.CHARTS.items():
            if key.partition(".")[0] == name:
                spec = result.tables[chart.table or key.partition(".")[2]]
                assert {chart.label, *chart.values} <= set(spec.columns), key
                assert len({spec.columns[value].unit for value in chart.values}) == 1, key
