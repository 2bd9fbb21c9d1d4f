"""What exports of shops, SAP and CRMs write that was once misread: units in cells, asterisks, minutes, lines of two kinds."""

from decimal import Decimal

import pandas as pd
import pytest

from helpers.intake.bulk import unsuited
from helpers.intake.ledger.ledger_import import import_ledger
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
