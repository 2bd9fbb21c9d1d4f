"""Headers by their head nouns, columns against what they hold, and columns that are asked about because both would do."""

import pytest

from helpers.errors import IntakeError
from helpers.intake.columns import nouns
from helpers.intake.columns.header import forms, locate, plain
from helpers.intake.files.source import read
from helpers.intake.folder_import import import_files

ANY = {"id": "probe", "name": "试", "currency": "CNY"}


@pytest.mark.parametrize(
    ("header", "kind", "of"),
    [
        ("客户订单号", "code", "doc"), ("发票日期", "date", "invoice"), ("Amount Applied to Invoice", "money", ""), ("QUANTITYORDERED", "quantity", ""),
        ("*商品名称（必填）", "name", "product"), ("訂單成立日期", "date", "doc"), ("伝票種別", "word", "doc"), ("Rechnungsnummer", "code", "invoice"),
        ("Valor Unitário", "money", ""), ("Nome Comprador", "name", "customer"), ("Date d'émission", "date", ""), ("3. 数量", "quantity", ""), ("送样安排", "", ""),
    ],
)  # fmt: skip
def test_the_head_noun_of_a_header_and_what_it_is_of(header, kind, of):
    found = nouns.read(header)
    assert (found.kind, found.of) == (kind, of)


@pytest.mark.parametrize(
    ("header", "kind", "field", "no"),
    [
        ("客户订单号", "id", "customer", True), ("Customer PO number", "id", "customer", True), ("客户编号", "id", "customer", False),
        ("商品成交金额", "text", "product_name", True), ("Order date", "money", "amount", True), ("Supplier code", "id", "customer", True),
        ("客户/供应商代码", "id", "customer", False), ("Purchase Order No.", "id", "doc_no", False), ("客户订单号", "id", "doc_no", True),
    ],
)  # fmt: skip
def test_a_head_noun_of_another_kind_speaks_against_a_field(header, kind, field, no):
    assert nouns.against(header, kind, field) is no


def test_decorations_and_other_forms_of_signs_do_not_matter():
    assert plain("訂購數量") == plain("订购数量") and plain("単価") == plain("单价")
    assert "金额" in forms("(2) 金额（元）") and "数量" in forms("3、数量")


def located(tmp_path, head, rows):
    path = tmp_path / "a.csv"
    path.write_text(head + "\n" + "\n".join(rows) + "\n", "utf-8")
    header = locate(read(path).sheets[0], {})
    return {field: header.names[at] for field, at in header.columns.items()}, path


def asked(path, **how):
    with pytest.raises(IntakeError) as caught:
        import_files(path, **ANY, **how)
    return [problem for problem in caught.value.problems if problem.kind == "ask-rivals"]


def test_who_buys_comes_before_who_receives(tmp_path):
    rows = [f"A{n},2025-01-{n + 10},张{n},恒川{n % 4},阀门{n % 3},{n}0.5" for n in range(12)]
    found, _ = located(tmp_path, "订单号,下单时间,收货人姓名,买家公司名,商品名称,金额", rows)
    assert found["customer_name"] == "买家公司名"
    rows = [f"A{n},2025-01-{n + 10},K{n % 4},张{n},阀门{n % 3},{n}0.5" for n in range(12)]
    found, _ = located(tmp_path, "订单号,下单时间,买家账号,收货人姓名,商品名称,金额", rows)
    assert found["customer"] == "买家账号" and "customer_name" not in found
    rows = [f"A{n},2025-01-{n + 10},张{n},阀门{n % 3},{n}0.5" for n in range(12)]
    found, _ = located(tmp_path, "订单号,下单时间,收货人姓名,商品名称,金额", rows)
    assert found["customer_name"] == "收货人姓名"  # nobody else is told


def test_a_code_new_in_every_row_is_no_products(tmp_path):
    rows = [f"A{n},2025-01-{n + 10},恒川{n % 4},{9000 + n},P-{n % 3},阀门{n % 3},{n}0.5" for n in range(12)]
    found, _ = located(tmp_path, "订单号,日期,客户名称,商品ID,商家编码,商品名称,金额", rows)
    assert found["product"] == "商家编码"


def test_the_price_is_the_one_that_makes_the_amount(tmp_path):
    rows = [
        f"A{n},2025-01-{n + 10},恒川{n % 4},阀门{n % 3},{n + 1},{20 + n % 3},{10 + n % 3},{(n + 1) * (10 + n % 3)}"
        for n in range(12)
    ]
    found, _ = located(tmp_path, "单号,日期,客户名称,品名,数量,单价,特惠到手,金额", rows)
    assert found["price"] == "单价"  # its header is known: a rival without a header that says so is not looked at
    found, _ = located(tmp_path, "单号,日期,客户名称,品名,数量,吊牌价,折后单价,金额", rows)
    assert found["price"] == "折后单价"
    found, _ = located(tmp_path, "单号,日期,客户名称,品名,数量,毛重,特惠到手,金额", rows)
    assert found["price"] == "特惠到手"  # nothing but the price makes all products


@pytest.mark.covers("0.2")
def test_two_days_of_payment_and_shipment_are_asked_and_an_orders_own_is_not(tmp_path):
    rows = [f"A{n},2025-01-{n + 10},2025-02-{n + 10},恒川{n % 4},阀门{n % 3},2,{n}0.5" for n in range(12)]
    _, path = located(tmp_path, "单号,付款时间,发货时间,客户名称,品名,数量,金额", rows)
    (problem,) = asked(path)
    assert problem.column == "付款时间, 发货时间" and "2025-01-10" in problem.render("zh")
    found = import_files(path, **ANY, mapping={"orders.date": "发货时间"})
    assert found.company.frames["orders"]["date"].min().month == 2
    assert import_files(path, **ANY, yes=True).company.frames["orders"]["date"].min().month == 1
    found, path = located(tmp_path, "单号,订单成立日期,发货时间,客户名称,品名,数量,金额", rows)
    assert found["date"] == "订单成立日期" and import_files(path, **ANY)


@pytest.mark.covers("0.2")
def test_money_of_the_goods_and_money_paid_are_asked(tmp_path):
    rows = [
        f"A{n},2025-01-{n + 10},恒川{n % 4},阀门{n % 3},{n + 1},10,{(n + 1) * 10},{(n + 1) * 9 + 3}" for n in range(12)
    ]
    _, path = located(tmp_path, "单号,下单日期,客户名称,品名,数量,单价,货品总价,实付款", rows)
    (problem,) = asked(path)
    assert problem.column == "实付款, 货品总价"
    frames = import_files(path, **ANY, mapping={"orders.amount": "货品总价"}).company.frames
    assert frames["orders"]["amount"].sum() == sum((n + 1) * 1000 for n in range(12))


@pytest.mark.covers("0.2")
def test_two_numbers_of_documents_that_part_the_rows_otherwise_are_asked(tmp_path):
    rows = [f"S{n // 3},I{n // 2},2025-01-{n + 10},恒川{n % 4},阀门{n % 3},{n}0.5" for n in range(12)]
    _, path = located(tmp_path, "Sales order,Invoice,Date,Customer name,Item name,Amount", rows)
    assert [problem.column for problem in asked(path)] == ["Sales order, Invoice"]
    rows = [f"S{n // 3},I{n // 3},2025-01-{n + 10},恒川{n % 4},阀门{n % 3},{n}0.5" for n in range(12)]
    _, path = located(tmp_path, "Sales order,Invoice,Date,Customer name,Item name,Amount", rows)
    assert import_files(path, **ANY)  # it makes no difference which


LEDGER = "单据编号,日期,客户编码,客户名称,产品名称,数量,金额\n" + "".join(
    f"A{n},2025-01-{n + 10},C{n % 3},恒川{n % 3},阀门,1,{n}0.5\n" for n in range(12)
)


def test_what_is_owed_and_what_is_applied_count(tmp_path):
    ledger, bills, paid = tmp_path / "a.csv", tmp_path / "invoices.csv", tmp_path / "payments.csv"
    ledger.write_text(LEDGER, "utf-8")
    bills.write_text(
        "Invoice number,Customer,Invoice date,Due date,Net Total,Tax,Grand Total\n"
        + "".join(f"F{n},C{n % 3},2025-01-{n + 10},2025-02-{n + 10},{100 + n},13,{113 + n}\n" for n in range(6)),
        "utf-8",
    )
    paid.write_text(
        "Payment number,Customer,Invoice number,Payment date,Amount,Amount Applied to Invoice\n"
        + "".join(f"P{n},C{n % 3},F{n},2025-02-{n + 10},500,{100 + n}\n" for n in range(6)),
        "utf-8",
    )
    frames = import_files([ledger, bills, paid], **ANY, as_of="2025-03-31").company.frames
    assert frames["invoices"]["amount"].sum() == sum(113 + n for n in range(6)) * 100
    assert frames["payments"]["paid"].sum() == sum(100 + n for n in range(6)) * 100


def test_customers_named_without_code_are_the_ledgers(tmp_path):
    ledger, people = tmp_path / "a.csv", tmp_path / "客户.csv"
    ledger.write_text(LEDGER, "utf-8")
    people.write_text("客户名称,行业\n" + "".join(f"恒川{n},机械\n" for n in range(3)) + "新客户,食品\n", "utf-8")
    frame = import_files([ledger, people], **ANY).company.frames["customers"].set_index("name")
    assert dict(frame["customer"]) == {"恒川0": "C0", "恒川1": "C1", "恒川2": "C2", "新客户": "新客户"}
    assert frame.loc["恒川1", "industry"] == "机械"


def test_text_nobody_knows_is_listed_and_not_asked_about(tmp_path):
    rows = [f"A{n},2025-01-{n + 10},恒川{n % 4},阀门{n % 3},{n}0.5,{['按合同', '加急', '-'][n % 3]}" for n in range(12)]
    _, path = located(tmp_path, "单号,日期,客户名称,品名,金额,结算说法", rows)
    assert "结算说法" in import_files(path, **ANY).report["sources"][0]["sheets"][0]["unused"]


def test_a_nickname_beside_a_code_is_the_customers_name(tmp_path):
    rows = [f"A{n},2025-01-{n + 10},C{n % 4},小王{n % 4},阀门{n % 3},{n}0.5" for n in range(12)]
    found, _ = located(tmp_path, "订单号,下单时间,客户编号,买家昵称,商品名称,金额", rows)
    assert (found["customer"], found["customer_name"]) == ("客户编号", "买家昵称")


def test_a_header_that_says_of_something_else_is_not_taken_for_what_it_is_like():
    assert nouns.more("价格等级", "customers", ("等级", "客户等级")) and not nouns.more(
        "客户等级名称", "customers", ("等级",)
    )
