"""Part payments, merged cells, hidden sheets and rows taken back, in tables beyond order lines."""

import csv
import io

import openpyxl
import pandas as pd
import pytest

from helpers.company.check import check
from helpers.company.receivables import outstanding
from helpers.errors import IntakeError
from helpers.intake.folder_import import import_files, write

ANY = {"id": "probe", "name": "试", "currency": "CNY"}
ORDERS = """单据编号,日期,客户编码,客户名称,产品编码,数量,金额
SO1,2025-01-05,C001,恒川精密,P1,2,460.00
SO2,2025-02-03,C002,东岭包装,P1,1,230.00
SO3,2025-06-30,C002,东岭包装,P2,10,12000
"""
INVOICES = """发票号,客户名称,开票日期,到期日,金额
FP1,恒川精密,2025-01-10,2025-02-10,1000
FP2,东岭包装,2025-02-10,2025-03-10,600
FP3,东岭包装,2025-03-10,2025-04-10,500
FP4,恒川精密,2025-04-10,2025-05-10,-80
"""
PAYMENTS = """回款单号,发票号,回款日期,回款金额
R1,FP1,2025-02-01,300
R2,FP1,2025-03-01,300
R3,FP1,2025-05-01,400
R3,FP2,2025-05-01,600
R4,FP3,2025-04-02,200
R4,FP3,2025-04-02,200
"""


def put(folder, name, text):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def owed(company):
    return dict(zip(company.table("invoices")["invoice_no"], outstanding(company), strict=True))


@pytest.mark.covers("0.3")
def test_parts_of_an_invoice_are_taken_off_what_is_owed_on_any_day(tmp_path):
    files = [put(tmp_path, "o.csv", ORDERS), put(tmp_path, "发票.csv", INVOICES), put(tmp_path, "回款.csv", PAYMENTS)]
    found = import_files(files, **ANY, as_of="2025-06-30")
    company = found.company
    assert owed(company) == {"FP1": 0, "FP2": 0, "FP3": 30000, "FP4": -8000}  # the same payment stands there twice
    assert owed(company.as_of(pd.Timestamp("2025-03-31").date())) == {"FP1": 40000, "FP2": 60000, "FP3": 50000}
    assert owed(company.as_of(pd.Timestamp("2025-02-15").date())) == {"FP1": 70000, "FP2": 60000}
    assert not check(write(found, tmp_path / "c", {})).problems
    again = import_files([*files[:2], put(tmp_path, "回款.csv", PAYMENTS + "R9,FP3,2025-06-01,300\n")], **ANY, as_of="2025-06-30")  # fmt: skip
    assert owed(again.company)["FP3"] == 0  # settled today, still owed before
    assert owed(again.company.as_of(pd.Timestamp("2025-05-01").date()))["FP3"] == 30000


@pytest.mark.covers("0.3")
@pytest.mark.parametrize(
    "header, cells", [("已收金额", "1000,600,200,0"), ("未收金额", "0,0,300,-80"), ("Balance", "0,0,300,-80")]
)
def test_a_balance_beside_the_amount_tells_what_is_owed(tmp_path, header, cells):
    rows = INVOICES.strip().split("\n")
    text = "\n".join(
        [f"{rows[0]},{header}", *(f"{row},{cell}" for row, cell in zip(rows[1:], cells.split(","), strict=True))]
    )
    found = import_files([put(tmp_path, "o.csv", ORDERS), put(tmp_path, "应收.csv", text)], **ANY)
    assert owed(found.company) == {"FP1": 0, "FP2": 0, "FP3": 30000, "FP4": -8000}
    entry = found.report["further"][0]
    field = "paid" if header == "已收金额" else "owed"
    assert {"field": field, "column": header, "how": "name", "confidence": 0.95} in entry["columns"]
    assert found.report["further_notes"]["invoices"]["paid_undated"] == 3
    assert not check(write(found, tmp_path / "c", {})).problems


def test_the_day_beside_a_part_is_that_part_s(tmp_path):
    rows = INVOICES.strip().split("\n")
    more = ["已回款金额,回款日期", "1000,2025-03-01", "100,2025-04-01", ",", ","]
    text = "\n".join(f"{row},{cell}" for row, cell in zip(rows, more, strict=True))
    found = import_files([put(tmp_path, "o.csv", ORDERS), put(tmp_path, "应收.csv", text)], **ANY)
    assert owed(found.company) == {"FP1": 0, "FP2": 50000, "FP3": 50000, "FP4": -8000}
    bills = found.company.table("invoices").set_index("invoice_no")
    assert bills["paid_on"].notna().to_dict() == {"FP1": True, "FP2": False, "FP3": False, "FP4": False}
    assert owed(found.company.as_of(pd.Timestamp("2025-03-15").date()))["FP2"] == 60000


def workbook(path, hide=""):
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets = {
        "订单": list(csv.reader(io.StringIO(ORDERS))),
        "联系人": [["客户名称", "姓名", "职务", "手机"], ["恒川精密", "王一", "经理", "13800000001"], ["", "李二", "经理", "13800000002"],
                ["", "张三", "厂长", "13800000003"], ["东岭包装", "赵四", "厂长", "13800000004"]],
        "发票": list(csv.reader(io.StringIO(INVOICES))),
    }  # fmt: skip
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
        if name == "联系人":
            sheet.merge_cells("A2:A4")
        if name == hide:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


@pytest.mark.covers("0.1")
def test_merged_cells_of_any_table_belong_to_every_row_they_cover(tmp_path):
    found = import_files(workbook(tmp_path / "a.xlsx"), **ANY)
    people = found.company.table("contacts").set_index("name")["customer"].to_dict()
    assert people == {"王一": "C001", "李二": "C001", "张三": "C001", "赵四": "C002"}
    entry = next(e for e in found.report["further"] if e["table"] == "contacts")
    assert {"kind": "spread", "column": "客户名称", "cells": 2, "example": ["", "恒川精密"]} in entry["repairs"]


@pytest.mark.covers("0.1")
def test_the_same_saved_as_text_is_filled_down_where_it_is_plain(tmp_path):
    text = "客户名称,姓名,职务,手机\n恒川精密,王一,经理,13800000001\n,李二,经理,13800000002\n,张三,厂长,13800000003\n东岭包装,赵四,厂长,13800000004\n"
    found = import_files([put(tmp_path, "o.csv", ORDERS), put(tmp_path, "联系人.csv", text)], **ANY)
    assert found.company.table("contacts")["customer"].value_counts().to_dict() == {"C001": 3, "C002": 1}
    text = text.replace("东岭包装", "恒川精密")  # a name twice: not grouped, cells are missing
    found = import_files([put(tmp_path, "o.csv", ORDERS), put(tmp_path, "联系人.csv", text)], **ANY)
    assert found.report["further"][0]["set_aside"] == [{"reason": "no_customer", "rows": 2, "money": 0}]


def test_merged_amounts_are_not_multiplied(tmp_path):
    book = openpyxl.Workbook()
    for row in (["单据编号", "日期", "客户", "产品", "金额"], ["SO1", "2025-01-05", "恒川精密", "P1", 100], [None, None, None, "P2", None],
                ["SO2", "2025-01-06", "东岭包装", "P1", 50]):  # fmt: skip
        book.active.append(row)
    for column in "ABCE":
        book.active.merge_cells(f"{column}2:{column}3")
    book.save(tmp_path / "a.xlsx")
    found = import_files(tmp_path / "a.xlsx", **ANY)
    assert found.report["totals"]["money_in"] == found.company.table("orders")["amount"].sum() == 15000


@pytest.mark.covers("0.1")
def test_a_hidden_sheet_of_another_table_is_told_and_read_on_request(tmp_path):
    path = workbook(tmp_path / "a.xlsx", hide="发票")
    found = import_files(path, **ANY)
    assert [(e["sheet"], e["why"], e["table"]) for e in found.report["skipped"]] == [("发票", "hidden", "invoices")]
    assert "invoices" not in found.company.frames
    found = import_files(path, **ANY, rules={"hidden_sheets": "read"})
    assert len(found.company.table("invoices")) == 4 and not found.report["skipped"]
    assert next(e for e in found.report["further"] if e["table"] == "invoices")["hidden"] is True


@pytest.mark.covers("0.4")
def test_rows_of_other_tables_are_taken_back_mended_or_as_they_are(tmp_path):
    text = "客户名称,姓名,职务,手机\n恒川精密,王一,经理,13800000001\n,李二,经理,13800000002\n恒川精密,张三,厂长,13800000003\n"
    visits = (
        "拜访日期,客户名称,拜访目的\n2025-03-01,恒川精密,回访\n2025-03-01,恒川精密,回访\n2025-04-01,东岭包装,走访\n"
    )
    orders = ORDERS + "SO9,,C001,恒川精密,P1,2,99\n"
    files = [
        put(tmp_path, name, t)
        for name, t in (
            ("o.csv", orders),
            ("联系人.csv", text),
            ("拜访记录.csv", visits),
            ("拜访2.csv", visits.rsplit("2025-04", 1)[0]),
        )
    ]
    found = import_files(files, **ANY)
    write(found, tmp_path / "c", {})
    rows = list(csv.DictReader(io.StringIO((tmp_path / "c" / "set_aside.csv").read_text("utf-8-sig"))))
    assert sorted((row["file"], row["reason"]) for row in rows) == [("o.csv", "no_date"), ("拜访2.csv", "copy"), ("拜访2.csv", "copy"), ("联系人.csv", "no_customer")]  # fmt: skip
    for row in rows:
        if row["file"] == "联系人.csv":
            row["客户名称"] = "东岭包装"
        if row["file"] == "o.csv":
            row["日期"] = "2025-06-01"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    back = put(tmp_path, "back.csv", out.getvalue())
    again = import_files(files, **ANY, take_back=back)
    assert len(again.set_aside) == 0
    assert again.company.table("contacts").set_index("name")["customer"]["李二"] == "C002"
    assert len(again.company.table("activities")) == 5 and len(again.company.table("orders")) == 4
    for entry in again.report["further"]:
        assert entry["rows_in"] == entry["rows_kept"]


RECEIVABLES = "单据日期,单据编号,客户编码,客户名称,应收金额,已收金额,未收余额,应收日期,收款日期\n" + "".join(
    f"2025-0{m}-10,YS{m},C00{m % 2 + 1},{('恒川精密', '东岭包装')[m % 2]},100,0,100,2025-0{m + 2}-10,\n" for m in range(1, 7)
)  # fmt: skip


@pytest.mark.covers("0.3")
def test_of_receivables_the_day_of_the_document_is_the_issue_and_the_other_is_due(tmp_path):
    files = [put(tmp_path, "o.csv", ORDERS), put(tmp_path, "应收账款明细表.csv", RECEIVABLES)]
    found = import_files(files, **ANY, yes=True)
    first = found.company.table("invoices").set_index("invoice_no").loc["YS1"]
    assert f"{first['issued_on']:%m-%d} {first['due_on']:%m-%d}" == "01-10 03-10"
    later = put(tmp_path, "发票.csv", INVOICES + "FP5,恒川精密,2025-08-10,2025-09-10,70\n")
    found = import_files([files[0], later], **ANY, yes=True)
    assert found.company.date.isoformat() == "2025-06-30"  # of the last order, not of the invoice
    assert found.report["as_of"]["date"] == found.report["choices"][0]["value"] == "2025-06-30"


@pytest.mark.covers("0.3")
def test_invoices_due_before_they_are_issued_are_asked_about(tmp_path):
    turned = RECEIVABLES.replace("单据日期", "到期日").replace("应收日期", "开票日期")
    files = [put(tmp_path, "o.csv", ORDERS), put(tmp_path, "应收.csv", turned)]
    for yes in (True, False):
        with pytest.raises(IntakeError) as caught:
            import_files(files, **ANY, yes=yes, mapping={"tables": "应收.csv:invoices"})
        (problem,) = [one for one in caught.value.problems if one.kind == "ask-days"]
        assert "6 of 6" in problem.render("en")
    said = {"tables": "应收.csv:invoices", "invoices.issued_on": "开票日期", "invoices.due_on": "到期日"}
    found = import_files(files, **ANY, yes=True, mapping=said)
    (entry,) = found.report["further"]
    assert {"kind": "due_before_issued", "rows": 6} in entry["notes"]
    said = {"tables": "应收.csv:invoices", "invoices.issued_on": "到期日", "invoices.due_on": "开票日期"}
    assert not import_files(files, **ANY, yes=True, mapping=said).report["further"][0]["notes"]
