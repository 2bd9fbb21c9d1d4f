"""A ledger of any shape becomes a client folder; rows and money reconcile exactly."""

import csv
import datetime as dt
import io
import json

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from helpers.company.check import check
from helpers.errors import IntakeError, RulesError
from helpers.intake.ledger.ledger_import import import_ledger, write
from helpers.language import using

HEAD = ["单据编号", "日期", "客户编码", "客户名称", "地区", "产品编码", "产品名称", "数量", "金额"]
ROWS = [
    ["SO1", "2024-01-05", "C001", "恒川精密", "华东", "P1", "伺服驱动器", "2", "460.00"],
    ["SO1", "2024-01-05", "C001", "恒川精密", "华东", "P2", "减速机", "1", "1,200.50"],
    ["SO2", "2024年2月3日", "C002", "东岭包装", "华南", "P1", "伺服驱动器", "-1", "(230.00)"],
    ["SO3", "20240310", "C002", "东岭包装", "华南", "P2", "减速机", "10", "¥1.2万"],
]
TOTAL = 46000 + 120050 - 23000 + 1200000


def text(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def put(folder, rows, name="台账.csv", encoding="utf-8", delimiter=","):
    path = folder / name
    path.write_bytes(text(rows, delimiter).encode(encoding))
    return path


def book(folder, sheets, name="台账.xlsx"):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(folder / name)
    return folder / name


def bring(files, **more):
    return import_ledger(files, **{"id": "probe", "name": "试", "currency": "CNY"} | more)


def reasons(imported):
    return imported.set_aside["reason"].value_counts().to_dict()


def entry(imported, source=0, sheet=0):
    return imported.report["sources"][source]["sheets"][sheet]


def reconciles(imported):
    """Rows and money of every sheet: in = kept + set aside; kept = what the folder holds."""
    rows = money = 0
    for source in imported.report["sources"]:
        for sheet in source["sheets"]:
            assert sheet["rows_in"] == sheet["rows_kept"] + sum(part["rows"] for part in sheet["set_aside"])
            assert sheet["money_in"] == sheet["money_kept"] + sum(part["money"] for part in sheet["set_aside"])
            rows, money = rows + sheet["rows_kept"], money + sheet["money_kept"]
    totals, orders = imported.report["totals"], imported.company.frames["orders"]
    assert totals["rows_in"] == totals["rows_kept"] + totals["rows_set_aside"]
    assert totals["money_in"] == totals["money_kept"] + totals["money_set_aside"]
    assert (rows, money) == (len(orders), orders["amount"].sum()) == (totals["rows_kept"], totals["money_kept"])
    assert len(imported.set_aside) == totals["rows_set_aside"]
    return True


@pytest.mark.covers("0.3")
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_every_encoding_and_delimiter_gives_the_same_tables(tmp_path, encoding, delimiter):
    found = bring(put(tmp_path, [HEAD, *ROWS], encoding=encoding, delimiter=delimiter))
    orders = found.company.frames["orders"]
    assert orders["amount"].sum() == TOTAL and len(orders) == 4 and reconciles(found)
    assert found.company.frames["customers"][["customer", "name", "region"]].to_numpy().tolist() == [
        ["C001", "恒川精密", "华东"],
        ["C002", "东岭包装", "华南"],
    ]
    assert found.company.frames["products"]["name"].tolist() == ["伺服驱动器", "减速机"]


@pytest.mark.parametrize(("encoding", "city"), [("cp1252", "Orléans – Œuvre"), ("latin-1", "Besançon\x85")])
def test_western_encodings(tmp_path, encoding, city):
    rows = [["Invoice", "Date", "Customer ID", "Customer name", "Amount"]]
    rows += [[f"I{n}", "2024-01-05", f"C{n}", f"Société {city} n° {n}", "5"] for n in range(30)]
    found = bring(put(tmp_path, rows, encoding=encoding), currency="EUR")
    name = found.company.frames["customers"]["name"].iloc[0]
    assert name.startswith("Société") and city.split()[0].strip("\x85") in name


def test_gb18030_with_english_headers_is_told_by_its_texts(tmp_path):
    rows = [["Invoice", "Date", "Customer ID", "Customer name", "Amount"]]
    rows += [[f"I{n}", "2024-01-05", f"C{n}", f"苏州恒川精密机械有限公司第{n}分公司", "5"] for n in range(30)]
    found = bring(put(tmp_path, rows, encoding="gb18030"))
    assert found.company.frames["customers"]["name"].iloc[0] == "苏州恒川精密机械有限公司第0分公司"
    assert found.report["sources"][0]["encoding"] == "gb18030"


@pytest.mark.covers("0.3")
def test_titles_blank_rows_subtotals_and_footers(tmp_path):
    rows = [["2024年销售台账"], ["制表：财务部", "", "单位：元"], [], HEAD, ROWS[0], ROWS[1], ["", "", "", "小计", "", "", "", "3", "1660.50"], [],
            HEAD, ROWS[2], ROWS[3], ["合 计", "", "", "", "", "", "", "12", "13430.50"], ["制表人：张三"]]  # fmt: skip
    found = bring(book(tmp_path, {"一月": rows}))
    sheet = entry(found)
    assert reasons(found) == {"subtotal": 2, "repeated_header": 1, "note": 1} and reconciles(found)
    assert (sheet["header_line"], sheet["title_rows"], sheet["blank_rows"]) == (4, 2, 2)
    assert sheet["stated_total"] == {"line": 12, "label": "合计", "money": 1343050, "lines_money": TOTAL}
    assert found.set_aside["line"].tolist() == [7, 9, 12, 13]


def test_a_customer_or_product_called_total_is_no_subtotal(tmp_path):
    rows = [
        ["Order no", "Date", "Customer", "Product name", "Amount"],
        ["1", "2024-01-05", "Total Energies", "Total Quartz", "5"],
        ["Total", "", "", "", "5"],
    ]
    found = bring(put(tmp_path, rows))
    assert reasons(found) == {"subtotal": 1} and len(found.company.frames["orders"]) == 1


@pytest.mark.covers("0.3")
def test_each_reason_is_counted_and_its_cells_kept(tmp_path):
    odd = [
        ["SO4", "没有", "C001", "恒川精密", "华东", "P1", "伺服驱动器", "1", "10"],
        ["SO5", "2024-03-11", "C001", "恒川精密", "华东", "P1", "伺服驱动器", "1", "待定"],
        ["SO6", "2024-03-12", "", "", "", "P1", "伺服驱动器", "1", "30.07"],
        ["SO7", "2024-03-13", "C001", "恒川精密", "华东", "P1", "伺服驱动器", "1", "40", "串列了"],
        ["SO8", "2024-12-30", "C001", "恒川精密", "华东", "P1", "伺服驱动器", "1", "50"],
    ]
    found = bring(put(tmp_path, [HEAD, *ROWS, *odd]), as_of="2024-06-30")
    assert reasons(found) == {"no_date": 1, "no_amount": 1, "no_customer": 1, "ragged": 1, "after_as_of": 1}
    assert reconciles(found) and entry(found)["money_in"] == TOTAL + 1000 + 3007 + 5000
    aside = {part["reason"]: part for part in entry(found)["set_aside"]}
    assert aside["no_customer"]["by_month"] == {"2024-03": [1, 3007]} and aside["no_amount"]["money"] == 0
    assert found.set_aside[["line", "单据编号", "金额"]].to_numpy().tolist() == [
        [6, "SO4", "10"], [7, "SO5", "待定"], [8, "SO6", "30.07"], [9, "SO7", "40"], [10, "SO8", "50"]]  # fmt: skip


@pytest.mark.covers("0.3")
def test_the_same_document_in_two_sheets_counts_once_and_equal_lines_stay(tmp_path):
    first, second = (
        [HEAD, *ROWS, ROWS[0]],
        [HEAD, ROWS[0], ROWS[3], [*ROWS[3][:7], "1", "7"], ["SO9", "2024-04-01", *ROWS[0][2:]]],
    )
    path = book(tmp_path, {"上": first, "下": second})
    found = bring(path)
    assert reasons(found) == {"copy": 2} and reconciles(found)
    orders = found.company.frames["orders"]
    assert orders["amount"].sum() == TOTAL + 46000 + 700 + 46000
    kinds = {note["kind"]: note["rows"] for note in entry(found)["notes"]}
    assert kinds["identical"] == 1 and kinds["document_differs"] == 1
    both = bring(path, rules={"same_document": "keep", "identical_lines": "set_aside"})
    assert reasons(both) == {"identical": 1} and reconciles(both)


def test_a_copy_line_by_line_even_when_the_sheet_repeats_it(tmp_path):
    path = book(tmp_path, {"a": [HEAD, ROWS[0], ROWS[0]], "b": [HEAD, ROWS[0], ROWS[0], ROWS[0]]})
    assert len(bring(path).company.frames["orders"]) == 3


def test_true_dates_numbers_and_codes_of_excel(tmp_path):
    rows = [["Invoice", "InvoiceDate", "Customer ID", "StockCode", "Quantity", "Price", "Country"],
            [536365, dt.datetime(2010, 12, 1, 8, 26), 17850.0, "85123A", 6, 2.55, "France"],
            ["C536366", dt.date(2010, 12, 2), 17850, 84879, -2, 1.69, "France"],
            [536367, 40513, 13047, 84879, 3, 0.1, "Italy"]]  # fmt: skip
    found = bring(book(tmp_path, {"s": rows}), currency="GBP")
    orders = found.company.frames["orders"]
    assert orders["amount"].tolist() == [1530, 30, -338] and orders["doc_no"].tolist() == [
        "536365",
        "536367",
        "C536366",
    ]
    assert orders["date"].dt.strftime("%F").tolist() == ["2010-12-01", "2010-12-01", "2010-12-02"]
    assert found.company.frames["customers"]["customer"].tolist() == ["13047", "17850"]
    repairs = {repair["kind"]: repair["cells"] for repair in entry(found)["repairs"]}
    assert repairs == {"date_serial": 1, "time_dropped": 1, "amount_computed": 3}
    notes = {note["kind"]: (note["rows"], note["money"]) for note in entry(found)["notes"]}
    assert notes == {"returns": (1, -338), "cancelled": (1, -338), "unpaired": (1, -338)}


def test_document_date_and_customer_are_filled_down(tmp_path):
    rows = [
        HEAD,
        ROWS[0],
        ["", "", "", "", "", "P2", "减速机", "1", "5"],
        ROWS[2],
        ["", "", "", "", "", "P9", "联轴器", "1", "6"],
    ]
    found = bring(put(tmp_path, rows))
    orders = found.company.frames["orders"]
    assert orders.groupby("doc_no").size().to_dict() == {"SO1": 2, "SO2": 2} and reconciles(found)
    assert not bring(put(tmp_path, rows), rules={"fill_down": False}).company.frames["orders"]["product"].eq("P9").any()


def test_without_document_numbers_they_are_made_and_said(tmp_path):
    rows = [["日期", "客户", "销售额"], ["2024-01-05", "甲公司", "5"], ["2024-01-06", "乙公司", "6"]]
    found = bring(put(tmp_path, rows))
    assert found.company.frames["orders"]["doc_no"].tolist() == ["乙公司-20240106", "甲公司-20240105"]
    assert {"name": "doc_no", "value": "customer-date", "how": "proposed"} in found.report["choices"]
    assert "products" not in found.company.frames and reconciles(found)


def test_customers_known_by_name_get_the_code_of_that_name(tmp_path):
    rows = [
        ["单号", "日期", "客户编码", "客户名称", "金额"],
        ["1", "2024-01-05", "C1", "甲", "5"],
        ["2", "2024-01-06", "", "甲", "6"],
        ["3", "2024-01-07", "", "乙", "7"],
    ]
    found = bring(put(tmp_path, rows))
    assert found.company.frames["orders"]["customer"].tolist() == ["C1", "C1", "乙"]


def test_a_mapping_names_columns_and_the_rest_is_listed(tmp_path):
    rows = [["流水", "那天", "谁", "多少", "备注"], ["1", "2024-01-05", "甲", "5", "x"]]
    path = put(tmp_path, rows)
    with pytest.raises(IntakeError) as caught:
        bring(path)
    assert "流水, 那天, 谁, 多少, 备注" in caught.value.render("zh") and "date: …" in caught.value.render("en")
    found = bring(path, mapping={"doc_no": "流水", "date": "那天", "customer": "谁", "amount": "多少"})
    assert entry(found)["unused"] == ["备注"] and {column["how"] for column in entry(found)["columns"]} == {"mapping"}


def test_amounts_with_and_without_tax(tmp_path):
    rows = [["单号", "日期", "客户", "不含税金额", "价税合计"], ["1", "2024-01-05", "甲", "100", "113"]]
    path = put(tmp_path, rows)
    assert bring(path, revenue_tax="included").company.frames["orders"]["amount"].tolist() == [11300]
    assert bring(path, revenue_tax="excluded").company.frames["orders"]["amount"].tolist() == [10000]


def test_header_units_scale_money(tmp_path):
    rows = [["单号", "日期", "客户", "金额（万元）", "成本"], ["1", "2024-01-05", "甲", "1.25", "30"]]
    orders = bring(put(tmp_path, rows)).company.frames["orders"]
    assert orders["amount"].tolist() == [1250000] and orders["cost"].tolist() == [3000]


@pytest.mark.parametrize(("currency", "minor"), [("JPY", 1234), ("CNY", 123400), ("KWD", 1234000)])
def test_minor_units_follow_the_currency(tmp_path, currency, minor):
    rows = [["单号", "日期", "客户", "金额"], ["1", "2024-01-05", "甲", "1234"]]
    assert bring(put(tmp_path, rows), currency=currency).company.frames["orders"]["amount"].tolist() == [minor]


def refused(files, kind="", **more):
    with pytest.raises(IntakeError) as caught:
        bring(files, **more)
    for lang in ("zh", "en"):
        assert "{" not in caught.value.render(lang)
    with using("zh"):
        assert any("\u4e00" <= char <= "\u9fff" for char in caught.value.problems[0].do.render())
    if kind:
        assert kind in {problem.kind for problem in caught.value.problems}
    return caught.value


def test_ambiguous_dates_are_asked_not_guessed(tmp_path):
    rows = [
        ["No", "Invoice no", "Date", "Customer", "Amount"],
        ["1", "1", "05/01/2024", "A", "5"],
        ["2", "2", "06/02/2024", "B", "5"],
    ]
    path = put(tmp_path, rows)
    problem = refused(path, "ask-date-order").problems[0]
    assert (problem.row, problem.column) == (2, "Date") and "date_order" in problem.do.render("en")
    assert bring(path, mapping={"date_order": "dmy"}).report["as_of"]["date"] == "2024-02-06"
    assert bring(path, mapping={"date_order": "mdy"}).report["as_of"]["date"] == "2024-06-02"


def test_what_one_sheet_tells_of_dates_holds_for_the_file(tmp_path):
    head = ["Invoice no", "Date", "Customer", "Amount"]
    path = book(tmp_path, {"a": [head, ["1", "05/01/2024", "A", 5]], "b": [head, ["2", "25/01/2024", "A", 5]]})
    assert bring(path).company.frames["orders"]["date"].dt.strftime("%F").tolist() == ["2024-01-05", "2024-01-25"]


def test_ambiguous_decimals_are_asked(tmp_path):
    path = put(tmp_path, [["Date", "Customer", "Amount"], ["2024-01-05", "A", "1.234"]], delimiter=";")
    refused(path, "ask-decimal")
    assert bring(path, mapping={"decimal": ","}).company.frames["orders"]["amount"].tolist() == [123400]


@pytest.mark.parametrize(
    ("rows", "currency"),
    [
        (
            [["日期", "客户", "金额", "币种"], ["2024-01-05", "甲", "5", "人民币"], ["2024-01-05", "甲", "5", "USD"]],
            "CNY",
        ),
        ([["日期", "客户", "金额"], ["2024-01-05", "甲", "¥5"], ["2024-01-05", "甲", "€5"]], "CNY"),
        ([["日期", "客户", "金额"], ["2024-01-05", "甲", "$5"]], "CNY"),
    ],
)
def test_other_currencies_are_refused_with_the_list(tmp_path, rows, currency):
    error = refused(put(tmp_path, rows), "currency", currency=currency)
    assert any(code in error.render("en") for code in ("USD", "EUR"))


def test_files_that_cannot_be_read_are_told(tmp_path):
    (tmp_path / "empty.csv").write_bytes(b" \n")
    (tmp_path / "noise.csv").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "page.xls").write_bytes(b"<html><p>Please log in</p></html>")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "locked.xlsx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    (tmp_path / "open.csv").write_text('日期,客户,金额\n2024-01-05,"甲,5\n2024-01-06,乙,6\n', "utf-8")
    (tmp_path / "byte.csv").write_bytes(
        "日期,客户,金额\n2024-01-05,恒川精密机械有限公司,5\n".encode()[:-6] + b"\xff,5\n"
    )
    (tmp_path / "half.csv").write_bytes(b"\xef\xbb\xbf" + "日期,客户,金额\n".encode() + b"\xff\xfe")
    names = [
        "none.csv",
        "empty.csv",
        "noise.csv",
        "page.xls",
        "broken.xlsx",
        "locked.xlsx",
        "open.csv",
        "half.csv",
        "byte.csv",
    ]
    error = refused([tmp_path / name for name in names])
    assert [problem.file for problem in error.problems] == names
    assert error.problems[6].row == 2 and error.problems[7].row == error.problems[8].row == 2
    refused(tmp_path)
    refused([])


def test_text_named_xls_and_excel_named_csv_are_read(tmp_path):
    assert reconciles(bring(put(tmp_path, [HEAD, *ROWS], name="export.xls", delimiter="\t")))
    assert reconciles(bring(book(tmp_path, {"a": [HEAD, *ROWS]}, name="export.csv")))


def test_sheets_that_are_no_ledger_are_listed_and_half_ledgers_asked(tmp_path):
    path = book(tmp_path, {"说明": [["请先阅读"]], "台账": [HEAD, *ROWS], "空": []})
    found = bring(path)
    assert {(skip["sheet"], skip["why"]) for skip in found.report["skipped"]} == {
        ("说明", "no_ledger"),
        ("空", "empty"),
    }
    half = book(
        tmp_path,
        {"台账": [HEAD, *ROWS], "二月": [["单据编号", "日期", "某方", "金额"], ["1", "2024-02-02", "甲", "9"]]},
    )
    assert "二月" in refused(half).problems[0].file
    assert bring(half, mapping={"skip_sheets": ["二月"]}).report["skipped"][0]["why"] == "asked"


def test_hidden_sheets_are_told_and_can_be_read(tmp_path):
    path = book(tmp_path, {"a": [HEAD, ROWS[0]], "b": [HEAD, ROWS[2]]})
    made = openpyxl.load_workbook(path)
    made["b"].sheet_state = "hidden"
    made.save(path)
    assert bring(path).report["skipped"][0]["why"] == "hidden"
    assert len(bring(path, rules={"hidden_sheets": "read"}).company.frames["orders"]) == 2


@pytest.mark.parametrize(
    "more",
    [
        {"mapping": {"custmer": "x"}},
        {"mapping": {"date_order": "dd"}},
        {"mapping": {"customer": "没有这列"}},
        {"id": "../x"},
        {"currency": "XX"},
        {"as_of": "2024-02-31"},
        {"industry": "nothing"},
    ],
)
def test_wrong_parameters_are_told(tmp_path, more):
    refused(put(tmp_path, [HEAD, *ROWS]), **more)


def test_rules_are_strict(tmp_path):
    with pytest.raises(RulesError):
        bring(put(tmp_path, [HEAD, *ROWS]), rules={"same_doc": "keep"})


def test_nothing_kept_is_an_error(tmp_path):
    refused(put(tmp_path, [HEAD, [*ROWS[0][:8], "?"]]))
    refused(put(tmp_path, [HEAD]))


def tree(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.covers("0.3")
def test_written_folder_is_good_and_the_same_each_time(tmp_path):
    source = put(tmp_path, [HEAD, *ROWS, ["SO6", "2024-03-12", "", "", "", "P1", "驱动器", "1", "30"]])
    one, two = write(bring(source), tmp_path / "one"), write(bring(source), tmp_path / "two")
    assert tree(one) == tree(two) and {"set_aside.csv", "intake.json"} <= set(tree(one))
    write(bring(source), one)
    assert tree(one) == tree(two)
    checked = check(one)
    assert checked.problems == () and checked.company.intake == json.loads((one / "intake.json").read_text("utf-8"))
    assert str(tmp_path) not in (one / "intake.json").read_text("utf-8")
    assert checked.company.data_hash == bring(source).company.data_hash


def test_row_order_does_not_matter(tmp_path):
    there = bring(put(tmp_path, [HEAD, *ROWS]))
    back = bring(put(tmp_path, [HEAD, *ROWS[::-1]]))
    for name, frame in there.company.frames.items():
        pd.testing.assert_frame_equal(frame, back.company.frames[name])


def test_writing_destroys_nothing_of_a_person(tmp_path):
    source, folder = put(tmp_path, [HEAD, *ROWS]), tmp_path / "firm"
    write(bring(source), folder)
    other = bring(source, id="other")
    with pytest.raises(IntakeError):
        write(other, folder)
    profile = (folder / "company.yml").read_text("utf-8")
    profile = profile.replace("as_of: 2024-03-10", "as_of: 2024-12-31")
    (folder / "company.yml").write_text(
        profile + 'finance:\n- {from: 2024-01-01, to: 2024-12-31, revenue: "1", source: 财务部}\n', "utf-8"
    )
    write(bring(source), folder)
    renewed = check(folder).company
    assert renewed.profile.finance[0].source == "财务部" and renewed.date == dt.date(2024, 12, 31)
    (folder / "customers.csv").write_text("customer,name\nC001,改过\nC002,东岭\n", "utf-8")
    with pytest.raises(IntakeError) as caught:
        write(bring(source), folder)
    assert [problem.file for problem in caught.value.problems] == ["customers.csv"]
    write(bring(source), folder, replace=True)
    write(other, folder, replace=True)
    assert "id: other" in (folder / "company.yml").read_text("utf-8")


BLANK = "\ufeff\u200b\u200c\u200d\u2060\u00a0\u3000 \t\r\n\v\f\x00"
CELL = st.one_of(
    st.sampled_from(
        [
            "",
            "2024-01-05",
            "2024/2/30",
            "0",
            "-5.5",
            "1,000",
            "(3)",
            "1.2万",
            "C1",
            "C2",
            "SO1",
            "SO2",
            "合计",
            "Total",
            "nan",
            "NA",
            "日期",
            "﻿x",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=4),
)
LINE = st.tuples(
    st.sampled_from(["SO1", "SO2", "C3", ""]),
    st.sampled_from(["2024-01-05", "2024年1月6日", "20240107", "x", ""]),
    st.sampled_from(["C1", "C2", "17850.0", "", "nan"]),
    st.sampled_from(["P1", ""]),
    st.sampled_from(["1", "-2", "半", ""]),
    st.sampled_from(["10", "¥1,000.05", "(3.00)", "0", "待定", "", "1.2万"]),
).map(list)
ANY = st.one_of(LINE, LINE, LINE, st.lists(CELL, max_size=8))


@pytest.mark.slow
@pytest.mark.covers("0.3")
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=st.lists(ANY, max_size=12), second=st.lists(ANY, max_size=6), utf=st.booleans())
def test_whatever_comes_in_is_kept_or_set_aside(tmp_path, first, second, utf):
    head = ["单据编号", "日期", "客户编码", "产品编码", "数量", "金额"]
    good = ["SO0", "2024-01-01", "C0", "P0", "1", "1"]
    encoding = "utf-8-sig" if utf else "gb18030"
    files = [
        put(tmp_path, [head, good, *first], "a.csv", encoding),
        put(tmp_path, [head, good, *second], "b.csv", encoding),
    ]
    try:
        found = bring(files)
    except IntakeError as error:
        assert all(problem.render("zh") for problem in error.problems)
        return
    assert reconciles(found)
    seen = [row for row in [good, good, *first, *second] if any(cell.strip(BLANK) for cell in row)]
    assert found.report["totals"]["rows_in"] == len(seen)
    assert check(write(found, tmp_path / "out", replace=True)).problems == ()
