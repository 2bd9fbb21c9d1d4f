"""Blind pick: seals that break when touched, published agreement, and the money between managers and data."""

import dataclasses

import numpy as np
import openpyxl
import pandas as pd
import pytest

from helpers import classification
from helpers.classification.blind_pick import agreement, compare, form, keep, part
from helpers.classification.classes import terms
from helpers.company import folder, seal
from helpers.company.save import save
from helpers.company.schema import tables
from helpers.errors import FolderError, IntakeError, ParameterError
from helpers.show import word
from helpers.station import run

ROWS = pd.DataFrame({"customer": ["C2", "C1"], "class": ["key", "growth"], "reason": ["大", None]}).astype("str")


@pytest.mark.covers("2.15")
def test_a_seal_holds_until_anything_is_touched():
    own = seal.seal(ROWS, "李明", "2026-01-05T10:20")
    assert seal.checked(own)["state"].tolist() == ["whole"]
    assert seal.checked(own.sample(frac=1, random_state=1))["state"].tolist() == ["whole"]
    for column, value in (("class", "exit"), ("reason", "小"), ("customer", "C9"), ("sealed_at", "2026-01-06T10:20")):
        touched = own.copy()
        touched.loc[0, column] = value
        assert seal.checked(touched)["state"].tolist() == ["changed"]
    assert seal.checked(own.iloc[:1])["state"].tolist() == ["changed"]
    assert seal.checked(own.assign(seal=pd.Series([None, None], dtype="str")))["state"].tolist() == ["open"]
    assert seal.seal(ROWS.iloc[::-1], "李明", "2026-01-05T10:20")["seal"].equals(own["seal"])


@pytest.mark.parametrize(
    ("rows", "rater", "at"),
    [(ROWS, "李明", ""), (ROWS, "李明", "2026-01-05"), (ROWS, " ", "2026-01-05T10:20"), (ROWS.iloc[:0], "李明", "2026-01-05T10:20"),
     (pd.concat([ROWS, ROWS]), "李明", "2026-01-05T10:20")],
)  # fmt: skip
def test_no_clock_is_read_and_a_bad_list_is_told(rows, rater, at):
    with pytest.raises(ParameterError):
        seal.seal(rows, rater, at)


@pytest.mark.covers("2.15")
def test_krippendorff_2011_example_c():
    n = -1
    data = np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, n, n, n],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, n, 3],
            [n, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, n],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, n],
        ]
    )
    assert round(agreement.krippendorff(data), 3) == 0.743
    found = agreement.classes_alike(data, 1)
    assert found.low < found.value < found.high and found.units == 11


@pytest.mark.covers("2.15")
def test_fleiss_worked_example():
    """Ten subjects, fourteen raters: .210; and the same as statsmodels on random tables."""
    from statsmodels.stats.inter_rater import fleiss_kappa

    table = np.array(
        [[0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
         [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]]
    )  # fmt: skip
    assert round(agreement.fleiss(table), 3) == 0.210
    rng = np.random.default_rng(1)
    drawn = rng.multinomial(6, [0.5, 0.3, 0.2], 40)
    assert agreement.fleiss(drawn) == pytest.approx(fleiss_kappa(drawn))


def test_the_form_is_read_back_in_both_languages(tmp_path, lang):
    people = pd.DataFrame({"customer": ["C1", "C2", "C3"], "name": ["甲厂", "乙厂", "乙厂"]}).astype("str")
    made = form.form_bytes(people)
    assert made == form.form_bytes(people.iloc[::-1])
    path = tmp_path / "pick.xlsx"
    path.write_bytes(made)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    listed = [cell.value for cell in book.worksheets[1]["A"]]
    sheet.cell(form.NAME + 1, 2, "李明")
    words = {"zh": ("关键", "成长"), "en": ("key", "growth")}[lang]
    for row, values in enumerate([(listed[0], words[0], "要扩产"), ("甲厂", words[1], None)], start=form.FIRST + 1):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column, value)
    book.save(path)
    rater, rows = form.read_form(path, people)
    assert rater == "李明" and rows["class"].tolist() == ["key", "growth"] and rows["customer"].iloc[1] == "C1"
    assert rows["customer"].iloc[0] == listed[0].split()[0]
    # lesson, tables and form call the class by one word; forms handed out before still say another
    for told in (tables()["gut_list"]["class"].allowed["exit"].pick(lang), "应退出", "放手"):
        sheet.cell(form.FIRST + 2, 2, told)
        book.save(path)
        assert form.read_form(path, people)[1]["class"].iloc[1] == "exit"
    assert terms.CLASSES["exit"].render("zh") == tables()["gut_list"]["class"].allowed["exit"].zh
    sheet.cell(form.FIRST + 3, 1, "乙厂")
    book.save(path)
    with pytest.raises(IntakeError) as told:
        form.read_form(path, people)
    assert len(told.value.problems) == 2 and told.value.problems[0].row == form.FIRST + 3


def test_differences_by_hand():
    lists = pd.DataFrame(
        [("甲", "A", "key"), ("乙", "A", "key"), ("甲", "B", "key"), ("乙", "B", "general"), ("甲", "C", "key")],
        columns=["rater", "customer", "class"],
    )
    data = pd.Series({"A": "key", "B": "key", "C": "general", "D": "key", "E": "general"})
    money = pd.DataFrame({"customer": list("ABCDE"), "revenue": [5, 4, 3, 2, 1]})
    rows = compare.customers(lists, data, money).set_index("customer")
    assert rows["differs"].to_dict() == {"A": "same", "B": "other", "C": "overrated", "D": "unnamed"}
    assert rows.loc["B", "gut"] == "split"
    assert rows["first"].to_dict() == {"A": True, "B": True, "C": False, "D": True}
    told = compare.raters(lists, data).set_index("rater")
    assert told.loc["甲", ["named", "keys", "hits", "same"]].tolist() == [3, 3, 2, 2]


@pytest.mark.covers("2.15")
def test_both_sides_get_equally_many_places():
    lists = pd.DataFrame(
        [("甲", "A", "key"), ("乙", "B", "key"), ("甲", "Z", "growth")], columns=["rater", "customer", "class"]
    )
    data = pd.Series({code: "key" for code in "ABCDEF"} | {"Z": "general"})
    money = pd.DataFrame({"customer": list("ABCDEFZ"), "revenue": [6, 1, 5, 4, 3, 2, 9]})
    rows = compare.customers(lists, data, money).set_index("customer")
    assert rows["first"].to_dict() == {"Z": False, "A": True, "C": True, "B": False}
    assert rows["differs"].to_dict() == {"Z": "other", "A": "same", "C": "unnamed", "B": "same"}


@pytest.fixture(scope="module")
def picked(make):
    """Three managers: two name the largest but the first, one names at random."""
    firm = make(120, seed=11)
    money = firm.frames["orders"].query("date >= '2025-01-01'").groupby("customer")["amount"].sum()
    large = money.sort_values(ascending=False).index[1:13].tolist()
    rng = np.random.default_rng(3)
    lists = [
        seal.seal(
            pd.DataFrame({"customer": codes, "class": "key", "reason": "x"}).astype("str"), who, "2026-01-05T10:20"
        )
        for who, codes in (
            ("甲", large),
            ("乙", large[:10]),
            ("丙", sorted(rng.choice(money.index.drop(money.idxmax()), 12, replace=False))),
        )
    ]
    frames = {**firm.frames, "gut_list": pd.concat(lists, ignore_index=True)}
    return dataclasses.replace(firm, frames=frames), money


@pytest.mark.covers("2.15")
def test_the_station_says_what_no_manager_named(picked):
    firm, money = picked
    result = run(classification.STATION, firm, None, store=False)
    rows = result["blind_customers"]
    biggest = money.idxmax()
    assert rows.iloc[0]["customer"] == biggest and "named key by nobody" in rows.iloc[0]["differs"]
    found = result.finding("blind.missed")
    missed = rows[rows["differs"].str.contains("named key by nobody")]
    assert found.quantities["kappa"].low < found.quantities["kappa"].value < found.quantities["kappa"].high
    assert found.at_stake.value == missed["revenue"].sum() and found.confidence.level == "medium"
    kappa = result["blind_agreement"].iloc[0]
    assert 0.2 < kappa["value"] < 0.95 and kappa["low"] < kappa["value"] < kappa["high"]
    assert len(result["blind_raters"]) == 3


@pytest.mark.covers("2.15")
def test_every_row_of_the_table_tells_of_its_own_customer(picked):
    """Rows are ordered for the talk: class, difference and money must go along with their customer."""
    firm, _ = picked
    result = run(classification.STATION, firm, None, store=False)
    rows, found = result["blind_customers"], result.finding("blind.missed")
    first = rows[rows["differs"].str.contains("named key by nobody")]
    assert len(first) == found.quantities["missed"].value
    assert int(first["revenue"].sum()) == found.at_stake.value
    assert (first["data"] == word(part.GIVEN["key"])).all()
    unseen = word(part.GIVEN["unnamed"])
    assert (rows["gut"].eq(unseen) == rows["raters"].eq(0)).all()
    same = rows["differs"] == word(part.DIFFERS["same"])
    assert (rows["gut"].eq(rows["data"]) == same).all() and 0 < same.sum() < len(rows)
    votes = firm.table("gut_list").groupby("customer").size()
    assert rows["raters"].tolist() == votes.reindex(rows["customer"]).fillna(0).astype(int).tolist()
    by_data = compare.of_customers(result["classes"], set(firm.table("customers")["customer"]))
    assert rows["data"].tolist() == by_data.reindex(rows["customer"]).map(part.GIVEN).map(word).tolist()
    order = [word(part.DIFFERS[name]) for name in ("unnamed", "overrated", "other", "same")]
    assert rows["differs"].map(order.index).is_monotonic_increasing


def test_without_lists_nothing_is_claimed_and_it_is_said(result):
    assert result["blind_customers"].empty and result.finding("blind.missed") is None
    assert "course blind" in " ".join(warning.render("en") for warning in result.warnings)


@pytest.fixture
def place(picked, tmp_path):
    """The firm's folder without lists, as of the last day of 2025."""
    frames = {name: frame for name, frame in picked[0].frames.items() if name != "gut_list"}
    return save(dataclasses.replace(picked[0], frames=frames), tmp_path / "made")


def listed(codes, reasons=None, kind="key"):
    reasons = reasons or [None] * len(codes)
    return pd.DataFrame({"customer": list(codes), "class": kind, "reason": reasons}).astype("str")


@pytest.mark.covers("2.15")
def test_a_list_is_kept_once_in_the_folder_and_read_again(place):
    rows = pd.DataFrame({"customer": ["C0001", "C0000"], "class": ["key", "exit"], "reason": [None, "亏"]}).astype(
        "str"
    )
    keep.keep(folder.open(place), rows, "李明", "2025-12-30T09:00")
    again = folder.open(place)
    assert seal.checked(again.table("gut_list"))["state"].tolist() == ["whole"]
    with pytest.raises(ParameterError):
        keep.keep(again, rows, "李明", "2025-12-31T09:00")


@pytest.mark.covers("2.15")
def test_sealed_after_the_as_of_date_by_two_managers_at_once_and_odd_reasons_hold(place):
    """The meeting is days after the data end; both opened the notebook before either had sealed."""
    firm = folder.open(place)
    odd = ["NA", "无", "-", "甲\n乙", '说“x”, "y"', "0012", "1.50", " 前后有空格 ", "２０２５", "None"]
    codes = [f"C{i:04}" for i in range(len(odd))]
    keep.keep(firm, listed(codes, odd), "王,芳", "2026-01-05T10:20")
    keep.keep(firm, listed(codes[:3]), " 李 明 ", "2026-01-05T10:21")
    keep.keep(folder.open(place, "2025-06-30"), listed(codes[:2]), "赵强", "2026-01-05T10:25")
    states = seal.checked(folder.open(place).table("gut_list"))
    assert states["named"].tolist() == [3, 10, 2] and (states["state"] == "whole").all()


def test_a_list_that_the_folder_cannot_hold_changes_nothing(place):
    keep.keep(folder.open(place), listed(["C0001"]), "李明", "2026-01-05T10:20")
    before = (place / "gut_list.csv").read_bytes()
    for rows in (listed(["C0002"], ["=1+1"]), listed(["NOBODY"])):
        with pytest.raises(FolderError):
            keep.keep(folder.open(place), rows, "王芳", "2026-01-05T10:20")
        assert (place / "gut_list.csv").read_bytes() == before


@pytest.mark.covers("2.15")
@pytest.mark.parametrize("damage", ["class", "dropped", "added", "time", "unsealed"])
def test_tampering_after_the_seal_is_told_by_the_station(place, damage):
    """From the form to the report: three lists, then somebody opens the file in an editor."""
    for who in ("甲", "乙", "丙"):
        keep.keep(folder.open(place), listed([f"C{i:04}" for i in range(8)]), who, "2026-01-05T10:20")
    sound = classification.run(folder.open(place))
    assert not [w for w in sound.warnings if "read it with care" in w.render("en")]
    file = place / "gut_list.csv"
    lines = file.read_text("utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("乙"))
    if damage == "class":
        lines[at] = lines[at].replace(",key,", ",growth,")
    elif damage == "dropped":
        del lines[at]
    elif damage == "added":
        lines.insert(at, lines[at].replace(lines[at].split(",")[2], "C0099"))
    elif damage == "time":
        lines = [line.replace("T10:20", "T08:00") if line.startswith("乙") else line for line in lines]
    else:
        lines = [line.rsplit(",", 2)[0] + ",," if line.startswith("乙") else line for line in lines]
    file.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    result = classification.run(folder.open(place))
    state = result["blind_raters"].set_index("rater")["state"]
    told = "never sealed" if damage == "unsealed" else "changed after sealing"
    assert told in state["乙"] and "seal whole" in state["甲"] and "seal whole" in state["丙"]
    assert any("乙" in w.render("zh") for w in result.warnings if "read it with care" in w.render("en"))
    found = result.finding("blind.missed")
    assert found is None or found.confidence.level == "low"


@pytest.mark.covers("2.15")
def test_the_notebook_form_seals_and_says_what_is_missing(place, lang):
    pick = classification.Pick(folder.open(place), rows=3)
    assert "course blind" in str(pick.static())
    pick.live()
    assert pick.seal() is None and pick.said.value
    first, second, _ = pick.lines
    first[0].value, first[1].value, first[2].value = next(iter(pick.choices)), "key", "大"
    second[0].value = "no such firm"
    pick.who.value, pick.at.value = "李明", "2026-01-05T10:20"
    assert pick.seal() is None and "no such firm" in pick.said.value
    second[0].value = "C0007"
    assert pick.seal() is None and "C0007" in pick.said.value
    second[1].value = "growth"
    pick.at.value = "yesterday"
    assert pick.seal() is None
    pick.at.value = "2026-01-05T10:20"
    mark = pick.seal()
    assert mark in pick.said.value and pick.button.disabled
    kept = folder.open(place).table("gut_list")
    assert set(kept["customer"]) == {next(iter(pick.choices.values())), "C0007"} and (kept["seal"] == mark).all()


@pytest.mark.covers("2.15")
def test_the_picture_says_the_money_or_that_there_is_none(picked, result, lang):
    from helpers.station import run as run_

    firm, _ = picked
    found = run_(classification.STATION, firm, None, store=False)
    assert classification.plot_blind(found).alt == found.finding("blind.missed").say(lang)
    assert classification.plot_blind(result).png[:4] == b"\x89PNG"
    one = firm.frames["gut_list"].query("rater == '甲'").reset_index(drop=True)
    alone = run_(
        classification.STATION, dataclasses.replace(firm, frames={**firm.frames, "gut_list": one}), None, store=False
    )
    assert alone["blind_agreement"]["value"].isna().all() and classification.plot_blind(alone).png[:4] == b"\x89PNG"


@pytest.mark.covers("2.15")
@pytest.mark.parametrize("name", ["hengce", "rongsu"])
def test_the_demo_firms_hold_three_whole_lists_sealed_before_the_as_of_date(name):
    firm = folder.open(name)
    states = seal.checked(firm.table("gut_list"))
    assert len(states) == 3 and (states["state"] == "whole").all()
    assert states["sealed_at"].max() < firm.date.isoformat()
