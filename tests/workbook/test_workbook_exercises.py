"""Exercises know the truth from the data, and tell not attempted from wrong."""

import dataclasses
import json
import re
from pathlib import Path

import pytest

from helpers import classification, company, diagnosis
from helpers.errors import ParameterError
from helpers.language import said
from helpers.workbook import all_exercises, exercise

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def results():
    firm = company.open("hengce")
    return {"diagnosis": diagnosis.run(firm), "classification": classification.run(firm)}


@pytest.fixture(params=sorted(all_exercises()))
def task(request, results):
    return exercise(request.param, results[all_exercises()[request.param].station])


def test_nothing_written_is_not_attempted(task, lang):
    assert task.check().kind == task.check(...).kind == task.check(" ").kind == "not-attempted"


@pytest.mark.parametrize("answer", [None, [], {}, object(), float("nan"), "abc", -1e9, True, b"x"])
def test_no_answer_ends_in_a_traceback_or_in_praise(task, answer, lang):
    verdict = task.check(answer)
    assert verdict.kind == "not-yet" and len(verdict.render()) > 5


def test_hint_and_solution_are_said_with_numbers_of_this_firm(task, lang):
    assert "{" not in task.hint().text and re.search(r"\d|[\u4e00-\u9fff]{4}", task.solution().text)


@pytest.mark.covers("1.2")
def test_half_of_the_revenue_counted_another_way(results):
    net = results["diagnosis"]["concentration_curve"]["net"].sort_values(ascending=False).tolist()
    total, count, added = sum(net), 0, 0
    while 2 * added < total:
        added, count = added + net[count], count + 1
    task = exercise("1.2.a", results["diagnosis"])
    assert task.check(count).correct and task.check(str(count)).correct
    assert not task.check(count + 1).correct and not task.check(count - 1).correct


@pytest.mark.covers("1.2")
def test_price_in_whole_currency(results):
    cents = int(results["diagnosis"]["bridge_lines"]["price"].sum())
    task = exercise("1.2.b", results["diagnosis"])
    assert task.check(cents / 100).correct
    assert not task.check(cents).correct


@pytest.mark.covers("1.2")
def test_growth_of_those_who_stayed_from_the_ends_of_the_bridge(results):
    steps = results["diagnosis"]["bridge"]["amount"].tolist()
    names = results["diagnosis"]["bridge"]["item"].tolist()
    others = [a for a, name in zip(steps, names, strict=True) if not re.search("Volume|Mix|Price|Period", name)]
    task, truth = exercise("1.2.c", results["diagnosis"]), (steps[-1] - steps[0] - sum(others)) / steps[0]
    assert task.check(truth).correct and task.check(100 * truth).correct
    assert not task.check(steps[-1] / steps[0] - 1).correct


@pytest.mark.covers("1.13")
def test_problems_to_take_first_are_few_worth_the_effort_and_carry_enough(results):
    table, task = results["diagnosis"]["problem_order"], exercise("1.13.a", results["diagnosis"])
    worth = table[table["impact"] > table["effort"]].sort_values("cost", ascending=False)["problem"].tolist()
    vain = table[table["impact"] < table["effort"]]["problem"].tolist()
    assert task.check(worth[:3]).correct and task.check(worth[:3][::-1]).correct and task.check(worth[0]).correct
    for wrong in (worth[-1:], [*worth[:2], vain[0]], worth[:4], [*worth[:2], "no such problem"]):
        assert task.check(wrong).kind == "not-yet"


@pytest.mark.covers("1.10", "1.11", "1.12")
def test_new_evidence_of_the_largest_change(results):
    rows = results["diagnosis"]["judged_change"].to_dict("records")
    row = max(rows, key=lambda row: abs(row["now"] - row["before"]))
    rest = row["rerated"] + row["reweighted"]
    task = exercise("1.10.a", results["diagnosis"])
    assert task.check(1 - rest / (row["now"] - row["before"])).correct
    assert not task.check(rest / (row["now"] - row["before"])).correct


def test_a_firm_without_the_tables_has_no_exercise_on_them(results):
    whole = results["diagnosis"]
    bare = dataclasses.replace(
        whole, tables={n: dataclasses.replace(t, rows=t.rows.head(0)) for n, t in whole.tables.items()}
    )
    for id in ("1.2.a", "1.2.b", "1.2.c", "1.13.a", "1.10.a"):
        task = exercise(id, bare)
        assert task.check(1).kind == "no-data" and len(task.solution().text) > 5


@pytest.mark.covers("2.2")
def test_overdue_of_class_a_counted_another_way(results):
    result = results["classification"]
    in_a = set(result["abc"].query("abc == 'A'")["customer"])
    late = sum(
        row.customer in in_a
        and row.recency_cycles == row.recency_cycles
        and row.recency_cycles > result.rules["overdue_cycles"]
        for row in result["rfm"].itertuples()
    )
    task = exercise("2.2.a", result)
    assert task.check(late).correct and not task.check(late + 1).correct


@pytest.mark.covers("2.2")
def test_a_decision_holds_when_it_keeps_all_promises(results):
    task = exercise("2.2.b", results["classification"])
    numbers = task.exercise.numbers(task.result)
    assert task.check(numbers["low"].value).correct and task.check(numbers["high"].value).correct
    assert not task.check(0.05).correct and not task.check(0.99).correct


def test_a_judgement_shows_the_rubric_only_after_an_attempt(results, lang):
    task = exercise("2.2.c", results["classification"])
    assert "□" not in task.check("x").render()
    assert (
        task.check("李明周四之前先查投诉和交货，再打电话问采购发生了什么变化，并约定两周内上门。").render().count("□")
        == 4
    )


def test_unknown_exercises_and_wrong_results_are_told(results):
    with pytest.raises(ParameterError):
        exercise("1.2.z", results["diagnosis"])
    with pytest.raises(ParameterError):
        exercise("1.2.a", results["classification"])


def test_every_exercise_is_asked_once_in_each_edition():
    for edition in ("zh", "en"):
        asked = []
        for path in sorted((ROOT / "workbook" / edition).glob("*.ipynb")):
            for cell in json.loads(path.read_text("utf-8"))["cells"]:
                asked += re.findall(r'exercise\("([^"]+)"', "".join(cell["source"]))
        assert sorted(asked) == sorted(all_exercises())


@pytest.mark.covers("1.2")
def test_amounts_may_be_written_as_the_table_shows_them(results):
    cents = int(results["diagnosis"]["bridge_lines"]["price"].sum())
    task = exercise("1.2.b", results["diagnosis"])
    for power in (10**3, 10**4, 10**6):
        assert task.check(cents / 100 / power).correct
    assert not task.check(cents / 100 / 10**5).correct


@pytest.mark.covers("1.2")
def test_the_direction_is_told_of_what_was_meant(results, lang):
    task = exercise("1.2.c", results["diagnosis"])
    truth = float(task.exercise.numbers(results["diagnosis"])["answer"].value) * 100
    assert truth > 3  # per cent
    less, more = task.check(truth - 2).render(), task.check(truth + 2).render()
    assert less != more
    assert less == task.check(f"{truth - 2}%").render() and more == task.check(f"{truth + 2}%").render()


@pytest.mark.covers("1.10", "1.13")
def test_names_are_said_in_the_readers_words(results, lang):
    result = results["diagnosis"]
    assert "msg:" not in exercise("1.10.a", result).solution().text
    task = exercise("1.13.a", result)
    assert task.check(["no such problem"]).lines == task.check(["nor this", "nor that"]).lines
    assert len(task.check(["no such problem"]).lines) == 1
    with result.facts.worded():
        shown = [said(name) for name in result["problem_order"]["problem"][:2]]
        assert (shown[0] in task.solution().text) or lang == "zh"
        assert task.check(shown).correct


def test_tables_of_the_notebooks_hold_no_raw_names():
    for lang in ("zh", "en"):
        for path in sorted((ROOT / "workbook" / lang).glob("*.ipynb")):
            cells = json.loads(path.read_text("utf-8"))["cells"]
            code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
            last = [source.strip().splitlines()[-1] for source in code if source.strip()]
            assert not [line for line in last if line.startswith("result[")], path
