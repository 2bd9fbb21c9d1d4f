"""For those in the field: tasks from the lists, a workbook, a calendar and a picture each; what comes back is merged."""

import datetime as dt
import shutil
import struct

import openpyxl
import pandas as pd
import pytest

from helpers import station
from helpers.company import folder
from helpers.company.check import check
from helpers.errors import CourseError, IntakeError, ParameterError
from helpers.report.field import merge as merging
from helpers.report.field import write
from helpers.report.field.tasks import EACH, OPEN, action_id, by_owner, of_month, tasks
from helpers.report.names import stems

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A copy of hengce whose actions may be written to."""
    from helpers import paths

    there = tmp_path_factory.mktemp("firms") / "hengce"
    shutil.copytree(paths.companies() / "hengce", there)
    return there


@pytest.fixture(scope="module")
def results(home, demo_results):
    firm = folder.open(home)
    return [station.run(station.station(name), firm, None) for name in station.CHAIN]


@pytest.fixture
def firm(home):
    (home / "actions.csv").unlink(missing_ok=True)
    yield home
    (home / "actions.csv").unlink(missing_ok=True)


@pytest.fixture(scope="module")
def sent(home, tmp_path_factory):
    """Kits of two people in Chinese, before anything came back."""
    (home / "actions.csv").unlink(missing_ok=True)
    out = tmp_path_factory.mktemp("out")
    names = sorted(set(folder.open(home).table("customers")["owner"].dropna()))[:2]
    _, kits = write.write(home, lang="zh", owners=names, out=out)
    return kits


def test_one_task_a_customer_few_of_a_kind_ids_that_stay(home, results):
    company = folder.open(home)
    found = tasks(company, results)
    codes = [task.customer for task in found]
    assert len(found) > 50 and len(set(codes)) == len(codes) and len({task.id for task in found}) == len(found)
    for mine in by_owner(found).values():
        assert max(sum(task.kind == kind for task in mine) for kind in {task.kind for task in mine}) <= EACH
        month = of_month(mine)
        assert len(month) == min(5, len(mine)) and len({task.kind for task in month}) == min(
            5, len({t.kind for t in mine})
        )
    called = {task.customer for task in found if task.kind == "call"}
    listed = next(r for r in results if "call_list" in r)["call_list"]
    assert called == set(listed["customer"]) and all(
        task.due == dt.date(2026, 1, 14) for task in found if task.kind == "call"
    )
    first = found[0]
    assert first.id == action_id(dt.date(2025, 12, 31), "call", first.customer)


def test_a_kit_is_complete_and_the_same_again(home, sent, tmp_path):
    from icalendar import Calendar

    _, again = write.write(home, lang="zh", owners=[kit.owner for kit in sent], out=tmp_path)
    firm = folder.open(home)
    owners = firm.table("customers").set_index("customer")["owner"]
    for kit, other in zip(sent, again, strict=True):
        for one, two in ((kit.workbook, other.workbook), (kit.calendar, other.calendar), (kit.picture, other.picture)):
            assert one.read_bytes() == two.read_bytes(), one.name
        book = openpyxl.load_workbook(kit.workbook)
        todo = [row for row in book.worksheets[0].iter_rows(min_row=5, values_only=True) if row[0]]
        assert len(todo) == kit.tasks > 3 and {owners[row[1]] for row in todo} == {kit.owner}
        assert book["_sent"].sheet_state == "veryHidden"
        mine = list(book["我的客户"].iter_rows(min_row=2, values_only=True))
        assert {row[0] for row in mine} == set(owners[owners == kit.owner].index) & {row[0] for row in mine} and mine
        assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
        events = Calendar.from_ical(kit.calendar.read_bytes()).walk("VEVENT")
        assert {str(e["UID"]).split("@")[0] for e in events} == {row[0] for row in todo}
        assert {e["DTSTAMP"].dt.date() for e in events} == {dt.date(2025, 12, 31)}
        assert {(str(e["UID"]).split("@")[0], e["DTSTART"].dt) for e in events} == {(r[0], r[6].date()) for r in todo}
        width, height = struct.unpack(">II", kit.picture.read_bytes()[16:24])
        assert width == 1080 and height > 1300


def filled(kit, path, **cells):
    """The kit's workbook with cells of its first task changed, saved as a spreadsheet program would."""
    book = openpyxl.load_workbook(kit.workbook)
    columns = {"due_on": 7, "state": 8, "done_on": 9, "result": 10}
    for name, value in cells.items():
        book.worksheets[0].cell(5, columns[name]).value = value
    book.save(path)
    return path


def test_what_comes_back_is_merged_by_id_and_twice_is_once(firm, sent, tmp_path):
    kit = sent[0]
    back = filled(
        kit, tmp_path / "回来.xlsx", state="已完成", done_on=dt.datetime(2026, 1, 9), result="换了采购，已约拜访"
    )
    place, merged = write.merge(firm, [back])
    assert merged.added == kit.tasks and not merged.conflicts
    rows = folder.open(firm).table("actions").set_index("action")
    first = openpyxl.load_workbook(kit.workbook).worksheets[0].cell(5, 1).value
    assert rows.loc[first, "state"] == "done" and rows.loc[first, "result"] == "换了采购，已约拜访"
    assert rows.loc[first, "done_on"] == pd.Timestamp("2026-01-09") and (rows["owner"] == kit.owner).all()
    before = place.read_bytes()
    _, again = write.merge(firm, [back])
    assert place.read_bytes() == before and (again.added, again.changed) == (0, 0) and not again.conflicts
    _, old = write.merge(firm, [kit.workbook])  # the untouched original undoes nothing
    assert place.read_bytes() == before and old.changed == 0


def test_both_changed_is_a_conflict_told_and_nothing_is_lost(firm, sent, tmp_path):
    kit = sent[0]
    write.merge(firm, [filled(kit, tmp_path / "one.xlsx", state="进行中", result="电话没接通")])
    _, merged = write.merge(firm, [filled(kit, tmp_path / "two.xlsx", state="已完成", result="客户已停产")])
    assert {c.column for c in merged.conflicts} == {"state", "result"} and {c.file for c in merged.conflicts} == {
        "two.xlsx"
    }
    rows = folder.open(firm).table("actions").set_index("action")
    row = rows.loc[merged.conflicts[0].action]
    assert (
        row["state"] == "under_way"
        and "电话没接通" in row["result"]
        and "客户已停产" in row["result"]
        and "done" in row["result"]
    )
    text = "\n".join(line.render("zh") for line in merging.lines(merged))
    assert "two.xlsx" in text and "客户已停产" in text
    before = (firm / "actions.csv").read_bytes()
    write.merge(firm, [tmp_path / "two.xlsx"])
    assert (firm / "actions.csv").read_bytes() == before  # told once, kept once


def test_rows_taken_out_stay_and_rows_of_ones_own_come_in(firm, sent, tmp_path):
    kit = sent[0]
    write.merge(firm, [kit.workbook])
    count = len(folder.open(firm).table("actions"))
    book = openpyxl.load_workbook(kit.workbook)
    sheet = book.worksheets[0]
    code = sheet.cell(5, 2).value
    sheet.delete_rows(5, 1)
    last = next(r for r in range(5, 60) if not sheet.cell(r, 1).value)
    for column, value in ((2, code), (5, '=HYPERLINK("http://x")'), (10, "@SUM(1+1)|cmd")):
        sheet.cell(last, column).value = value
        sheet.cell(last, column).data_type = "s"
    book.save(tmp_path / "less.xlsx")
    _, merged = write.merge(firm, [tmp_path / "less.xlsx"])
    assert (merged.added, merged.left_out) == (1, 1)
    assert not check(firm).problems  # feedback that looks like a formula leaves a sound folder
    rows = folder.open(firm).table("actions")
    own = rows[rows["action"].str.startswith("own-")].iloc[0]
    assert len(rows) == count + 1 and own["what"] == '\'=HYPERLINK("http://x")' and own["result"] == "'@SUM(1+1)|cmd"
    write.merge(firm, [tmp_path / "less.xlsx"])
    assert len(folder.open(firm).table("actions")) == count + 1


def test_bad_cells_are_all_named_and_nothing_is_changed(firm, sent, tmp_path):
    book = openpyxl.load_workbook(sent[0].workbook)
    sheet = book.worksheets[0]
    sheet["H5"], sheet["I6"], sheet["J7"] = "差不多了", "下周三", "啊" * 2001
    sheet["B20"], sheet["E20"], sheet["J21"] = "NOBODY", "拜访", "只有结果"
    book.save(tmp_path / "bad.xlsx")
    with pytest.raises(IntakeError) as caught:
        write.merge(firm, [tmp_path / "bad.xlsx"])
    places = {(problem.row, problem.column) for problem in caught.value.problems}
    assert {(5, "state"), (6, "done_on"), (7, "result"), (20, "customer"), (21, "what")} <= places
    assert not (firm / "actions.csv").exists()


def test_another_company_s_file_and_a_file_that_is_none(firm, sent, tmp_path):
    book = openpyxl.load_workbook(sent[0].workbook)
    book["_sent"]["A1"] = '{"form": 1, "company": "other"}'
    book.save(tmp_path / "other.xlsx")
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    (tmp_path / "no.xlsx").write_bytes(b"PK no zip")
    for name in ("other", "empty", "no"):
        with pytest.raises(CourseError) as caught:
            write.merge(firm, [tmp_path / f"{name}.xlsx"])
        assert f"{name}.xlsx" in caught.value.render("en")


def test_open_actions_are_handed_out_again_under_their_id_and_done_ones_are_not(firm, sent, results):
    write.merge(firm, [sent[0].workbook])
    place = firm / "actions.csv"
    text = place.read_text("utf-8").replace(",open,", ",done,", 1)
    place.write_text(text, "utf-8", newline="\n")
    company = folder.open(firm)
    rows = company.table("actions")
    found = [task for task in tasks(company, results) if task.kind == "own"]
    assert {task.id for task in found} == set(rows.loc[rows["state"].isin(OPEN), "action"]) and len(found) == len(
        rows
    ) - 1


def test_unknown_people_are_named_and_files_are_safe_everywhere(home):
    with pytest.raises(ParameterError) as caught:
        write.write(home, owners=["nobody"])
    assert "nobody" in caught.value.render("en") and "赵俊强" in caught.value.render("en")
    names = [
        "",
        "李明",
        "../../etc/passwd",
        "CON",
        "a" * 300,
        "A",
        "a",
        "=cmd|' /C calc'!A0",
        "{{7*7}}",
        "\u202egnp.exe",
        "💥",
    ]
    made = stems(names)
    assert made[1] == "李明" and len({name.casefold() for name in made}) == len(names)
    for name in made:
        assert 0 < len(name) <= 60 and not set(name) & set('/\\:*?"<>|{}=\u202e') and not name.startswith(".")
        assert name.split(".")[0].upper() != "CON"
