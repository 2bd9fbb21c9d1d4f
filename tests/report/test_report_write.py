"""The whole way: notebooks run, pages written, or nothing changed and the failing cell named."""

import json
import os
import re
import shutil
import sys

import pytest
from small_course import cell, lesson

from helpers.errors import ReportError
from helpers.report import write as writing
from helpers.report.names import safe_name
from helpers.report.run import Workers, prepare
from helpers.report.write import write


def put(course, notebook, lang="en", name="07_small.ipynb"):
    (course / "notebooks" / lang / name).write_text(json.dumps(notebook), "utf-8")


@pytest.mark.slow
def test_one_page_a_language_and_executed_notebooks_beside_twice_the_same(course, tmp_path, monkeypatch):
    wrong = tmp_path / "jupyter" / "kernels" / "python3"  # another python3 is installed: it must not matter
    wrong.mkdir(parents=True)
    spec = {"argv": ["/bin/false"], "display_name": "wrong", "language": "python"}
    (wrong / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    where = cell("where", f"import sys\nassert sys.executable == {sys.executable!r}", "lesson")
    for lang in ("zh", "en"):
        put(course, lesson(where), lang)
    said = []
    report = write("firm", ("zh", "en"), progress=lambda words: said.append(str(words)))
    assert report.folder == course / "reports" / "firm" / "2025-12-31"
    assert sorted(p.name for p in report.folder.iterdir()) == [
        "en",
        "report.en.html",
        "report.json",
        "report.zh.html",
        "zh",
    ]
    for lang, tag in (("zh", "zh-CN"), ("en", "en")):
        page = report.pages[lang].read_text("utf-8")
        assert f'<html lang="{tag}">' in page
        assert "C000" in page and "data:image/png;base64," in page
        assert "small_station" not in page and "import " not in page  # no code
        assert "&lt;i&gt;" in page and "<i>" not in page  # names are text
        assert "&lt;b&gt;raw&lt;/b&gt;" in page and "<b>" not in page
        assert "http://" not in page and "https://" not in page
        done = json.loads((report.folder / lang / "07_small.ipynb").read_text("utf-8"))
        assert all(c["execution_count"] for c in done["cells"] if c["cell_type"] == "code")
    assert len(said) >= 5
    again = write("firm", ("en",), out=course / "again")
    assert again.pages["en"].read_bytes() == report.pages["en"].read_bytes()
    names = "en/07_small.ipynb"
    assert (again.folder / names).read_bytes() == (report.folder / names).read_bytes()


@pytest.mark.slow
def test_a_failing_cell_is_named_and_the_old_report_stays(course):
    folder = course / "reports" / "firm" / "2025-12-31"
    (folder / "en").mkdir(parents=True)
    (folder / "report.en.html").write_text("the old one", "utf-8")
    put(course, lesson(cell("broken-cell", "1 / 0", "lesson")))
    with pytest.raises(ReportError) as caught:
        write("firm", ("zh", "en"))
    (problem,) = caught.value.problems
    assert problem.file == "en/07_small.ipynb" and problem.column == "broken-cell"
    assert "ZeroDivisionError: division by zero" in str(problem.what)
    assert sorted(p.name for p in folder.iterdir()) == ["en", "report.en.html"]
    assert (folder / "report.en.html").read_text("utf-8") == "the old one"


def test_an_earlier_date_and_other_rules_reach_the_kernel(course, tmp_path):
    there = tmp_path / "elsewhere {0} 'quoted'"  # a company anywhere, by its path
    shutil.copytree(course / "data" / "companies" / "firm", there)
    report = write(there, ("en",), as_of="2025-02-28", rules={"small": {"cut": 0.5}})
    assert report.folder.name == "2025-02-28"
    page = report.pages["en"].read_text("utf-8")
    assert "28 Feb 2025" in page and "parameter of this run" in page
    money = re.findall(r'data-unit="money" value="(\d+)"', page)
    assert "4000137" in money and "6000411" not in money  # the largest customer's two months, not three


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("import os\nos._exit(3)", "died"),
        ("import sys\nsys.exit(0)", "stopped"),
        ("while True: pass", "too long"),
    ],
)
def test_a_kernel_that_ends_or_hangs_is_a_failure_with_its_cell(tmp_path, source, word):
    folder = tmp_path / "en"
    folder.mkdir()
    book = lesson()
    book["cells"] = [book["cells"][1], cell("end", source, "lesson"), cell("after", "2", "lesson")]
    (folder / "07_x.ipynb").write_text(json.dumps(book), "utf-8")
    with Workers(1, timeout=6) as workers, pytest.raises(ReportError) as caught:
        workers.run([prepare(folder / "07_x.ipynb", {}, tmp_path / "out.ipynb")])
    (problem,) = caught.value.problems
    assert word in str(problem.what) and problem.column == "end" and problem.file == "en/07_x.ipynb"
    assert not (tmp_path / "out.ipynb").exists()


def test_when_writing_fails_everything_goes_back(tmp_path, monkeypatch):
    draft, folder = tmp_path / "draft", tmp_path / "report"
    for root, text in ((folder, "old"), (draft, "new")):
        for lang in ("zh", "en"):
            (root / lang).mkdir(parents=True)
            (root / lang / "01.ipynb").write_text(text)
            (root / f"report.{lang}.html").write_text(text)
        (root / "report.json").write_text(text)

    def held():
        return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()}

    before, real, calls = held(), os.rename, []
    for fails_at in range(1, 11):
        calls.clear()

        def full(here, there, at=fails_at):
            calls.append(there)
            if len(calls) == at:
                raise OSError(28, "No space left on device")
            real(here, there)

        monkeypatch.setattr("helpers.report.write.os.rename", full)
        with pytest.raises(ReportError) as caught:
            writing.place(draft, folder, writing.names(("zh", "en"), ("html",)))
        assert "No space left" in str(caught.value)
        assert held() == before, fails_at
    monkeypatch.setattr("helpers.report.write.os.rename", real)
    writing.place(draft, folder, writing.names(("zh", "en"), ("html",)))
    assert set(held().values()) == {"new"} and set(held()) == set(before)


def test_a_folder_name_on_every_system():
    assert safe_name("a/b\\c:d*?<>|.") == "a-b-c-d-----"
    assert safe_name("..") == "company" and safe_name("恒测") == "恒测"


def test_files_of_other_data_do_not_stay_beside_a_new_report(tmp_path):
    told = {"data_hash": "a", "rules": {}, "code_version": "1"}
    (tmp_path / "report.json").write_text(json.dumps(told))
    for name in ("report.zh.html", "report.zh.pdf", "report.en.html", "notes.txt"):
        (tmp_path / name).write_text("old")
    (tmp_path / "en").mkdir()
    parts = writing.names(("zh",), ("html",))
    assert writing.stale(tmp_path, json.dumps(told), parts) == []  # of the same data: they belong together
    old = writing.stale(tmp_path, json.dumps(told | {"data_hash": "b"}), parts)
    assert set(old) == {"en", "report.en.html", "report.zh.pdf"}
    for _ in range(2):
        writing.put_away(tmp_path, [name for name in old if (tmp_path / name).exists()])
        (tmp_path / "en").mkdir()
    assert sorted(p.name for p in (tmp_path / "earlier").iterdir()) == ["en", "report.en.html", "report.zh.pdf"]
    assert (tmp_path / "notes.txt").exists() and (tmp_path / "report.zh.html").exists()
    assert writing.stale(tmp_path / "none", json.dumps(told), parts) == []
