"""What a walk through the import with exports of Xero, Zoho Books, Odoo, Dynamics and others found to be read wrongly."""

import pytest

from helpers.company.check import check
from helpers.errors import IntakeError
from helpers.intake import folder_import
from helpers.intake.bulk import unsuited
from helpers.intake.columns import concepts
from helpers.intake.columns.labels import alike
from helpers.intake.files.encoding import decode
from helpers.intake.folder_import import import_files
from helpers.intake.lines.import_rules import IMPORT
from helpers.rules import resolve


def brought(tmp_path, text, name="a.csv", encoding="utf-8", also=(), **how):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    how = {"currency": "CNY", **how}
    return import_files([path, *also], id="probe", name="试", **how)


def asked(tmp_path, text, **how):
    with pytest.raises(IntakeError) as caught:
        brought(tmp_path, text, **how)
    return caught.value.problems


XERO = "ContactName,InvoiceNumber,InvoiceDate,Description,Quantity,UnitAmount,LineAmount,AccountCode,Status\n" + "".join(
    f"Firm {n % 5},INV-{n // 2},2025-01-{n + 10},Filter {n % 3},{n + 1},10,{(n + 1) * 10},{200 + n % 2},Paid\n" for n in range(12)
)  # fmt: skip


@pytest.mark.covers("0.2")
@pytest.mark.parametrize("long", [False, True])
def test_a_ledger_account_is_no_customer(tmp_path, long, monkeypatch):
    if long:
        monkeypatch.setattr(unsuited, "LONG", 0)
    found = brought(tmp_path, XERO)
    assert sorted(found.company.frames["customers"]["name"]) == [f"Firm {n}" for n in range(5)]
    assert "AccountCode" in found.report["sources"][0]["sheets"][0]["unused"]


def test_an_account_that_is_the_customers_stays(tmp_path):
    text = "Invoice no,Date,Account code,Account name,Product,Amount\n" + "".join(
        f"I{n},2025-01-{n + 10},A{n % 5},Firm {n % 5},Filter,10\n" for n in range(12)
    )
    assert sorted(brought(tmp_path, text).company.frames["customers"]["customer"]) == [f"A{n}" for n in range(5)]


@pytest.mark.parametrize("own", ["My Trading GmbH", "My Trading {}"])
def test_the_seller_in_a_column_company_is_not_the_customers_name(tmp_path, own):
    text = "Order Reference,Order Date,Customer,Company,Order Lines/Product,Order Lines/Quantity,Order Lines/Subtotal\n" + "".join(
        f"S{n},2025-01-{n + 10},Firm {n % 6},{own.format(n % 2)},Filter {n % 3},{n + 1},{(n + 1) * 10}\n" for n in range(12)
    )  # fmt: skip
    assert sorted(brought(tmp_path, text).company.frames["customers"]["name"]) == [f"Firm {n}" for n in range(6)]


def test_codes_with_names_in_a_column_company_keep_them(tmp_path):
    text = "Order no,Order date,Customer,Company,Product,Quantity,Amount\n" + "".join(
        f"S{n},2025-01-{n + 10},C{n % 6},Firm {n % 6},Filter {n % 3},{n + 1},{(n + 1) * 10}\n" for n in range(12)
    )
    assert sorted(brought(tmp_path, text).company.frames["customers"]["name"]) == [f"Firm {n}" for n in range(6)]


def zoho(lines=2):
    head = "Invoice Number,Invoice Date,Customer Name,Total,Item Name,Quantity,Item Price,Item Total\n"
    rows = []
    for n in range(12):
        own = [(q, q * 10) for q in range(1 + n % 3, 1 + n % 3 + lines)]
        total = sum(money for _, money in own) * 108 // 100 + 5  # with tax and freight
        rows += [f"INV-{n},2025-02-{n + 10},Firm {n % 5},{total},Filter {q},{q},10,{money}\n" for q, money in own]
    return head + "".join(rows)


def test_the_lines_own_money_comes_before_the_documents_total(tmp_path):
    found = brought(tmp_path, zoho())
    lines = [int(row.rsplit(",", 1)[1]) for row in zoho().splitlines()[1:]]
    assert found.report["totals"]["money_kept"] == 100 * sum(lines)
    assert "amount = Item Total (≠ Total)" in {f"{c['name']} = {c['value']}" for c in found.report["choices"]}


def test_a_document_total_that_a_person_named_stays(tmp_path):
    found = brought(tmp_path, zoho(), mapping={"amount": "Total", "amount_per": "document"})
    totals = {row.split(",")[0]: int(row.split(",")[3]) for row in zoho().splitlines()[1:]}
    assert found.report["totals"]["money_kept"] == 100 * sum(totals.values())


ORDERS = "单据编号,日期,客户编码,客户名称,产品编码,数量,金额\n" + "".join(
    f"A{n},2025-01-{n + 10},K{n % 6},第{n % 6}厂,P1,1,10\n" for n in range(12)
)


@pytest.mark.covers("0.3")
def test_the_department_of_who_added_a_contact_is_not_the_contacts(tmp_path):
    orders = tmp_path / "销售.csv"
    orders.write_text(ORDERS, "utf-8")
    text = "客户名称,企业,职务,手机,添加人,添加人账号,添加人所属部门,添加时间\n" + "".join(
        f"王{n},第{n % 6}厂,厂长,1390000000{n},李敏,limin,销售部,2025-01-1{n} 10:00:00\n" for n in range(6)
    )
    frame = brought(tmp_path, text, name="企业微信客户列表.csv", also=[orders]).company.frames["contacts"]
    assert "department" not in frame or frame["department"].isna().all()
    assert set(frame["our_contact"]) == {"李敏"}


def test_customers_of_whom_no_order_line_knows_any_are_asked_about(tmp_path):
    orders = tmp_path / "销售.csv"
    orders.write_text(ORDERS, "utf-8")
    text = "Payment no,Invoice no,Payment date,Amount paid,Customer code\n" + "".join(
        f"R{n},F{n},2025-02-0{n + 1},10,{4000 + n}\n" for n in range(8)
    )
    problems = asked(tmp_path, text, name="payments.csv", also=[orders])
    assert any(problem.column == "Customer code" and problem.kind == "ask-column" for problem in problems)


@pytest.mark.covers("0.1")
@pytest.mark.parametrize("page", ["cp437", "cp850"])
def test_texts_of_dos_programs_keep_their_letters(page):
    text = "Kunde;Ort;Betrag\nMüller & Söhne;Köln;12,50\nBäckerei Groß;Überlingen;3,10\nÖko-Hof Jäger;Weißenfels;1,00\n"
    assert decode(text.encode(page)) == (text, "cp850")


@pytest.mark.parametrize("text", ["Kunde;Ort\nMüller;Köln\n", "Client;Ville\nSociété générale;Orléans\n“Été”;Nîmes\n"])
def test_texts_of_windows_stay_what_they_are(text):
    assert decode(text.encode("cp1252"))[0] == text


def test_what_is_the_same_in_all_rows_is_not_proposed_as_customer_or_product(tmp_path):
    text = "order-id,posted-date,sku,quantity-purchased,amount,marketplace-name,fulfillment-id\n" + "".join(
        f"112-{n},2025-01-{n + 10},F-{n % 3},1,1{n}.99,Amazon.com,AFN\n" for n in range(12)
    )
    shown = " ".join(problem.render("en") for problem in asked(tmp_path, text))
    assert "Is 'marketplace-name'" not in shown and "Is 'fulfillment-id'" not in shown


def test_everything_is_asked_at_once(tmp_path):
    text = "order no;date;customer;product;quantity;amount;Ware X1\n" + "".join(
        f"B{n};0{n}/0{n + 1}/2025;K{n};P1;1;{n}.234;grün {n % 3}\n" for n in range(1, 8)
    )
    assert {p.kind for p in asked(tmp_path, text)} >= {"ask-date-order", "ask-decimal"}
    taxed = "单据编号,日期,客户名称,产品名称,数量,无税金额,价税合计,地盘\n" + "".join(
        f"B{n},2025-01-1{n},第{n}厂,阀门,1,{n}0.5,{n}1.5,华{'东南北'[n % 3]}\n" for n in range(1, 8)
    )
    assert {p.kind for p in asked(tmp_path, taxed)} == {"ask-tax", "ask-unused"}


def test_phones_prices_and_money_paid_are_not_asked_about(tmp_path):
    text = "订单号,付款日期,买家昵称,买家手机号,收货地点,商品名称,数量,单价,含税单价,实付金额,已付款,未付款\n" + "".join(
        f"E{n},2025-01-{n + 10},买家{n},1380000{n:04d},江苏省苏州市星湖街{n}号,阀门{n % 3},{n + 1},10,11.3,{(n + 1) * 10},{n}.5,{n}.25\n" for n in range(12)
    )  # fmt: skip
    assert brought(tmp_path, text, mapping={"price": "单价"}).report["totals"]["rows_kept"] == 12


@pytest.mark.covers("0.2")
@pytest.mark.parametrize(
    "header, field",
    [
        ("Rechnungsdatum", "date"), ("Lieferscheinnummer", "doc_no"), ("Kd.-Nr.", "customer"), ("Debitorenname", "customer_name"),
        ("Art.-Nr.", "product"), ("E-Preis", "price"), ("Gesamtpreis netto", "amount_untaxed"), ("Vertriebsgebiet", "region"),
        ("Réf. article", "product"), ("Fecha emisión", "date"), ("Sell-to Customer No.", "customer"), ("UNIT_SELLING_PRICE", "price"),
    ],
)  # fmt: skip
def test_european_headers_mean_what_their_parts_say(header, field):
    assert alike(header, "orders")[field][0] >= 0.95


@pytest.mark.parametrize("word", ["territory", "Statement", "Artisan", "Kindergarten", "Preisliste alt X"])
def test_words_that_only_hold_such_parts_are_not_taken_apart(word):
    assert concepts.said(word) is None or word == "territory"


RULES = "单据编号,日期,客户编码,客户名称,产品编码,产品名称,数量,单价,金额\n" + "\n".join(
    [
        "A1,2025-01-05,K1,甲,P1,球阀,10,100,1000",
        "A2,2025-01-06,K1,甲,P1,球阀,-4,100,-400",
        "A3,2025-01-07,K2,乙,P2,滤芯,1,-80,-80",
        "A4,2025-01-08,K2,乙,P2,滤芯,3,0,0",
        "A5,2025-01-09,,,P1,球阀,2,100,200",
        "A6,2025-01-10,K2,乙,YF,运费,1,60,60",
    ]
)


@pytest.mark.covers("0.2")
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize(
    "rule, value, aside",
    [
        ("negative_prices", "aside", {"negative_price": ["A3"], "no_customer": ["A5"]}),
        ("returns", "aside", {"return": ["A2"], "no_customer": ["A5"]}),
        ("zero_lines", "aside", {"zero": ["A4"], "no_customer": ["A5"]}),
        ("service_lines", "aside", {"service": ["A6"], "no_customer": ["A5"]}),
        ("no_customer", "keep", {}),
    ],
)
def test_each_business_rule_can_be_switched(tmp_path, rule, value, aside, long, monkeypatch):
    if long:
        monkeypatch.setattr(unsuited, "LONG", 0)
    found = brought(tmp_path, RULES, rules={rule: value})
    assert {why: list(rows) for why, rows in found.set_aside.groupby("reason")["单据编号"]} == aside
    totals = found.report["totals"]
    assert totals["money_in"] == totals["money_kept"] + totals["money_set_aside"] == 78000
    if rule == "no_customer":
        notes = {note["kind"]: note["rows"] for note in found.report["sources"][0]["sheets"][0]["notes"]}
        assert notes["nobody"] == 1 and "NO-CUSTOMER" in set(found.company.frames["customers"]["customer"])


def test_presets_have_rules_of_their_own_for_the_import():
    for industry, rule in [("business_software", "zero_lines"), ("pharmaceuticals", "zero_lines"), ("mother_baby_retail", "service_lines")]:  # fmt: skip
        rules = resolve(IMPORT, industry=industry)
        assert rules[rule] == "aside" and rules.origin(rule) == "preset"
        assert resolve(IMPORT, industry=industry, parameters={rule: "keep"})[rule] == "keep"


def test_choices_hold_next_month(tmp_path):
    from helpers.intake.columns import mapping_file

    found = brought(tmp_path, RULES, rules={"zero_lines": "aside"})
    folder = folder_import.write(found, tmp_path / "probe", {})
    kept = mapping_file.read(folder / "mapping.yml")
    assert kept["choices"] == {"zero_lines": "aside"}
    again = brought(tmp_path, RULES, mapping=kept)
    assert "zero" in set(again.set_aside["reason"])
    back = brought(tmp_path, RULES, mapping=kept, rules={"zero_lines": "keep"})
    assert "zero" not in set(back.set_aside["reason"])


@pytest.fixture
def course(tmp_path, monkeypatch, capfd):
    """Run the program; its exit status and what it said."""
    from helpers.cli import main

    monkeypatch.setenv("COURSE_HOME", str(tmp_path))
    (tmp_path / "data" / "companies").mkdir(parents=True)

    def run(*words):
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        said = capfd.readouterr()
        return ended.value.code or 0, said.out + said.err

    return run


def test_what_was_said_of_the_company_holds_until_it_is_said_otherwise(tmp_path, course):
    path = tmp_path / "a.csv"
    path.write_text(RULES, "utf-8")
    usual = ("import", str(path), "--company", "probe", "--currency", "CNY", "--lang", "en")
    status, said = course(*usual, "--basis", "invoiced", "--tax", "excluded", "--industry", "pharmaceuticals", "--name", "甲厂",
                          "--as-of", "2025-01-31", "--finance", "2025-01=1100.00")  # fmt: skip
    assert status == 0 and "zero_lines = aside (the industry's preset)" in said
    assert "Finance 2025-01-01 – 2025-01-31: CNY 1,100.00; the folder CNY 580.00; difference −CNY 520.00" in said
    status, said = course(*usual)
    assert status == 0 and "Finance 2025-01-01" in said
    profile = check(tmp_path / "data" / "companies" / "probe").company.profile
    assert (profile.revenue_basis, profile.revenue_tax, profile.industry) == ("invoiced", "excluded", "pharmaceuticals")
    assert profile.name.zh == "甲厂" and [total.revenue for total in profile.finance] == [110000]


@pytest.mark.parametrize("said", ["2025", "2025=x", "2025-13=1", "2025-02-01..2025-01-01=1", "=1", "2025=1.234"])
def test_a_finance_total_that_is_none_is_refused(tmp_path, course, said):
    path = tmp_path / "a.csv"
    path.write_text(RULES, "utf-8")
    status, words = course("import", str(path), "--company", "probe", "--currency", "CNY", "--lang", "en", "--finance", said)  # fmt: skip
    assert status == 2 and "--finance" in words and "2025-03=98765.40" in words


def test_a_finance_total_of_a_period_that_is_not_over_is_refused_before_anything_is_written(tmp_path, course):
    path = tmp_path / "a.csv"
    path.write_text(RULES, "utf-8")
    status, words = course("import", str(path), "--company", "probe", "--currency", "CNY", "--lang", "en", "--finance", "2025=1")  # fmt: skip
    assert status == 2 and "--as-of 2025-12-31" in words
    assert not (tmp_path / "data" / "companies" / "probe").exists()


@pytest.mark.covers("0.3")
def test_what_a_person_took_back_is_not_said_to_be_gone_when_it_is_exported_again(tmp_path, course):
    path, back = tmp_path / "a.csv", tmp_path / "back.csv"
    rows = RULES + "\nA7,2025-01-11,K9,测试客户,P1,球阀,1,100,100\n"
    path.write_text(rows, "utf-8")
    usual = ("import", str(path), "--company", "probe", "--currency", "CNY", "--lang", "en")
    assert course(*usual)[0] == 0
    aside = (tmp_path / "data" / "companies" / "probe" / "set_aside.csv").read_text("utf-8").splitlines()
    back.write_text("\n".join([aside[0], *(row for row in aside if "A7" in row)]) + "\n", "utf-8")
    assert course(*usual, "--take-back", str(back))[0] == 0
    path.write_text(rows + "A8,2025-02-11,K1,甲,P1,球阀,1,100,100\n", "utf-8")
    status, said = course(*usual, "--add")
    assert status == 0 and "no longer" not in said
    orders = check(tmp_path / "data" / "companies" / "probe").company.frames["orders"]
    assert {"A7", "A8"} <= set(orders["doc_no"])
    status, said = course(*usual)
    assert status == 0 and "Taken back before, and set aside again now: A7." in said


@pytest.mark.parametrize("header", ["电子邮件地址", "电邮地址", "E-mail address"])
def test_an_address_of_mail_is_a_mail(header):
    assert alike(header, "contacts")["email"][0] >= 0.95


def test_firms_of_a_group_are_proposed_as_its_own(tmp_path):
    import pandas as pd

    from helpers.intake.same.firms import pairs

    names = ["临海水务集团", "临海水务集团第二水厂", "宝钢集团热轧厂", "宝钢集团冷轧厂", "宝钢集团", "临海水产集团"]
    found = pairs(pd.DataFrame({"customer": [f"C{n}" for n in range(6)], "name": names}))
    assert {(p.names, p.kind) for p in found if p.kind == "group"} >= {
        (("临海水务集团", "临海水务集团第二水厂"), "group"),
        (("宝钢集团", "宝钢集团热轧厂"), "group"),
        (("宝钢集团", "宝钢集团冷轧厂"), "group"),
    }
    assert not any(p.kind == "same" for p in found)


def other(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.covers("0.3")
def test_visits_to_somebody_who_is_in_no_list_of_contacts_make_a_contact(tmp_path):
    contacts = other(tmp_path, "联系人.csv", "客户名称,姓名,职务,手机\n第0厂,王明,厂长,13900000001\n第1厂,李华,经理,13900000002\n第2厂,张强,经理,13900000003\n")  # fmt: skip
    visits = other(tmp_path, "拜访记录.csv", "拜访日期,客户名称,拜访人,拜访对象,拜访目的,拜访结果\n2025-01-12,第0厂,赵,王明,回访,要报价\n2025-01-13,第1厂,赵,李工,回访,无\n2025-01-14,第2厂,赵,,回访,无\n")  # fmt: skip
    found = brought(tmp_path, ORDERS, also=[contacts, visits]).company.frames
    assert sorted(found["contacts"]["name"]) == ["张强", "李华", "李工", "王明"]
    assert found["activities"]["contact"].notna().sum() == 2


PIPE = "商机编号,商机名称,客户名称,负责人,预计金额,销售阶段,预计成交日期\n"


@pytest.mark.covers("0.3")
def test_next_months_pipeline_needs_no_ledger_beside_it(tmp_path, course):
    orders = other(tmp_path, "a.csv", ORDERS)
    first = other(tmp_path, "商机6.csv", PIPE + "".join(f"O{n},项目{n},第{n}厂,王,1000,初步接洽,2026-01-0{n + 1}\n" for n in range(6)))  # fmt: skip
    second = other(tmp_path, "商机7.csv", PIPE + "".join(f"O{n},项目{n},第{n}厂,王,1000,{'赢单' if n == 2 else '方案报价'},2026-01-0{n + 1}\n" for n in range(7 - 1)))  # fmt: skip
    usual = ("--company", "probe", "--currency", "CNY", "--lang", "en")
    assert course("import", str(orders), str(first), *usual, "--as-of", "2025-06-30")[0] == 0
    status, said = course("import", str(second), *usual, "--add")
    assert status == 2 and "--as-of YYYY-MM-DD" in said and "O0" in said
    status, said = course("import", str(second), *usual, "--add", "--as-of", "2025-07-31")
    assert status == 0, said
    company = check(tmp_path / "data" / "companies" / "probe").company
    shots = company.frames["opportunity_snapshots"]
    assert shots[shots["opportunity"] == "O2"]["stage"].tolist() == ["初步接洽", "赢单"]
    assert len(company.frames["orders"]) == 12 and company.date.isoformat() == "2025-07-31"
    totals = company.intake["totals"]
    assert totals["rows_in"] == totals["rows_kept"] == 12


def test_next_months_invoices_alone_are_not_added_to_the_sales(tmp_path, course):
    orders = other(tmp_path, "a.csv", ORDERS)
    head = "发票号,客户名称,开票日期,到期日,价税合计,收款日期\n"
    first = other(tmp_path, "应收1.csv", head + "".join(f"F{n},第{n}厂,2025-01-1{n},2025-03-1{n},100,2025-02-1{n}\n" for n in range(6)))  # fmt: skip
    second = other(tmp_path, "应收2.csv", head + "".join(f"G{n},第{n}厂,2025-05-1{n},2025-07-1{n},100,\n" for n in range(6)))  # fmt: skip
    usual = ("--company", "probe", "--currency", "CNY", "--lang", "en")
    assert course("import", str(orders), str(first), *usual)[0] == 0
    status, said = course("import", str(second), *usual, "--add")
    assert status == 2 and "--as-of 2025-05-15" in said  # no invoice moves the day from which the folder is seen
    status, said = course("import", str(second), *usual, "--add", "--as-of", "2025-05-31")
    assert status == 0, said
    frames = check(tmp_path / "data" / "companies" / "probe").company.frames
    assert len(frames["orders"]) == 12 and len(frames["invoices"]) == 12


def test_a_list_by_age_is_called_so_whatever_else_it_holds(tmp_path):
    ages = other(tmp_path, "账龄.csv", "客户名称,合计,未到期,1-30天,31-60天,90天以上\n" + "".join(f"第{n}厂,10,4,3,2,1\n" for n in range(6)))  # fmt: skip
    (problem,) = asked(tmp_path, ORDERS, also=[ages])
    assert problem.kind == "ask-table" and "by age" in problem.render("en")


def test_a_shorter_word_is_proposed_as_the_longer_one_it_stands_in(tmp_path):
    from helpers.intake.tables.meanings import of

    assert [(m.value, m.how) for m in of("costs.kind", {"服务": 3, "保理": 1, "质量": 2}, {})] == [
        ("other", "proposed"), ("service", "known"), ("claim", "proposed"),
    ]  # fmt: skip


def test_the_lesson_shows_what_the_import_really_proposes():
    from helpers.intake.again.shown import months
    from helpers.intake.same.shown import pairs

    shown = pairs()
    assert {"same", "group"} == {"group" if "group" in kind else "same" for kind in shown["kind"]}
    assert not shown[["left", "right"]].isin(["恒川置业有限公司", "球阀DN80"]).any(axis=None)
    found = months().set_index("doc_no")["verdict"].str.split(":").str[-1].str.strip()
    assert found.str.contains("changed").sum() == found.str.contains("gone").sum() == 1 and len(found) == 5


def test_a_french_text_of_a_dos_program_is_no_damaged_chinese_one():
    text = "N° facture;Date facture;Client;Désignation;Quantité;Montant HT\nF1;25/03/2025;Société Générale;Fromage affiné;1;1 234,50\nF2;26/03/2025;Crémerie Noël;Crème fraîche;2;12,50\n"  # fmt: skip
    assert decode(text.encode("cp850")) == (text, "cp850")


TAOBAO = "订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间,宝贝标题,宝贝种类\n" + "".join(
    f"T{n},tb{n % 4},{{}},交易成功,2025-03-{n + 10},宝贝{n % 3},{n % 3 + 1}\n" for n in range(8)
)
DETAILS = "订单编号,标题,价格,购买数量,外部系统编号\n" + "".join(
    f"T{n},宝贝{k},10,2,SKU-{k}\n" for n in range(8) for k in range(2)
)


def test_a_count_of_kinds_is_no_product_line(tmp_path):
    found = brought(tmp_path, TAOBAO.replace("{}", "40"))
    assert "product_line" not in {c["field"] for c in found.report["sources"][0]["sheets"][0]["columns"]}


def test_lines_with_a_price_and_no_money_of_their_own_are_joined_to_heads_of_the_same_money(tmp_path):
    lines = other(tmp_path, "ExportOrderDetailList.csv", DETAILS)
    found = brought(tmp_path, TAOBAO.replace("{}", "40"), also=[lines])
    assert found.report["totals"]["money_kept"] == 8 * 4000
    assert len(found.company.frames["orders"]) == 16


@pytest.mark.covers("0.3")
def test_lines_of_other_money_than_their_orders_are_asked_about(tmp_path):
    lines = other(tmp_path, "ExportOrderDetailList.csv", DETAILS)
    (problem,) = asked(tmp_path, TAOBAO.replace("{}", "36"), also=[lines])
    assert problem.kind == "ask-heads" and "CNY 320" in problem.render("en") and "CNY 288" in problem.render("en")
    found = brought(tmp_path, TAOBAO.replace("{}", "36"), also=[lines], mapping={"tables": {lines.name: "skip"}})
    assert found.report["totals"]["money_kept"] == 8 * 3600
