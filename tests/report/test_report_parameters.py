"""Parameters are checked before any kernel starts, with the nearest known name."""

import json

import pytest
from small_course import cell, lesson, notebook

from helpers.errors import CourseError, ParameterError
from helpers.report import parameters
from helpers.report.run import prepare
from helpers.report.write import write

KNOWN = {"company": "hengce", "as_of": "", "rules": {}, "level": 0.5, "n": 3, "yes": True}


def wrong(**given):
    with pytest.raises(ParameterError) as caught:
        parameters.check(given, KNOWN, "02.ipynb")
    return caught.value


@pytest.mark.parametrize(
    "given",
    [
        {"company": 3},
        {"as_of": None},
        {"rules": [1]},
        {"rules": "abc_a=0.7"},
        {"level": "0.5"},
        {"level": True},
        {"n": 2.5},
        {"n": True},
        {"yes": 1},
        {"as_of": "2025-02-30"},
        {"as_of": "20251231"},
        {"as_of": "31.12.2025"},
    ],
)
def test_another_type_or_no_date_is_refused(given):
    (problem,) = wrong(**given).problems
    assert problem.column in given and problem.file == "02.ipynb"


def test_all_that_is_wrong_is_told_at_once_with_the_nearest_name():
    error = wrong(compny="x", rule={}, n="3")
    assert len(error.problems) == 3
    assert "company" in str(error.problems[0].do) and "rules" in str(error.problems[1].do)


def test_what_fits_is_filled_in():
    assert parameters.check({"level": 1, "as_of": "2024-12-31"}, KNOWN, "x") == KNOWN | {
        "level": 1,
        "as_of": "2024-12-31",
    }


def test_the_notebooks_own_cell_is_the_contract():
    assert parameters.declared(lesson(), "x") == {"company": "firm", "as_of": "", "rules": {}}


@pytest.mark.parametrize(
    "cells",
    [
        [],
        [cell("a", "x = 1", "parameters"), cell("b", "y = 1", "parameters")],
        [cell("a", "x = open('y')", "parameters")],
        [cell("a", "import os", "parameters")],
        [cell("a", "x = (", "parameters")],
    ],
)
def test_a_notebook_without_a_plain_parameters_cell_is_refused(cells):
    with pytest.raises(ParameterError):
        parameters.declared(notebook(*cells), "x")


@pytest.mark.parametrize(
    "more",
    [
        {"as_of": "2025-13-01"},
        {"rules": {"smal": {"cut": 0.5}}},
        {"rules": {"small": {"cutt": 0.5}}},
        {"rules": {"small": {"cut": "half"}}},
    ],
)
def test_no_kernel_starts_for_what_is_wrong(course, monkeypatch, more):
    monkeypatch.setattr("helpers.report.write.Workers", None)
    with pytest.raises(CourseError):
        write("firm", ("en",), **more)


def test_no_kernel_starts_for_a_notebook_that_names_its_parameters_otherwise(course, monkeypatch):
    monkeypatch.setattr("helpers.report.write.Workers", None)
    path = course / "notebooks" / "en" / "07_small.ipynb"
    book = lesson()
    book["cells"][1]["source"] = 'compny = "firm"\nas_of = ""\nrules = {}'
    path.write_text(json.dumps(book), "utf-8")
    with pytest.raises(ParameterError) as caught:
        prepare(path, {"company": "firm"}, path)
    assert "compny" in str(caught.value)


def test_rules_of_all_stations_are_told_at_once(small):
    with pytest.raises(ParameterError) as caught:
        parameters.rules_by_station({"small": {"a": 1, "b": 2}, "smal": {}})
    assert len(caught.value.problems) == 3 and "small" in str(caught.value.problems[2].do)


def test_rules_of_a_command_line():
    texts = ["classification.abc_a=0.7", "classification.returns=drop", "diagnosis.on = true", "intake.n=3"]
    assert parameters.parse_rules(texts) == {
        "classification": {"abc_a": 0.7, "returns": "drop"},
        "diagnosis": {"on": True},
        "intake": {"n": 3},
    }
    with pytest.raises(ParameterError) as caught:
        parameters.parse_rules(["abc_a=0.7", "classification.abc_a", "=1"])
    assert len(caught.value.problems) == 3


def test_each_notebook_belongs_to_the_station_of_its_number():
    from pathlib import Path

    which = {n: parameters.of_notebook(Path(f"notebooks/zh/{n:02d}_x.ipynb")) for n in (0, 1, 2, 9)}
    assert {n: found and found.name for n, found in which.items()} == {
        0: "intake",
        1: "diagnosis",
        2: "classification",
        9: None,
    }
