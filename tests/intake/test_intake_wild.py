"""What exports of shops, SAP and CRMs write that was once misread: units in cells, asterisks, minutes, lines of two kinds."""

from decimal import Decimal

import pandas as pd
import pytest

from helpers.intake.bulk import unsuited
from helpers.intake.files.source import Sheet
from helpers.intake.ledger.ledger_import import import_ledger
from helpers.intake.tables import wide
from helpers.intake.values.quantities import read_quantities

HEAD = "单据编号,日期,客户编码,产品编码,数量,金额\n"
ROWS = "A{n},2024-01-0{n},C{n},P1,{q},{n}00\n"


@pytest.mark.covers("0.2")
@pytest.mark.parametrize("long", [False, True])
def test_one_unit_is_taken_off_and_told(tmp_path, long, monkeypatch):
    if long:
        monkeypatch.setattr(unsuited, "LONG", 0)
    path = tmp_path / "a.csv"
    cells = ["4 ST", "12 ST", '"1,250 St"', "3", "-2 ST."]
    path.write_text(HEAD + "".join(ROWS.format(n=n + 1, q=q) for n, q in enumerate(cells)), "utf-8")
    found = import_ledger(path, id="probe", name="试", currency="CNY")
    assert found.company.frames["orders"].sort_values("doc_no")["quantity"].tolist() == [4, 12, 1250, 3, -2]
    repairs = {r["kind"]: r["cells"] for r in found.report["sources"][0]["sheets"][0]["repairs"]}
    assert repairs["unit"] == 4 and "emptied" not in repairs


@pytest.mark.parametrize(
    "cells, values",
    [
        (["4件", "2.5 件", "1.2万"], [4, Decimal("2.5"), 12000]),
        (["4 kg", "2 t"], [None, None]),  # not to be added up
        (["4k", "2k"], [None, None]),  # thousands, perhaps
        (["4 ST", "n/a"], [4, None]),
        (["x 4 ST", "A4"], [None, None]),
    ],
)
def test_what_is_no_single_unit_is_left_unread(cells, values):
    reading = read_quantities(pd.Series(cells, dtype="str"), "q")
    assert reading.values.tolist() == values
    assert reading.bad.tolist() == [value is None for value in values]


@pytest.mark.parametrize("long", [False, True])
def test_totals_marked_by_asterisks_are_totals_and_other_asterisks_are_not(tmp_path, long, monkeypatch):
    if long:
        monkeypatch.setattr(unsuited, "LONG", 0)
    path = tmp_path / "a.csv"
    rows = ["A1,2024-01-01,C1,P1,4,100", "A2,2024-01-02,C2,P1,3,200", "*,,,,,300", "A3,,C1,*,1,50", "**,,,,,300"]
    path.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    found = import_ledger(path, id="probe", name="试", currency="CNY")
    assert found.set_aside["reason"].tolist() == ["subtotal", "no_date", "subtotal"]
    assert found.report["totals"]["money_in"] == 35000


ORDERS = "单据编号,日期,客户编码,产品编码,数量,金额\nA1,2024-01-05,C1,P1,1,10\nA2,2024-02-05,C2,P2,1,10\n"


def folder_of(tmp_path, **texts):
    from helpers.intake.folder_import import import_files

    files = []
    for name, text in {"orders": ORDERS, **texts}.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        files.append(tmp_path / f"{name}.csv")
    return import_files(files, id="probe", name="试", currency="CNY", yes=True)


@pytest.mark.covers("0.2")
@pytest.mark.parametrize("head, cell", [("耗时（分钟）", 90), ("时长(秒)", 5400), ("Duration (in seconds)", 5400)])
def test_minutes_and_seconds_of_a_visit_become_hours(tmp_path, head, cell):
    found = folder_of(
        tmp_path, visits=f"拜访时间,业务员,客户,拜访方式,拜访目的,{head}\n2024-01-08,王芳,C1,上门拜访,例行,{cell}\n"
    )
    assert found.company.frames["activities"]["hours"].tolist() == [1.5]


def test_the_product_line_and_the_line_of_the_sheet_are_two_things(tmp_path):
    deals = "商机ID,商机名称,客户名称,负责人,商机阶段,预计成交金额,创建时间\nS1,甲,C1,王芳,需求确认,100,2024-01-01\n"
    goods = "产品编码,产品名称,产品线,标准成本\nP1,甲,伺服,1\nP2,乙,变频,2\nP2,乙,变频,2\n合计,,,\n"
    found = folder_of(tmp_path, deals=deals, goods=goods)
    assert "line" not in found.company.frames["opportunities"]
    assert found.company.frames["products"]["line"].tolist() == ["伺服", "变频"]
    aside = found.set_aside[found.set_aside["file"] == "goods.csv"]
    assert [(int(row.line), row.reason) for row in aside.itertuples()] == [(4, "twice"), (5, "subtotal")]


def test_a_word_of_a_closed_list_that_nobody_knows_is_named_with_its_column(tmp_path):
    people = "联系人,客户,姓名,职务,决策角色\nL1,C1,王芳,经理,决策\nL2,C2,李强,总监,吃瓜群众\n"
    found = folder_of(tmp_path, people=people)
    entry = next(one for one in found.report["further"] if one["table"] == "contacts")
    unknown = [one for one in entry["repairs"] if one["kind"] == "unknown_word"]
    assert [(one["column"], one["cells"], one["example"][0]) for one in unknown] == [("决策角色", 1, "吃瓜群众")]


@pytest.mark.parametrize("long", [False, True])
def test_the_label_of_a_total_is_no_currency(tmp_path, long, monkeypatch):
    """The label of a total stands in the first column, whichever that is."""
    if long:
        monkeypatch.setattr(unsuited, "LONG", 0)
    head = "币种缩写,单据编号,日期,客户编码,产品编码,数量,金额\n"
    rows = "".join(f"CNY,A{n},2024-01-0{n},C{n},P1,2,{n}00\n" for n in range(1, 6)) + "合计,,,,,,1500\n"
    path = tmp_path / "a.csv"
    path.write_text(head + rows, "utf-8")
    sheet = import_ledger(path, id="probe", name="试", currency="CNY").report["sources"][0]["sheets"][0]
    assert sheet["rows_kept"] == 5 and [(one["reason"], one["rows"]) for one in sheet["set_aside"]] == [("subtotal", 1)]
    assert {one["field"]: one["column"] for one in sheet["columns"]}["currency"] == "币种缩写"


def test_days_and_codes_written_as_numbers_are_no_amounts_of_kinds():
    """A list of tickets with compact days is no table of one row a customer with amounts in columns."""
    names = ["出票日期", "票号", "发票号码", "销售利润", "单位名称"]
    rows = [[f"202401{n + 10}", f"{71234567 + 37 * n}", f"{n * 977 + 1203}", f"{n * 13 + 7}", "甲"] for n in range(12)]
    sheet = Sheet("a.csv", "", pd.DataFrame([names, *rows], dtype="str"), pd.Series(range(1, 14)))
    assert wide.amounts_of(sheet)[2] == ["销售利润"] and not wide.is_wide(sheet)


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        (
            "数电发票号码,销方名称,购买方名称,开票日期,税收分类编码,货物或应税劳务名称,数量,单价,金额",
            "2444{n},本公司,恒川精密{n},2024-01-0{n},109{n},传感器{n},2,50,100",
            {"doc_no": "数电发票号码", "date": "开票日期", "customer_name": "购买方名称", "product_name": "货物或应税劳务名称"},
        ),
        (
            "受注番号,受注日,得意先名,商品名,数量,単価,金額,請求日,納入希望日",
            "A{n},2024-01-0{n},山田商店{n},酒{n},2,50,100,2024-02-1{n},2024-01-2{n}",
            {"doc_no": "受注番号", "date": "受注日", "customer_name": "得意先名"},
        ),
        (
            "销售编号,销售日期,合同编号,客户名称,商品名称,数量,单价,金额",
            "XS{n},2024-01-0{n},HT7,恒川精密{n},传感器{n},2,50,100",
            {"doc_no": "销售编号", "date": "销售日期"},
        ),
        (
            "开票凭证,开票日期,售达方,名称 1,物料,已开票数量,净价值",
            "9000{n},2024-01-0{n},K10{n},恒川精密{n},M-1{n},2,100",
            {"customer": "售达方", "customer_name": "名称 1", "amount": "净价值"},
        ),
        (
            "Referencia del pedido,Fecha de entrega,Fecha de la orden,Cliente,Líneas del pedido/Producto,"
            "Líneas del pedido/Cantidad,Líneas del pedido/Subtotal,Importe total",
            "S{n},2024-02-0{n},2024-01-0{n},Bar Luna {n},Clavos {n},2,100,350",
            {"date": "Fecha de la orden", "amount": "Líneas del pedido/Subtotal"},
        ),
    ],
)  # fmt: skip
def test_columns_of_tax_invoices_and_japanese_orders(tmp_path, head, row, expected):
    path = tmp_path / "a.csv"
    path.write_text("\n".join([head, *(row.format(n=n) for n in range(1, 8))]) + "\n", "utf-8")
    sheet = import_ledger(path, id="probe", name="试", currency="CNY").report["sources"][0]["sheets"][0]
    found = {one["field"]: one["column"] for one in sheet["columns"]}
    assert {field: found.get(field) for field in expected} == expected
