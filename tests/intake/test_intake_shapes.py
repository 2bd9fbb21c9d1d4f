"""Shapes of real exports: shops, tills, CRM pipelines, accounting programs, printed reports, web tables."""

import csv
import io
import zipfile

import openpyxl
import pytest

from helpers.errors import IntakeError
from helpers.intake.folder_import import import_files
from helpers.intake.ledger.ledger_import import import_ledger
from helpers.intake.lines import standing
from helpers.intake.tables import ageing
from helpers.intake.values import dates, numbers

ANY = {"id": "probe", "name": "试", "currency": "CNY"}


def put(folder, text, name="a.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.strip().replace("\n", "\r\n").encode(encoding))
    return path


def bring(files, **more):
    found = import_ledger(files, **ANY | more)
    totals, orders = found.report["totals"], found.company.frames["orders"]
    assert totals["rows_in"] == totals["rows_kept"] + totals["rows_set_aside"]
    assert totals["money_in"] == totals["money_kept"] + totals["money_set_aside"]
    assert (totals["rows_kept"], totals["money_kept"]) == (len(orders), orders["amount"].sum())
    return found


def money(files, **more):
    return int(bring(files, **more).company.frames["orders"]["amount"].sum())


def asked(files, kind, **more):
    with pytest.raises(IntakeError) as caught:
        bring(files, **more)
    assert kind in {problem.kind for problem in caught.value.problems}
    assert "{" not in caught.value.render("en") + caught.value.render("zh")


def chosen(found, name):
    return [str(choice["value"]) for choice in found.report["choices"] if choice["name"] == name]


def aside(found):
    return found.set_aside["reason"].value_counts().to_dict()


@pytest.mark.covers("0.3")
def test_money_with_and_without_tax_is_asked_never_chosen_silently(tmp_path):
    path = put(tmp_path, "日期,单据编号,客户,金额,税额,价税合计\n2024-01-05,1,甲,100,13,113")
    asked(path, "ask-tax")
    assert money(path, revenue_tax="excluded") == 10000 and money(path, revenue_tax="included") == 11300
    assert money(path, mapping={"amount": "价税合计"}) == 11300
    prices = put(tmp_path, "日期,单号,客户,数量,单价,含税单价\n2024-01-05,1,甲,2,100,113", "b.csv")
    asked(prices, "ask-tax")
    assert money(prices, revenue_tax="included") == 22600


def test_shop_orders_count_by_their_status(tmp_path):
    rows = '订单编号,买家会员名,订单金额,实付金额,订单状态,订单创建时间\n="29001",甲,100,99,交易成功,2024-01-05 10:00\n'
    rows += "\t29002,乙,50,50,交易关闭,2024-01-06 10:00\n29003,乙,30,30,等待买家付款,2024-01-06 11:00\n29004,丙,7,7,预售,2024-01-07 11:00"
    found = bring(put(tmp_path, rows, encoding="gb18030"))
    assert found.company.frames["orders"]["doc_no"].tolist() == ["29001", "29004"]
    assert found.report["totals"]["money_kept"] == 10600 and aside(found) == {"void": 1, "open": 1}
    assert "预售 → ? (1)" in chosen(found, "status")[0] and "订单金额" in chosen(found, "amount")[0]
    assert money(put(tmp_path, rows), rules={"cancelled_orders": "keep"}) == 15600
    assert money(put(tmp_path, rows), mapping={"status_drop": "预售", "status_keep": ["等待买家付款"]}) == 12900
    assert money(put(tmp_path, rows), revenue_basis="ordered") == 10700


def test_a_pipeline_counts_what_was_won(tmp_path):
    rows = "Opportunity ID,Account Name,Amount,Close Date,Stage\n1,A,5,2024-01-05,Closed Won\n2,B,7,2024-01-06,Closed Lost\n3,C,9,2024-01-07,Our own stage"
    found = bring(put(tmp_path, rows), currency="USD")
    assert found.report["totals"]["money_kept"] == 500 and aside(found) == {"void": 1, "open": 1}
    assert standing.meanings(["Our own stage"]) == {"Our own stage": "?"}


def test_returns_by_type_and_documents_that_are_no_sale(tmp_path):
    rows = "单据类型,单据编号,日期,客户,数量,金额\n销售出库单,1,2024-01-05,甲,2,100\n销售退货单,2,2024-01-06,甲,1,30\n收款单,3,2024-01-07,甲,,70"
    found = bring(put(tmp_path, rows))
    orders = found.company.frames["orders"]
    assert orders["amount"].tolist() == [10000, -3000] and orders["quantity"].tolist() == [2, -1]
    assert aside(found) == {"no_sale": 1}
    assert money(put(tmp_path, rows), rules={"returns_by_type": "as_written"}) == 13000
    assert money(put(tmp_path, rows.replace(",30", ",-30"))) == 7000
    assert standing.kinds(["Payment", "Returning customer", "Refund"]) == {
        "Payment": "", "Returning customer": "", "Refund": "back",
    }  # fmt: skip


REPEATED = """订单号,日期,客户,商品,数量,单价,订单金额
1,2024-01-05,甲,P1,1,10,{first}
1,2024-01-05,甲,P2,2,20,{second}
2,2024-01-06,乙,P1,3,10,31"""


@pytest.mark.parametrize("second", ["51", ""])
def test_an_order_total_beside_its_lines_counts_once(tmp_path, second):
    found = bring(put(tmp_path, REPEATED.format(first="51", second=second)))
    assert sorted(found.company.frames["orders"]["amount"]) == [1020, 3100, 4080]
    assert chosen(found, "amount_per") == ["document"]


def test_a_repeated_total_without_prices_is_asked(tmp_path):
    rows = "订单号,日期,客户,商品,金额\n1,2024-01-05,甲,P1,9\n1,2024-01-05,甲,P2,9\n2,2024-01-06,乙,P1,8\n2,2024-01-06,乙,P2,8"
    path = put(tmp_path, rows)
    asked(path, "ask-amount-per")
    assert money(path, mapping={"amount_per": "document"}) == 1700
    assert money(path, mapping={"amount_per": "line"}) == 3400


def test_discounts(tmp_path):
    head = "订单号,日期,客户,数量,单价,{}\n1,2024-01-05,甲,2,100,{}\n2,2024-01-06,甲,1,50,0"
    assert money(put(tmp_path, head.format("折扣率", "5%"))) == 24000
    assert money(put(tmp_path, head.format("Discount", "0.25"))) == 20000
    assert money(put(tmp_path, head.format("折扣额", "3"))) == 24700
    asked(put(tmp_path, head.format("折扣", "95")), "ask-discount")
    assert money(put(tmp_path, head.format("折扣", "95")), mapping={"discount_form": "percent"}) == 6000
    before = put(tmp_path, "订单号,日期,客户,数量,单价,金额,折扣额\n1,2024-01-05,甲,2,100,200,3", "b.csv")
    asked(before, "ask-discount")
    assert money(before, rules={"discounts": "subtract"}) == 19700
    assert money(put(tmp_path, "订单号,日期,客户,数量,单价,金额,折扣额\n1,2024-01-05,甲,2,100,197,3")) == 19700


def test_refunds_are_taken_off(tmp_path):
    path = put(tmp_path, "订单号,下单时间,买家,实付金额,退款金额\n1,2024-01-05,甲,100,30\n2,2024-01-05,乙,50,0")
    assert money(path) == 12000 and money(path, rules={"refunds": "ignore"}) == 15000


@pytest.mark.covers("0.3")
def test_heads_and_lines_are_joined_by_their_document(tmp_path):
    heads = put(
        tmp_path,
        "order_id,order_date,customer_id,freight\n1,2024-01-05,A,3\n2,2024-01-06,B,4\n3,2024-01-07,B,4",
        "h.csv",
    )
    lines = put(
        tmp_path,
        "order_id,product_id,unit_price,quantity,discount\n1,P,10,2,0.1\n1,Q,5,1,0\n2,P,10,1,0\n9,P,1,1,0",
        "l.csv",
    )
    found = bring([heads, lines], currency="USD")
    orders = found.company.frames["orders"]
    assert orders["amount"].sum() == 3300 and orders["customer"].tolist() == ["A", "A", "B"]
    assert aside(found) == {"no_date": 1}
    assert [(entry["file"], entry["why"]) for entry in found.report["skipped"]] == [("h.csv", "heads")]
    apart = put(tmp_path, "order_id,order_date,customer_id,total\n1,2024-01-05,A,99\n2,2024-01-06,B,10", "h.csv")
    with pytest.raises(IntakeError) as caught:  # which of the two counts is not known
        bring([apart, lines], currency="USD")
    assert caught.value.problems[0].kind == "ask-heads" and money(apart, currency="USD") == 10900


def test_customers_in_heading_rows(tmp_path):
    rows = "My Company,,,\nSales by Customer Detail,,,\n,Date,Num,Amount\nAcme,,,\n,2024-01-05,1,5\n,2024-01-06,2,6\nTotal for Acme,,,11\nBolt,,,\n,2024-01-07,3,7\nTotal for Bolt,,,7\nTOTAL,,,18"
    found = bring(put(tmp_path, rows), currency="USD")
    assert found.company.frames["orders"]["customer"].tolist() == ["Acme", "Acme", "Bolt"]
    assert found.report["totals"]["money_in"] == 1800 and chosen(found, "customer_name")
    rows = "日期,单号,金额\n客户：恒川,,\n2024-01-05,1,5\n小计,,5\n客户：东岭,,\n第1页,,\n2024-01-06,2,6\n制表：王,,"
    assert bring(put(tmp_path, rows)).company.frames["customers"]["name"].tolist() == ["东岭", "恒川"]


def test_two_header_rows(tmp_path):
    made = openpyxl.Workbook()
    for row in (
        ["单据", None, "客户", None, "销售", None],
        ["编号", "日期", "编码", "名称", "数量", "金额"],
        ["1", "2024-01-05", "C1", "甲", 2, 30],
    ):
        made.active.append(row)
    made.active.merge_cells("C1:D1")
    made.save(tmp_path / "a.xlsx")
    found = bring(tmp_path / "a.xlsx")
    assert found.company.frames["orders"][["doc_no", "customer", "amount"]].to_numpy().tolist() == [["1", "C1", 3000]]
    assert found.report["sources"][0]["sheets"][0]["header_line"] == 2


def test_units_and_currencies_stated_outside_the_cells(tmp_path):
    rows = "2024年销售台账,,,\n单位：万元,,,\n日期,单号,客户,金额\n2024-01-05,1,甲,1.25"
    found = bring(put(tmp_path, rows))
    assert found.report["totals"]["money_kept"] == 1250000 and chosen(found, "unit") == ["万元"]
    assert money(put(tmp_path, "Datum;Beleg;Kunde;Umsatz in TEUR\n2024-01-05;1;A;1,5"), currency="EUR") == 150000
    asked(put(tmp_path, "日期,单号,客户,金额（美元）\n2024-01-05,1,甲,5"), "currency")


def test_one_system_writes_all_numbers_alike(tmp_path):
    rows = "Billing Document\tBilling date\tSold-to party\tBilled Quantity\tNet value\n1\t31.12.2024\tA\t3,000\t1.234,56-\n2\t01.12.2024\tA\t2,000\t10,00"
    orders = bring(put(tmp_path, rows), currency="EUR").company.frames["orders"]
    assert orders["quantity"].sum() == 5 and orders["amount"].sum() == -122456


def test_two_columns_of_one_name_are_asked(tmp_path):
    path = put(tmp_path, "日期,单号,客户,金额,金额\n2024-01-05,1,甲,5,6")
    asked(path, "ask-amount")
    assert money(path, mapping={"amount": "金额 (2)"}) == 600
    assert money(put(tmp_path, "日期,单号,客户,金额,金额\n2024-01-05,1,甲,5,5")) == 500


def test_months_as_columns_are_explained(tmp_path):
    for head in ("1月,2月,3月,4月", "2024-01,2024-02,2024-03,2024-04", "Jan,Feb,Mar,Apr"):
        asked(put(tmp_path, f"客户,{head}\n甲,1,2,3,4"), "pivoted")


HTML = """<html><head><meta charset="gb2312"></head><body><table><tr><td colspan="4">明细</td></tr>
<tr><th>日期</th><th>单号</th><th>客户</th><th>金额</th></tr>
<tr><td rowspan=2>2024-01-05</td><td>1</td><td>甲&amp;乙&nbsp;</td><td>1,234.50</td></tr><tr><td>2</td><td>丙</td><td>5</td></tr></table></body></html>"""
XML = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>
<Row><Cell><Data ss:Type="String">日期</Data></Cell><Cell><Data ss:Type="String">客户</Data></Cell><Cell><Data ss:Type="String">备注</Data></Cell><Cell><Data ss:Type="String">金额</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2024-01-05T00:00:00.000</Data></Cell><Cell><Data ss:Type="String">甲</Data></Cell><Cell ss:Index="4"><Data ss:Type="Number">5.5</Data></Cell></Row></Table></Worksheet></Workbook>"""


def test_web_tables_and_xml_workbooks_saved_as_xls(tmp_path):
    found = bring(put(tmp_path, HTML, "a.xls", "gb18030"))
    assert found.report["totals"]["money_kept"] == 123450 and aside(found) == {"no_date": 1}
    assert found.company.frames["customers"]["name"].tolist() == ["甲&乙"]
    assert money(put(tmp_path, XML, "b.xls")) == 550
    with pytest.raises(IntakeError):
        bring(put(tmp_path, XML[:-40], "c.xls"))


def test_archives_are_told_with_what_is_in_them(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("orders.csv", "x")
    with pytest.raises(IntakeError) as caught:
        bring(tmp_path / "a.zip")
    assert "orders.csv" in caught.value.render("zh")


@pytest.mark.parametrize(
    ("encoding", "head", "name", "currency"),
    [
        ("big5", "訂單編號,日期,客戶名稱,金額", "臺灣精密機械", "TWD"),
        ("cp932", "伝票番号,売上日,得意先名,金額", "株式会社アルファ", "JPY"),
        ("cp1252", "Rechnungsnummer;Rechnungsdatum;Kunde;Nettobetrag", "Müller Söhne", "EUR"),
        ("utf-8", "N° facture;Date de facturation;Raison sociale;Montant", "Étoile", "EUR"),
        ("utf-8", "Factura;Fecha;Cliente;Importe", "Peña", "EUR"),
    ],
)
def test_headers_of_other_languages(tmp_path, encoding, head, name, currency):
    out = io.StringIO()
    csv.writer(out, delimiter=";" if ";" in head else ",").writerows(
        [["1", "2024-01-05", name + str(n), "5"] for n in range(9)]
    )
    found = bring(
        put(tmp_path, head + "\n" + out.getvalue().replace("\r\n", "\n"), encoding=encoding), currency=currency
    )
    assert found.company.frames["customers"]["name"].iloc[0] == name + "0"


def test_more_dates_and_numbers():
    forms = [
        "113/03/05",
        "5. März 2024",
        "5 mars 2024",
        "5 de marzo de 2024",
        "Tuesday, March 5, 2024",
        "2024-03-05 星期二",
    ]
    assert {dates.parse(text)[0].isoformat() for text in forms} == {"2024-03-05"}
    assert dates.parse("2024年3月") == (dates.parse("2024-03-01")[0], ("month_only",)) == dates.parse("202403")
    assert (
        str(numbers.parse("1,23,456.50")[0]) == "123456.50" and str(numbers.parse("R$ 1.234,50", ",")[0]) == "1234.50"
    )
    assert numbers.parse("1,23,45")[0] is None


def test_a_sheet_that_sums_up_the_others_is_asked(tmp_path):
    made = openpyxl.Workbook()
    for row in (["客户", "日期", "金额"], ["甲", "2024-12-31", 5]):
        made.active.append(row)
    sheet = made.create_sheet("明细")
    for row in (["单号", "日期", "客户", "金额"], ["1", "2024-01-05", "甲", 5]):
        sheet.append(row)
    made.save(tmp_path / "a.xlsx")
    asked(tmp_path / "a.xlsx", "ask-sheet")
    assert money(tmp_path / "a.xlsx", mapping={"skip_sheets": ["Sheet"]}) == 500
    assert money(tmp_path / "a.xlsx", mapping={"read_sheets": ["Sheet"]}) == 1000


def test_sold_or_received_is_asked_where_they_part(tmp_path):
    path = put(tmp_path, "日期,单号,客户,应收金额,实收金额\n2024-01-05,1,甲,5,0\n2024-01-06,2,乙,7,7")
    asked(path, "ask-basis")
    assert money(path, revenue_basis="paid") == 700 and money(path, revenue_basis="ordered") == 1200
    assert money(put(tmp_path, "日期,单号,客户,金额,折后金额\n2024-01-05,1,甲,10,9")) == 900


def test_columns_that_differ_only_in_brackets_are_asked(tmp_path):
    path = put(tmp_path, "日期,单号,客户,金额（去年）,金额（今年）\n2024-01-05,1,甲,5,6")
    asked(path, "ask-amount")
    assert money(path, mapping={"amount": "金额（今年）"}) == 600
    assert money(put(tmp_path, "日期,单号,客户,金额(元),金额(万元)\n2024-01-05,1,甲,500,0.05")) == 50000
    asked(
        put(tmp_path, "Date,Invoice No,Customer,Amount (incl. VAT),Amount (excl. VAT)\n2024-01-05,1,A,6,5"), "ask-tax"
    )


@pytest.mark.parametrize(("unit", "minor"), [("分", 5), ("百元", 50000), ("'000", 500000), ("万元", 5000000)])
def test_units_in_headers(tmp_path, unit, minor):
    assert money(put(tmp_path, f"日期,单号,客户,金额({unit})\n2024-01-05,1,甲,5")) == minor


def test_statuses_with_more_words():
    assert standing.meanings(["交易关闭（已退款）", "Cancelled by customer", "Partially refunded", "已收货"]) == {
        "交易关闭（已退款）": "void", "Cancelled by customer": "void", "Partially refunded": "done", "已收货": "done",
    }  # fmt: skip


@pytest.mark.covers("0.1")
@pytest.mark.parametrize(
    "spans",
    ["未到期,1-30天,31-60天,61-90天,90天以上", "Current,1 - 30,31 - 60,61 - 90,> 90", "1年以内,1-2年,2-3年,3年以上"],
)
def test_list_of_receivables_by_age_is_asked_about(tmp_path, spans):
    count = spans.count(",") + 1
    orders, aged = tmp_path / "orders.csv", tmp_path / "aged.csv"
    orders.write_text("单据编号,日期,客户编码,客户名称,产品编码,数量,金额\nS1,2025-01-05,C1,恒川,P1,2,460\n", "utf-8")
    aged.write_text(
        f"客户编码,客户名称,应收余额,{spans}\nC1,恒川,900{',100' * count}\nC2,东岭,800{',90' * count}\n", "utf-8"
    )
    with pytest.raises(IntakeError) as asked:
        import_files([orders, aged], id="x", name="x", currency="CNY")
    assert [(one.file, one.kind) for one in asked.value.problems] == [("aged.csv", "ask-table")]
    only = import_files([orders, aged], mapping={"tables": {"aged.csv": "customers"}}, id="x", name="x", currency="CNY")
    assert len(only.company.frames["customers"]) == 2


def test_columns_by_year_or_month_are_no_ages():
    assert not ageing.spans(["客户编码", "2022-2023", "2023-2024", "2024-2025"])
    assert not ageing.spans(["客户编码", "1月", "2月", "3月", "1季度"])


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_file_cut_within_a_sign_is_not_read_as_latin(tmp_path, encoding):
    text = "單據編號,日期,客戶名稱,金額\n" if encoding == "big5" else "单据编号,日期,客户名称,金额\n"
    whole = (text + "".join(f"S{n},2025-01-05,恆川{n},460\n" for n in range(9)) + "S9,2025-01-06,恆").encode(encoding)
    (tmp_path / "cut.csv").write_bytes(whole[:-1])
    with pytest.raises(IntakeError) as told:
        import_ledger(tmp_path / "cut.csv", **ANY)
    assert told.value.problems[0].row == 11
    assert encoding.upper() in str(told.value.problems[0].what)
