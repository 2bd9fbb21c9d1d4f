"""Small files of the shapes that a blind author's clients had: what was once taken silently for something else."""

import pytest

from helpers.errors import IntakeError
from helpers.intake.folder_import import import_files

OPEN = "单据编号,单据类型,客户编码,客户名称,业务日期,到期日,应收金额,已核销金额,未核销余额\n"


def bring(files, **more):
    return import_files(files, id="probe", name="试", **{"currency": "CNY", **more})


def asked(files, **more):
    with pytest.raises(IntakeError) as caught:
        bring(files, **more)
    return caught.value.problems


def reconciles(found):
    told = found.report["totals"]
    assert (
        told["rows_in"] == told["rows_kept"] + told["rows_set_aside"] and len(found.set_aside) >= told["rows_set_aside"]
    )
    assert told["money_in"] == told["money_kept"] + told["money_set_aside"]
    return True


@pytest.mark.covers("0.2")
@pytest.mark.parametrize("yes", [False, True])
def test_open_items_alone_are_not_taken_for_sales(tmp_path, yes):
    path = tmp_path / "应收未核销明细.csv"
    rows = [
        f"XS{n},销售发票,K{n % 3},客户{n % 3},2024.11.0{n + 1},2025.02.0{n + 1},{n + 1}00.00,-,{n + 1}00.00"
        for n in range(8)
    ]
    path.write_text("往来款项明细表\n" + OPEN + "\n".join(rows) + "\n合计,,,,,,3600.00,-,3600.00\n", "utf-8")
    problems = asked(path, yes=yes)
    assert [problem.kind for problem in problems] == ["no-orders"] and "未核销余额" in problems[0].render("zh")
    assert len(bring(path, mapping={"tables": f"{path.name}:orders"}, yes=True).company.frames["orders"]) == 8


def test_a_list_of_all_invoices_is_still_taken_for_the_sales_where_nothing_else_is(tmp_path):
    path = tmp_path / "发票.csv"
    rows = [
        f"XS{n},销售发票,K{n % 3},客户{n % 3},2024.11.0{n + 1},2025.02.0{n + 1},{n + 1}00.00,{(n % 2) * (n + 1)}00.00,{(1 - n % 2) * (n + 1)}00.00"
        for n in range(8)
    ]
    path.write_text(OPEN + "\n".join(rows) + "\n", "utf-8")
    found = bring(path, yes=True)
    assert len(found.company.frames["orders"]) == len(found.company.frames["invoices"]) == 8


def test_open_items_stand_beside_order_lines(tmp_path):
    path, ledger = tmp_path / "应收.csv", tmp_path / "订单.csv"
    rows = [
        f"XS{n},销售发票,K{n % 3},客户{n % 3},2024.11.0{n + 1},2025.02.0{n + 1},{n + 1}00.00,-,{n + 1}00.00"
        for n in range(8)
    ]
    path.write_text(OPEN + "\n".join(rows) + "\n", "utf-8")
    lines = [f"A{n},2024-11-0{n + 1},K{n % 3},P{n % 2},1,50" for n in range(8)]
    ledger.write_text("单据编号,日期,客户编码,产品编码,数量,金额\n" + "\n".join(lines) + "\n", "utf-8")
    found = bring([ledger, path], yes=True)
    assert len(found.company.frames["invoices"]) == 8 and found.company.frames["orders"]["amount"].sum() == 40000


@pytest.mark.covers("0.3")
def test_nobody_as_a_heading_is_no_customer(tmp_path):
    path = tmp_path / "sales by customer.csv"
    lines = ["Aspen Co.", ",01/02/2024,Invoice,1001,Widget,1,20.00", ",01/24/2024,Invoice,1002,Bolt,1,10.00", "Total for Aspen Co.,,,,,,30.00",
             "Not Specified", ",03/05/2024,Invoice,1003,Widget,1,20.00", "Total for Not Specified,,,,,,20.00", "TOTAL,,,,,,50.00"]  # fmt: skip
    path.write_text(",Date,Transaction type,Num,Product,Quantity,Amount\n" + "\n".join(lines) + "\n", "utf-8")
    found = bring(path, currency="USD", yes=True)
    assert reconciles(found) and found.company.frames["customers"]["name"].tolist() == ["Aspen Co."]
    assert found.set_aside["reason"].tolist().count("no_customer") == 1


HEAD = "单据编号,日期,客户编码,产品编码,数量,金额\n"


def overlapping(tmp_path, may, june):
    paths = [tmp_path / "a-05.csv", tmp_path / "b-06.csv"]
    for path, rows in zip(paths, (may, june), strict=True):
        path.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    return paths


MAY = ["A1,2025-05-01,K1,P1,1,10", "A2,2025-05-30,K1,P1,2,20", "A2,2025-05-30,K1,P2,3,30"]
JUNE = ["A2,2025-05-30,K1,P1,2,20", "A2,2025-05-30,K1,P2,4,40", "A3,2025-06-02,K2,P1,5,50"]


@pytest.mark.covers("0.3")
def test_a_document_changed_between_two_files_is_asked_about(tmp_path):
    paths = overlapping(tmp_path, MAY, JUNE)
    problem = asked(paths)[0]
    assert problem.kind == "ask-changed" and "A2" in problem.render("zh") and problem.row == 3
    for order in (paths, paths[::-1]):
        found = bring(order, rules={"changed_documents": "later"})
        assert reconciles(found) and found.company.frames["orders"]["amount"].tolist() == [1000, 2000, 4000, 5000]
        assert found.set_aside["reason"].tolist() == ["replaced"] * 2
    both = bring(paths, rules={"changed_documents": "both"})
    assert reconciles(both) and both.company.frames["orders"]["amount"].sum() == 15000


@pytest.mark.parametrize(
    "june",
    [
        [MAY[1], MAY[2], JUNE[2]],  # the same again
        [MAY[1], JUNE[2]],  # part of it
        [*MAY[1:], "A2,2025-05-30,K1,P3,1,5"],  # continued
        ["A2,2025-05-30,K1,P3,1,5", JUNE[2]],  # its other half
        ["A2,2026-05-30,K1,P1,7,70"],  # numbers begin again each year
    ],
)
def test_documents_that_were_not_changed_are_not_asked_about(tmp_path, june):
    assert reconciles(bring(overlapping(tmp_path, MAY, june)))


@pytest.mark.covers("0.3")
def test_two_files_may_write_day_and_month_in_another_order(tmp_path):
    east, west, north = tmp_path / "east.csv", tmp_path / "west.csv", tmp_path / "north.csv"
    east.write_text(HEAD + "A1,03/18/2024,K1,P1,1,10\nA2,03/04/2024,K2,P1,2,20\n", "utf-8")
    west.write_text(HEAD + "B1,03/04/2024,K1,P1,1,30\nB2,05/04/2024,K2,P1,2,40\n", "utf-8")
    north.write_text(HEAD + "C1,03/04/2024,K1,P1,1,50\n", "utf-8")
    problem = asked([east, west])[0]
    assert problem.kind == "ask-date-order" and problem.file == "west.csv" and "west.csv:dmy" in problem.render("zh")
    found = bring([east, west], mapping={"date_order": "dmy"})
    orders = found.company.frames["orders"].set_index("doc_no")["date"].dt.strftime("%m-%d")
    assert orders.to_dict() == {"A1": "03-18", "A2": "03-04", "B1": "04-03", "B2": "04-05"}
    assert ("date_order", "east.csv: mdy") in {(c["name"], c["value"]) for c in found.report["choices"]}
    each = bring([east, west, north], mapping={"date_order": "west.csv:dmy,north.csv:mdy"})
    orders = each.company.frames["orders"].set_index("doc_no")["date"].dt.strftime("%m-%d")
    assert orders[["A2", "B1", "C1"]].tolist() == ["03-04", "04-03", "03-04"]
    assert asked([west], mapping={"date_order": "west.csv:dym"})[0].column == "date_order"


@pytest.mark.covers("0.3")
def test_a_japanese_ledger_of_reigns_and_triangles(tmp_path):
    path = tmp_path / "売上台帳.csv"
    rows = ["令和6年4月2日,000001,K1,髙橋工業,P1,1,1200,1200", "R6.04.05,000002,K2,㈱山田製作所,P1,2,1200,\\2400",
            "R6.04.09,000003,K1,髙橋工業,P1,-1,1200,△1200", "H31.4.30,000004,K1,髙橋工業,P2,1,5,▲5"]  # fmt: skip
    path.write_bytes(
        ("売上日付,伝票No.,得意先コード,得意先名,商品コード,数量,単価,売上金額\n" + "\n".join(rows) + "\n").encode(
            "cp932"
        )
    )
    found = bring(path, currency="JPY")
    orders = found.company.frames["orders"].sort_values("doc_no")
    assert reconciles(found) and orders["amount"].tolist() == [1200, 2400, -1200, -5]
    assert orders["date"].dt.strftime("%Y-%m-%d").tolist() == ["2024-04-02", "2024-04-05", "2024-04-09", "2019-04-30"]
    assert asked(path, currency="TWD")[0].kind == "currency"


@pytest.mark.covers("0.2", "0.3")
def test_a_taiwan_ledger_of_the_republics_years_asks_which_amount(tmp_path):
    path = tmp_path / "銷貨明細帳.csv"
    rows = ["S1,1130102,0008,台南企業社,A-1,5,85,425,21,446", "S2,113/01/02,0005,許功蓋股份,A-2,1,460,460,23,483",
            "S3,民國113年5月6日,0005,許功蓋股份,A-2,1,100,100,5,105", ",,,本月小計,,,,985,,"]  # fmt: skip
    head = "傳票編號,銷貨日期,客戶代號,客戶名稱,品號,數量,單價,銷貨金額,稅額,含稅金額\n"
    path.write_bytes((head + "\n".join(rows) + "\n").encode("big5"))
    assert [problem.kind for problem in asked(path, currency="TWD")] == ["ask-tax"]
    found = bring(path, currency="TWD", revenue_tax="excluded")
    orders = found.company.frames["orders"]
    assert reconciles(found) and orders["amount"].sum() == 98500 and orders["date"].dt.year.unique().tolist() == [2024]


@pytest.mark.covers("0.3")
def test_latin_9_has_the_euro_sign(tmp_path):
    path = tmp_path / "ventes.csv"
    rows = ["FA1;Facture;05/07/2023;C1;Société;VIS;12,50;118,75 €", "FA2;Facture;25/07/2023;C2;Hôpital;ŒIL;1,00;1\u00a0234,50 €",
            "PF3;Proforma;26/07/2023;C2;Hôpital;ŒIL;1,00;10,00", "AV4;Avoir;27/07/2023;C2;Hôpital;ŒIL;-1,00;-10,00"]  # fmt: skip
    head = "N° facture;Type;Date facture;Code client;Raison sociale;Désignation;Qté;Montant HT (€)\n"
    path.write_bytes((head + "\n".join(rows) + "\n").encode("iso8859-15"))
    found = bring(path, currency="EUR", yes=True)
    assert reconciles(found) and found.report["sources"][0]["encoding"] == "iso8859-15"
    assert found.company.frames["orders"]["amount"].tolist() == [-1000, 11875, 123450]
    assert found.set_aside["reason"].tolist() == ["no_sale"]  # a proforma invoice
    assert "ŒIL" in found.company.frames["orders"]["product"].tolist()


def test_types_of_sap_billing_documents(tmp_path):
    path = tmp_path / "vf05.csv"
    rows = [
        "F2,9001,01.02.2024,K1,M1,100",
        "F8,9002,02.02.2024,K1,M1,500",
        "G2,9003,13.02.2024,K1,M1,-20",
        "IV,9004,14.02.2024,K2,M1,70",
    ]
    path.write_text("FkArt,Faktura,Belegdatum,Kundennummer,Material,Nettowert\n" + "\n".join(rows) + "\n", "utf-8")
    found = bring(path, currency="EUR", yes=True)
    assert found.company.frames["orders"]["amount"].sum() == 15000 and found.set_aside["reason"].tolist() == ["no_sale"]


def test_states_of_odoo(tmp_path):
    path = tmp_path / "sale.order.line.csv"
    head = "id,order_id/name,order_id/date_order,order_id/state,order_partner_id/id,order_partner_id/display_name,product_id/display_name,product_uom_qty,price_unit,price_subtotal,price_total\n"
    rows = [
        f"x_{n},S{n},2024-01-0{n} 10:00:00,{state},p_1,Maple LLC,Chair,{n},10,{n}0,{n}2"
        for n, state in enumerate(["sale", "done", "draft", "sent", "cancel"], start=1)
    ]
    path.write_text(head + "\n".join(rows) + "\n", "utf-8")
    assert [problem.kind for problem in asked(path, currency="EUR")] == ["ask-tax"]
    found = bring(path, currency="EUR", revenue_tax="excluded")
    assert found.company.frames["orders"]["doc_no"].tolist() == ["S1", "S2"]
    assert found.set_aside["reason"].tolist() == ["open", "open", "void"]


@pytest.mark.parametrize("yes", [False, True])
def test_a_tills_days_without_customers_are_told_and_the_weather_is_none(tmp_path, yes):
    path = tmp_path / "日报.csv"
    rows = [
        f"2025-{n // 28 + 1:02d}-{n % 28 + 1:02d},{'晴雨云'[n % 3]},{n % 40 + 100},{9000 + 37 * n}" for n in range(84)
    ]
    path.write_text("日期,天气,单数,实收金额\n" + "\n".join(rows) + "\n", "utf-8")
    problems = asked(path, yes=yes)
    assert [problem.kind for problem in problems] == ["no-customers"] and "天气" in problems[0].render("zh")


SHOP = "订单编号,选购商品,数量,订单应付金额,收件人,收件人手机号,订单提交时间,订单完成时间,订单状态,售后状态\n"


@pytest.mark.covers("0.2", "0.3")
def test_masked_names_refunds_and_the_day_that_every_order_has(tmp_path):
    path = tmp_path / "抖店.csv"
    rows = [
        f"69{n},银耳羹,1,{n + 1}0.00,{'何胡杨'[n % 3]}**,158****{1000 + n // 2},2024/09/0{n + 1} 01:11:22,{'' if n % 3 else f'2024/09/1{n} 01:11:22'},{'已发货' if n % 3 else '已完成'},{'退款成功' if n == 4 else '-'}"
        for n in range(8)
    ]
    path.write_text(SHOP + "\n".join(rows) + "\n", "utf-8")
    problems = asked(path, yes=True)
    assert [problem.kind for problem in problems] == ["ask-masked"] and "customer=收件人手机号" in problems[0].render(
        "zh"
    )
    mapping = {"customer": "收件人手机号"}
    problems = asked(path, yes=True, mapping=mapping)
    assert [problem.kind for problem in problems] == ["ask-refunded"] and problems[0].row == 6
    found = bring(path, yes=True, mapping=mapping, rules={"refunded_lines": "aside"})
    orders = found.company.frames["orders"]
    assert reconciles(found) and orders["amount"].sum() == 36000 - 5000 and orders["customer"].nunique() == 4
    assert orders["date"].max().date().isoformat() == "2024-09-08"
    kept = bring(path, yes=True, mapping={"customer_name": "收件人"}, rules={"refunded_lines": "keep"})
    assert kept.company.frames["orders"]["amount"].sum() == 36000 and len(kept.company.frames["customers"]) == 3


DEALS = "Opportunity ID,Account Name,Opportunity Name,Stage,Amount,Close Date,Created Date\n"


@pytest.mark.covers("0.5")
def test_won_deals_count_on_the_day_they_were_won_and_once(tmp_path):
    deals, won = tmp_path / "report.csv", tmp_path / "won.csv"
    rows = [
        f"006{n},Firm {n % 4},Deal {n},{'Closed Won' if n < 7 else 'Prospecting'},{n + 1}000.00,{n + 13}/5/2024,1/{n + 13}/2024".replace(
            f"{n + 13}/5", f"5/{n + 13}"
        )
        for n in range(9)
    ]
    deals.write_text(DEALS + "\n".join(rows) + "\n", "utf-8")
    again = [f"Firm {n % 4},Deal {n},{n + 1}000,5/{n + 13}/2024" for n in range(7)]
    won.write_text("Account Name,Opportunity Name,Amount,Close Date\n" + "\n".join(again) + "\n", "utf-8")
    for files in ([deals, won], [deals]):  # beside a list of the won ones they are counted once
        found = bring(files, currency="USD", yes=True)
        orders = found.company.frames["orders"]
        assert orders["amount"].sum() == 2_800_000 and orders["date"].min().date().isoformat() == "2024-05-13"
    lines = [f"A{n},2024-0{n + 1}-05,K{n % 3},客户{n % 3},P1,{n + 1}00" for n in range(8)]
    numbered, plain = tmp_path / "明细.csv", tmp_path / "清单.csv"
    numbered.write_text("单据编号,日期,客户编码,客户名称,产品编码,金额\n" + "\n".join(lines) + "\n", "utf-8")
    plain.write_text(
        "日期,客户名称,品名,金额\n" + "\n".join(f"2024-0{n + 1}-28,客户{n % 3},货,{n + 1}00" for n in range(7)) + "\n",
        "utf-8",
    )
    problem = asked([numbered, plain], yes=True)[0]
    assert problem.kind == "ask-sheet" and problem.file == "清单.csv" and "明细.csv" in problem.render("zh")
    assert bring([numbered, plain], yes=True, mapping={"read_sheets": "清单.csv"}).report["totals"]["rows_kept"] == 15
    assert bring([numbered, plain], yes=True, mapping={"tables": "清单.csv:skip"}).report["totals"]["rows_kept"] == 8


@pytest.mark.covers("0.3")
def test_a_list_of_returns_is_taken_off(tmp_path):
    sold, back = tmp_path / "销售出库单列表.csv", tmp_path / "销售退货单列表.csv"
    rows = [f"A{n},2024-01-0{n},K1,甲公司,P1,{n},{n}0,{n}1.3" for n in range(1, 8)]
    sold.write_text(
        "单据编号,日期,客户编码,客户,物料编码,实发数量,金额,价税合计\n" + "\n".join(rows) + "\n合计,,,,,,280,289.1\n",
        "utf-8",
    )
    rows = ["R1,2024-02-01,K1,甲公司,P1,1,10,11.3", "R2,2024-02-02,K1,甲公司,P1,2,20,22.6"]
    back.write_text(
        "单据编号,退货日期,退货客户编码,退货客户,物料编码,实退数量,金额,价税合计\n"
        + "\n".join(rows)
        + "\n合计,,,,,,30,33.9\n",
        "utf-8",
    )
    more = {"revenue_tax": "included"}
    assert [problem.kind for problem in asked([sold, back], **more)] == ["ask-returns"]
    for said in ({"yes": True}, {"mapping": {"returns_list": "negative"}}):
        found = bring([sold, back], **more, **said)
        orders = found.company.frames["orders"]
        assert (
            reconciles(found) and orders["amount"].sum() == 28910 - 3390 and sorted(orders["quantity"])[:2] == [-2, -1]
        )
        assert found.report["sources"][1]["sheets"][0]["stated_total"]["money"] == -3390
    assert bring([sold, back], yes=True, revenue_tax="excluded").company.frames["orders"]["amount"].sum() == 25000
    written = bring([sold, back], mapping={"returns_list": "as_written"}, **more)
    assert written.company.frames["orders"]["amount"].sum() == 28910 + 3390
    assert asked([sold, back], mapping={"returns_list": "no"})[0].column == "returns_list"


def test_lines_struck_out_by_a_column_are_void(tmp_path):
    path = tmp_path / "发票.csv"
    path.write_text(
        "发票号,开票日期,客户编码,存货编码,数量,金额,作废\n1,2024-01-05,K1,P1,1,10,\n2,2024-01-06,K1,P1,1,20,是\n",
        "utf-8",
    )
    found = bring(path, yes=True)
    assert reconciles(found) and found.company.frames["orders"]["amount"].sum() == 1000
    assert found.set_aside["reason"].tolist() == ["void"]
    assert "作废 → void (1)" in [choice["value"] for choice in found.report["choices"]]
    kept = bring(path, yes=True, rules={"cancelled_orders": "keep"})
    assert kept.company.frames["orders"]["amount"].sum() == 3000


def test_a_shops_orders_and_its_payments_are_not_added(tmp_path):
    orders, paid = tmp_path / "orders_export.csv", tmp_path / "payments.csv"
    lines = [
        f"#10{n},a{n}@x.org,{'voided' if n == 3 else 'paid'},,2024-01-0{n} 10:00:00,1,Candle,29.00,C1,\n#10{n},,,,,2,Soap,5.00,S1,R{n}"
        for n in range(1, 8)
    ]
    head = "Name,Email,Financial Status,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Receipt Number\n"
    orders.write_text(head + "\n".join(lines) + "\n", "utf-8")
    found = bring(orders, currency="USD", yes=True)
    assert reconciles(found) and found.company.frames["orders"]["amount"].sum() == 6 * 3900
    rows = [f"#10{n},2024-01-0{n},c{n},Order,45.00" for n in range(1, 8)]
    paid.write_text("order id,Created date (UTC),Customer ID,Description,Amount\n" + "\n".join(rows) + "\n", "utf-8")
    problem = asked([orders, paid], currency="USD", yes=True)[0]
    assert problem.kind == "ask-sheet" and problem.file == "payments.csv"
    left = bring([orders, paid], currency="USD", yes=True, mapping={"tables": "payments.csv:skip"})
    assert left.company.frames["orders"]["amount"].sum() == 6 * 3900


def test_nested_columns_of_parquet_are_columns(tmp_path):
    import pandas as pd

    path = tmp_path / "lines.parquet"
    rows = [
        {
            "order": {"number": f"A{n}", "date": f"2024-01-0{n}", "customer": {"code": f"C{n}"}},
            "line": {"sku": "P1", "amount": n * 1.5},
        }
        for n in range(1, 5)
    ]
    pd.DataFrame(rows).to_parquet(path)
    mapping = {
        "doc_no": "order.number",
        "date": "order.date",
        "customer": "order.customer.code",
        "amount": "line.amount",
    }
    assert bring(path, mapping=mapping, yes=True).company.frames["orders"]["amount"].sum() == 1500
