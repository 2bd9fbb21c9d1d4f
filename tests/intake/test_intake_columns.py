"""Columns: named systems, proposals with their confidence, questions, the mapping that is kept, the form."""

import pandas as pd
import pytest

from helpers.cli import main
from helpers.company.schema import tables as contract
from helpers.errors import IntakeError
from helpers.intake import folder_import
from helpers.intake.columns import content, labels, mapping_file, systems
from helpers.intake.columns.confirm import Confirm, offers, table_of
from helpers.intake.columns.propose import TAKEN, assign, weigh
from helpers.intake.folder_import import import_files, write

ANY = {"id": "probe", "name": "试", "currency": "CNY"}
ORDERS = "单据编号,日期,客户编码,客户名称,产品编码,数量,金额\nSO1,2025-01-05,C001,恒川精密,P1,2,460\nSO2,2025-02-03,C002,东岭包装,P1,1,230\nSO3,2025-03-03,C002,东岭包装,P1,1,99.5\n"
ODD = "凭据,开单那天,往来户头,货,件,净值\nA1,2025-01-05,恒川精密,伺服,2,460.5\nA2,2025-02-03,东岭包装,减速机,1,230\nA3,2025-03-03,东岭包装,伺服,7,99.5\n"
TOTAL = 79000


def put(folder, name, text):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def status(words):
    with pytest.raises(SystemExit) as ended:
        main(words)
    return ended.value.code or 0


def refused(files, **more):
    with pytest.raises(IntakeError) as caught:
        import_files(files, **ANY | more)
    return caught.value


def test_the_confidence_rule_is_the_stated_one():
    body = pd.DataFrame(
        {0: ["2025-01-05", "2025-02-05"], 1: ["甲公司", "乙公司"], 2: ["5.5", "6"], 3: ["x", "y"]}, dtype="str"
    )
    looks = [content.look(body[n]) for n in body]
    pairs = weigh(["日期", "客户名称（全）的", "净值金额", "日期"], looks, "orders").set_index(["field", "position"])[
        "confidence"
    ]
    assert pairs["date", 0] == 0.95 and pairs["date", 3] == 0.5  # a known header; half of its cells must fit
    assert pairs["customer_name", 1] >= TAKEN
    same = labels.alike("净值金额", "orders")["amount"][0]
    rivals = weigh(["净值金额"], looks[2:3], "orders").sort_values("confidence")
    best = rivals.iloc[-1]
    assert best["field"] == "amount" and 0.55 <= same <= 0.69
    assert best["confidence"] <= 0.5 * same + 0.35 + 0.15 < TAKEN
    alone = weigh(["凭据"], looks[3:4], "orders")
    assert (alone["why"] == "content").all() and (alone["confidence"] <= 0.5).all()  # content alone never decides


@pytest.mark.parametrize(
    ("header", "table", "field", "sure"),
    [
        ("Acct Name", "customers", "name", True), ("Cust. No.", "customers", "customer", True), ("CustomerID", "customers", "customer", True),
        ("客户名称*（必填）", "customers", "name", True), ("客户 全称", "customers", "name", True), ("不含税金额合计", "orders", "amount_untaxed", True),
        ("unpaid amount", "payments", "paid", False), ("上级客户名称", "customers", "name", False), ("Supplier Name", "customers", "name", False),
        ("Debtor No.", "customers", "customer", True), ("费用科目名称", "costs", "kind", True), ("上架时间", "orders", "date", False), ("GL account code", "customers", "customer", False),
    ],
)  # fmt: skip
def test_headers_alike_are_proposed_and_only_the_same_are_sure(header, table, field, sure):
    likeness = labels.alike(header, table).get(field, (0.0, 0))[0]
    assert (likeness >= 0.95) == sure


def test_headers_known_to_mean_something_else_are_never_alike():
    for header in ("税额", "更新时间", "Shipped Date", "Open Balance", "运费"):
        assert not {"amount", "date", "paid"} & set(labels.alike(header, "orders")) or header == "Shipped Date"
        assert not labels.alike(header, "opportunities")


def test_each_named_system_has_its_sources_and_maps_to_fields_that_exist():
    assert set(systems.every()) == {"fxiaoke", "hubspot", "kingdee", "salesforce", "wukong", "zoho"}
    for name, data in systems.every().items():
        for entry in data["tables"]:
            assert entry["source"] in data["sources"] and set(data["name"]) == {"zh", "en"}, name
            known = labels.fields("orders") if entry["table"] == "orders" else contract()[entry["table"]].names
            assert {field for field in entry["columns"].values() if field} <= set(known), (name, entry["table"])


@pytest.mark.covers("0.3")
@pytest.mark.parametrize(
    ("system", "table", "header", "row", "expected"),
    [
        ("zoho", "opportunities", "Deal Owner,Deal Name,Account Name,Amount,Closing Date,Stage,Probability (%),Lead Source", "Li,Line 2,恒川精密,480,2025-03-30,Negotiation/Review,60,Web", {"name": "Line 2", "status": "open", "amount": 48000, "customer": "C001"}),
        ("salesforce", "opportunities", "Id,Name,AccountId,Amount,CloseDate,CreatedDate,StageName,Probability,OwnerId,IsClosed", "006A,Line 2,C001,480,2025-02-28,2025-01-02T08:00:00.000Z,Closed Won,100,005,true", {"opportunity": "006A", "status": "won", "amount": 48000}),
        ("fxiaoke", "opportunities", "客户名称,机会名称,机会编号,机会阶段,机会来源,预计金额,实际金额,币种,预计成交时间,实际成交时间,创建时间", "恒川精密,二期,J1,输单,展会,480,,CNY,2025-03-30,2025-03-01,2025-01-02", {"opportunity": "J1", "status": "lost", "amount": 48000}),
        ("hubspot", "opportunities", "dealname,amount,closedate,dealstage,pipeline,createdate,hubspot_owner_id", "Line 2,480,2025-02-28,closedwon,default,2025-01-02,7", {"name": "Line 2", "status": "won"}),
        ("wukong", "contacts", "姓名,客户名称,下次联系时间,电话,手机号,电子邮箱,职务,地址,备注,创建人,负责人,创建时间,更新时间", "王工,恒川精密,,0512-1,13800000001,w@example.com,经理,,,admin,李明,2025-01-02 10:00:00,2025-01-03", {"name": "王工", "customer": "C001", "mobile": "13800000001", "our_contact": "李明"}),
    ],
)  # fmt: skip
def test_exports_of_named_systems(tmp_path, system, table, header, row, expected):
    text = f"{header}\n{row}\n"
    if system == "hubspot":  # its deals do not name the company by themselves
        text = text.replace("dealname", "company,dealname").replace("Line 2", "恒川精密,Line 2")
    found = import_files([put(tmp_path, "a.csv", ORDERS), put(tmp_path, "crm.csv", text)], **ANY)
    entry = next(entry for entry in found.report["further"] if entry["table"] == table)
    assert entry["system"] == system
    first = found.company.frames[table].iloc[0]
    assert {name: first[name] for name in expected} == expected


@pytest.mark.covers("0.3")
def test_a_ledger_with_headers_nobody_knows_is_asked_then_kept_and_read_again(tmp_path):
    path, place = put(tmp_path, "奇.csv", ODD), tmp_path / "probe"
    error = refused(path)
    assert {problem.kind for problem in error.problems} == {"ask-column"} and "{" not in error.render("zh")
    text = error.render("en")
    assert "往来户头" in text and "恒川精密" in text and "净值" in text and "--yes" in text
    assert "开单那天" not in text  # the one column of days is taken
    run = ["import", str(path), "--company", "probe", "--currency", "CNY", "--out", str(place)]
    assert status(run) == 2
    said = {"date": "开单那天", "customer_name": "往来户头", "amount": "净值", "doc_no": "凭据"}
    answers = [word for field, header in said.items() for word in ("--map", f"{field}={header}")]
    assert status([*run, *answers]) == 2  # 件 is left over and looks like a quantity: that is asked as well
    assert status([*run, *answers, "--map", "orders.quantity=件"]) == 0
    kept = mapping_file.read(place / "mapping.yml")
    assert {field: kept[field] for field in said} == said
    assert status(run) == 0  # next month: the folder's own mapping answers
    assert pd.read_csv(place / "orders.csv")["amount"].sum() == TOTAL / 100
    raw = (place / "mapping.yml").read_text("utf-8")
    assert "orders.amount: person" in raw and "不用" not in raw


def test_yes_takes_the_best_proposals_and_says_so(tmp_path):
    found = import_files(put(tmp_path, "奇.csv", ODD), **ANY, yes=True)
    columns = {column["field"]: column for column in found.report["sources"][0]["sheets"][0]["columns"]}
    assert columns["date"]["column"] == "开单那天" and columns["amount"]["column"] == "净值"
    assert found.company.frames["orders"]["amount"].sum() == TOTAL
    for field in ("customer_name", "amount"):
        assert columns[field]["how"].endswith("-yes") and columns[field]["confidence"] < TAKEN
    assert (columns["date"]["how"], columns["date"]["confidence"]) == ("content", 0.9)
    proposed = {choice["name"] for choice in found.report["choices"] if choice["how"] == "proposed"}
    assert {"mapping.date", "mapping.amount"} <= proposed


def test_a_column_that_the_mapping_names_and_the_file_has_no_more_is_asked(tmp_path):
    customers = put(tmp_path, "客户.csv", "客户编码,客户名称,省区\nC001,恒川精密,江苏\nC002,东岭包装,广东\n")
    files = [put(tmp_path, "a.csv", ORDERS), customers]
    found = import_files(files, **ANY, mapping={"customers.region": "省区"})
    assert found.company.frames["customers"]["region"].tolist() == ["江苏", "广东"]
    put(tmp_path, "客户.csv", "客户编码,客户名称,省\nC001,恒川精密,江苏\nC002,东岭包装,广东\n")
    assert "省区" in refused(files, mapping={"customers.region": "省区"}).render("en")
    none = import_files(files, **ANY, mapping={"customers.region": "-"})
    assert "region" not in none.company.frames["customers"]
    assert "省" in none.report["further"][0]["unused"]
    with pytest.raises(IntakeError, match="regoin"):
        import_files(files, **ANY, mapping={"customers.regoin": "省"})


def test_two_tables_that_a_sheet_may_be_are_asked(tmp_path):
    files = [
        put(tmp_path, "a.csv", ORDERS),
        put(tmp_path, "b.csv", "客户编码,客户名称,行业\nC001,恒川精密,机械\nC002,东岭包装,食品\n"),
    ]
    found = import_files(files, **ANY, mapping={"tables": {"b.csv": "skip"}})
    assert "industry" not in found.company.frames["customers"] and found.report["skipped"][-1]["why"] == "asked"
    with pytest.raises(IntakeError, match="custmers"):
        import_files(files, **ANY, mapping={"tables": {"b.csv": "custmers"}})


@pytest.mark.covers("0.3")
def test_the_form_shows_proposals_and_its_button_writes_the_mapping(tmp_path):
    path, place = put(tmp_path, "奇.csv", ODD), tmp_path / "probe"
    table = table_of(offers(path))
    assert (
        table["column"].tolist() == ["凭据", "开单那天", "往来户头", "货", "件", "净值"]
        and "2025-01-05" in table["samples"].iloc[1]
    )
    form = Confirm(path, place, lang="zh")
    shown = form._repr_mimebundle_()
    assert "开单那天" in shown["text/html"] and "日期" in shown["text/html"] and any("widget" in key for key in shown)
    columns = {form.offers[0].names[n]: widget for n, widget in form.columns[0].items()}
    assert form.tables[0].value == "orders" and columns["开单那天"].value == "date"
    wanted = {
        "凭据": "doc_no",
        "开单那天": "date",
        "往来户头": "customer_name",
        "货": "product_name",
        "件": "quantity",
        "净值": "amount",
    }
    for widget in columns.values():
        widget.value = ""
    for name, field in wanted.items():
        columns[name].value = field
    form.button.click()
    assert "mapping.yml" in form.said.value
    kept = mapping_file.read(place / "mapping.yml")
    found = import_files(path, **ANY, mapping=kept)
    orders = found.company.frames["orders"]
    assert (
        orders["amount"].sum() == TOTAL
        and orders["quantity"].sum() == 10
        and orders["doc_no"].tolist() == ["A1", "A2", "A3"]
    )
    write(found, place, kept)
    assert mapping_file.read(place / "mapping.yml")["amount"] == "净值"
    form = Confirm(path, place, lang="en")
    form.live()
    form.tables[0].value = "skip"
    assert form.columns[0] == {} and form.parts()["sheets"] == {"奇.csv": "skip"}


def test_assign_gives_each_column_to_one_field():
    body = pd.DataFrame({0: ["甲", "乙"], 1: ["王", "李"], 2: ["13800000000", "13900000000"]}, dtype="str")
    found = assign(["企业", "客户名称", "手机"], body, "contacts")
    assert {p.field: p.header for p in found if p.confidence >= TAKEN} == {
        "customer": "企业",
        "name": "客户名称",
        "mobile": "手机",
    }


LEFT = "单据编号,日期,客户编码,客户名称,产品名称,数量,金额,{}\n" + "\n".join(
    f"A{n},2025-01-0{n},C00{n % 2},恒川{n % 2},伺服,1,100.50,{{}}" for n in range(1, 7)
)


@pytest.mark.covers("0.2")
@pytest.mark.parametrize(
    ("header", "cells", "asks"),
    [
        ("地盘", "华东 华南 华东 华北 华东 华南", True), ("货值里的本钱", "60.25 61.5 60.25 62.75 60.25 61.5", True),  # maybe region, cost
        ("经手人", "王海涛 李敏 王海涛 李敏 王海涛 李敏", False), ("序号", "1 2 3 4 5 6", False),  # known to be neither
        ("地盘", "华东 华东 华东 华东 华东 华东", False), ("guid", "a1f3 b2c4 c9d1 d0e2 e7f8 f6a5", False),  # tell nothing
        ("区域经理", "王海涛 李敏 王海涛 李敏 王海涛 李敏", False), ("收货地址", "甲路1号 乙路2号 丙路3号 丁路4号 戊路5号 己路6号", False),
    ],
)  # fmt: skip
def test_a_column_left_over_that_looks_meaningful_is_asked_about_once(tmp_path, header, cells, asks):
    path = put(tmp_path, "a.csv", LEFT.format(header, *cells.split()))
    if not asks:
        assert header in import_files(path, **ANY).report["sources"][0]["sheets"][0]["unused"]
        return
    problem = refused(path).problems[0]
    assert problem.kind == "ask-unused" and problem.column == header and cells.split()[0] in problem.render("zh")
    for mapping in ({"orders.not_used": ["*"]}, {"orders.not_used": [header]}):
        found = import_files(path, **ANY, mapping=mapping)
        kept = mapping_file.text(folder_import.kept_mapping(found, mapping))
        put(tmp_path, "mapping.yml", kept)
        again = mapping_file.read(tmp_path / "mapping.yml")
        assert import_files(path, **ANY, mapping=again).report["sources"][0]["sheets"][0]["unused"] == [header]
    assert header in import_files(path, **ANY, yes=True).report["sources"][0]["sheets"][0]["unused"]


def test_a_pipeline_with_products_and_counts_is_never_taken_for_order_lines_unasked(tmp_path):
    head = "商机编号,创建日期,客户名称,产品名称,数量,预计金额,阶段,赢单率,预计成交日期\n"
    rows = "\n".join(f"OP{n},2025-01-0{n},恒川{n % 3},伺服,2,1000.50,方案,30%,2025-06-0{n}" for n in range(1, 9))
    path = put(tmp_path, "清单.csv", head + rows)
    assert "ask-table" in {problem.kind for problem in refused(path).problems}
    found = import_files([put(tmp_path, "a.csv", ORDERS), path], **ANY, mapping={"tables": "清单.csv:opportunities"})
    assert len(found.company.frames["opportunities"]) == 8 and len(found.company.frames["orders"]) == 3


@pytest.mark.covers("0.2")
def test_a_list_of_states_is_no_list_of_customers(tmp_path):
    states = "state_id,state_name,state_abbr,state_region\n" + "".join(f"{n},State {n},S{n},west\n" for n in range(9))
    files = [put(tmp_path, "a.csv", ORDERS), put(tmp_path, "us_states.csv", states)]
    assert [problem.kind for problem in refused(files).problems] == ["ask-table"]
    found = import_files(files, **ANY, mapping={"tables": "us_states.csv:skip"})
    assert len(found.company.frames["customers"]) == 2 and found.report["skipped"][0]["why"] == "asked"
    found = import_files(files, **ANY, yes=True)
    assert len(found.company.frames["customers"]) == 2 and found.report["skipped"][0]["file"] == "us_states.csv"
    others = "客户编码,客户名称,地区\n" + "".join(f"X{n},别家{n},华东\n" for n in range(9))
    files = [put(tmp_path, "a.csv", ORDERS), put(tmp_path, "客户.csv", others)]
    assert "none of its codes" in refused(files).render("en")
    label = "客户.csv"
    assert len(import_files(files, **ANY, mapping={"tables": f"{label}:customers"}).company.frames["customers"]) == 11
    assert len(import_files(files, **ANY, mapping={"tables": f"{label}:skip"}).company.frames["customers"]) == 2


@pytest.mark.parametrize(
    ("header", "table", "field"),
    [
        ("收款单编码", "payments", "payment_no"), ("发票开具日", "invoices", "issued_on"), ("Visited on", "activities", "date"), ("商机标题", "opportunities", "name"),
        ("归属人", "opportunities", "owner"), ("服务截止", "contracts", "ends_on"), ("客户星级", "customers", "grade"), ("费用发生日", "costs", "date"), ("Line net", "orders", "amount"),
        ("Sold on", "orders", "date"), ("货品编号", "orders", "product"), ("会员档次", "members", "tier"),
    ],
)  # fmt: skip
def test_a_header_made_of_known_meanings_is_as_good_as_known(header, table, field):
    assert labels.alike(header, table).get(field, (0.0, 0))[0] >= 0.95


@pytest.mark.parametrize(
    ("header", "table", "field"),
    [("税额", "orders", "amount"), ("制单日期", "orders", "date"), ("最后成交时间", "customers", "created_on"), ("收款账户", "payments", "customer"), ("供应商名称", "customers", "name"),
     ("下次联系时间", "contacts", "last_contact_on"), ("计划开票日期", "invoices", "issued_on"), ("state name", "customers", "name")],
)  # fmt: skip
def test_a_header_that_says_more_is_not(header, table, field):
    assert labels.alike(header, table).get(field, (0.0, 0))[0] < 0.95
