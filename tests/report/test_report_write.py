"""The whole way: notebooks run, pages written, or nothing changed and the failing cell named."""

import json
import os
import re
import subprocess
import sys

import pytest
from conftest import cell, lesson

from helpers.errors import CourseError, ParameterError, ReportError, RulesError
from helpers.report.write import write


def put(course, notebook, lang="en", name="07_small.ipynb"):
    (course / "notebooks" / lang / name).write_text(json.dumps(notebook), "utf-8")


def test_one_page_a_language_and_executed_notebooks_beside(course):
    said = []
    report = write("firm", ("zh", "en"), progress=lambda words: said.append(str(words)))
    assert report.folder == course / "reports" / "firm" / "2025-12-31"
    assert sorted(p.name for p in report.folder.iterdir()) == ["en", "report.en.html", "report.zh.html", "zh"]
    for lang, tag in (("zh", "zh-CN"), ("en", "en")):
        page = report.pages[lang].read_text("utf-8")
        assert f'<html lang="{tag}">' in page
        assert "C000" in page and "data:image/png;base64," in page
        assert "small_station" not in page and "import " not in page  # no code
        done = json.loads((report.folder / lang / "07_small.ipynb").read_text("utf-8"))
        assert all(c["execution_count"] for c in done["cells"] if c["cell_type"] == "code")
    assert any("2" in line for line in said)


def test_two_runs_give_the_same_bytes(course):
    first = write("firm", ("en",), out=course / "one")
    second = write("firm", ("en",), out=course / "two")
    assert first.pages["en"].read_bytes() == second.pages["en"].read_bytes()
    names = "en/07_small.ipynb"
    assert (course / "one" / names).read_bytes() == (course / "two" / names).read_bytes()


def test_names_and_prose_are_text_never_html(course):
    page = write("firm", ("en",)).pages["en"].read_text("utf-8")
    assert "A &lt;i&gt;firm" in page and "<i>" not in page
    assert "&lt;b&gt;raw&lt;/b&gt;" in page and "<b>" not in page
    assert "https://" not in page and "http://" not in page


def test_a_failing_cell_is_named_and_the_old_report_stays(course):
    old = write("firm", ("en",)).pages["en"].read_bytes()
    put(course, lesson(cell("broken-cell", "1 / 0", "lesson")))
    with pytest.raises(ReportError) as caught:
        write("firm", ("en",))
    (problem,) = caught.value.problems
    assert problem.file == "en/07_small.ipynb" and problem.column == "broken-cell"
    assert "ZeroDivisionError: division by zero" in str(problem.what)
    folder = course / "reports" / "firm" / "2025-12-31"
    assert (folder / "report.en.html").read_bytes() == old
    assert sorted(p.name for p in folder.iterdir()) == ["en", "report.en.html"]


@pytest.mark.parametrize(
    ("source", "word"),
    [("import os\nos._exit(3)", "died"), ("import sys\nsys.exit(0)", "stopped"), ("raise SystemExit(1)", "SystemExit")],
)
def test_a_kernel_that_ends_is_a_failure(course, source, word):
    put(course, lesson(cell("end", source, "lesson"), cell("after", "2", "lesson")))
    with pytest.raises(ReportError) as caught:
        write("firm", ("en",))
    assert word in str(caught.value) and caught.value.problems[0].column == "end"
    assert not (course / "reports").exists()


def test_a_cell_that_runs_too_long_is_stopped(course, monkeypatch):
    from helpers.report import run

    monkeypatch.setattr(run.Workers.__init__, "__defaults__", (1, 6))
    put(course, lesson(cell("endless", "while True: pass", "lesson")))
    with pytest.raises(ReportError) as caught:
        write("firm", ("en",))
    assert "too long" in str(caught.value) and caught.value.problems[0].column == "endless"


@pytest.mark.parametrize(
    "source",
    [
        "print('bare')",
        "42",
        "import pandas as pd\npd.DataFrame({'a': [1]})",
        "from IPython.display import HTML\nHTML('<div class=\"course-x\"><script>1</script></div>')",
    ],
)
def test_what_is_not_ours_is_refused_by_name(course, source):
    put(course, lesson(cell("foreign", source, "report")))
    with pytest.raises(ReportError) as caught:
        write("firm", ("en",))
    assert caught.value.problems[0].column == "foreign"


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"as_of": "2025-13-01"}, ParameterError),
        ({"as_of": "31.12.2025"}, ParameterError),
        ({"rules": {"smal": {"cut": 0.5}}}, ParameterError),
        ({"rules": {"small": {"cutt": 0.5}}}, CourseError),
        ({"rules": {"small": {"cut": "half"}}}, CourseError),
    ],
)
def test_parameters_are_checked_before_any_kernel(course, monkeypatch, more, kind):
    monkeypatch.setattr("helpers.report.write.Workers", None)
    with pytest.raises(kind):
        write("firm", ("en",), **more)


def test_a_notebook_without_our_parameters_is_told_before_any_kernel(course, monkeypatch):
    monkeypatch.setattr("helpers.report.write.Workers", None)
    book = lesson()
    book["cells"][1]["source"] = 'compny = "firm"\nas_of = ""\nrules = {}'
    put(course, book)
    with pytest.raises(ParameterError) as caught:
        write("firm", ("en",))
    assert "compny" in str(caught.value)


def test_an_earlier_date_and_other_rules_reach_the_kernel(course):
    report = write("firm", ("en",), as_of="2025-02-28", rules={"small": {"cut": 0.5}})
    assert report.folder.name == "2025-02-28"
    page = report.pages["en"].read_text("utf-8")
    assert "28 Feb 2025" in page and "parameter of this run" in page
    whole = write("firm", ("en",)).pages["en"].read_text("utf-8")
    money = re.compile(r'data-unit="money" value="(\d+)"')
    assert set(money.findall(page)).isdisjoint(money.findall(whole))
    assert set(money.findall(page)) >= {"4000137"}  # the largest customer's two months


def test_the_kernel_is_this_interpreter_whatever_is_installed(course, tmp_path, monkeypatch):
    wrong = tmp_path / "jupyter" / "kernels" / "python3"
    wrong.mkdir(parents=True)
    spec = {"argv": ["/bin/false"], "display_name": "wrong", "language": "python"}
    (wrong / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    put(course, lesson(cell("where", "import sys\nassert sys.executable == " + repr(sys.executable), "lesson")))
    write("firm", ("en",))


def test_a_company_anywhere_by_its_path(course, tmp_path):
    import shutil

    there = tmp_path / "elsewhere {0} 'quoted'"
    shutil.copytree(course / "data" / "companies" / "firm", there)
    report = write(there, ("en",))
    assert report.pages["en"].exists()


def test_when_writing_fails_everything_goes_back(course, monkeypatch):
    report = write("firm", ("zh", "en"))
    before = {p: p.read_bytes() for p in report.folder.rglob("*") if p.is_file()}
    real, calls = os.rename, []

    def full(here, there):
        calls.append(there)
        if len(calls) == 6:
            raise OSError(28, "No space left on device")
        real(here, there)

    monkeypatch.setattr("helpers.report.write.os.rename", full)
    with pytest.raises(ReportError) as caught:
        write("firm", ("zh", "en"))
    assert "No space left" in str(caught.value)
    assert {p: p.read_bytes() for p in report.folder.rglob("*") if p.is_file()} == before


def test_the_program_tells_it_all(course):
    put(course, lesson(cell("broken-cell", "1 / 0", "lesson")))
    code = (
        "import sys, runpy; sys.argv = ['course', 'report', 'firm']; runpy.run_module('helpers', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "LANG": "en"}
    )
    assert done.returncode != 0


def test_rules_error_lists_all(small):
    from helpers.report.parameters import rules_by_station

    with pytest.raises((ParameterError, RulesError)) as caught:
        rules_by_station({"small": {"a": 1, "b": 2}, "other": {}})
    assert len(caught.value.problems) == 3
