"""Slides: the finding as headline, native charts and tables, notes, a client's template, the same bytes."""

import datetime as dt
import os
import re
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
from helpers.language import Words, msg
from helpers.report.formats import charts, deck_charts, deck_table, pptx_
from helpers.report.formats.content import Content
from helpers.report.formats.deck import Deck
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
    titles = [slide.shapes.title.text.replace("\u00a0", " ") for slide in found]
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
    title = plan.shapes.title.text_frame.text
    assert (f"{len(told)} of {len(doable)} tasks" if len(told) < len(doable) else f"{len(told)} task") in title


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


def test_every_chart_names_a_table_and_columns_that_stations_have(demo_results):
    """Held against the tables of a demo company: a renamed column would leave a slide bare."""
    for result in demo_results[1]:
        name = result.station
        for key, chart in charts.CHARTS.items():
            if key.partition(".")[0] == name:
                spec = result.tables[chart.table or key.partition(".")[2]]
                assert {chart.label, *chart.values, *dict(chart.where)} <= set(spec.columns), key
                for column, value in chart.where:
                    assert value in set(spec.rows[column]), key
                assert len({spec.columns[value].unit for value in chart.values}) == 1, key
        for key, columns in charts.COLUMNS_OF.items():
            if key.partition(".")[0] == name:
                assert set(columns) <= set(result.tables[key.partition(".")[2]].columns), key


def odd_template(path, at_the_foot):
    """Few layouts without a subtitle, letters light on dark, 4:3 or a title at the foot of wide slides."""
    own = Presentation()
    for layout in list(own.slide_layouts):
        if layout.name not in ("Title Only", "Blank"):
            own.slide_layouts.remove(layout)
    own.slide_master._element.find("{*}clrMap").set("tx1", "lt1")
    if at_the_foot:
        own.slide_width, own.slide_height = 12_192_000, 6_858_000
        title = own.slide_layouts[0].placeholders[0]
        title.left, title.top, title.width, title.height = 457_200, 5_486_400, 11_277_600, 914_400
    own.save(path)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("rose by CNY 4.43 M (4.3%), most −CNY 477.8 k of 12 months", ["rose", "by", "CNY 4.43 M", "(4.3%),", "most"]),
        ("增加 443.2 万元 与 1.03 亿 GBP 的 3 家", ["增加", "443.2 万元", "与", "1.03 亿 GBP", "的", "3", "家"]),
        ("about GBP 900 and EUR 1.20 bn, in A B C", ["about", "GBP 900", "and", "EUR 1.20 bn,", "in", "A", "B", "C"]),
    ],
)
def test_an_amount_is_not_parted_from_its_unit_at_the_end_of_a_line(text, parts):
    from helpers.report.formats.series import kept

    told = kept(text)
    assert [part.replace("\u00a0", " ") for part in told.split(" ")][: len(parts)] == parts
    assert told.replace("\u00a0", " ") == text


@pytest.mark.parametrize("at_the_foot", [False, True])
def test_an_odd_template_keeps_its_colours_and_nothing_lies_over_its_title(content, tmp_path, at_the_foot):
    odd_template(tmp_path / "own.pptx", at_the_foot)
    given = Content(**{**content[0].__dict__, "template": tmp_path / "own.pptx"})
    pptx_.write(given, tmp_path / "a.pptx")
    first, *rest = slides(tmp_path / "a.pptx")
    assert "31 Dec 2025" in "".join(s.text_frame.text for s in first.shapes if s.has_text_frame)
    drawn = 0
    for slide in rest:
        title = slide.shapes.title
        for shape in slide.shapes:
            if shape.shape_id != title.shape_id and (shape.has_chart or shape.has_table):
                drawn += 1
                assert shape.top >= title.top + title.height or shape.top + shape.height <= title.top
            if shape.has_text_frame:
                for run in (run for p in shape.text_frame.paragraphs for run in p.runs):
                    assert run.font.color.type is None, run.text  # the template's own, which is seen on its ground
        size = max(run.font.size.pt for p in title.text_frame.paragraphs for run in p.runs)
        text = title.text_frame.text
        lines = -(-len(text) * 0.5 * size // (title.width / 12_700))
        assert lines * size * 1.2 <= title.height / 12_700 or size == 12
    assert drawn >= 2


def test_evidence_is_where_the_numbers_of_the_headline_stand():
    """The table that holds them is taken, and of it the columns and rows that do."""
    import pandas as pd

    from helpers.finding import Confidence, Finding
    from helpers.quantity import Quantity
    from helpers.report.formats.fitting import fit, headline_values, part
    from helpers.station import Column, ResultTable

    claim = msg("{name} has {share}, elsewhere {rest}.")
    values = {"name": Quantity("South", "text"), "share": Quantity(0.027, "share"), "rest": Quantity(0.059, "share")}
    values["unsaid"] = Quantity(0.5, "share")
    finding = Finding(
        "s.a", "x", ("2025-01-01", "2025-12-31"), claim, values, Confidence("high", msg("Why")), (), msg("M"), "S"
    )
    wanted = headline_values(finding)
    units = {"region": "text", "market": "money", "low": "money", "high": "money", "part": "share", "share": "share"}
    columns = {name: Column(msg("Title"), unit) for name, unit in (units | {"rest": "share"}).items()}
    rows = pd.DataFrame({"region": [f"R{n}" for n in range(20)] + ["South"], "market": range(21), "part": 0.5})
    markets = ResultTable(msg("M"), columns, rows.assign(low=1, high=2, share=0.1, rest=0.2)[list(columns)])
    shares = ResultTable(msg("M"), columns, markets.rows.assign(share=[0.1] * 20 + [0.027], rest=[0.2] * 20 + [0.059]))
    assert fit(markets, wanted) == 1 and fit(shares, wanted) == 3
    places, names = part(shares, list(columns), wanted, 8, 4)
    assert places == [*range(7), 20] and names == ["region", "market", "share", "rest"]
    # a column that says the same in every row comes after others, and of an interval both ends are shown or none
    spread = rows.assign(low=range(21), high=range(21), share=0.1, rest=range(21))[list(columns)]
    spread = ResultTable(msg("M"), columns, spread)
    assert part(spread, list(columns), set(), 8, 3)[1] == ["region", "market", "rest"]
    assert part(spread, list(columns), set(), 8, 4)[1] == ["region", "market", "low", "high"]


def test_all_things_to_do_are_on_their_slide(content, tmp_path):
    pptx_.write(content[0], tmp_path / "a.pptx")
    things = pptx_.first_things([f for r in content[0].results for f in r.findings])
    table = next(shape.table for shape in slides(tmp_path / "a.pptx")[1].shapes if shape.has_table)
    assert [row.cells[1].text for row in table.rows][1:] == [thing.say("en") for thing in things]


def test_each_slide_has_its_number_and_says_of_whom_and_when_it_is(content, tmp_path):
    pptx_.write(content[0], tmp_path / "a.pptx")
    for number, slide in enumerate(slides(tmp_path / "a.pptx")[1:], start=2):
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert any(text.startswith("A firm · As of 31 Dec 2025") for text in texts)
        fields = [one.findtext("{*}t") for one in slide._element.iter() if one.tag.endswith("}fld")]
        assert fields == [str(number)]


@pytest.mark.parametrize("months", [12, 36])
def test_labels_along_a_long_line_have_room(tmp_path, months):
    deck = Deck("en")
    labels = [f"month {n}" for n in range(months)]
    deck_charts.chart(deck, deck.slide("A line", ""), "line", labels, [("Revenue", [1.0] * months)], "0.0")
    deck.save(tmp_path / "a.pptx", "A line")
    with zipfile.ZipFile(tmp_path / "a.pptx") as file:
        drawn = file.read("ppt/charts/" + next(n for n in file.namelist() if "charts/chart" in n).split("/")[-1])
    skips = [int(n) for n in re.findall(rb'tickLblSkip val="(\d+)"', drawn)]
    assert months / max([1, *skips]) <= 12 and len(skips) == (months > 12)


@pytest.mark.parametrize(
    ("values", "unit", "size", "form"),
    [
        ([0.223, 0.217, 0.402], "share", 1, "0.0%"),  # 22 % and 22 % would be written alike
        ([0.2, 0.4], "share", 1, "0%"),
        ([0.4, 0.002], "share", 1, "0.0%"),  # not zero
        ([0.5, 0.0], "share", 1, "0%"),
        ([7.2, -0.06], "money", 1000, "#,##0.00"),  # a loss of 60 is not zero
        ([7.2, 0.3], "money", 1000, "#,##0.0"),
        ([3.19, 3.32], "money", 10**6, "#,##0.00"),
        ([12.0, 5.0], "money", 1, "#,##0"),
    ],
)
def test_values_of_a_chart_are_told_apart(values, unit, size, form):
    assert pptx_.written(values, unit, size) == form
    assert pptx_.decimals(form) == form.count("0", form.find(".")) if "." in form else pptx_.decimals(form) == 0


def test_a_slide_says_how_much_of_a_table_it_shows():
    title = msg("Customers")
    assert pptx_.source(title, (5, 42)).render("en").endswith(", 5 of 42 rows")
    assert "42" not in pptx_.source(title, (42, 42)).render("en") and "rows" not in pptx_.source(title, None).render(
        "en"
    )


def test_a_column_that_says_the_same_in_all_rows_is_left_out():
    import pandas as pd

    from helpers.station import Column, ResultTable

    columns = {"name": Column(msg("Name")), "class": Column(msg("Name")), "n": Column(msg("Customers"), "count")}
    columns |= {"share": Column(msg("Name"), "share")}
    rows = pd.DataFrame({"name": ["a", "b"], "class": "growth", "n": 1, "share": 0.4})
    spec = ResultTable(msg("Name"), columns, rows)
    assert [c for c in columns if pptx_.telling(spec, c, {("share", 0.4)})] == ["name", "share"]
    assert pptx_.telling(ResultTable(msg("Name"), columns, rows.head(1)), "class", set())


def test_a_table_stays_above_what_is_said_below_it(tmp_path):
    """Rows are as high as their texts need; those for which there is no room are left out."""
    deck = Deck("zh", None)
    slide = deck.slide("标题", "")
    rows = [
        [
            f"朱女士 M{n:05d}",
            "沉默的时间超出了自己的节奏，购买远少于上年同期，购买的产品线比上年同期少了一半" * (2 + 2 * (n % 2)),
            "70%",
        ]
        for n in range(10)
    ]
    shown = deck_table.table(deck, slide, ["会员名称", "信号", "比例"], rows, [False, False, True], (14, 12, 11, 10))
    table = next(shape for shape in slide.shapes if shape.has_table)
    assert 1 <= shown < 10 and sum(row.height for row in table.table.rows) <= deck.height * 0.8
    heights = [row.height for row in table.table.rows][1:]
    assert heights[1] > heights[0]
