"""Customers in rows, months in columns: read as order lines where a person says so, never beside the lines themselves."""

import openpyxl
import pytest

from helpers.errors import IntakeError
from helpers.intake.folder_import import import_files, kept_mapping
from helpers.intake.values.periods import only_month, only_year, period


def bring(files, **more):
    return import_files(files, id="probe", name="试", **{"currency": "CNY", **more})


def asked(files, **more):
    with pytest.raises(IntakeError) as caught:
        bring(files, **more)
    return caught.value.problems


def book(path, sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def reconciles(found):
    told = found.report["totals"]
    assert told["rows_in"] == told["rows_kept"] + told["rows_set_aside"]
    assert told["money_in"] == told["money_kept"] + told["money_set_aside"]
    return True


@pytest.mark.parametrize(
    "text, meant",
    [
        ("2024年1月", (2024, 1, 1)), ("24年3月", (2024, 3, 1)), ("12月份", (0, 12, 1)), ("十一月", (0, 11, 1)), ("2024-05", (2024, 5, 1)),
        ("2024-05-01 00:00:00", (2024, 5, 1)), ("202406", (2024, 6, 1)), ("Jan-24", (2024, 1, 1)), ("March 2023", (2023, 3, 1)), ("Dec", (0, 12, 1)),
        ("2024Q3", (2024, 7, 3)), ("一季度", (0, 1, 3)), ("第四季度", (0, 10, 3)), ("1月销售额", (0, 1, 1)), ("2月（万元）", (0, 2, 1)),
        ("13月", None), ("合计", None), ("1", None), ("2024", None), ("maybe", None), ("2024-05-17", None), ("1-6月", None),
    ],
)  # fmt: skip
def test_months_and_quarters_of_headers(text, meant):
    assert period(text) == meant


def test_the_year_and_month_that_titles_tell():
    assert only_year(["2025年1-6月客户销售额统计表"]) == 2025 and only_year(["2023-2024年"]) == 0
    assert only_month("3月份", []) == 3 and only_month("Sheet1", ["2024年4月销售台账"]) == 4
    assert only_month("Sheet1", ["2025年1-6月"]) == 0 and only_month("Sheet1", ["1月", "2月"]) == 0


YUAN = [
    ["序号", "客户名称", "区域", *(f"2024年{n}月" for n in range(1, 5)), "合计", "占比"],
    [1, "甲公司", "华东", 100, "-", 0, 50.5, 150.5, 0.5],
    [2, "乙公司", "华南", None, -20, 30, None, 10, 0.3],
    [3, "丙公司", "华南", "0", None, None, 7, 8, 0.2],  # a total that is not the sum
    [None, "合计", None, 100, -20, 30, 57.5, 167.5, None],
]
TEN_THOUSANDS = [
    ["2025年1-3月客户销售额统计表"],
    [None, None, None, "单位：万元"],
    ["客户", "区域", "1月", "2月", "3月", "上半年合计", "同比"],
    ["甲公司", "华东", 1.5, None, 2, 3.5, "#DIV/0!"],
    ["丁公司", None, None, "待定", 3, 3, "12%"],
    ["戊公司", None, 0.25, None, None, 0.25, "1%"],
    ["总计", None, 1.75, None, 5, 6.75, None],
    ["注：以上为不含税金额"],
]


@pytest.mark.covers("0.2")
def test_a_table_by_month_is_asked_about_once_and_read(tmp_path):
    files = [
        book(tmp_path / "2024年客户.xlsx", {"2024": YUAN}),
        book(tmp_path / "上半年.xlsx", {"Sheet1": TEN_THOUSANDS}),
    ]
    problems = asked(files)
    assert [problem.kind for problem in problems] == ["ask-months"] * 2
    assert (
        "167.5" in problems[0].render("zh") and "--map months=last" in problems[0].render("zh") and problems[1].row == 3
    )
    mapping = {"months": "last"}
    found = bring(files, mapping=mapping)
    orders = found.company.frames["orders"]
    assert reconciles(found) and len(orders) == 5 + 4 and orders["amount"].sum() == 16750 + 6_750_000
    assert sorted(orders["date"].dt.strftime("%Y-%m-%d").unique()) == [
        "2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2025-01-31", "2025-03-31"]  # fmt: skip
    assert found.report["as_of"]["date"] == "2025-03-31"
    regions = found.company.frames["customers"].set_index("name")["region"]
    assert regions["戊公司"] == "华东" and regions["丙公司"] == "华南"
    aside = found.set_aside.set_index("reason")
    assert aside.loc["no_amount", "line"] == 5 and "2月" in aside.loc["no_amount"].tolist()
    assert sorted(found.set_aside["reason"]) == ["no_amount", "note", "subtotal", "subtotal"]
    stated = [sheet["stated_total"]["money"] for source in found.report["sources"] for sheet in source["sheets"]]
    assert stated == [16750, 6_750_000]
    told = [choice["value"] for choice in found.report["choices"] if choice["name"] == "months"]
    assert "合计 = Σ (2), ≠ Σ: 4 (1)" in told[0] and "占比" in told[0]
    assert kept_mapping(found, mapping)["answers"] == {"months": "last"}
    first = bring(files, mapping={"months": "first"}).company.frames["orders"]
    assert first["date"].dt.day.unique().tolist() == [1] and first["amount"].sum() == orders["amount"].sum()
    assert bring(files, yes=True).company.frames["orders"].equals(orders)
    assert asked(files, mapping={"months": "middle"})[0].column == "months"


def test_the_last_month_ends_on_the_as_of_date(tmp_path):
    path = book(tmp_path / "2024年客户.xlsx", {"2024": YUAN})
    orders = bring(path, mapping={"months": "last"}, as_of="2024-04-20").company.frames["orders"]
    assert orders["date"].max().date().isoformat() == "2024-04-20" and len(orders) == 5


def test_a_table_by_month_beside_order_lines_is_not_counted_twice(tmp_path):
    lines = [["单号", "日期", "客户名称", "产品", "数量", "金额"]]
    lines += [[f"A{n}", f"2024-0{n}-05", f"客户{n % 2}", "P1", 1, 100] for n in range(1, 7)]
    sums = [
        ["2024年销售汇总表"],
        ["客户", "1月", "2月", "3月", "合计"],
        ["客户0", None, 100, None, 100],
        ["客户1", 100, None, 100, 200],
    ]
    path = book(tmp_path / "台账.xlsx", {"汇总": sums, "明细": lines})
    assert [problem.kind for problem in asked(path)] == ["ask-months"]
    for more in ({"yes": True}, {"mapping": {"tables": "汇总:skip"}}):
        found = bring(path, **more)
        assert found.company.frames["orders"]["amount"].sum() == 60000
        assert [entry["sheet"] for entry in found.report["skipped"]] == ["汇总"]
    both = bring(path, mapping={"tables": "汇总:orders", "months": "last", "read_sheets": "汇总"})
    assert both.company.frames["orders"]["amount"].sum() == 90000


def test_a_month_over_count_and_money(tmp_path):
    rows = [
        ["客户销售月报 2024年"],
        ["客户", "1月", None, "2月", None, "3月", None, "合计", None],
        [None, "数量", "金额", "数量", "金额", "数量", "金额", "数量", "金额"],
        ["甲公司", 2, 20, None, None, 5, 50, 7, 70],
        ["乙公司", 1, 10, 3, 30, None, None, 4, 40],
    ]
    found = bring(book(tmp_path / "月报.xlsx", {"Sheet1": rows}), mapping={"months": "first"})
    orders = found.company.frames["orders"].sort_values(["customer", "date"])
    assert orders[["customer", "quantity", "amount"]].to_numpy().tolist() == [
        ["乙公司", 1, 1000], ["乙公司", 3, 3000], ["甲公司", 2, 2000], ["甲公司", 5, 5000]]  # fmt: skip


@pytest.mark.parametrize("title", ["2024年客户回款表", "2024年销售目标", "2024年客户采购数量"])
def test_plans_payments_and_pieces_are_not_taken_for_sales(tmp_path, title):
    rows = [[title], ["客户", "1月", "2月", "3月"], ["甲公司", 1, 2, 3], ["乙公司", 4, 5, 6], ["丙公司", 4, 5, 6]]
    path = book(tmp_path / "a.xlsx", {"Sheet1": rows})
    assert "ask-months" not in [problem.kind for problem in asked(path, yes=True)]


def test_without_a_year_or_a_customer_it_is_asked(tmp_path):
    rows = [["客户", "11月", "12月", "1月"], ["甲公司", 1, 2, 3], ["乙公司", 4, 5, 6]]
    path = book(tmp_path / "a.xlsx", {"Sheet1": rows})
    assert [problem.kind for problem in asked(path, yes=True)][0] == "ask-year"
    orders = bring(path, mapping={"year": "2024", "months": "last"}).company.frames["orders"]
    assert orders["date"].max().date().isoformat() == "2025-01-31"
    goods = book(tmp_path / "2024.xlsx", {"Sheet1": [["产品", "1月", "2月", "3月"], ["P1", 1, 2, 3], ["P2", 4, 5, 6]]})
    assert asked(goods)[0].kind == "ask-months" and "产品" in asked(goods)[0].render("zh")


@pytest.mark.covers("0.3")
def test_dates_without_a_year_take_it_from_the_title_and_sheet(tmp_path):
    head = ["日期", "客户名称", "产品", "数量", "金额"]
    april = [
        ["2024年4月份销售台账"],
        head,
        ["1日", "甲公司", "P1", 1, 10],
        ["30日", "乙公司", "P1", 1, 20],
        ["31日", "乙公司", "P1", 1, 40],
    ]
    november = [["2024年销售台账"], head, ["11/5", "甲公司", "P1", 1, 100], ["11月30日", "乙公司", "P1", 1, 200]]
    found = bring(book(tmp_path / "a.xlsx", {"4月": april, "11月": november}))
    orders = found.company.frames["orders"]
    assert reconciles(found) and sorted(orders["date"].dt.strftime("%m-%d")) == ["04-01", "04-30", "11-05", "11-30"]
    assert found.set_aside["reason"].tolist() == ["no_date"] and found.set_aside["日期"].tolist() == ["31日"]
    repairs = [r for s in found.report["sources"][0]["sheets"] for r in s["repairs"] if r["kind"] == "date_completed"]
    assert repairs[0]["example"] == ["1日", "2024-04-01"] and repairs[1]["cells"] == 2


def test_sheets_of_other_months_do_not_sum_up_a_numbered_one(tmp_path):
    head = ["日期", "客户名称", "产品", "数量", "金额"]
    one = [head, ["2024-01-05", "甲公司", "P1", 1, 10], ["2024-01-06", "乙公司", "P1", 1, 20]]
    two = [["单号", *head], ["A1", "2024-02-05", "甲公司", "P1", 1, 10], ["A2", "2024-02-06", "乙公司", "P1", 1, 20]]
    assert len(bring(book(tmp_path / "a.xlsx", {"1月": one, "2月": two})).company.frames["orders"]) == 4
    same = [head, ["2024-02-05", "甲公司", "P1", 1, 10], ["2024-02-06", "乙公司", "P1", 1, 20]]
    assert asked(book(tmp_path / "b.xlsx", {"1月": same, "2月": two}))[0].kind == "ask-sheet"
