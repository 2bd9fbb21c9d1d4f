"""A dealer's goods in and out in one file: what it buys is our sale, what it sells on is not."""

import pytest

from helpers.errors import IntakeError
from helpers.intake.folder_import import import_files, kept_mapping

HEAD = "流水号,经销商编码,经销商名称,业务日期,出货类型,型号,数量,单价,金额,终端客户\n"
ROWS = [
    "1,J1,甲店,20240101,进货,P1,20,100,2000,", "2,J2,乙店,2024/01/02,销售,P1,1,150,150,王某", "3,J1,甲店,2024/01/05,退厂,P1,2,100,200,",
    "4,J1,甲店,2024/01/09,销售退货,P1,1,150,150,散客", "5,J2,乙店,2024/01/12,盘点,P1,14,,,", "6,J2,乙店,2024/02/03,进货,P2,5,10,50,",
    "7,J1,甲店,2024/02/02,销售,P1,3,150,450,散客", ",,,,,,,合计,3000,",
]  # fmt: skip


def bring(path, **more):
    return import_files(path, id="probe", name="试", **{"currency": "CNY", **more})


def asked(path, **more):
    with pytest.raises(IntakeError) as caught:
        bring(path, **more)
    return caught.value.problems


def ledger(tmp_path, head=HEAD, rows=ROWS):
    path = tmp_path / "流水.csv"
    path.write_text(head + "\n".join(rows) + "\n", "utf-8")
    return path


@pytest.mark.covers("0.3")
def test_sell_in_and_sell_out_are_told_apart(tmp_path):
    path = ledger(tmp_path)
    problem = asked(path)[0]
    assert problem.kind == "ask-flows" and problem.column == "出货类型"
    assert "进货:orders" in problem.render("zh") and "退厂:orders-" in problem.render("zh")
    mapping = {"flows": "进货:orders,退厂:orders-,销售:sell_out,销售退货:sell_out-,盘点:dealer_stock"}
    for more in ({"mapping": mapping}, {"yes": True}):
        found = bring(path, **more)
        frames = found.company.frames
        orders = frames["orders"].sort_values("doc_no")
        assert orders[["customer", "quantity", "amount"]].to_numpy().tolist() == [
            ["J1", 20, 200000], ["J1", -2, -20000], ["J2", 5, 5000]]  # fmt: skip
        assert sorted(frames["sell_out"]["quantity"]) == [-1, 1, 3] and frames["sell_out"]["amount"].sum() == 45000
        assert frames["dealer_stock"]["quantity"].tolist() == [14]
        assert frames["customers"].set_index("customer")["name"].to_dict() == {"J1": "甲店", "J2": "乙店"}
        told = found.report["totals"]
        assert told["rows_in"] == told["rows_kept"] + told["rows_set_aside"] == 4
        assert found.set_aside["reason"].tolist() == ["subtotal"]
        ways = [choice["value"] for choice in found.report["choices"] if choice["name"] == "flows"]
        assert "退厂 → orders- (1)" in ways[0]
    assert kept_mapping(bring(path, mapping=mapping), mapping)["answers"]["flows"] == mapping["flows"]


def test_an_unknown_word_is_asked_about_even_with_yes(tmp_path):
    path = ledger(tmp_path, rows=[row.replace("盘点", "其他") for row in ROWS])
    assert "其他:?" in asked(path, yes=True)[0].render("zh")
    found = bring(path, mapping={"flows": "其他:skip"}, yes=True)
    assert "dealer_stock" not in found.company.frames
    assert asked(path, mapping={"flows": "其他:nothing"})[0].column == "flows"


def test_without_dealers_what_comes_in_is_no_sale(tmp_path):
    head = "单据编号,日期,客户编码,客户名称,业务类型,产品编码,数量,金额\n"
    rows = ["A1,2024-01-01,V1,供应商,采购入库,P1,20,2000", "A2,2024-01-05,C1,甲公司,销售出库,P1,5,900", "A3,2024-01-09,C1,甲公司,销售退货,P1,1,180",
            "A4,2024-02-09,V1,供应商,采购退货,P1,1,100"]  # fmt: skip
    path = ledger(tmp_path, head, rows)
    assert "采购入库:skip" in asked(path)[0].render("zh")
    orders = bring(path, yes=True).company.frames["orders"]
    assert sorted(orders["amount"]) == [-18000, 90000]


def test_sales_and_returns_alone_are_as_before(tmp_path):
    head = "单据编号,日期,客户编码,客户名称,单据类型,产品编码,数量,金额\n"
    rows = ["A1,2024-01-01,C1,甲公司,销售出库,P1,20,2000", "A2,2024-01-05,C1,甲公司,销售退货,P1,5,900"]
    found = bring(ledger(tmp_path, head, rows), yes=True)
    assert sorted(found.company.frames["orders"]["amount"]) == [-90000, 200000]
    assert found.report["sources"][0]["sheets"][0]["sheet"] == ""


def test_a_pivot_beside_order_lines_is_named(tmp_path):
    lines, pivot = tmp_path / "订单.csv", tmp_path / "透视.csv"
    rows = [f"A{n},2024-01-0{n},C{n % 2},甲公司,P1,1,100" for n in range(1, 8)]
    lines.write_text("单据编号,日期,客户编码,客户名称,产品编码,数量,金额\n" + "\n".join(rows) + "\n", "utf-8")
    cells = [
        "求和项:销售额,,列标签,,",
        "品类,产品,华东,华南,总计",
        "空调,P1,1,2,3",
        "冰箱,P2,4,5,9",
        "洗衣机,P3,4,5,9",
        "总计,,9,12,21",
        "x,P4,1,1,2",
        "y,P5,1,1,2",
    ]
    pivot.write_text("\n".join(cells) + "\n", "utf-8")
    problem = asked([lines, pivot])[0]
    assert problem.kind == "ask-table" and "透视" in problem.render("zh")
