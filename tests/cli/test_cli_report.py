"""`course report`, `course result` and `course editions` as programs: what they print, and where."""

import csv
import io
import json
import shutil

import pytest

from helpers import paths


def test_result_prints_a_table_that_another_program_can_read(course, firm):
    done = course("result", "firm", "classification", "--table", "abc")
    assert done.status == 0, done.err
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert {"C1", "C2"} <= {row["customer"] for row in rows}


def test_result_writes_a_file_and_says_where(course, firm, tmp_path):
    path = tmp_path / "a b" / "发现.json"
    done = course("result", firm, "diagnosis", "--out", path, "--rule", "diagnosis.seed=3")
    assert done.status == 0 and str(path) in done.out
    told = json.loads(path.read_text("utf-8"))
    assert told["station"] == "diagnosis" and told["rules"]["seed"] == {"value": 3, "origin": "parameter"}


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (("firm", "classificaton"), "classification"),
        (("firm", "classification", "--table", "abd"), "abc"),
        (("firm", "classification", "--rule", "classification.abc_aa=0.7"), "abc_a"),
        (("firm", "classification", "--rule", "classificatio.abc_a=0.7"), "classification"),
        (("firm", "classification", "--rule", "abc_a"), "station.rule=value"),
        (("firm", "classification", "--as-of", "2026-12-31"), "2025-12-31"),
        (("firm", "classification", "--as-of", "yesterday"), "2025-12-31"),
        (("firn", "classification"), "firn"),
    ],
)
def test_result_says_what_is_wrong(course, firm, arguments, near):
    done = course("result", *arguments)
    assert done.status == 2 and done.out == "" and near in done.err and "→" in done.err


def test_report_refuses_before_anything_runs(course, firm, home):
    shutil.copytree(paths.Path(__file__).parents[2] / "notebooks", home / "notebooks")
    for wrong in (("--rule", "classification.abc_aa=1"), ("--as-of", "2025-02-30"), ("--lang", "de")):
        done = course("report", "firm", *wrong)
        assert done.status == 2 and not (home / "reports").exists(), done.err


@pytest.mark.slow
def test_report_of_a_small_firm_shows_progress_and_where_it_is(course, firm, home, monkeypatch):
    """Two customers, one order a month: every chapter says what is missing and none fails."""
    shutil.copytree(paths.Path(__file__).parents[2] / "notebooks", home / "notebooks")
    (home / "pyproject.toml").write_text("", "utf-8")
    monkeypatch.chdir(home)
    done = course("--lang", "zh", "report", "firm")
    assert done.status == 0, done.err
    assert done.out.split() == ["reports/firm/2025-12-31/report.zh.html".replace("/", paths.os.sep)]
    assert "秒" in done.err and "完成" in done.err
    page = (home / done.out.strip()).read_text("utf-8")
    assert "某厂" in page and "虚构公司" not in page


def test_report_where_the_course_is_not(course, firm):
    done = course("report", "firm")
    assert done.status == 2 and "notebooks" in done.err


def test_editions_check_tells_and_changes_nothing(course, home):
    from helpers import editions

    def cell(text):
        return {"cell_type": "markdown", "id": "a", "metadata": {"tags": ["lesson"]}, "source": [text]}

    for lang, cells in (("zh", [cell("一")]), ("en", [])):
        (home / "notebooks" / lang).mkdir(parents=True)
        book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (home / "notebooks" / lang / "01_x.ipynb").write_text(editions.text(book), "utf-8")
    path = home / "notebooks" / "en" / "01_x.ipynb"
    before = path.read_bytes()
    done = course("editions", "--check")
    assert done.status == 2 and "01_x" in done.err and path.read_bytes() == before
    assert course("editions").status == 2 and path.read_bytes() != before  # copied, not translated yet
    assert course("editions", "--accept", "01_x:a").status == 0
    assert course("editions", "--check").status == 0
    assert course("editions", "--accept", "01_x:b").status == 2
